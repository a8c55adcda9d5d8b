"""Pages of the drafting room: HTTP and the clock stop here."""
