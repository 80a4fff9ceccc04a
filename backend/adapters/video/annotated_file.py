"""Reads a video file that a caller sent, picture by picture, and writes one of the same pictures with drawings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import av
import numpy as np
from av.error import FFmpegError
from numpy.typing import NDArray

from backend.core.errors import InvalidInput

FORMATS = "mov,matroska,avi,mpegts"
"""Containers that are read. No playlists: they name other files."""
MOST_PIXELS = 16_000_000
USUAL_RATE = Fraction(25)
FASTEST = Fraction(120)
_MAGIC = ((4, b"ftyp"), (0, b"\x1aE\xdf\xa3"), (8, b"AVI "), (0, b"G"))


def is_video(head: bytes) -> bool:
    """Whether a file that begins so may be a video: MP4, QuickTime, Matroska, WebM, AVI or MPEG-TS."""
    return any(head[at : at + len(magic)] == magic for at, magic in _MAGIC)


@dataclass(frozen=True, slots=True)
class VideoPicture:
    """A picture, BGR (H, W, 3), shown `at` seconds after the beginning."""

    number: int
    at: float
    pixels: NDArray[np.uint8]


class SentVideo:
    """A video file of any origin. InvalidInput (`undecodable_video`, `too_many_pixels`) when it cannot be used."""

    def __init__(self, path: Path) -> None:
        options = {"format_whitelist": FORMATS, "protocol_whitelist": "file", "enable_drefs": "0"}
        try:
            self._container = av.open(str(path), options=options, metadata_errors="replace")
        except (FFmpegError, OSError, ValueError) as error:
            raise undecodable_video() from error
        videos = self._container.streams.video
        if not videos:
            self._container.close()
            raise undecodable_video()
        self._stream = videos[0]
        self._stream.thread_type = "NONE"
        self.width, self.height = self._stream.codec_context.width, self._stream.codec_context.height
        if not 0 < self.width * self.height <= MOST_PIXELS:
            self._container.close()
            raise InvalidInput(f"The video has no pictures of up to {MOST_PIXELS} pixels.", code="too_many_pixels")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._container.close()

    @property
    def rate(self) -> Fraction:
        """Pictures a second."""
        rate = self._stream.average_rate or USUAL_RATE
        return min(rate, FASTEST) if rate > 0 else USUAL_RATE

    @property
    def expected(self) -> int | None:
        """How many pictures it states to have; None when it states nothing."""
        if self._stream.frames:
            return int(self._stream.frames)
        seconds = self._container.duration / av.time_base if self._container.duration else None
        return None if seconds is None else max(1, round(seconds * self.rate))

    def pictures(self) -> Iterator[VideoPicture]:
        """Every picture in order. A damaged end is the end; InvalidInput when there is no picture at all."""
        number, began = 0, None
        try:
            for frame in self._container.decode(self._stream):
                at = frame.time if frame.time is not None else number / float(self.rate)
                began = at if began is None else began
                pixels = np.asarray(frame.to_ndarray(format="bgr24"), np.uint8)
                if pixels.shape[0] * pixels.shape[1] > MOST_PIXELS:
                    return
                yield VideoPicture(number, max(0.0, at - began), pixels)
                number += 1
        except (FFmpegError, ValueError, MemoryError) as error:
            if number == 0:
                raise undecodable_video() from error
        if number == 0:
            raise undecodable_video()


class AnnotatedVideo:
    """An H.264 file in MP4 that browsers play."""

    def __init__(self, path: Path, *, width: int, height: int, rate: Fraction) -> None:
        """Odd sizes are cut by one pixel: the format has none."""
        self._container = av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"})
        stream: Any = self._container.add_stream("libx264", rate=rate)
        stream.width, stream.height, stream.pix_fmt = width & ~1, height & ~1, "yuv420p"
        stream.options = {"preset": "superfast", "crf": "25"}
        stream.codec_context.thread_count = 1
        self._stream = stream

    def write(self, picture: NDArray[np.uint8]) -> None:
        """The next picture, BGR."""
        cut = np.ascontiguousarray(picture[: self._stream.height, : self._stream.width])
        for packet in self._stream.encode(av.VideoFrame.from_ndarray(cut, format="bgr24")):
            self._container.mux(packet)

    def close(self) -> None:
        """Finish the file."""
        for packet in self._stream.encode():
            self._container.mux(packet)
        self._container.close()


def undecodable_video() -> InvalidInput:
    """The file is damaged, or no video of a format that is read."""
    return InvalidInput(
        "The file is no video that can be read.", code="undecodable_video", hint="Send MP4, MKV, WebM, AVI or MPEG-TS."
    )
