"""The audit: recording what happens, reading it, verifying it, and its retention."""
