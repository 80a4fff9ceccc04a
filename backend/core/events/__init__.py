"""Events: their kinds, fields, wire form and delivery classes."""
