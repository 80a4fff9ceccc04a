"""A video's numbers by second, and its summary."""

from __future__ import annotations

from dataclasses import dataclass, field

from backend.core.crowd.analysis import AnalysedPicture
from backend.core.crowd.levels import CrowdLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondOfVideo:
    """The pictures of one second that were analysed. Faces are None when no face detector ran."""

    second: int
    frames: int
    most_faces: int | None
    most_bodies: int
    most_people: int
    mean_people: float
    crowd_level: CrowdLevel
    """Of the picture with most people."""
    density_score: float
    """The highest."""


@dataclass(slots=True)
class _Second:
    frames: int = 0
    most_faces: int | None = None
    most_bodies: int = 0
    most_people: int = -1
    people: int = 0
    level: CrowdLevel = CrowdLevel.EMPTY
    density: float = 0.0


@dataclass(slots=True)
class VideoSeries:
    """Sums up pictures by the second in which they are shown. Its size is that of the video's length."""

    _seconds: dict[int, _Second] = field(default_factory=dict)

    def add(self, at: float, picture: AnalysedPicture) -> None:
        """A picture that is shown `at` seconds after the beginning was analysed."""
        found = picture.analysis
        one = self._seconds.setdefault(max(0, int(at)), _Second())
        one.frames += 1
        one.people += found.people_count
        one.most_bodies = max(one.most_bodies, found.body_count)
        one.density = max(one.density, found.density_score)
        if found.face_count is not None:
            one.most_faces = max(one.most_faces or 0, found.face_count)
        if found.people_count > one.most_people:
            one.most_people, one.level = found.people_count, found.crowd_level

    def seconds(self) -> tuple[SecondOfVideo, ...]:
        """In order; a second without an analysed picture is left out."""
        return tuple(
            SecondOfVideo(
                second=second,
                frames=one.frames,
                most_faces=one.most_faces,
                most_bodies=one.most_bodies,
                most_people=one.most_people,
                mean_people=round(one.people / one.frames, 3),
                crowd_level=one.level,
                density_score=one.density,
            )
            for second, one in sorted(self._seconds.items())
        )
