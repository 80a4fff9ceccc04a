"""Records a change of cameras: a new version, and the time of switching."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy.orm import Session

from backend.adapters.database.repositories import cameras
from backend.adapters.database.tables import Camera
from backend.core.schedules.camera_mode import CameraMode
from backend.services.cameras.plans import CameraPlans


@contextmanager
def recording_mode_changes(
    plans: CameraPlans, session: Session, rows: Sequence[Camera], *, at: datetime
) -> Iterator[None]:
    """Record a change of these rows, or of their schedule or site, made inside.

    Each gets a new version; those that the change switches on or off get the time.
    """
    before = _off(plans, session, rows, at)
    yield
    session.flush()
    for row, was, is_now in zip(rows, before, _off(plans, session, rows, at), strict=True):
        row.config_version += 1
        if was != is_now:
            row.switched_at = at
    session.flush()


def _off(plans: CameraPlans, session: Session, rows: Sequence[Camera], at: datetime) -> list[bool]:
    pairs = zip(rows, cameras.configs(session, rows), strict=True)
    return [plans.plan_of(config, enabled=row.enabled).mode_at(at).mode == CameraMode.OFF for row, config in pairs]
