"""Picture health: turns one small sample a second into conditions with a start time.

Dark, covered and frozen samples are not learned from: what is usual for the camera comes from usable samples only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from backend.core.picture_health.debounce import Debounce
from backend.core.picture_health.freeze import FreezeDetector, FreezeOptions
from backend.core.picture_health.occlusion import OcclusionOptions, is_covered, is_dark
from backend.core.picture_health.sample import PictureSample
from backend.core.picture_health.scene_reference import SceneOptions, SceneReference
from backend.core.picture_health.sharpness import SharpnessMonitor, SharpnessOptions


class PictureFault(StrEnum):
    """What can be wrong with a picture; values are codes of `REASONS`, on the wire and in the database."""

    DARK = "dark"
    COVERED = "covered"
    FROZEN = "frozen"
    FALLING_BEHIND = "falling_behind"
    MOVED = "moved"
    DEFOCUSED = "defocused"
    NO_COLOUR = "no_colour"
    CLOCK_JUMPED = "clock_jumped"


BLINDING = (PictureFault.DARK, PictureFault.COVERED, PictureFault.FROZEN)
"""Faults with which no frame can be assessed, the most severe first."""
WARNING = (
    PictureFault.FALLING_BEHIND,
    PictureFault.MOVED,
    PictureFault.DEFOCUSED,
    PictureFault.NO_COLOUR,
    PictureFault.CLOCK_JUMPED,
)
"""Faults with which assessment goes on, the most severe first."""


@dataclass(frozen=True, slots=True)
class PictureCondition:
    """A fault of the picture and when it began."""

    code: PictureFault
    since: float
    """Start, seconds."""


def most_severe(conditions: tuple[PictureCondition, ...]) -> PictureCondition | None:
    """The condition to show when there are several; None when there is none."""
    order = (*BLINDING, *WARNING)
    return min(conditions, key=lambda condition: order.index(condition.code), default=None)


@dataclass(frozen=True, slots=True)
class HealthOptions:
    """How long a fault must hold. Longer reports it later, shorter reports what passes by itself."""

    nothing_seen_seconds: float = 10.0
    """Before `dark` and `covered`: a lamp that is switched off and on, a person who passes close by."""
    seen_again_seconds: float = 4.0
    """Before `dark`, `covered` and `frozen` are over."""
    moved_seconds: float = 12.0
    """Before `moved`: a gate that opens, a lorry that passes."""
    defocused_seconds: float = 15.0
    """Before `defocused`: a lens that adjusts its focus."""
    no_colour_seconds: float = 10.0
    """Before `no_colour`: a camera that switches to infrared and back at dusk."""
    well_seconds: float = 8.0
    """Before `moved`, `defocused` and `no_colour` are over."""
    gap_seconds: float = 30.0
    """A gap between samples that is longer than this resets all debounces."""
    occlusion: OcclusionOptions = field(default_factory=OcclusionOptions)
    freeze: FreezeOptions = field(default_factory=FreezeOptions)
    sharpness: SharpnessOptions = field(default_factory=SharpnessOptions)
    scene: SceneOptions = field(default_factory=SceneOptions)


class PictureHealth:
    """The picture of one camera. Not thread-safe; expects a sample every 1 to 4 seconds."""

    def __init__(self, options: HealthOptions | None = None) -> None:
        self._options = options = options or HealthOptions()
        blinding = (options.nothing_seen_seconds, options.seen_again_seconds)
        self._debounced = {
            PictureFault.DARK: Debounce(*blinding),
            PictureFault.COVERED: Debounce(*blinding),
            PictureFault.FROZEN: Debounce(0.0, options.seen_again_seconds),
            PictureFault.MOVED: Debounce(options.moved_seconds, options.well_seconds),
            PictureFault.DEFOCUSED: Debounce(options.defocused_seconds, options.well_seconds),
            PictureFault.NO_COLOUR: Debounce(options.no_colour_seconds, options.well_seconds),
        }
        self._freeze = FreezeDetector(options.freeze)
        self._sharpness = SharpnessMonitor(options.sharpness)
        self._scene = SceneReference(options.scene)
        self._last_at: float | None = None
        self.shows_nothing = False
        """Whether the last sample was dark or covered, before debouncing."""

    @property
    def conditions(self) -> tuple[PictureCondition, ...]:
        """The conditions that hold now, in no order."""
        held = ((code, debounce.since) for code, debounce in self._debounced.items())
        return tuple(PictureCondition(code, since) for code, since in held if since is not None)

    def add(self, sample: PictureSample) -> None:
        """1. Is the view visible? 2. Is it frozen? 3. Is it the known view, and as sharp as usual?"""
        options, at = self._options, sample.at
        if self._last_at is not None and not 0 < at - self._last_at < options.gap_seconds:
            self._restart()
        self._last_at = at
        dark, covered = is_dark(sample, options.occlusion), is_covered(sample, options.occlusion)
        self._debounced[PictureFault.DARK].add(dark, at)
        self._debounced[PictureFault.COVERED].add(covered, at)
        self.shows_nothing = dark or covered
        self._debounced[PictureFault.NO_COLOUR].add(not sample.colour and not self.shows_nothing, at)
        if self.shows_nothing:
            self._freeze.reset()
            self._debounced[PictureFault.FROZEN].add(False, at)
            return
        self._freeze.add(sample)
        still_since = self._freeze.since
        self._debounced[PictureFault.FROZEN].add(still_since is not None, at if still_since is None else still_since)
        if still_since is None:
            self._compare(sample)

    def _compare(self, sample: PictureSample) -> None:
        accepted = self._scene.accepted
        self._scene.add(sample)
        self._debounced[PictureFault.MOVED].add(self._scene.is_other, sample.at)
        if self._scene.accepted > accepted:
            self._sharpness.reset()
        lost = not self._scene.is_other and self._sharpness.is_lost(sample)
        self._debounced[PictureFault.DEFOCUSED].add(lost, sample.at)

    def _restart(self) -> None:
        self._freeze.reset()
        for debounce in self._debounced.values():
            debounce.reset()
