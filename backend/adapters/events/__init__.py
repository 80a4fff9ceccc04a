"""Events: their fields and wire form."""
