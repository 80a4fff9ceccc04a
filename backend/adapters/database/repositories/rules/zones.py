"""Zones. Live means not deleted, of a camera that is not removed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.adapters.database.tables import Camera, StoredZone


def add(session: Session, camera: Camera, **values: Any) -> StoredZone:
    """A new zone. IntegrityError when the camera has a live one of that name."""
    zone = StoredZone(company_id=camera.company_id, camera_id=camera.id, version=1, **values)
    session.add(zone)
    session.flush()
    return zone


def of_cameras(session: Session, camera_ids: Iterable[int]) -> Sequence[StoredZone]:
    """The zones of these cameras that are not deleted, by id."""
    query = select(StoredZone).where(StoredZone.camera_id.in_(list(camera_ids)), StoredZone.deleted_at.is_(None))
    return session.scalars(query.order_by(StoredZone.id)).all()


def find(session: Session, zone_id: int, *, deleted_too: bool = False) -> StoredZone | None:
    """The zone of a live camera, as it is stored now; None when there is none within the scope."""
    live = select(Camera.id).where(Camera.deleted_at.is_(None))
    query = select(StoredZone).where(StoredZone.id == zone_id, StoredZone.camera_id.in_(live))
    if not deleted_too:
        query = query.where(StoredZone.deleted_at.is_(None))
    return session.scalar(query.execution_options(populate_existing=True))
