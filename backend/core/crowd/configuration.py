"""What an installation sets for the crowd interface."""

from __future__ import annotations

from dataclasses import dataclass, field

from backend.core.crowd.options import CrowdOptions

MOST_FRAME_BYTES = 4_000_000
"""Of one encoded picture. Larger: clients hold more memory; smaller refuses pictures of 4K cameras."""
MOST_FRAME_PIXELS = 16_000_000
"""Before a picture is decoded: it takes three bytes a pixel then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrowdConfiguration:
    """Settings of the crowd interface."""

    options: CrowdOptions = field(default_factory=CrowdOptions)
    """What holds where a request sets nothing else."""
    frame_side: int = 1280
    """Longer sides are reduced to this many pixels before anything is looked for. Smaller is faster, and far people
    and faces get lost; models look at 640 pixels and gain nothing above about 1280."""
    connections: int = 50
    """Clients of the socket at once."""
    frames_per_second: float = 10.0
    """Pictures that one client may send. More: one client's errors and pictures cost more of the backend's time."""
    places: int = 2
    """Pictures that the inference server is asked about at once. Each counts as much as a camera in its schedule, so
    more takes time from cameras, and fewer lets the server wait while a picture is decoded."""
    video_bytes: int = 200_000_000
    """Of one video."""
