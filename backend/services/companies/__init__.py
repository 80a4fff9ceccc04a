"""Companies: quotas, archive, registration, visits of platform administrators, erasure."""
