"""Boxes, detections, crops and colour of pictures."""
