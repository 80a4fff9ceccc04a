"""The analyser of rules about who is in a zone: restricted areas, crowds and long stays.

The rules themselves are judged by `core.rules.occupancy`; here their changes become violations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from backend.core.analysis.analyser import NO_ANALYSIS, Analyser, Analysis, EvidenceCandidate, PersonLabels
from backend.core.analysis.decision import Decision
from backend.core.analysis.scene import Scene
from backend.core.rules.applicability import Applicability
from backend.core.rules.camera_rules import CameraRules
from backend.core.rules.occupancy import MACHINES, Begin, Broken, Change, End, EndReason, ZoneRule
from backend.core.rules.rule import Rule
from backend.core.rules.stays import PersonInPicture, StayOptions
from backend.core.tracking.tracker import Tracks
from backend.core.violations.decisions import Closed, CloseReason, Opened
from backend.core.violations.episode import Episode
from backend.core.violations.re_association import edge_of
from backend.core.violations.severity_raised import SeverityRaised
from backend.core.vision.boxes import box_at
from backend.core.zones.camera_zones import CameraZones, Located

CERTAIN = 1.0
"""Confidence of a violation that rests on where people are, not on what they wear."""
REASONS = {EndReason.LEFT: CloseReason.LEFT, EndReason.RULE_ENDED: CloseReason.RULE_ENDED}


@dataclass(slots=True)
class _Followed:
    applicability: Applicability
    machine: ZoneRule
    episodes: dict[int, Episode] = field(default_factory=dict)
    """By the machine's key."""

    @property
    def rule(self) -> Rule:
        return self.applicability.rule


