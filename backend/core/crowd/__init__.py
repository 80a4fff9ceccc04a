"""Crowds in pictures: counts, levels, density, alerts, and whose picture is analysed next."""
