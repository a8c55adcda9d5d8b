"""Bringing in what is pasted or chosen: a write-up, which is read, or a report of Postmortems, which comes back."""
