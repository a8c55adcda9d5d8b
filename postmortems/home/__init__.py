"""The signed-in start page; owns no table."""
