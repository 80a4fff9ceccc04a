"""The machine: disks, clock, time zones."""
