"""The PPE analyser: which item belongs to which person → belief per person and item → violations of rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from backend.core.analysis.analyser import Analyser, Analysis, EvidenceCandidate, PersonLabels
from backend.core.analysis.scene import Scene
from backend.core.ppe.belief import Belief
from backend.core.ppe.crop_regions import RefinementRequest, refinement_request
from backend.core.ppe.items import ITEM_TABLE, ItemTable
from backend.core.ppe.observation import Observation, PpeOptions, observe_people
from backend.core.ppe.refinement import crop_classes
from backend.core.tracking.tracker import Tracks
from backend.core.violations.episode import AssessedPerson, Episode
from backend.core.violations.processor import ViolationOptions, ViolationProcessor
from backend.core.violations.re_association import edge_of
from backend.core.violations.rules import Rule
from backend.core.vision.boxes import Box, Boxes, box_at, iou
from backend.core.vision.detections import Detections

SAME_PERSON = 0.3
"""IoU from which on a box is the person who was there a moment ago."""
REFINED_SCALE = 1.0
"""Picture pixels per picture pixel: the crop classifier sees people at the picture's own resolution."""
QUALITY_WITHOUT_SCORE = 0.5
"""Quality of evidence per pixel of height when the detector does not name the missing item; its score is added."""
QUALITY_LOSS_WORN = 0.8
"""Share of the quality that a fully certain worn item in the same region takes away: the picture contradicts itself."""


@dataclass(slots=True)
class _Person:
    first_seen: float
    first_box: Box
    box: Box
    """Where they were last."""
    beliefs: dict[str, Belief]
    observations: dict[str, Observation] = field(default_factory=dict)
    """The last one by item."""


