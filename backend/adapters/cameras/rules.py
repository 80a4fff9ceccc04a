"""Zones, rules and facts of a camera's published configuration, read back from JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar

from backend.core.events.timestamps import parse_time
from backend.core.rules.rule import Condition, Fact, Rule, RuleKind, Severity, Stage
from backend.core.zones.zone import Zone, ZoneKind

T = TypeVar("T")


def zone_of(body: Mapping[str, Any]) -> Zone:
    """The zone of such an object; ValueError, KeyError or TypeError when it is none."""
    corners = tuple((float(x), float(y)) for x, y in body["corners"])
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
        items=tuple(body.get("items", ())),
        stages=_stages(body.get("stages", ())),
        after_hours_stages=_stages(body.get("after_hours_stages", ())),
        condition=None if condition is None else _made(Condition, condition),
        bypassed_until=None if bypassed is None else parse_time(bypassed),
    )


def fact_of(body: Mapping[str, Any]) -> Fact:
    """The fact of such an object; ValueError, KeyError or TypeError when it is none."""
    until = body.get("until")
    return _made(Fact, body, until=None if until is None else parse_time(until))


def _stages(bodies: Any) -> tuple[Stage, ...]:
    return tuple(Stage(seconds=float(one["seconds"]), severity=Severity(one["severity"])) for one in bodies)


def _made(cls: type[T], body: Mapping[str, Any], /, **read: Any) -> T:
    """What a newer version added is left out."""
    known = {one.name for one in fields(cls)}  # type: ignore[arg-type]
    return cls(**{name: value for name, value in body.items() if name in known} | read)
