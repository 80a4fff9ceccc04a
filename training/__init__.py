"""How the detector is made: `make train`. Needs the extra `train` (torch); nothing of Mandor's runtime imports it."""
