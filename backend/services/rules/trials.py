"""Tries a rule before it is saved, and maps where a camera's people can be judged: both from stored tracks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import cameras as stored_cameras
from backend.adapters.database.repositories import violations
from backend.adapters.database.repositories.rules import zones as stored_zones
from backend.adapters.database.repositories.rules.camera_rules import zone_from
from backend.adapters.database.repositories.schedules import find as find_schedule
from backend.adapters.database.repositories.violations import NamedViolation, ViolationQuery
from backend.adapters.database.tables import Camera
from backend.adapters.machine.native_thread import in_native_thread
from backend.adapters.machine.time_zones import time_zone
from backend.adapters.rules.definition import UNREADABLE
from backend.adapters.schedules.definition import from_text, to_text
from backend.core.accounts.scope import Scope
from backend.core.cameras.camera import CameraConfig
from backend.core.errors import InvalidFields
from backend.core.ppe.items import ITEM_TABLE
from backend.core.rules.faults import RuleFault, faults_of
from backend.core.rules.rule import Rule, RuleKind, Severity
from backend.core.schedules.scheduler import Scheduler
from backend.core.track_history.assessability import Assessability, assessability_of
from backend.core.track_history.samples import StoredPart, samples_of
from backend.core.track_history.trial import ItemJudgement, RuleHealth, Trial, health_of, would_have_raised
from backend.core.track_history.would_raise import WouldRaise
from backend.core.zones.faults import POLYGON_MESSAGES
from backend.core.zones.polygon import Corner, fault_of
from backend.core.zones.zone import Zone, ZoneKind
from backend.services.rules.editing import found_camera
from backend.services.rules.rules import RuleDraft
from backend.services.rules.tried_tracks import ReadTracks, read_tracks

MOST_EXAMPLES = 20
MATCH_SECONDS = 15.0
"""How far from the time at which a rule would have raised a violation one that was stored may have been opened. Longer:
another person's picture is shown. Shorter: a picture that fits is not found."""
MOST_VIOLATIONS = 5000
MOST_MAPPED = 30_000
"""Parts of tracks for the map of a camera."""
QUIET = timedelta(days=1)
"""A rule that has seen nobody for so long says so."""
DRAFT = "draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleView:
    """A violation that the rule would have raised. `violation_id`: one that was stored at this time."""

    at: datetime
    severity: Severity
    people: int
    violation_id: str | None
    has_pictures: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialView:
    """What a rule would have done; see `core.track_history.trial`."""

    since: datetime
    until: datetime
    truncated: bool
    """There was more than could be tried: `since` is later than was asked."""
    raised: int
    by_severity: dict[Severity, int]
    known: int
    """Those at whose time a violation was stored."""
    confirmed: int | None
    """Those of them that a user confirmed; None while violations are not reviewed."""
    examples: list[ExampleView]
    """Those with a picture first, then the newest."""
    people: int
    person_seconds: float
    not_assessable_share: float | None
    median_height: float | None
    items: tuple[ItemJudgement, ...]
    last_person_at: datetime | None
    condition_ignored: bool
    """The rule has a condition, of whose past nothing is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleHealthView:
    """A saved rule: when it last saw anybody, and how well it can be judged."""

    rule_id: str
    last_person_at: datetime | None
    """Within the window; None: nobody."""
    is_quiet: bool
    """It has seen nobody for a day."""
    items: tuple[ItemJudgement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessabilityView:
    """The map of a camera and the health of its rules."""

    since: datetime
    until: datetime
    truncated: bool
    map: Assessability
    rules: list[RuleHealthView]


class RuleTrials:
    """Of every camera. NotFound means "does not exist" and "outside the scope" alike."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def try_rule(
        self,
        scope: Scope,
        camera_id: int,
        draft: RuleDraft,
        *,
        corners: Sequence[Corner] | None,
        days: int,
        at: datetime,
    ) -> TrialView:
        """Try the rule over the last days. `corners`: of a zone that is not saved. InvalidFields for its faults."""
        since = at - timedelta(days=days)
        with self._database.reading(scope) as session:
            camera = found_camera(session, scope, camera_id)
            config = _config(session, camera)
            rule = _checked(session, scope, camera, draft, corners)
            read = read_tracks(session, scope.owner_id, camera.id, since, at)
            known = violations.listed(
                session,
                scope.owner_id,
                ViolationQuery(camera_id=camera.id, since=read.since, until=at, limit=MOST_VIOLATIONS),
            )
        found = in_native_thread(_tried, read.parts, rule, _scheduler(rule, config.time_zone), config.zones)
        return _view(found, read, rule, known, at)

    def assessability(self, scope: Scope, camera_id: int, *, days: int, at: datetime) -> AssessabilityView:
        """Where the camera's people of the last days could be judged, and when each rule last saw anybody."""
        since = at - timedelta(days=days)
        with self._database.reading(scope) as session:
            camera = found_camera(session, scope, camera_id)
            config = _config(session, camera)
            read = read_tracks(session, scope.owner_id, camera.id, since, at, most=MOST_MAPPED)
        mapped, health = in_native_thread(_mapped, read.parts, config)
        return AssessabilityView(
            since=read.since,
            until=at,
            truncated=read.is_truncated,
            map=mapped,
            rules=[_health_view(one, read, at) for one in health],
        )


