"""What the camera process needs of a decoded frame; `VideoFrame` has it, and so do the tests' frames."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class ObservedFrame(Protocol):
    """A frame that can be analysed, kept as evidence and shown."""

    @property
    def at(self) -> datetime: ...  # noqa: D102
    @property
    def width(self) -> int: ...  # noqa: D102
    @property
    def height(self) -> int: ...  # noqa: D102
    def to_bgr(self, width: int | None = None, height: int | None = None) -> NDArray[np.uint8]: ...  # noqa: D102
    def to_gray(self, width: int | None = None, height: int | None = None) -> NDArray[np.uint8]: ...  # noqa: D102
    def sampled_bgr(self, width: int, height: int) -> NDArray[np.uint8]: ...  # noqa: D102


class MonitoredFrame(Protocol):
    """A frame whose picture can be checked for faults."""

    @property
    def seq(self) -> int: ...  # noqa: D102
    @property
    def at(self) -> datetime: ...  # noqa: D102
    @property
    def pts(self) -> float: ...  # noqa: D102
    def to_gray(self, width: int | None = None, height: int | None = None) -> NDArray[np.uint8]: ...  # noqa: D102
    def sampled_gray(self, width: int, height: int) -> NDArray[np.uint8]: ...  # noqa: D102
    def sampled_bgr(self, width: int, height: int) -> NDArray[np.uint8]: ...  # noqa: D102
