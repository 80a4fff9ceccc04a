"""Checks of `make doctor`."""
