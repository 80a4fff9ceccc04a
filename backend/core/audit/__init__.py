"""The audit: who did what and when, in a chain of hashes."""
