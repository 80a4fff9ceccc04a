"""The state of the whole system."""
