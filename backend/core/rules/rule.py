"""A rule of a camera: what is asked, in which zone, when, and how severe a violation is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from backend.core.zones.zone import Zone

EVERYWHERE = "anywhere"
"""The id of the rule that a camera's own settings make: its required items, in the whole picture, at any time."""


class RuleKind(StrEnum):
    """What a rule asks."""

    PPE = "ppe"
    """Items are worn."""
    RESTRICTED = "restricted"
    """Nobody is in the zone."""
    AT_MOST = "at_most"
    """At most a number of people are in the zone."""
    STAYS = "stays"
    """Nobody stays in the zone for longer than the first stage."""


class Severity(StrEnum):
    """How severe a violation of a rule is; ordered by `SEVERITIES`."""

    NOTICE = "notice"
    WARNING = "warning"
    CRITICAL = "critical"


SEVERITIES = tuple(Severity)
"""From the least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A step of a rule about staying: from `seconds` in the zone on, a violation is this severe."""

    seconds: float
    severity: Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A fact from outside that switches a rule: it applies while the fact of this name has this value."""

    name: str
    value: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What is known about a fact from outside: its value, and until when it holds (None: further notice)."""

    name: str
    value: bool
    until: datetime | None = None

    def at(self, at: datetime) -> bool:
        """Its value at `at`: the opposite once it has expired."""
        return self.value if self.until is None or at < self.until else not self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One version of a rule. Violations store `id` and `version`."""

    id: str
    """The number of its row as text, or `EVERYWHERE`."""
    version: int = 1
    name: str = ""
    kind: RuleKind = RuleKind.PPE
    zone: Zone | None = None
    """None: the whole picture."""
    severity: Severity = Severity.WARNING
    minimum_seconds: float = 1.0
    """How long it must be broken before it is a violation. Longer: fewer alarms for a moment, later alarms."""
    items: tuple[str, ...] = ()
    """Of `PPE`: the items that must be worn."""
    most_people: int = 0
    """Of `AT_MOST`."""
    stages: tuple[Stage, ...] = ()
    """Of `STAYS`: by rising seconds."""
    entry_seconds: float = 0.0
    """How long somebody may be in the zone before the rule applies to them: time to put the helmet on."""
    exit_seconds: float = 0.0
    """How long the rule goes on applying to somebody who left the zone."""
    schedule: str = ""
    """The definition of a schedule (`adapters.schedules.definition`): the rule applies while its mode is `detect`.
    Empty: at any time."""
    after_hours_stages: tuple[Stage, ...] = ()
    """Of `STAYS`: instead of `stages` outside the schedule; empty: the rule does not apply there."""
    condition: Condition | None = None
    enabled: bool = True
    bypassed_until: datetime | None = None
    """It does not apply before."""

    @property
    def key(self) -> tuple[str, int]:
        """Which version of which rule this is."""
        return self.id, self.version


EARLIER_SUFFIX = "-anywhere"
"""Earlier versions had one rule per item, such as `helmet-anywhere`, in the place of `EVERYWHERE`."""


def known_id(rule_id: str | None) -> str:
    """The id of today's rule that an earlier version called this, or did not name at all."""
    return EVERYWHERE if rule_id is None or rule_id.endswith(EARLIER_SUFFIX) else rule_id


def by_precedence(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules, the most specific first: with a zone before everywhere, then the more severe, then by id.

    Of several rules that ask for the same item of a person the first is in charge.
    """
    return tuple(sorted(rules, key=lambda one: (one.zone is None, -SEVERITIES.index(one.severity), one.id)))


def default_rules(required_items: Sequence[str]) -> tuple[Rule, ...]:
    """The rule of a camera's own settings; none when they require nothing."""
    return (Rule(id=EVERYWHERE, items=tuple(required_items)),) if required_items else ()
