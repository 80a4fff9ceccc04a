"""What can be set per camera: one settings group per file, one field per setting."""
