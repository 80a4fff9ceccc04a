"""When cameras observed and when they were blind."""
