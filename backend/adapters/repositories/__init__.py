"""Queries, one file per resource, each scoped by company."""
