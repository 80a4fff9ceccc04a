"""Whether a camera's picture can be trusted: from one small look about every second to conditions with a beginning.

A look at which there is nothing to be seen, or in which nothing moves that ought to, teaches nothing: what is usual for
the camera is learned from good looks only.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from backend.core.picture_health.debounce import Lasting
from backend.core.picture_health.freeze import FreezeOptions, FreezeWatch
from backend.core.picture_health.occlusion import CoverOptions, is_covered, is_dark
from backend.core.picture_health.sample import PictureLook
from backend.core.picture_health.scene_reference import SceneOptions, SceneReference
from backend.core.picture_health.sharpness import SharpnessOptions, SharpnessWatch

BLINDING = ("dark", "covered", "frozen")
"""Codes of `REASONS` with which nothing can be judged, the gravest first."""
WARNING = ("falling_behind", "moved", "defocused", "no_colour", "clock_jumped")
"""Codes of `REASONS` with which judging goes on, the gravest first."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that is the matter with a picture."""

    code: str
    """One of `BLINDING` or `WARNING`."""
    since: float
    """When it began, seconds."""


def gravest(conditions: tuple[Condition, ...]) -> Condition | None:
    """The condition to be shown when there are several; None when there is none."""
    order = (*BLINDING, *WARNING)
    return min(conditions, key=lambda condition: order.index(condition.code), default=None)


@dataclass(frozen=True, slots=True)
class HealthOptions:
    """How long things must last. Longer tells later, shorter tells what passes by itself."""

    nothing_seen_seconds: float = 10.0
    """Before `dark` and `covered`: a lamp that is switched off and on, somebody who walks past close by."""
    seen_again_seconds: float = 4.0
    """Before a blind camera sees again."""
    moved_seconds: float = 12.0
    """Before `moved`: a gate that opens, a lorry that passes."""
    defocused_seconds: float = 15.0
    """Before `defocused`: a lens that looks for its focus."""
    no_colour_seconds: float = 10.0
    """Before `no_colour`: a camera that tries whether the light suffices."""
    well_seconds: float = 8.0
    """Before `moved`, `defocused` and `no_colour` are over."""
    gap_seconds: float = 30.0
    """Without a look for longer than this, what was beginning begins anew."""
    cover: CoverOptions = field(default_factory=CoverOptions)
    freeze: FreezeOptions = field(default_factory=FreezeOptions)
    sharpness: SharpnessOptions = field(default_factory=SharpnessOptions)
    scene: SceneOptions = field(default_factory=SceneOptions)


class PictureHealth:
    """The picture of one camera. Not thread-safe; wants a look every 1 to 4 seconds."""

    def __init__(self, options: HealthOptions | None = None) -> None:
        self._options = options = options or HealthOptions()
        blind = (options.nothing_seen_seconds, options.seen_again_seconds)
        self._lasting = {
            "dark": Lasting(*blind),
            "covered": Lasting(*blind),
            "frozen": Lasting(0.0, options.seen_again_seconds),
            "moved": Lasting(options.moved_seconds, options.well_seconds),
            "defocused": Lasting(options.defocused_seconds, options.well_seconds),
            "no_colour": Lasting(options.no_colour_seconds, options.well_seconds),
        }
        self._freeze = FreezeWatch(options.freeze)
        self._sharpness = SharpnessWatch(options.sharpness)
        self._scene = SceneReference(options.scene)
        self._last_at: float | None = None
        self.shows_nothing = False
        """Whether the last look was dark or covered, though it may not have lasted yet."""

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What is the matter, in no order."""
        held = ((code, lasting.since) for code, lasting in self._lasting.items())
        return tuple(Condition(code, since) for code, since in held if since is not None)

    def add(self, look: PictureLook) -> None:
        """1. Is there anything to be seen? 2. Does it stand still? 3. Is it the same view, and as sharp as ever?"""
        options, at = self._options, look.at
        if self._last_at is not None and not 0 < at - self._last_at < options.gap_seconds:
            self._begin_anew()
        self._last_at = at
        dark, covered = is_dark(look, options.cover), is_covered(look, options.cover)
        self._lasting["dark"].add(dark, at)
        self._lasting["covered"].add(covered, at)
        self.shows_nothing = dark or covered
        self._lasting["no_colour"].add(not look.colour and not self.shows_nothing, at)
        if self.shows_nothing:
            self._freeze.forget()
            self._lasting["frozen"].add(False, at)
            return
        self._freeze.add(look)
        still_since = self._freeze.since
        self._lasting["frozen"].add(still_since is not None, at if still_since is None else still_since)
        if still_since is None:
            self._compare(look)

    def _compare(self, look: PictureLook) -> None:
        accepted = self._scene.accepted
        self._scene.add(look)
        self._lasting["moved"].add(self._scene.is_other, look.at)
        if self._scene.accepted > accepted:
            self._sharpness.forget()
        lost = not self._scene.is_other and self._sharpness.is_lost(look)
        self._lasting["defocused"].add(lost, look.at)

    def _begin_anew(self) -> None:
        self._freeze.forget()
        for lasting in self._lasting.values():
            lasting.forget()
