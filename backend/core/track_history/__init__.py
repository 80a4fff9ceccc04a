"""Stored tracks: what was seen of people, once a second, for trying rules."""
