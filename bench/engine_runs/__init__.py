"""Runs of inference engines."""
