"""What happened: the incident, its timeline, its five clocks."""
