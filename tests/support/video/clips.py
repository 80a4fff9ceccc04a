"""Video files made on the spot, each with one property."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np

COLOURS_BGR = ((200, 40, 40), (40, 200, 40), (40, 40, 200), (200, 200, 40), (128, 128, 128))


def clip(
    path: Path,
    *,
    width: int = 320,
    height: int = 240,
    frames: int = 10,
    fps: int = 25,
    codec: str = "mpeg4",
    group: int = 5,
) -> Path:
    """A video whose n-th picture is all in the colour `COLOURS_BGR[n % 5]`; a key frame each `group`."""
    with av.open(str(path), "w") as out:
        stream = out.add_stream(codec, rate=fps)
        stream.width, stream.height = width, height
        stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
        stream.bit_rate = 4_000_000
        stream.codec_context.gop_size = group
        for n in range(frames):
            picture = np.full((height, width, 3), COLOURS_BGR[n % len(COLOURS_BGR)], np.uint8)
            out.mux(stream.encode(av.VideoFrame.from_ndarray(picture, "bgr24")))
        out.mux(stream.encode(None))
    return path


def sound(path: Path, *, seconds: float = 1.0) -> Path:
    """A file with a tone and no picture."""
    rate = 8000
    with av.open(str(path), "w") as out:
        stream = out.add_stream("aac", rate=rate, layout="mono")
        samples = np.sin(np.arange(int(rate * seconds)) * 0.3).astype(np.float32)[None, :]
        for start in range(0, samples.shape[1] - 1024, 1024):
            frame = av.AudioFrame.from_ndarray(samples[:, start : start + 1024], "fltp", "mono")
            frame.sample_rate, frame.pts, frame.time_base = rate, start, Fraction(1, rate)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def jpeg(bgr: tuple[int, int, int], *, width: int = 320, height: int = 240) -> bytes:
    """A picture of one colour."""
    return cv2.imencode(".jpg", np.full((height, width, 3), bgr, np.uint8))[1].tobytes()


def there_and_back(path: Path, source: Path) -> Path:
    """The H.264 video `source` forwards and then backwards: played in a loop, nobody in it ever jumps."""
    with av.open(str(source)) as video:
        rate = video.streams.video[0].average_rate
        pictures = [frame.to_ndarray(format="yuv420p") for frame in video.decode(video=0)]
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=rate, options={"preset": "veryfast", "crf": "18", "bf": "0"})
        stream.height, stream.width = pictures[0].shape[0] * 2 // 3, pictures[0].shape[1]
        stream.pix_fmt = "yuv420p"
        stream.codec_context.gop_size = round(rate)
        for picture in [*pictures, *pictures[-2:0:-1]]:
            out.mux(stream.encode(av.VideoFrame.from_ndarray(picture, "yuv420p")))
        out.mux(stream.encode(None))
    return path
