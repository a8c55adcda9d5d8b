"""Coming in, one's own account, and the pages on which administrators keep people and teams."""
