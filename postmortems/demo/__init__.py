"""An invented company and a year of its incidents, to look around in. One command takes all of it away."""
