"""Which rules of a camera apply to whom at a time, by place, time and condition."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from backend.core.rules.applicability import Applicability
from backend.core.rules.camera_rules import CameraRules
from backend.core.rules.rule import Rule, by_precedence
from backend.core.rules.rule_scope import RuleScope
from backend.core.vision.boxes import Boxes


@dataclass(slots=True)
class _Followed:
    applicability: Applicability
    scope: RuleScope
    is_current: bool
    active_since: float | None = None
    """Since when it applies, seconds; None while it does not. Before the first question it may have for ever."""


class RuleScopes:
    """Of one analyser's rules. Not thread-safe."""

    def __init__(self, rules: CameraRules) -> None:
        self._followed: dict[tuple[str, int], _Followed] = {}
        self._asked = False
        self.follow(rules)

    def follow(self, rules: CameraRules) -> None:
        """The rules have changed. Who is in the zone of a rule that stays is known still."""
        before, self._followed = self._followed, {}
        for is_current, ones in ((False, rules.former), (True, rules.current)):
            for one in ones:
                key = one.rule.key
                known = before.get(key)
                if known is not None and known.scope.rule.zone == one.rule.zone:
                    known.scope.rule = one.rule
                    self._followed[key] = _Followed(one, known.scope, is_current, known.active_since)
                else:
                    self._followed[key] = _Followed(one, RuleScope(one.rule), is_current)

    def update(self, ids: NDArray[np.integer], boxes: Boxes, size: tuple[int, int], at: datetime) -> None:
        """These people are visible; for the arguments see `RuleScope`."""
        self.inactive(at)
        for one in self._followed.values():
            one.scope.update(ids, boxes, size, at.timestamp())

    def inactive(self, at: datetime) -> frozenset[tuple[str, int]]:
        """Keys of the rules that do not apply at this time, whoever is where."""
        inactive = set()
        for one in self._followed.values():
            if one.applicability.inactive(at) is not None:
                one.active_since = None
                inactive.add(one.scope.rule.key)
            elif one.active_since is None:
                one.active_since = at.timestamp() if self._asked else float("-inf")
        self._asked = True
        return frozenset(inactive)

    def in_force(self, track_id: int, at_seconds: float) -> list[tuple[Rule, float]]:
        """The current rules that apply to this person, the most specific first, and since when, seconds."""
        since: dict[Rule, float] = {}
        for one in self._followed.values():
            by_place = one.scope.applies_since(track_id, at_seconds)
            if one.is_current and by_place is not None and one.active_since is not None:
                since[one.scope.rule] = max(by_place, one.active_since)
        return [(rule, since[rule]) for rule in by_precedence(since)]

    def outside(self, track_id: int) -> frozenset[tuple[str, int]]:
        """Keys of the rules in whose zone this person is not, or no more."""
        return frozenset(one.scope.rule.key for one in self._followed.values() if one.scope.is_outside(track_id))

    def keep_only(self, tracks: Collection[int]) -> None:
        """Forget the people who are gone."""
        for one in self._followed.values():
            one.scope.keep_only(set(tracks))
