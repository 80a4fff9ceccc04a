"""Use cases: what Mandor can do."""
