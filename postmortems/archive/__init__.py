"""What stays: publications, the search over everything that was written, and the pages to read them on."""
