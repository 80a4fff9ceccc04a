"""The sides of a comparison."""
