"""Zones: parts of a camera's picture, and who stands in them."""
