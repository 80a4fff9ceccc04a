"""A simulator of detections with exact truth, and what others would report on the same detections."""
