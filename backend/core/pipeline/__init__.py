"""From the detections of a picture to decisions."""
