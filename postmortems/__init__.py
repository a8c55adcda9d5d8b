"""The upper floor: what was written and learned; and the front door. One Django app."""
