"""The reader of write-ups: text in, a `Proposal` out. Pure; see `proposal` for what it gives."""
