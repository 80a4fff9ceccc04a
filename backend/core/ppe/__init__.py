"""Whether a person wears the items that are asked for."""
