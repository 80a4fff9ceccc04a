"""Mandor: safety cameras that tell who works without helmet or vest, with evidence."""

__version__ = "0.1.0"
