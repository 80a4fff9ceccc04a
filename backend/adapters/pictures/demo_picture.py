"""One moment of the demonstration clip: two workers, one of them without a helmet."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import av
import numpy as np
from av.error import FFmpegError
from numpy.typing import NDArray

from backend.core.errors import InvalidInput

CLIP = "warehouse.mp4"
FRAME = 165


def demo_picture(demo_dir: Path) -> NDArray[np.uint8]:
    """BGR (H, W, 3). InvalidInput when the clip is not there."""
    try:
        with av.open(str(demo_dir / CLIP)) as clip:
            frame = next(islice(clip.decode(video=0), FRAME, None))
            return np.asarray(frame.to_ndarray(format="bgr24"), np.uint8)
    except (OSError, FFmpegError, StopIteration) as error:
        raise InvalidInput(
            f"The demonstration clip cannot be read ({type(error).__name__}).", hint="Give a picture: PICTURE=site.jpg"
        ) from error
