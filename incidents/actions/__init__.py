"""What will be done about it: action items, from proposal to evidence."""
