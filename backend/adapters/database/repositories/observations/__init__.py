"""What cameras observed of people: exposure and tracks."""
