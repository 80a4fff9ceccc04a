"""Storing what workers report."""
