"""Alerts at their thresholds."""

import pytest

from backend.core.crowd.alerts import DEFAULT_RULES, AlertLevel, AlertRule, AlertType, crowd_alerts


@pytest.mark.parametrize(
    ("faces", "bodies", "level"),
    [
        (None, 9, None),
        (None, 10, AlertLevel.WARNING),
        (None, 19, AlertLevel.WARNING),
        (None, 20, AlertLevel.CRITICAL),
        (4, 0, None),
        (5, 0, AlertLevel.WARNING),
        (10, 9, AlertLevel.CRITICAL),
        (0, 0, None),
    ],
)
def test_the_highest_rule_that_faces_or_bodies_reach_counts(
    faces: int | None, bodies: int, level: AlertLevel | None
) -> None:
    found = crowd_alerts(faces=faces, bodies=bodies, face_threshold=5, body_threshold=10, rules=DEFAULT_RULES)
    assert [(one.type, one.level) for one in found] == ([] if level is None else [(AlertType.CROWD_WARNING, level)])


def test_levels_are_those_of_the_rules() -> None:
    rules = (AlertRule(factor=0.5, level=AlertLevel.INFO),)
    (alert,) = crowd_alerts(faces=None, bodies=5, face_threshold=10, body_threshold=10, rules=rules)
    assert (alert.level, alert.message) == (AlertLevel.INFO, "5 people are in the picture; the threshold is 10.")
