"""Many files at once: kept until each is read, read one after another beside the pages, told of row by row."""
