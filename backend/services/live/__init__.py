"""Live pictures and video."""
