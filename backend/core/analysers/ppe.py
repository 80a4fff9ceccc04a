"""The PPE analyser: which item belongs to which person → belief per person and item → violations of rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
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
from backend.core.rules.camera_rules import CameraRules
from backend.core.rules.rule import RuleKind
from backend.core.rules.rule_scopes import RuleScopes
from backend.core.tracking.tracker import Tracks
from backend.core.violations.decisions import Closed
from backend.core.violations.episode import AssessedItem, AssessedPerson, Episode, UnderRule
from backend.core.violations.options import ViolationOptions
from backend.core.violations.processor import ViolationProcessor
from backend.core.violations.re_association import edge_of
from backend.core.vision.boxes import Box, Boxes, box_at, iou
from backend.core.vision.detections import Detections

NO_BOXES: Boxes = np.zeros((0, 4), np.float32)
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
    """Assesses the items of rules on one camera. `new_id` gives a violation's id for its time.

    Evidence is collected of everybody, so that it is known already when somebody enters a zone; to whom a rule applies
    is decided afterwards.
    """

    def __init__(
        self,
        rules: CameraRules,
        new_id: Callable[[datetime], str],
        *,
        table: ItemTable = ITEM_TABLE,
        ppe: PpeOptions | None = None,
        violations: ViolationOptions | None = None,
    ) -> None:
        self._rules = rules.of_kind(RuleKind.PPE)
        self._items = _items_of(self._rules)
        self._scopes = RuleScopes(self._rules)
        self._table = table
        self._crop_classes = crop_classes(table)
        self._options = ppe or PpeOptions()
        self._violations = ViolationProcessor(new_id, lambda s: datetime.fromtimestamp(s, UTC), violations)
        self._people: dict[int, _Person] = {}
        self._ignored: Boxes = NO_BOXES
        """Where people were last who are not assessed."""

    @property
    def open_episodes(self) -> list[Episode]:
        """The open violations."""
        return self._violations.open_episodes

    def owns(self, episode: Episode) -> bool:
        """Whether the episode is of a rule that is followed here, and of an item that it still asks for."""
        rule = self._rules.version_of(episode.rule)
        return rule is not None and bool(set(rule.items) & set(episode.items))

    def follow_rules(self, rules: CameraRules, at: datetime) -> list[Closed]:
        """Other rules from now on: violations of those that were removed end, all else goes on."""
        self._rules = rules.of_kind(RuleKind.PPE)
        self._items = _items_of(self._rules)
        self._scopes.follow(self._rules)
        for person in self._people.values():
            person.beliefs = {name: person.beliefs.get(name) or Belief(self._options) for name in self._items}
        return self._violations.follow_rules(self._rules.version_of, at.timestamp())

    def restore(self, episodes: Iterable[Episode]) -> None:
        """Take over violations that an earlier process left open."""
        known = ((episode, self._rules.version_of(episode.rule)) for episode in episodes)
        self._violations.restore(replace(episode, rule=rule or episode.rule) for episode, rule in known)

    def refinement_request(self, found: Detections, limit: int, *, colour: bool) -> RefinementRequest:
        """Where the crop classifier may change a state: at most `limit` regions, those of near people first."""
        items = [item for item in self._items if colour or not self._table.row(item).by_colour]
        least = self._options.least_score
        people = np.flatnonzero((found.classes == self._table.person_id) & (found.scores >= least))
        people = people[iou(found.boxes[people], self._ignored).max(1, initial=0.0) < SAME_PERSON]
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
        self._ignored = scene.ignored_people
        self._scopes.update(tracks.ids[visible], tracks.boxes[visible], scene.size, at)
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
            hidden=np.concatenate((tracks.boxes[~tracks.seen], scene.ignored_people)),
            colour=scene.colour,
        )
        candidates: list[EvidenceCandidate] = []
        for i, seen in zip(visible.tolist(), observations, strict=True):
            candidates += self._add_evidence(int(tracks.ids[i]), box_at(tracks.boxes, i), seen, now)
        assessed = [self._assessed(tracks, i, scene.size[0], now) for i in visible.tolist()]
        decisions = self._violations.update(assessed, set(tracks.ids.tolist()), now, self._scopes.inactive(at))
        return Analysis(decisions=tuple(decisions), candidates=tuple(candidates), labels=self._labels(tracks))

    def hold(self, tracks: Tracks, at: datetime) -> Analysis:
        """Nothing moved: states stay, and violations whose track is gone, or whose rule has ended, run out."""
        inactive = self._scopes.inactive(at)
        decisions = self._violations.update((), set(tracks.ids.tolist()), at.timestamp(), inactive)
        return Analysis(decisions=tuple(decisions), labels=self._labels(tracks))

    def _follow_tracks(self, tracks: Tracks) -> None:
        """Begin beliefs for new tracks, drop those of tracks that are gone."""
        present = set(tracks.ids.tolist())
        self._people = {i: p for i, p in self._people.items() if i in present}
        self._scopes.keep_only(present)
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
            EvidenceCandidate(track_id=track_id, subject=item, box=box, quality=quality)
            for item, quality in missing.items()
        ]

    def _assessed(self, tracks: Tracks, i: int, width: int, now: float) -> AssessedPerson:
        track_id = int(tracks.ids[i])
        person, box, speed = self._people[track_id], box_at(tracks.boxes, i), float(tracks.speeds[i])
        in_force = self._scopes.in_force(track_id, now)
        return AssessedPerson(
            track_id=track_id,
            items={item: _assessed_item(person.beliefs[item], person.observations[item]) for item in self._items},
            rules=tuple(UnderRule(rule=rule, since=since) for rule, since in in_force),
            outside=self._scopes.outside(track_id),
            box=box,
            edge=edge_of(box, width, speed),
            first_seen=person.first_seen,
            first_box=person.first_box,
            first_edge=edge_of(person.first_box, width),
            speed=speed,
        )

    def _labels(self, tracks: Tracks) -> dict[int, PersonLabels]:
        accused = {episode.track_id for episode in self.open_episodes}
        return {
            track_id: PersonLabels(
                states={item: b.state for item, b in self._people[track_id].beliefs.items()},
                violation=track_id in accused,
            )
            for track_id in tracks.ids[tracks.seen].tolist()
        }


def _items_of(rules: CameraRules) -> tuple[str, ...]:
    """All items of these rules, each once."""
    return tuple(dict.fromkeys(item for one in (*rules.current, *rules.former) for item in one.rule.items))


def _assessed_item(belief: Belief, seen: Observation) -> AssessedItem:
    return AssessedItem(
        state=belief.state,
        shows_missing=seen.evidence is not None and seen.evidence > 0,
        is_assessed=seen.evidence is not None,
        missing_since=belief.missing_since,
        was_worn=belief.was_worn,
        confidence=belief.confidence,
    )


def evidence_quality(box: Box, seen: Observation) -> float:
    """How well a picture shows the missing item: higher for near people and detections that name it. In pixels."""
    return (box[3] - box[1]) * (QUALITY_WITHOUT_SCORE + seen.missing) * (1.0 - QUALITY_LOSS_WORN * seen.worn)


def _scales(people: Boxes, scale: float, refined: Boxes) -> NDArray[np.float64]:
    """How large each person (N, 4) was seen, in pixels per picture pixel."""
    again = iou(people, refined).max(1, initial=0.0) >= SAME_PERSON
    return np.where(again, max(scale, REFINED_SCALE), scale)
