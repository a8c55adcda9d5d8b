"""Who did what. The lowest room: everything above records here, nothing here knows what is above."""
