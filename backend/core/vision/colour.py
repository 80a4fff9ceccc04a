"""Whether a picture has colour: under infrared light a hi-vis vest is grey like a jacket."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SAMPLED_WIDTH, SAMPLED_HEIGHT = 96, 54
"""Enough single pixels of a picture to tell, in a sixth of a millisecond."""
LEAST_TINT = 4.0
"""How far, in levels of 255, the most coloured places differ from the picture's common tint. A vest in a grey hall
differs by 40, compression of a grey picture by 1. Higher: dull scenes have no colour. Lower: a blemish is colour."""
MOST_COLOURED = 99.9
"""Percentile of the places that count as the most coloured: one small vest is enough."""


def has_colour(picture: NDArray[np.uint8]) -> bool:
    """Whether a picture (H, W, 3), BGR, has any colour beside one tint all over.

    Blue and red difference as in ITU-R BT.601.
    """
    blue, green, red = (picture[..., i].astype(np.float32) for i in range(3))
    level = 0.114 * blue + 0.587 * green + 0.299 * red
    differences = np.stack([0.564 * (blue - level), 0.713 * (red - level)]).reshape(2, -1)
    differences -= np.median(differences, axis=1, keepdims=True)
    return bool(np.percentile(np.hypot(*differences), MOST_COLOURED) >= LEAST_TINT)
