"""How a source is opened, by its kind."""
