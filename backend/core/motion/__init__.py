"""Motion in a picture."""
