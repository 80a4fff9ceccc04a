"""An open violation that an earlier version saved lacks the newer fields."""

from __future__ import annotations

from tests.unit.core.violations.test_re_association import EPISODE, PERSON


def test_what_is_not_saved_is_nothing() -> None:
    assert (EPISODE.opening, EPISODE.worn_since, EPISODE.edge) == (1, None, None)
    assert (EPISODE.speed, EPISODE.lost, EPISODE.unobserved) == (0.0, False, 0.0)
    assert PERSON.speed == 0.0
