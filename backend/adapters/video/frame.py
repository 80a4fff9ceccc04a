"""A decoded picture that is converted only when, and only as large as, needed."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import datetime

import av
import numpy as np
from av.video.reformatter import Interpolation, VideoReformatter
from numpy.typing import NDArray

from backend.adapters.video.picture_display import PictureDisplay
from backend.core.video.presentation import PLAIN, Presentation

Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamInfo:
    """What a stream is made of."""

    width: int
    height: int
    """Pixels, as the stream reports now; it may change in the middle of a stream."""
    codec: str
    """libav's name: h264, hevc, mjpeg …"""
    fps: float
    """Frames a second as the stream claims; 0 when unknown."""


class PictureScaler:
    """Lays pictures as they are shown, scales and converts colours; keeps what that needs. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_size: dict[tuple[int, int, str, bool], VideoReformatter] = {}
        self._display = PictureDisplay()

    def convert(
        self,
        picture: av.VideoFrame,
        width: int,
        height: int,
        pixel_format: str,
        *,
        sampled: bool = False,
        presentation: Presentation = PLAIN,
    ) -> Picture:
        """The picture with this size in `bgr24` (H×W×3) or `gray8` (H×W), contiguous; averaged, or `sampled`."""
        key = (width, height, pixel_format, sampled)
        with self._lock:
            scaler = self._by_size.setdefault(key, VideoReformatter())
            # AREA averages what it leaves out: without it a small picture flickers where nothing moves.
            how = Interpolation.POINT if sampled else Interpolation.AREA
            shown = self._display.shown(picture, presentation)
            scaled = scaler.reformat(shown, width, height, pixel_format, interpolation=how, threads=1)
            return np.ascontiguousarray(scaled.to_ndarray(), dtype=np.uint8)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class VideoFrame:
    """One picture of a stream, not yet converted."""

    seq: int
    """Counts the pictures, from 1; over reconnects as well when a `CaptureThread` hands them over."""
    at: datetime
    """When it was taken: aware, UTC."""
    pts: float
    """Seconds on the stream's own clock, which a camera may set again. A clip's go on over its end."""
    is_key: bool
    width: int
    height: int
    """Pixels as shown: upright and square, see `presentation`."""
    picture: av.VideoFrame = field(repr=False)
    """As decoded."""
    scaler: PictureScaler = field(repr=False)
    presentation: Presentation = PLAIN

    def to_bgr(self, width: int | None = None, height: int | None = None) -> Picture:
        """uint8 H×W×3 in the order blue, green, red. With one side given the other keeps the proportions."""
        return self._convert(*self._size(width, height), "bgr24")

    def to_gray(self, width: int | None = None, height: int | None = None) -> Picture:
        """uint8 H×W brightness; cheap when small."""
        return self._convert(*self._size(width, height), "gray8")

    def sampled_gray(self, width: int, height: int) -> Picture:
        """uint8 H×W brightness of single pixels, evenly spread: with the sensor's noise that averaging takes away."""
        return self._convert(width, height, "gray8", sampled=True)

    def sampled_bgr(self, width: int, height: int) -> Picture:
        """uint8 H×W×3, blue, green, red, of single pixels, evenly spread; cheap when small."""
        return self._convert(width, height, "bgr24", sampled=True)

    def _convert(self, width: int, height: int, pixel_format: str, *, sampled: bool = False) -> Picture:
        return self.scaler.convert(
            self.picture, width, height, pixel_format, sampled=sampled, presentation=self.presentation
        )

    def _size(self, width: int | None, height: int | None) -> tuple[int, int]:
        if width is None and height is None:
            return self.width, self.height
        if width is None and height is not None:
            width = max(1, round(self.width * height / self.height))
        if height is None and width is not None:
            height = max(1, round(self.height * width / self.width))
        return width or self.width, height or self.height
