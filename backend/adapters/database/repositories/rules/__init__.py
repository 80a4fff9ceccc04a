"""Zones, rules, their versions, and facts of conditions."""
