"""Action items over HTTP: one by one, and the board."""