def _tried(parts: Sequence[StoredPart], rule: Rule, scheduler: Scheduler | None, zones: Sequence[Zone]) -> Trial:
    return would_have_raised(samples_of(parts), rule, scheduler=scheduler, ignored=_ignored(zones))


def _mapped(parts: Sequence[StoredPart], config: CameraConfig) -> tuple[Assessability, list[RuleHealth]]:
    samples = samples_of(parts)
    asked = dict.fromkeys(item for rule in config.all_rules for item in rule.items)
    items = [item for item in (asked or samples.states) if item in ITEM_TABLE.names]
    health = [health_of(samples, rule, ignored=_ignored(config.zones)) for rule in config.all_rules]
    return assessability_of(samples, items, time_zone(config.time_zone)), health


def _scheduler(rule: Rule, zone_name: str) -> Scheduler | None:
    return Scheduler(from_text(rule.schedule), time_zone(zone_name)) if rule.schedule else None


def _ignored(zones: Sequence[Zone]) -> list[Zone]:
    return [zone for zone in zones if zone.kind is ZoneKind.IGNORE]


def _config(session: Session, camera: Camera) -> CameraConfig:
    return stored_cameras.configs(session, [camera])[0]


def _checked(
    session: Session, scope: Scope, camera: Camera, draft: RuleDraft, corners: Sequence[Corner] | None
) -> Rule:
    faults: list[RuleFault] = []
    zone = _zone(session, camera, draft, corners, faults)
    schedule = None
    if draft.schedule_id is not None:
        schedule = find_schedule(session, scope.owner_id, draft.schedule_id)
        if schedule is None:
            faults.append(RuleFault("schedule_id", "There is no such schedule.", "unknown_schedule"))
    text = to_text(schedule.definition) if schedule is not None else ""
    rule = replace(draft.rule, id=DRAFT, zone=zone, schedule=text)
    faults += faults_of(rule, ITEM_TABLE.names)
    if faults:
        raise InvalidFields([(one.field, one.message) for one in faults], codes=[one.code for one in faults])
    return rule


def _zone(
    session: Session, camera: Camera, draft: RuleDraft, corners: Sequence[Corner] | None, faults: list[RuleFault]
) -> Zone | None:
    if corners is not None:
        fault = fault_of(corners)
        if fault is None:
            return Zone(id=0, name=DRAFT, kind=ZoneKind.RULE, corners=tuple(corners))
        faults.append(RuleFault("corners", POLYGON_MESSAGES[fault], fault))
        return None
    if draft.zone_id is None:
        return None
    row = stored_zones.find(session, draft.zone_id)
    try:
        zone = zone_from(row) if row is not None and row.camera_id == camera.id else None
    except UNREADABLE:
        zone = None
    if zone is None or zone.kind is not ZoneKind.RULE:
        faults.append(RuleFault("zone_id", "The camera has no such zone.", "unknown_zone"))
    return zone


def _view(found: Trial, read: ReadTracks, rule: Rule, known: Sequence[NamedViolation], at: datetime) -> TrialView:
    matched = _matched(found.raised, [one for one in known if _fits(one, rule)])
    since = read.since if found.replayed_since is None else datetime.fromtimestamp(found.replayed_since, UTC)
    examples = [
        ExampleView(
            at=datetime.fromtimestamp(one.at, UTC),
            severity=one.severity,
            people=one.people,
            violation_id=stored.row.id if stored is not None else None,
            has_pictures=stored is not None and stored.row.pictures_removed_at is None,
        )
        for one, stored in zip(found.raised, matched, strict=True)
    ]
    return TrialView(
        since=since,
        until=at,
        truncated=read.is_truncated or found.replayed_since is not None,
        raised=len(found.raised),
        by_severity=found.by_severity,
        known=sum(stored is not None for stored in matched),
        confirmed=None,
        examples=sorted(examples, key=lambda one: (one.has_pictures, one.at), reverse=True)[:MOST_EXAMPLES],
        people=found.people,
        person_seconds=found.person_seconds,
        not_assessable_share=found.not_assessable_share,
        median_height=found.median_height,
        items=found.items,
        last_person_at=_time(found.last_person_at),
        condition_ignored=rule.condition is not None,
    )


def _fits(one: NamedViolation, rule: Rule) -> bool:
    """Whether a stored violation may be of what the rule asks."""
    if rule.kind is RuleKind.PPE:
        return bool(set(one.row.items) & set(rule.items))
    return one.row.rule_kind == rule.kind.value


def _matched(raised: Sequence[WouldRaise], known: Sequence[NamedViolation]) -> list[NamedViolation | None]:
    """For each the nearest stored violation in time, each of them once."""
    left = sorted(known, key=lambda one: one.row.opened_at)
    matched: list[NamedViolation | None] = []
    for one in raised:
        near = [other for other in left if abs(other.row.opened_at.timestamp() - one.at) <= MATCH_SECONDS]
        nearest = min(near, key=lambda other: abs(other.row.opened_at.timestamp() - one.at), default=None)
        if nearest is not None:
            left.remove(nearest)
        matched.append(nearest)
    return matched


def _health_view(health: RuleHealth, read: ReadTracks, at: datetime) -> RuleHealthView:
    last = _time(health.last_person_at)
    return RuleHealthView(
        rule_id=health.rule_id,
        last_person_at=last,
        is_quiet=(last or read.since) <= at - QUIET,
        items=health.items,
    )


def _time(seconds: float | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds is not None else None
