"""Rules: no I/O, no clock, no log. See README.md beside this file."""
