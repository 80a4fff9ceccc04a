"""Whether rules apply now, and what users should know about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from backend.adapters.database.repositories import companies
from backend.adapters.database.repositories.rules import camera_rules
from backend.adapters.database.tables import Camera, StoredRule, User
from backend.adapters.inference.announcement import read_info
from backend.adapters.machine.time_zones import time_zone
from backend.adapters.redis.connection import RedisClient, errors_as_unavailable
from backend.adapters.schedules.definition import from_text
from backend.core.errors import InvalidInput, Unavailable
from backend.core.rules.applicability import Applicability
from backend.core.rules.rule import Fact, Rule
from backend.core.schedules.scheduler import Scheduler
from backend.services.rules.views import BypassView, NoteView, RulesView, RuleView, UnreadableView


class JudgedItems:
    """The items that people can be assessed for with the model that is running."""

    def __init__(self, redis: RedisClient) -> None:
        self._redis = redis

    def now(self) -> tuple[str, ...] | None:
        """Their names; None while no model is running, or Redis is not available."""
        try:
            with errors_as_unavailable():
                info = read_info(self._redis)
        except Unavailable:
            return None
        return info.judges if info is not None else None


@dataclass(slots=True)
class Surroundings:
    """What decides beside a rule itself whether it applies: of one camera, for one question."""

    zone: str
    """The site's time zone."""
    facts: Mapping[str, Fact]
    judged: tuple[str, ...] | None
    at: datetime
    schedulers: dict[str, Scheduler | None] = field(default_factory=dict)

    def scheduler(self, schedule: str) -> Scheduler | None:
        """Of this definition; None for an empty one, and for one that cannot be read."""
        if schedule and schedule not in self.schedulers:
            try:
                self.schedulers[schedule] = Scheduler(from_text(schedule), time_zone(self.zone))
            except InvalidInput:
                self.schedulers[schedule] = None
        return self.schedulers.get(schedule)


def rule_views(
    session: Session, camera: Camera, rows: Sequence[StoredRule], judged: tuple[str, ...] | None, at: datetime
) -> RulesView:
    """The views of these rules of one camera."""
    stored = camera_rules.of_cameras(session, [camera])[camera.id]
    site = companies.site(session, camera.site_id)
    around = Surroundings(
        zone=site.time_zone if site is not None else "UTC",
        facts={fact.name: fact for fact in stored.facts},
        judged=judged,
        at=at,
    )
    found = RulesView(items=[], unreadable=[])
    for row in rows:
        rule = stored.rules.get(row.id)
        if rule is None:
            found.unreadable.append(UnreadableView(id=row.id, name=row.name))
            continue
        found.items.append(
            RuleView(
                camera_id=camera.id,
                rule=rule,
                zone_id=row.zone_id,
                schedule_id=row.schedule_id,
                bypass=_bypass(session, row, at),
                inactive=Applicability(rule, around.scheduler(rule.schedule), around.facts).inactive(at),
                warnings=tuple(_warnings(rule, around)),
                effective_from=row.effective_from,
                created_at=row.created_at,
            )
        )
    return found


def _bypass(session: Session, row: StoredRule, at: datetime) -> BypassView | None:
    if row.bypassed_until is None or row.bypassed_until <= at:
        return None
    user = session.get(User, row.bypassed_by) if row.bypassed_by is not None else None
    return BypassView(until=row.bypassed_until, by_name=user.name if user else "", reason=row.bypass_reason or "")


def _warnings(rule: Rule, around: Surroundings) -> list[NoteView]:
    found = []
    lacking = tuple(item for item in rule.items if around.judged is not None and item not in around.judged)
    if lacking:
        message = f"The present model does not know: {', '.join(lacking)}. It is not checked."
        found.append(NoteView(code="item_not_in_model", message=message, values=lacking))
    if rule.schedule and around.scheduler(rule.schedule) is None:
        message = "The schedule or the site's time zone cannot be read; the rule applies at any time."
        found.append(NoteView(code="schedule_unreadable", message=message))
    if rule.condition is not None and rule.condition.name not in around.facts:
        message = f"Nothing was ever reported about “{rule.condition.name}”; the rule applies until then."
        found.append(NoteView(code="condition_unknown", message=message, values=(rule.condition.name,)))
    return found
