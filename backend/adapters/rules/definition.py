"""Zones, rules and facts as JSON, stored and published, and read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from math import isfinite
from typing import Any, TypeVar

from backend.core.events.timestamps import parse_time
from backend.core.rules.rule import Condition, Fact, Rule, RuleKind, Severity, Stage
from backend.core.zones.polygon import LEAST_CORNERS
from backend.core.zones.zone import Zone, ZoneKind

T = TypeVar("T")
UNREADABLE = (ValueError, KeyError, TypeError, AttributeError)
"""What reading something raises that is no zone, rule or fact."""
STORED = (
    *("minimum_seconds", "items", "most_people", "stages"),
    *("entry_seconds", "exit_seconds", "after_hours_stages", "condition"),
)
_NUMBERS = ("minimum_seconds", "entry_seconds", "exit_seconds")


def zone_of(body: Mapping[str, Any]) -> Zone:
    """The zone of such an object; ValueError, KeyError or TypeError when it is none."""
    corners = tuple((_number(x), _number(y)) for x, y in body["corners"])
    if len(corners) < LEAST_CORNERS:
        raise ValueError("a zone has too few corners")
    return _made(Zone, body, kind=ZoneKind(body["kind"]), corners=corners)


def rule_of(body: Mapping[str, Any]) -> Rule:
    """The rule of such an object; ValueError, KeyError or TypeError when it is none."""
    zone, condition, bypassed = body.get("zone"), body.get("condition"), body.get("bypassed_until")
    return _made(
        Rule,
        body,
        kind=RuleKind(body["kind"]),
        zone=None if zone is None else zone_of(zone),
        severity=Severity(body["severity"]),
        items=tuple(str(item) for item in body.get("items", ())),
        **{name: _number(body[name]) for name in _NUMBERS if name in body},
        stages=_stages(body.get("stages", ())),
        after_hours_stages=_stages(body.get("after_hours_stages", ())),
        condition=None if condition is None else _made(Condition, condition),
        bypassed_until=None if bypassed is None else parse_time(bypassed),
    )


def fact_of(body: Mapping[str, Any]) -> Fact:
    """The fact of such an object; ValueError, KeyError or TypeError when it is none."""
    until = body.get("until")
    return _made(Fact, body, until=None if until is None else parse_time(until))


def to_json(rule: Rule) -> dict[str, Any]:
    """What a rule's row keeps in one field; name, zone, severity and the like have columns of their own."""
    body = asdict(rule)
    return {name: body[name] for name in STORED}


def version_to_json(rule: Rule) -> dict[str, Any]:
    """The whole rule with its zone and schedule as they are now, without what is no part of a version."""
    return {name: value for name, value in asdict(rule).items() if name != "bypassed_until"}


def _number(value: Any) -> float:
    found = float(value)
    if not isfinite(found):
        raise ValueError("a number is not finite")
    return found


def _stages(bodies: Any) -> tuple[Stage, ...]:
    return tuple(Stage(seconds=_number(one["seconds"]), severity=Severity(one["severity"])) for one in bodies)


def _made(cls: type[T], body: Mapping[str, Any], /, **read: Any) -> T:
    """What a newer version added is left out."""
    known = {one.name for one in fields(cls)}  # type: ignore[arg-type]
    return cls(**{name: value for name, value in body.items() if name in known} | read)
