"""What can be done with the zones of cameras."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import cameras as stored_cameras
from backend.adapters.database.repositories.rules import rules as stored_rules
from backend.adapters.database.repositories.rules import zones as stored_zones
from backend.adapters.database.tables import Camera, StoredRule, StoredZone
from backend.core.accounts.scope import Scope
from backend.core.audit.actor import SYSTEM, Actor
from backend.core.errors import Conflict, InvalidFields
from backend.core.zones.faults import MOST_ZONES, POLYGON_MESSAGES
from backend.core.zones.polygon import Corner, fault_of, without_repetition
from backend.core.zones.zone import ZoneKind
from backend.services.rules import versions
from backend.services.rules.editing import CameraEditing, found_camera, found_zone, require_rule_room, require_version
from backend.services.rules.trail import changes, record_rule, record_zone, zone_facts
from backend.services.rules.views import ZonesView, ZoneView
from backend.services.rules.zone_pictures import ZonePictures, zone_views

Picture = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewZone:
    """A zone to add."""

    name: str
    kind: ZoneKind
    colour: str
    corners: tuple[Corner, ...]
    picture: Picture | None
    """Over which it was drawn; None: the camera's present one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneEdit:
    """What to change; None leaves it as it is. `picture` counts with `corners` only."""

    name: str | None = None
    kind: ZoneKind | None = None
    colour: str | None = None
    corners: tuple[Corner, ...] | None = None
    picture: Picture | None = None


class Zones:
    """The zones of cameras. NotFound means "does not exist" and "outside the scope" alike."""

    def __init__(self, database: Database, editing: CameraEditing, pictures: ZonePictures) -> None:
        self._database = database
        self._editing = editing
        self._pictures = pictures

    def listed(self, scope: Scope, camera_id: int) -> ZonesView:
        """The camera's zones, oldest first, and those that cannot be read."""
        picture = self._pictures.of(camera_id)
        with self._database.reading(scope) as session:
            camera = found_camera(session, scope, camera_id)
            return zone_views(session, camera.id, stored_zones.of_cameras(session, [camera.id]), picture)

    def detail(self, scope: Scope, zone_id: int) -> ZoneView:
        """One zone. Conflict (`unreadable`) when it cannot be read."""
        with self._database.reading(scope) as session:
            row = found_zone(session, zone_id)
        return self._viewed(scope, [row])[0]

    def create(self, scope: Scope, camera_id: int, zone: NewZone, *, by: Actor = SYSTEM, at: datetime) -> ZoneView:
        """A new zone. InvalidFields for its outline; Conflict: `name_in_use`, `zone_limit`."""
        corners = _checked(zone.corners)
        picture = zone.picture or self._pictures.of(camera_id)
        with self._editing.of_camera(scope, camera_id) as (session, camera):
            _require_room(session, camera, 1)
            row = _add(session, camera, replace(zone, corners=corners, picture=picture), at)
            record_zone(session, row, "added", by, zone_facts(row), at)
        return self._viewed(scope, [row])[0]

    def copy(
        self, scope: Scope, camera_id: int, from_camera_id: int, *, by: Actor = SYSTEM, at: datetime
    ) -> list[ZoneView]:
        """All zones of another camera, without their rules, added to this one.

        InvalidFields for a camera outside the scope; Conflict: `name_in_use` when one of the names is there, and then
        none is added; `zone_limit`.
        """
        with self._editing.of_camera(scope, camera_id) as (session, camera):
            there = stored_zones.of_cameras(session, [_other(session, scope, camera, from_camera_id)])
            _require_room(session, camera, len(there))
            _require_free(session, camera, [zone.name for zone in there])
            rows = [_add(session, camera, _copied(zone), at) for zone in there]
            for row in rows:
                detail = {"from_camera_id": from_camera_id, **zone_facts(row)}
                record_zone(session, row, "added", by, detail, at)
        return self._viewed(scope, rows)

    def update(
        self, scope: Scope, zone_id: int, edit: ZoneEdit, *, version: int, by: Actor = SYSTEM, at: datetime
    ) -> ZoneView:
        """Change a zone; its rules get a new version when where they apply has changed, or its name.

        Corners that are saved again, changed or not, confirm that the zone fits the present view. Conflict:
        `changed_meanwhile`, `name_in_use`, `zone_in_use` for another kind of a zone with rules.
        """
        corners = None if edit.corners is None else _checked(edit.corners)
        picture = edit.picture or (None if corners is None else self._picture_of(scope, zone_id))
        with self._editing.of_zone(scope, zone_id) as (session, _, row):
            require_version(row.version, version)
            rules = stored_rules.of_zone(session, row.id)
            if edit.kind not in (None, row.kind) and rules:
                raise _in_use(row, rules)
            before = zone_facts(row)
            row.name, row.kind = edit.name or row.name, edit.kind or row.kind
            row.colour = edit.colour or row.colour
            if corners is not None:
                row.corners, row.drawn_at = [list(corner) for corner in corners], at
                row.picture_width, row.picture_height = picture or (None, None)
            row.version, row.updated_at = row.version + 1, at
            found = changes(before, zone_facts(row))
            if found.keys() & {"name", "kind", "corners"}:
                versions.renew(session, rules, by.name, at)
            record_zone(session, row, "changed", by, found, at)
        return self._viewed(scope, [row])[0]

    def remove(self, scope: Scope, zone_id: int, *, with_rules: bool, by: Actor = SYSTEM, at: datetime) -> None:
        """Delete a zone. Conflict (`zone_in_use`) while it has rules, unless they are deleted with it."""
        with self._editing.of_zone(scope, zone_id) as (session, _, row):
            rules = stored_rules.of_zone(session, row.id)
            if rules and not with_rules:
                raise _in_use(row, rules)
            for rule in rules:
                stored_rules.end_version(session, rule, at)
                rule.deleted_at = at
            row.deleted_at = at
            for rule in rules:
                record_rule(session, rule, "deleted", by, {"name": rule.name}, at)
            record_zone(session, row, "deleted", by, {"name": row.name, "rules": [rule.name for rule in rules]}, at)

    def restore(self, scope: Scope, zone_id: int, *, by: Actor = SYSTEM, at: datetime) -> ZoneView:
        """Restore a deleted zone and the rules that were deleted with it.

        Conflict: `name_in_use`, `zone_limit`, `rule_limit`.
        """
        with self._editing.of_zone(scope, zone_id, deleted_too=True) as (session, camera, row):
            if row.deleted_at is not None:
                _require_room(session, camera, 1)
                rules = stored_rules.deleted_with_zone(session, row.id, row.deleted_at)
                require_rule_room(session, camera, len(rules))
                row.deleted_at, row.updated_at, row.version = None, at, row.version + 1
                for rule in rules:
                    rule.deleted_at = None
                versions.renew(session, rules, by.name, at)
                for rule in rules:
                    record_rule(session, rule, "restored", by, {"name": rule.name}, at)
                record_zone(session, row, "restored", by, {"name": row.name}, at)
        return self._viewed(scope, [row])[0]

    def _picture_of(self, scope: Scope, zone_id: int) -> Picture | None:
        """The present picture of the zone's camera."""
        with self._database.reading(scope) as session:
            camera_id = found_zone(session, zone_id).camera_id
        return self._pictures.of(camera_id)

    def _viewed(self, scope: Scope, rows: Sequence[StoredZone]) -> list[ZoneView]:
        if not rows:
            return []
        camera_id = rows[0].camera_id
        picture = self._pictures.of(camera_id)
        with self._database.reading(scope) as session:
            found = zone_views(session, camera_id, rows, picture)
        if found.unreadable:
            raise versions.unreadable("zone")
        return found.items


