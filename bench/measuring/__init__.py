"""Measurements, ratios and tables of benchmarks."""
