"""The pages of incidents and their timelines."""
