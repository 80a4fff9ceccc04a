"""Events on disk and on their way through Redis."""
