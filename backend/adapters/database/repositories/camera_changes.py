"""The record of cameras' states: when each was live, and when it was blind and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend.adapters.database.tables import CameraChange
from backend.core.events.camera import CameraChanged


def add(session: Session, event: CameraChanged) -> bool:
    """Record a change; False when this event was recorded before."""
    if session.get(CameraChange, event.id) is not None:
        return False
    session.add(
        CameraChange(
            id=event.id,
            company_id=event.company_id,
            camera_id=event.camera_id,
            at=event.at,
            state=event.state,
            reason=event.reason,
        )
    )
    session.flush()
    return True


def of_camera(session: Session, company_id: int, camera_id: int) -> Sequence[CameraChange]:
    """The camera's changes, oldest first."""
    query = select(CameraChange).where(CameraChange.company_id == company_id, CameraChange.camera_id == camera_id)
    return session.scalars(query.order_by(CameraChange.at, CameraChange.id)).all()


def remove_older(session: Session, company_id: int, camera_id: int, before: datetime) -> None:
    """Forget what was before."""
    session.execute(
        delete(CameraChange).where(
            CameraChange.company_id == company_id, CameraChange.camera_id == camera_id, CameraChange.at < before
        )
    )
