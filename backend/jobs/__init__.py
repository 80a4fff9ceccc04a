"""What the jobs process runs: functions without arguments that may be run twice, and go on where a killed one ended."""
