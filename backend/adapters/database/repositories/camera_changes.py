"""State changes of cameras: when each was live, and when it was blind and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend.adapters.database.tables import CameraStateChange
from backend.core.events.camera import CameraChanged


def add(session: Session, event: CameraChanged) -> bool:
    """Record a change; False when this event was recorded before."""
    if session.get(CameraStateChange, event.id) is not None:
        return False
    session.add(
        CameraStateChange(
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


def of_camera(session: Session, company_id: int, camera_id: int) -> Sequence[CameraStateChange]:
    """The camera's changes, oldest first."""
    query = select(CameraStateChange).where(
        CameraStateChange.company_id == company_id, CameraStateChange.camera_id == camera_id
    )
    return session.scalars(query.order_by(CameraStateChange.at, CameraStateChange.id)).all()


def last_with_reason(session: Session, camera_id: int, reason: str) -> datetime | None:
    """When the camera last began to report this reason; None when it never did, as far as is kept."""
    query = select(CameraStateChange.at).where(
        CameraStateChange.camera_id == camera_id, CameraStateChange.reason == reason
    )
    return session.scalar(query.order_by(CameraStateChange.at.desc()).limit(1))


def remove_older(session: Session, company_id: int, camera_id: int, before: datetime) -> None:
    """Delete older changes."""
    session.execute(
        delete(CameraStateChange).where(
            CameraStateChange.company_id == company_id,
            CameraStateChange.camera_id == camera_id,
            CameraStateChange.at < before,
        )
    )
