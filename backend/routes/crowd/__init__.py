"""The crowd interface: pictures that callers send."""
