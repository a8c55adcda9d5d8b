"""The words that administrators keep: severities, kinds of entry, services, tags. All of it is data."""
