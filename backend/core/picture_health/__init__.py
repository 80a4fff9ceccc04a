"""Whether a camera's picture can be trusted."""
