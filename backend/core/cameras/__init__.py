"""Cameras: configuration, status, source address."""
