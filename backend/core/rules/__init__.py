"""Rules: what is asked of whom, where and when."""
