"""Violations: open episodes, their beginning and their end."""
