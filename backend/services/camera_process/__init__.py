"""One camera's process."""
