"""Scenes that benchmarks play."""
