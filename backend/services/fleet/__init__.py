"""Camera processes and their restarts."""
