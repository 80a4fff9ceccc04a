"""What a measurement needs of either side: ours and the usual way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a camera is, counted from its start, and when (monotonic seconds) that was true."""

    at: float
    handled: int
    """Frames that were due and looked at, or found to be like one that was."""
    quiet: int = 0
    """Those of them that the motion gate passed without the detector."""
    dropped: int = 0
    """Frames that were due and not judged, as far as the side itself knows."""


class Side(Protocol):
    """A way to watch cameras. Its cameras are numbered from 1."""

    def resize(self, cameras: int) -> None:
        """Watch this many cameras; returns when every one of them gives results."""
        ...

    def show(self, watched: bool) -> None:
        """Make a JPEG of every frame for a viewer, or do not."""
        ...

    def process_ids(self) -> list[int]:
        """Every process of this side."""
        ...

    def progress(self) -> list[Progress]:
        """How far each camera is, in their order."""
        ...

    def close(self) -> None:
        """End everything."""
        ...
