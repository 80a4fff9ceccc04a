"""What every analyser of a camera is given and returns."""
