"""Reports out, as text. Pure: a `Report` in, a string out."""
