"""One repository per table group."""
