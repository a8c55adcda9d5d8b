"""The living text of a postmortem: its sections, its revisions, and the one path on which it is written."""
