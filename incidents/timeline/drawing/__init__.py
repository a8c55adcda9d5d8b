"""The parts of a timeline's picture, each laid out and written by its own module. Pure: no Django, no clock."""
