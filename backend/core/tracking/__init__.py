"""Tracks people from picture to picture."""
