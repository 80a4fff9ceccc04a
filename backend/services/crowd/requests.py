"""Pictures on their way through the crowd interface, and how they end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from backend.core.crowd.analysis import AnalysedPicture
from backend.core.crowd.options import CrowdOptions
from backend.core.errors import MandorError
from backend.core.vision.picture_header import PictureHeader


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysedFrame:
    """A picture that was analysed."""

    picture: AnalysedPicture
    seconds: float
    """From the moment it came until it was analysed."""


FrameOutcome = AnalysedFrame | MandorError
"""How a picture ended. An error has a code that callers know and no text of a library."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFrame:
    """A picture that waits: encoded, its header checked."""

    data: bytes = field(repr=False)
    header: PictureHeader
    options: CrowdOptions
    came_at: float
    """On the monotonic clock, seconds."""
    done: Callable[[FrameOutcome], None]
    """Called once, by the thread that analysed it; never for a picture that a newer one replaces."""
