"""The scenes that are watched: a busy one, and a quiet one made of the same place when nobody is there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

BUSY = Path(__file__).resolve().parents[2] / "demo" / "warehouse.mp4"
EMPTY_FRAMES = 6
"""At the clip's beginning and end nobody is in the picture."""
NOISE_LEVELS = 2.2
"""Standard deviation of the sensor's noise, grey levels of 255, before encoding. Encoded at `QUALITY` as much of it is
left as in the busy clip (1.6 between pictures far apart). More noise costs bits and decoding; without any, a picture is
repeated, which costs nearly nothing."""
QUALITY = "26"
FPS = 10
SECONDS = 40
MARGIN = 64
"""Pixels by which the field of noise is larger than the picture: each picture takes its part at random."""


@dataclass(frozen=True, slots=True)
class Scenes:
    """The clips."""

    busy: Path
    quiet: Path


def make(folder: Path) -> Scenes:
    """The busy clip is the demonstration's; the quiet one is written to `folder` (takes some seconds)."""
    quiet = folder / "quiet.mp4"
    _write(quiet, _empty_place(BUSY))
    return Scenes(busy=BUSY, quiet=quiet)


def _empty_place(clip: Path) -> NDArray[np.float32]:
    """The picture without people and, as a mean over several frames, nearly without noise: (H, W, 3), BGR."""
    with av.open(str(clip)) as container:
        frames = [frame.to_ndarray(format="bgr24") for frame in container.decode(video=0)]
    empty = np.stack([*frames[:EMPTY_FRAMES], *frames[-EMPTY_FRAMES:]])
    return np.asarray(empty.mean(axis=0), np.float32)


def _write(path: Path, place: NDArray[np.float32]) -> None:
    """H.264 with a key frame a second, like the busy clip, and new noise in every picture."""
    height, width, _ = place.shape
    randomness = np.random.default_rng(0)
    field = randomness.standard_normal((height + MARGIN, width + MARGIN, 1), np.float32) * NOISE_LEVELS
    with av.open(str(path), "w") as container:
        options = {"crf": QUALITY, "preset": "veryfast", "tune": "zerolatency"}
        stream = container.add_stream("libx264", rate=FPS, options=options)
        stream.width, stream.height, stream.pix_fmt, stream.gop_size = width, height, "yuv420p", FPS
        for _ in range(FPS * SECONDS):
            down, right = randomness.integers(0, MARGIN, 2)
            picture = np.clip(place + field[down : down + height, right : right + width] + 0.5, 0, 255).astype(np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="bgr24")))
        container.mux(stream.encode())
