"""Encoding, drawing and reading of pictures."""
