"""Zones, rules and facts of conditions."""
