"""Tests of the inference server's parts."""
