"""Requests to the detector and their scheduling."""
