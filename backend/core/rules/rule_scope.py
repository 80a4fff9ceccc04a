"""To whom a rule applies: people in its zone, from its entry delay on until its exit delay is over."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from backend.core.rules.rule import Rule
from backend.core.vision.boxes import Boxes
from backend.core.zones.membership import MembershipOptions, ZoneMembership


class RuleScope:
    """The people of one rule, whether or not it applies at the time. Belongs to one camera; not thread-safe."""

    def __init__(self, rule: Rule, options: MembershipOptions | None = None) -> None:
        self.rule = rule
        self._membership = None if rule.zone is None else ZoneMembership(rule.zone, options)
        self._entered: dict[int, float] = {}
        """When those entered who are in the zone, or left it less than the exit delay ago; seconds."""
        self._inside_at: dict[int, float] = {}
        """When they were last seen in it."""

    def update(self, ids: NDArray[np.integer], boxes: Boxes, size: tuple[int, int], at_seconds: float) -> None:
        """These people, ids (N,) and boxes (N, 4) in pixels of a picture of `size`, are visible at `at_seconds`."""
        inside = (
            np.ones(len(ids), bool)
            if self._membership is None
            else self._membership.update(ids, boxes, size, at_seconds)
        )
        for track_id, is_in in zip(ids.tolist(), inside.tolist(), strict=True):
            if is_in:
                self._entered.setdefault(track_id, at_seconds)
                self._inside_at[track_id] = at_seconds
            elif track_id in self._entered and at_seconds - self._inside_at[track_id] > self.rule.exit_seconds:
                del self._entered[track_id]

    def is_outside(self, track_id: int) -> bool:
        """Whether this person never was in the zone, or left it longer ago than the exit delay."""
        return track_id not in self._entered

    def applies_since(self, track_id: int, at_seconds: float) -> float | None:
        """Since when the rule applies to this person, by place; None when it does not."""
        entered = self._entered.get(track_id)
        if entered is None or at_seconds - entered < self.rule.entry_seconds:
            return None
        return entered + self.rule.entry_seconds

    def keep_only(self, tracks: set[int]) -> None:
        """Forget the people who are gone."""
        self._entered = {key: value for key, value in self._entered.items() if key in tracks}
        self._inside_at = {key: value for key, value in self._inside_at.items() if key in tracks}
        if self._membership is not None:
            self._membership.keep_only(tracks)
