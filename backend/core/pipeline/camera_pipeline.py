"""One camera's pipeline: tracking once, then all analysers, without any I/O. The worker performs the decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from backend.core.analysis.analyser import Analyser, Analysis, EvidenceCandidate
from backend.core.analysis.decision import Decision
from backend.core.analysis.scene import NO_REFINED_PEOPLE, Scene
from backend.core.ppe.crop_regions import RefinementRequest, RefinementRequester, refinement_request
from backend.core.ppe.items import PERSON
from backend.core.rules.camera_rules import CameraRules
from backend.core.tracking.tracker import Tracker, TrackerOptions, Tracks
from backend.core.violations.decisions import Closed
from backend.core.violations.episode import Episode
from backend.core.violations.episode_keeper import EpisodeKeeper
from backend.core.violations.rule_follower import RuleFollower
from backend.core.vision.boxes import Box, Boxes, box_at
from backend.core.vision.detections import Detections
from backend.core.zones.ignored_people import IgnoredPeople
from backend.core.zones.zone import Zone


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """A tracked person for the live view: pixels, states by what was assessed, and whether a violation is open."""

    track_id: int
    box: Box
    states: dict[str, str]
    violation: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureView:
    """How the detector saw a picture."""

    size: tuple[int, int]
    """Width and height of the picture in pixels."""
    scale: float
    """Model pixels per picture pixel."""
    colour: bool
    """Whether the picture had any colour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one picture led to."""

    people: tuple[PersonView, ...] = ()
    """The people whom the picture shows and who are not ignored.

    One who is hidden for a moment is not drawn at a predicted place.
    """
    tracked: frozenset[int] = frozenset()
    """Ids of all tracks, visible in this picture or not."""
    candidates: tuple[EvidenceCandidate, ...] = ()
    decisions: tuple[Decision, ...] = ()
    view: PictureView | None = field(default=None, compare=False)
    """How the detector saw a picture last; None before the first one."""


class CameraPipeline:
    """Tracks the people of one camera and runs its analysers. Not thread-safe."""

    def __init__(
        self, analysers: Sequence[Analyser], *, tracker: TrackerOptions | None = None, zones: Iterable[Zone] = ()
    ) -> None:
        self._tracker = Tracker(tracker)
        self._analysers = tuple(analysers)
        self._ignored = IgnoredPeople(zones)
        self._keepers = tuple(a for a in analysers if isinstance(a, EpisodeKeeper))
        self._requester = next((a for a in analysers if isinstance(a, RefinementRequester)), None)
        self._view: PictureView | None = None

    @property
    def open_episodes(self) -> list[Episode]:
        """The open violations of all analysers."""
        return [episode for keeper in self._keepers for episode in keeper.open_episodes]

    def restore(self, episodes: Iterable[Episode]) -> list[Episode]:
        """Take over violations that an earlier process left open; returns those that no analyser here owns."""
        left = list(episodes)
        for keeper in self._keepers:
            keeper.restore([episode for episode in left if keeper.owns(episode)])
            left = [episode for episode in left if not keeper.owns(episode)]
        return left

    def follow_rules(self, rules: CameraRules, at: datetime) -> tuple[Closed, ...]:
        """Other rules and zones from now on; what is known of people stays. Returns what ends by that."""
        self._ignored.follow(rules.zones)
        followers = [one for one in self._analysers if isinstance(one, RuleFollower)]
        return tuple(decision for one in followers for decision in one.follow_rules(rules, at))

    def refinement_request(self, found: Detections, limit: int, *, colour: bool = True) -> RefinementRequest:
        """What to ask the crop classifier about this picture: at most `limit` regions. `colour`: whether it has any."""
        if self._requester is None:
            return refinement_request(found, ())
        return self._requester.refinement_request(found, limit, colour=colour)

    def observe(
        self,
        found: Detections,
        at: datetime,
        *,
        size: tuple[int, int],
        scale: float,
        refined_people: Boxes = NO_REFINED_PEOPLE,
        colour: bool = True,
    ) -> Outcome:
        """The detector saw a picture. For the arguments see `Scene`; `found` is in picture pixels."""
        persons = found.of(PERSON)
        everybody = self._tracker.update(persons.boxes, persons.scores, at.timestamp())
        self._ignored.keep_only(set(everybody.ids.tolist()))
        visible = everybody.only(everybody.seen)
        self._ignored.update(visible.ids, visible.boxes, size, at.timestamp())
        ignored = self._ignored.among(everybody.ids)
        tracks = everybody.only(~ignored)
        scene = Scene(
            tracks=tracks,
            visible=np.flatnonzero(tracks.seen),
            detections=found,
            size=size,
            scale=scale,
            refined_people=refined_people,
            ignored_people=everybody.boxes[ignored],
            colour=colour,
        )
        self._view = PictureView(size=size, scale=scale, colour=colour)
        return self._outcome(tracks, lambda analyser: analyser.observe(scene, at))

    def hold(self, at: datetime) -> Outcome:
        """Nothing moved in a picture, so the detector was not asked: people who were in view still are."""
        everybody = self._tracker.hold(at.timestamp())
        tracks = everybody.only(~self._ignored.among(everybody.ids))
        return self._outcome(tracks, lambda analyser: analyser.hold(tracks, at))

    def _outcome(self, tracks: Tracks, run: Callable[[Analyser], Analysis]) -> Outcome:
        analyses = [run(analyser) for analyser in self._analysers]
        return Outcome(
            people=_people(tracks, analyses),
            tracked=frozenset(tracks.ids.tolist()),
            candidates=tuple(candidate for analysis in analyses for candidate in analysis.candidates),
            decisions=tuple(decision for analysis in analyses for decision in analysis.decisions),
            view=self._view,
        )


def _people(tracks: Tracks, analyses: Sequence[Analysis]) -> tuple[PersonView, ...]:
    people = []
    for i in np.flatnonzero(tracks.seen).tolist():
        track_id = int(tracks.ids[i])
        labels = [analysis.labels[track_id] for analysis in analyses if track_id in analysis.labels]
        people.append(
            PersonView(
                track_id=track_id,
                box=box_at(tracks.boxes, i),
                states={name: state for one in labels for name, state in one.states.items()},
                violation=any(one.violation for one in labels),
            )
        )
    return tuple(people)
