"""Analysis of frames: detection, analysers, and what follows from their decisions."""
