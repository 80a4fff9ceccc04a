"""What a plant's camera sends: 1920x1080, 25 pictures a second, H.264, a key frame every two seconds."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice
from pathlib import Path

import av
from av.video.frame import PictureType

from bench.scenes.scenes import BUSY

WIDTH, HEIGHT, FPS = 1920, 1080, 25
LONGEST_SECONDS = 20
KEY_FRAMES_APART = 50
BITS_A_SECOND = 4_000_000


def make(path: Path, seconds: float = LONGEST_SECONDS) -> Path:
    """The demonstration's clip at that size and rate, at most 20 s of it, at least two key frames."""
    whole = round(min(max(seconds, 4.0), LONGEST_SECONDS))
    with av.open(str(BUSY)) as source, av.open(str(path), "w") as container:
        options = {"preset": "ultrafast", "tune": "zerolatency"}
        stream = container.add_stream("libx264", rate=FPS, options=options)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        stream.gop_size, stream.bit_rate = KEY_FRAMES_APART, BITS_A_SECOND
        pictures = list(islice(source.decode(video=0), whole * 10))
        for n in range(FPS * whole):
            picture = pictures[n * len(pictures) // (FPS * whole)].reformat(WIDTH, HEIGHT, "yuv420p")
            picture.pts, picture.time_base = n, Fraction(1, FPS)
            picture.pict_type = PictureType.NONE  # the encoder decides, not the clip that it comes from
            container.mux(stream.encode(picture))
        container.mux(stream.encode())
    return path
