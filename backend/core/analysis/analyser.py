"""The interface of an analyser: it observes a scene and returns decisions, without any I/O."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from backend.core.analysis.decision import Decision
from backend.core.analysis.scene import Scene
from backend.core.tracking.tracker import Tracks
from backend.core.vision.boxes import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceCandidate:
    """A person whose picture of this moment may become evidence. `quality` compares pictures of one subject."""

    track_id: int
    subject: str
    """What it is evidence of: an item, or the id of a rule that asks for none."""
    box: Box
    quality: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLabels:
    """What the live view shows of a person."""

    states: Mapping[str, str]
    """State by what was assessed, such as an item's name."""
    violation: bool = False
    """Whether a violation of this person is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """What one analyser made of one picture."""

    decisions: tuple[Decision, ...] = ()
    candidates: tuple[EvidenceCandidate, ...] = ()
    labels: Mapping[int, PersonLabels] = field(default_factory=dict)
    """By track id, for the people who are visible."""


NO_ANALYSIS = Analysis()


class Analyser(ABC):
    """Observes one thing on one camera. Keeps its own state between pictures; belongs to one thread.

    Beside these methods it may keep episodes (`core.violations.episode_keeper`) and ask the crop classifier
    (`core.ppe.crop_regions.RefinementRequester`).
    """

    @abstractmethod
    def observe(self, scene: Scene, at: datetime) -> Analysis:
        """A picture was taken at `at` (aware, UTC) and the detector saw it."""

    def hold(self, tracks: Tracks, at: datetime) -> Analysis:
        """Nothing moved until `at`: the detector was not asked, and people who were in view still are."""
        return NO_ANALYSIS