class ZoneRuleAnalyser(Analyser):
    """Judges the rules about zones on one camera. `new_id` gives a violation's id for its time.

    `seconds_between_new`: least time between two new violations of a rule; above 0 for demonstrations only.
    """

    def __init__(
        self, rules: CameraRules, new_id: Callable[[datetime], str], *, seconds_between_new: float = 0.0
    ) -> None:
        self._new_id = new_id
        self._seconds_between_new = seconds_between_new
        self._opened_at: dict[str, float] = {}
        """When the last one of each rule was opened, seconds."""
        self._wait_seconds = StayOptions().wait_seconds
        self._followed: dict[str, _Followed] = {}
        self._zones = CameraZones((), ())
        self._size = (0, 0)
        self._take_over(rules)

    @property
    def open_episodes(self) -> list[Episode]:
        """The open violations."""
        return [episode for one in self._followed.values() for episode in one.episodes.values()]

    def owns(self, episode: Episode) -> bool:
        """Whether the episode is of a rule that is followed here; its version may be an earlier one."""
        known = self._followed.get(episode.rule.id)
        return known is not None and known.rule.kind is episode.rule.kind

    def restore(self, episodes: Iterable[Episode]) -> None:
        """Take over violations that an earlier process, or a time without observation, left open."""
        for episode in episodes:
            one = self._followed[episode.rule.id]
            known = [key for key, other in one.episodes.items() if other.violation_id == episode.violation_id]
            if not known:  # the machine itself finds that a time was not observed
                _restore(one, episode)

    def follow_rules(self, rules: CameraRules, at: datetime) -> list[Closed]:
        """Other rules from now on: violations of those that were removed or disabled end, all else goes on."""
        before = self._followed
        self._take_over(rules)
        return [
            Closed(episode, CloseReason.STOPPED, at.timestamp())
            for rule_id, one in before.items()
            if rule_id not in self._followed
            for episode in one.episodes.values()
        ]

    def observe(self, scene: Scene, at: datetime) -> Analysis:
        """Judge who is where in this picture."""
        self._size = scene.size
        return self._judge(scene.tracks, scene.visible, at)

    def hold(self, tracks: Tracks, at: datetime) -> Analysis:
        """Nothing moved: who was in view stays where they are."""
        return self._judge(tracks, np.flatnonzero(tracks.seen), at) if self._size != (0, 0) else NO_ANALYSIS

    def _take_over(self, rules: CameraRules) -> None:
        """Follow the current rules. What is open of a former version goes on under the current one."""
        before, self._followed = self._followed, {}
        for one in rules.current:
            if one.rule.kind not in MACHINES or not one.rule.enabled:
                continue
            known = before.get(one.rule.id)
            same = known is not None and known.rule.key == one.rule.key and known.rule.zone == one.rule.zone
            if known is not None and same:
                known.applicability = one
                self._followed[one.rule.id] = known
                continue
            new = self._followed[one.rule.id] = _Followed(one, MACHINES[one.rule.kind](one.rule))
            if known is not None and known.rule.kind is one.rule.kind:
                for episode in known.episodes.values():
                    _restore(new, episode)
        self._zones = CameraZones([one.rule.zone for one in self._followed.values()], rules.zones)

    def _judge(self, tracks: Tracks, visible: NDArray[np.int64], at: datetime) -> Analysis:
        if not self._followed:
            return NO_ANALYSIS
        ids, boxes = tracks.ids[visible], tracks.boxes[visible]
        self._zones.keep_only(set(tracks.ids.tolist()))
        located = self._zones.locate(ids, boxes, self._size, at.timestamp())
        decisions: list[Decision] = []
        for one in self._followed.values():
            decisions += self._decide(one, self._changes(one, tracks, visible, located, at))
        accused = {episode.track_id for episode in self.open_episodes}
        labels = {track: PersonLabels(states={}, violation=True) for track in ids.tolist() if track in accused}
        return Analysis(decisions=tuple(decisions), candidates=self._candidates(tracks, visible), labels=labels)

    def _changes(
        self, one: _Followed, tracks: Tracks, visible: NDArray[np.int64], located: Located, at: datetime
    ) -> Sequence[Change]:
        if one.applicability.inactive(at) is not None:
            return one.machine.stop(at.timestamp())
        people = [
            self._person(tracks, i, is_in)
            for i, is_in in zip(visible.tolist(), located.inside(one.rule.zone).tolist(), strict=True)
        ]
        return one.machine.update(people, at.timestamp(), one.applicability.stages(at))

    def _person(self, tracks: Tracks, index: int, inside: bool) -> PersonInPicture:
        box = box_at(tracks.boxes, index)
        leaving = edge_of(box, self._size[0], float(tracks.speeds[index])) is not None
        return PersonInPicture(track_id=int(tracks.ids[index]), box=box, inside=inside, leaving=leaving)

    def _decide(self, one: _Followed, changes: Sequence[Change]) -> list[Decision]:
        decisions: list[Decision] = []
        for change in changes:
            key = change.broken.key
            if isinstance(change, Begin) and self._rests(one.rule, change.broken.last_seen):
                continue
            if not isinstance(change, Begin) and key not in one.episodes:
                continue  # one that was not opened, see `_rests`
            if isinstance(change, End):
                decisions.append(Closed(one.episodes.pop(key), REASONS[change.reason], change.at))
            elif isinstance(change, Begin):
                one.episodes[key] = self._opened(one.rule, change.broken)
                decisions.append(Opened(one.episodes[key]))
            else:
                one.episodes[key] = _followed(one.episodes[key], change.broken)
                decisions.append(SeverityRaised(one.episodes[key]))
        for broken in one.machine.broken:
            if broken.key in one.episodes:
                one.episodes[broken.key] = _followed(one.episodes[broken.key], broken)
        return decisions

    def _rests(self, rule: Rule, at_seconds: float) -> bool:
        """Whether the rule opened a violation a moment ago; otherwise it opens one now."""
        rests = at_seconds - self._opened_at.get(rule.id, float("-inf")) < self._seconds_between_new
        if not rests:
            self._opened_at[rule.id] = at_seconds
        return rests

    def _opened(self, rule: Rule, broken: Broken) -> Episode:
        return Episode(
            violation_id=self._new_id(datetime.fromtimestamp(broken.last_seen, UTC)),
            rule=replace(rule, severity=broken.severity),
            opened_at=broken.since,
            last_seen=broken.last_seen,
            last_missing=broken.last_seen,
            last_assessed=broken.last_seen,
            box=broken.box,
            track_id=broken.track_id,
            wait_seconds=self._wait_seconds,
            confidence=CERTAIN,
        )

    def _candidates(self, tracks: Tracks, visible: NDArray[np.int64]) -> tuple[EvidenceCandidate, ...]:
        """The people of open violations: the nearer, the better the picture."""
        subjects = {episode.track_id: episode.rule.id for episode in self.open_episodes}
        return tuple(
            EvidenceCandidate(track_id=track, subject=subjects[track], box=box, quality=box[3] - box[1])
            for i in visible.tolist()
            if (track := int(tracks.ids[i])) in subjects
            for box in (box_at(tracks.boxes, i),)
        )


def _restore(one: _Followed, episode: Episode) -> None:
    broken = one.machine.restore(
        Broken(
            key=0,
            track_id=None,
            box=episode.box,
            since=episode.opened_at,
            last_seen=episode.last_seen,
            seconds=_reached_seconds(episode.rule, one.rule),
            severity=episode.rule.severity,
        )
    )
    one.episodes[broken.key] = replace(episode, track_id=None, lost=True)


def _reached_seconds(broken: Rule, now: Rule) -> float:
    """How long somebody has been in the zone at least whose violation is this severe."""
    least = now.entry_seconds + now.minimum_seconds
    stages = [stage.seconds for stage in (*now.stages, *now.after_hours_stages) if stage.severity is broken.severity]
    return max(least, min(stages, default=0.0))


def _followed(episode: Episode, broken: Broken) -> Episode:
    """The episode as the machine knows its person now."""
    return replace(
        episode,
        rule=replace(episode.rule, severity=broken.severity),
        last_seen=broken.last_seen,
        last_missing=broken.last_seen,
        last_assessed=broken.last_seen,
        box=broken.box,
        track_id=broken.track_id,
        lost=episode.lost and broken.track_id is None,
    )
