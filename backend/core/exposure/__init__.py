"""How long people wore their items, and how long that could not be assessed."""
