"""Zones, rules and facts of conditions: listing, changing, bypassing."""
