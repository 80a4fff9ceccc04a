"""Mandor: safety cameras that tell who works without helmet or vest, with evidence."""
