"""Zones, rules and facts as JSON, in database and worker configuration."""
