"""Schedules and the mode that holds at an instant."""
