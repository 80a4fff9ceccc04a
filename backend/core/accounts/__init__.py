"""Who may do what, and with whose data."""
