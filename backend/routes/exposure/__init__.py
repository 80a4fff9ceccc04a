"""How long people wore what they must."""
