"""Whether zones still fit the picture of their camera."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from backend.adapters.cameras import state as camera_state
from backend.adapters.database.repositories import camera_changes
from backend.adapters.database.repositories.rules import camera_rules
from backend.adapters.database.repositories.rules import rules as stored_rules
from backend.adapters.database.tables import StoredZone
from backend.adapters.redis.connection import RedisClient, errors_as_unavailable
from backend.adapters.rules.definition import UNREADABLE
from backend.core.errors import Unavailable
from backend.core.picture_health.assessment import PictureFault
from backend.core.zones.picture_shape import shape_changed
from backend.core.zones.zone import ZoneKind
from backend.services.rules.views import NoteView, UnreadableView, ZonesView, ZoneView

PRIVACY_NOT_APPLIED = NoteView(
    code="privacy_not_applied",
    message="Privacy zones are stored, but not rendered yet: pictures and video still show this part.",
)


class ZonePictures:
    """The sizes of cameras' pictures, as their workers report them."""

    def __init__(self, redis: RedisClient) -> None:
        self._redis = redis

    def of(self, camera_id: int) -> tuple[int, int] | None:
        """Width and height of the camera's present picture; None while they are not known."""
        try:
            with errors_as_unavailable():
                status = camera_state.read(self._redis, [camera_id]).get(camera_id)
        except Unavailable:
            return None
        return (status.width, status.height) if status is not None and status.width and status.height else None


def zone_views(
    session: Session, camera_id: int, rows: Sequence[StoredZone], picture: tuple[int, int] | None
) -> ZonesView:
    """The views of these zones of one camera, whose present picture has this size."""
    moved_at = camera_changes.last_with_reason(session, camera_id, PictureFault.MOVED)
    rules = stored_rules.of_cameras(session, [camera_id])
    found = ZonesView(items=[], unreadable=[])
    for row in rows:
        try:
            zone = camera_rules.zone_from(row)
        except UNREADABLE:
            found.unreadable.append(UnreadableView(id=row.id, name=row.name))
            continue
        is_known = row.picture_width is not None and row.picture_height is not None
        drawn_over = (row.picture_width or 0, row.picture_height or 0) if is_known else None
        applied = zone.kind is not ZoneKind.PRIVACY
        found.items.append(
            ZoneView(
                id=row.id,
                camera_id=row.camera_id,
                name=row.name,
                kind=zone.kind,
                colour=row.colour,
                corners=zone.corners,
                picture=drawn_over,
                shape_changed=shape_changed(drawn_over, picture),
                view_changed=moved_at is not None and moved_at > row.drawn_at,
                applied=applied,
                notes=() if applied else (PRIVACY_NOT_APPLIED,),
                rule_ids=tuple(rule.id for rule in rules if rule.zone_id == row.id),
                version=row.version,
                drawn_at=row.drawn_at,
                created_at=row.created_at,
                updated_at=row.updated_at,
            )
        )
    return found
