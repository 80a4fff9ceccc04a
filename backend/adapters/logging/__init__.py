"""Log format and rotation."""
