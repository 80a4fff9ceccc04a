"""Running statistics: sums and extremes of any number of pictures in the same memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from backend.core.crowd.analysis import AnalysedPicture
from backend.core.crowd.levels import CrowdLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class CrowdStatistics:
    """What was analysed since `since`. Means are None before the first picture."""

    since: datetime
    frames: int = 0
    errors: int = 0
    """Pictures that could not be analysed."""
    alerts: int = 0
    faces: int = 0
    bodies: int = 0
    most_people: int = 0
    mean_people: float | None = None
    mean_density: float | None = None
    mean_seconds: float | None = None
    """Processing of a picture."""
    levels: dict[str, int] = field(default_factory=dict)
    """Pictures by level."""


class RunningStatistics:
    """Counts. Not thread-safe."""

    def __init__(self, since: datetime) -> None:
        self._since = since
        self._frames = self._errors = self._alerts = self._faces = self._bodies = self._people = self._most = 0
        self._density = self._seconds = 0.0
        self._levels: dict[str, int] = dict.fromkeys(CrowdLevel, 0)

    def add(self, picture: AnalysedPicture, seconds: float) -> None:
        """A picture was analysed in so many seconds."""
        found = picture.analysis
        self._frames += 1
        self._alerts += len(picture.alerts)
        self._faces += found.face_count or 0
        self._bodies += found.body_count
        self._people += found.people_count
        self._most = max(self._most, found.people_count)
        self._density += found.density_score
        self._seconds += seconds
        self._levels[found.crowd_level] += 1

    def add_error(self) -> None:
        """A picture could not be analysed."""
        self._errors += 1

    def summary(self) -> CrowdStatistics:
        """The numbers now."""
        frames = self._frames
        return CrowdStatistics(
            since=self._since,
            frames=frames,
            errors=self._errors,
            alerts=self._alerts,
            faces=self._faces,
            bodies=self._bodies,
            most_people=self._most,
            mean_people=round(self._people / frames, 3) if frames else None,
            mean_density=round(self._density / frames, 4) if frames else None,
            mean_seconds=round(self._seconds / frames, 4) if frames else None,
            levels={str(level): count for level, count in self._levels.items()},
        )
