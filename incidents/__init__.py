"""The ground floor: what happened. One Django app; each package in it is a room."""