class PpeAnalyser(Analyser):
    """Assesses the items of `rules` on one camera. `new_id` gives a violation's id for its time."""

    def __init__(
        self,
        rules: Sequence[Rule],
        new_id: Callable[[datetime], str],
        *,
        table: ItemTable = ITEM_TABLE,
        ppe: PpeOptions | None = None,
        violations: ViolationOptions | None = None,
    ) -> None:
        self._rules = tuple(rules)
        self._items = tuple(dict.fromkeys(rule.item for rule in rules))
        self._table = table
        self._crop_classes = crop_classes(table)
        self._options = ppe or PpeOptions()
        self._violations = ViolationProcessor(new_id, lambda s: datetime.fromtimestamp(s, UTC), violations)
        self._people: dict[int, _Person] = {}

    @property
    def open_episodes(self) -> list[Episode]:
        """The open violations."""
        return self._violations.open_episodes

    def owns(self, episode: Episode) -> bool:
        """Whether the episode is of an item; one that is not required any more ends as its person leaves."""
        return episode.item in self._table.names

    def restore(self, episodes: Iterable[Episode]) -> None:
        """Take over violations that an earlier process left open."""
        self._violations.restore(episodes)

    def refinement_request(self, found: Detections, limit: int, *, colour: bool) -> RefinementRequest:
        """Where the crop classifier may change a state: at most `limit` regions, those of near people first."""
        items = [item for item in self._items if colour or not self._table.row(item).by_colour]
        least = self._options.least_score
        people = np.flatnonzero((found.classes == self._table.person_id) & (found.scores >= least))
        people = people[np.argsort(-(found.boxes[people, 3] - found.boxes[people, 1]), kind="stable")]
        known = list(self._people.values())
        overlaps = iou(found.boxes[people], np.array([person.box for person in known]).reshape(-1, 4))
        wanted = []
        for person, overlap in zip(people.tolist(), overlaps, strict=True):
            same = known[int(overlap.argmax())] if overlap.max(initial=0.0) >= SAME_PERSON else None
            wanted += [(person, item) for item in items if same is None or same.beliefs[item].is_undecided]
        croppable = [pair for pair in wanted if self._table.row(pair[1]).crop is not None]
        return refinement_request(found, croppable[:limit], table=self._table, classes=self._crop_classes)

    def observe(self, scene: Scene, at: datetime) -> Analysis:
        """Assess the items of every visible person, and decide on violations."""
        now, tracks, visible = at.timestamp(), scene.tracks, scene.visible
        self._follow_tracks(tracks)
        people = tracks.boxes[visible]
        observations = observe_people(
            people,
            tracks.scores[visible],
            scene.detections,
            size=scene.size,
            scale=_scales(people, scene.scale, scene.refined_people),
            items=self._items,
            options=self._options,
            table=self._table,
            hidden=tracks.boxes[~tracks.seen],
            colour=scene.colour,
        )
        candidates: list[EvidenceCandidate] = []
        for i, seen in zip(visible.tolist(), observations, strict=True):
            candidates += self._add_evidence(int(tracks.ids[i]), box_at(tracks.boxes, i), seen, now)
        assessed = self._assessed(tracks, visible.tolist(), scene.size[0])
        decisions = self._violations.update(assessed, set(tracks.ids.tolist()), now)
        return Analysis(decisions=tuple(decisions), candidates=tuple(candidates), labels=self._labels(tracks))

    def hold(self, tracks: Tracks, at: datetime) -> Analysis:
        """Nothing moved: states stay, and violations whose track is gone run out."""
        decisions = self._violations.update((), set(tracks.ids.tolist()), at.timestamp())
        return Analysis(decisions=tuple(decisions), labels=self._labels(tracks))

    def _follow_tracks(self, tracks: Tracks) -> None:
        """Begin beliefs for new tracks, drop those of tracks that are gone."""
        present = set(tracks.ids.tolist())
        self._people = {i: p for i, p in self._people.items() if i in present}
        for i, track_id in enumerate(tracks.ids.tolist()):
            if track_id not in self._people:
                beliefs = {item: Belief(self._options) for item in self._items}
                first_box = box_at(tracks.first_boxes, i)
                self._people[track_id] = _Person(float(tracks.first_seen[i]), first_box, first_box, beliefs)
            self._people[track_id].box = box_at(tracks.boxes, i)

    def _add_evidence(
        self, track_id: int, box: Box, observations: Mapping[str, Observation], now: float
    ) -> list[EvidenceCandidate]:
        person, missing = self._people[track_id], dict[str, float]()
        for item, seen in observations.items():
            person.observations[item] = seen
            belief = person.beliefs[item]
            belief.add(seen, now)
            if seen.evidence is not None and seen.evidence > 0 and belief.value > 0:
                missing[item] = evidence_quality(box, seen)
        return [
            EvidenceCandidate(track_id=track_id, subject=rule.id, box=box, quality=missing[rule.item])
            for rule in self._rules
            if rule.item in missing
        ]

    def _assessed(self, tracks: Tracks, visible: list[int], width: int) -> list[AssessedPerson]:
        assessed: list[AssessedPerson] = []
        for i in visible:
            track_id = int(tracks.ids[i])
            person, box = self._people[track_id], box_at(tracks.boxes, i)
            edge = edge_of(box, width, float(tracks.speeds[i]))
            first_edge = edge_of(person.first_box, width)
            for rule in self._rules:
                belief, evidence = person.beliefs[rule.item], person.observations[rule.item].evidence
                assessed.append(
                    AssessedPerson(
                        track_id=track_id,
                        rule=rule,
                        box=box,
                        edge=edge,
                        state=belief.state,
                        shows_missing=evidence is not None and evidence > 0,
                        missing_since=belief.missing_since,
                        was_worn=belief.was_worn,
                        confidence=belief.confidence,
                        first_seen=person.first_seen,
                        first_box=person.first_box,
                        first_edge=first_edge,
                        speed=float(tracks.speeds[i]),
                    )
                )
        return assessed

    def _labels(self, tracks: Tracks) -> dict[int, PersonLabels]:
        accused = {episode.track_id for episode in self.open_episodes}
        return {
            track_id: PersonLabels(
                states={item: b.state for item, b in self._people[track_id].beliefs.items()},
                violation=track_id in accused,
            )
            for track_id in tracks.ids[tracks.seen].tolist()
        }


def evidence_quality(box: Box, seen: Observation) -> float:
    """How well a picture shows the missing item: higher for near people and detections that name it. In pixels."""
    return (box[3] - box[1]) * (QUALITY_WITHOUT_SCORE + seen.missing) * (1.0 - QUALITY_LOSS_WORN * seen.worn)


def _scales(people: Boxes, scale: float, refined: Boxes) -> NDArray[np.float64]:
    """How large each person (N, 4) was seen, in pixels per picture pixel."""
    again = iou(people, refined).max(1, initial=0.0) >= SAME_PERSON
    return np.where(again, max(scale, REFINED_SCALE), scale)
