"""Zones of cameras."""

from __future__ import annotations

from flask import Blueprint

from backend.core.accounts.roles import Permission
from backend.routes.operation import account, actor, backend, now, operation
from backend.routes.rules.zone_schemas import (
    DeleteZone,
    NewZoneAsked,
    ZoneAnswer,
    ZoneChange,
    ZonesAnswer,
    ZonesToCopy,
)
from backend.services.rules.zones import NewZone, ZoneEdit

blueprint = Blueprint("zones", __name__)
OF_CAMERA = "/api/cameras/<int(max=2147483647):camera_id>/zones"
ONE = "/api/zones/<int(max=2147483647):zone_id>"


@operation(blueprint, "GET", OF_CAMERA, access=Permission.VIEW_CAMERAS, answers=(ZonesAnswer,))
def list_zones(camera_id: int) -> ZonesAnswer:
    """List a camera's zones, oldest first."""
    return ZonesAnswer.model_validate(backend().zones.listed(account().scope, camera_id))


@operation(
    blueprint,
    "POST",
    OF_CAMERA,
    access=Permission.MANAGE_RULES,
    body=NewZoneAsked,
    answers=(ZoneAnswer,),
    status=201,
)
def create_zone(camera_id: int, body: NewZoneAsked) -> ZoneAnswer:
    """Draw a zone in a camera's picture."""
    zone = NewZone(
        name=body.name,
        kind=body.kind,
        colour=body.colour,
        corners=body.corners,
        picture=body.picture.size() if body.picture is not None else None,
    )
    return ZoneAnswer.model_validate(backend().zones.create(account().scope, camera_id, zone, by=actor(), at=now()))


@operation(
    blueprint,
    "POST",
    f"{OF_CAMERA}/copy",
    access=Permission.MANAGE_RULES,
    body=ZonesToCopy,
    answers=(ZonesAnswer,),
    status=201,
)
def copy_zones(camera_id: int, body: ZonesToCopy) -> ZonesAnswer:
    """Add the zones of another camera to this one, without their rules."""
    views = backend().zones.copy(account().scope, camera_id, body.from_camera_id, by=actor(), at=now())
    return ZonesAnswer(items=[ZoneAnswer.model_validate(view) for view in views], unreadable=[])


@operation(blueprint, "GET", ONE, access=Permission.VIEW_CAMERAS, answers=(ZoneAnswer,))
def get_zone(zone_id: int) -> ZoneAnswer:
    """Show one zone."""
    return ZoneAnswer.model_validate(backend().zones.detail(account().scope, zone_id))


@operation(blueprint, "PATCH", ONE, access=Permission.MANAGE_RULES, body=ZoneChange, answers=(ZoneAnswer,))
def change_zone(zone_id: int, body: ZoneChange) -> ZoneAnswer:
    """Change a zone; what is absent stays. Its rules get a new version."""
    edit = ZoneEdit(
        name=body.name,
        kind=body.kind,
        colour=body.colour,
        corners=body.corners,
        picture=body.picture.size() if body.picture is not None else None,
    )
    view = backend().zones.update(account().scope, zone_id, edit, version=body.version, by=actor(), at=now())
    return ZoneAnswer.model_validate(view)


@operation(blueprint, "DELETE", ONE, access=Permission.MANAGE_RULES, query=DeleteZone, status=204)
def delete_zone(zone_id: int, query: DeleteZone) -> None:
    """Delete a zone; one with rules only together with them (`with_rules`)."""
    backend().zones.remove(account().scope, zone_id, with_rules=query.with_rules, by=actor(), at=now())


@operation(blueprint, "POST", f"{ONE}/restore", access=Permission.MANAGE_RULES, answers=(ZoneAnswer,))
def restore_zone(zone_id: int) -> ZoneAnswer:
    """Restore a deleted zone and the rules that were deleted with it."""
    return ZoneAnswer.model_validate(backend().zones.restore(account().scope, zone_id, by=actor(), at=now()))
