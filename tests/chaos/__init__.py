"""The proof that nothing is lost and nothing is doubled: `make chaos`."""