def _checked(corners: Sequence[Corner]) -> tuple[Corner, ...]:
    """The corners that count. InvalidFields with the polygon's fault as code."""
    fault = fault_of(corners)
    if fault is not None:
        raise InvalidFields([("corners", POLYGON_MESSAGES[fault])], codes=[fault])
    return without_repetition(corners)


def _add(session: Session, camera: Camera, zone: NewZone, at: datetime) -> StoredZone:
    width, height = zone.picture or (None, None)
    return stored_zones.add(
        session,
        camera,
        name=zone.name,
        kind=zone.kind,
        colour=zone.colour,
        corners=[list(corner) for corner in zone.corners],
        picture_width=width,
        picture_height=height,
        drawn_at=at,
        created_at=at,
        updated_at=at,
    )


def _copied(row: StoredZone) -> NewZone:
    """The zone as a new one. Conflict (`unreadable`) when it cannot be read."""
    try:
        corners = tuple((float(x), float(y)) for x, y in row.corners)
        kind = ZoneKind(row.kind)
    except (TypeError, ValueError) as error:
        raise versions.unreadable("zone") from error
    has_picture = row.picture_width is not None and row.picture_height is not None
    picture = (row.picture_width or 0, row.picture_height or 0) if has_picture else None
    return NewZone(name=row.name, kind=kind, colour=row.colour, corners=corners, picture=picture)


def _other(session: Session, scope: Scope, camera: Camera, from_camera_id: int) -> int:
    other = stored_cameras.find(session, scope.owner_id, from_camera_id)
    if other is None or other.id == camera.id:
        raise InvalidFields([("from_camera_id", "There is no such other camera.")], codes=["unknown_camera"])
    return other.id


def _require_free(session: Session, camera: Camera, names: Iterable[str]) -> None:
    taken = {zone.name for zone in stored_zones.of_cameras(session, [camera.id])} & set(names)
    if taken:
        raise Conflict(
            f"The camera has zones of these names: {', '.join(sorted(taken))}.",
            code="name_in_use",
            hint="Rename or delete them, then copy again.",
        )


def _require_room(session: Session, camera: Camera, more: int) -> None:
    if len(stored_zones.of_cameras(session, [camera.id])) + more > MOST_ZONES:
        raise Conflict(
            f"A camera has at most {MOST_ZONES} zones.", code="zone_limit", hint="Delete zones that are not needed."
        )


def _in_use(row: StoredZone, rules: Sequence[StoredRule]) -> Conflict:
    names = ", ".join(f"“{rule.name}”" for rule in rules)
    return Conflict(
        f"The zone “{row.name}” has rules: {names}.",
        code="zone_in_use",
        hint="Delete these rules first, or delete them together with the zone (with_rules=true).",
    )
