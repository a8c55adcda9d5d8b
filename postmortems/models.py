"""Every table of the upper floor, for Django only. Code imports from the rooms."""
