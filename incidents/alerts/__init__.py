"""Alerts of monitoring and paging tools: taken in at one door, read, and put on the record of incidents."""
