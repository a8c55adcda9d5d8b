"""Alerts over HTTP: the door that tools send to, the list for people, the settings."""
