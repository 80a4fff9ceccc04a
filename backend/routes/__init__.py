"""Doors: parse, call a service, answer."""
