"""Processes: supervisor, locks, heartbeats, confinement."""
