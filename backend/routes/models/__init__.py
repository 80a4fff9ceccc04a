"""Models: files, manifest, classes."""
