"""Stores the events that workers report."""
