"""Video streams: clocks, codecs, flow to viewers."""
