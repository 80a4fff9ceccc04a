"""Companies: their names, quotas, registration and erasure."""
