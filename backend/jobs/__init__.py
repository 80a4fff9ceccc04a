"""What the jobs process runs: functions that may be run twice, and go on where a killed one ended."""
