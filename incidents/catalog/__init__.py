"""What can break, and how badly: services, severities, tags. All of it is data."""
