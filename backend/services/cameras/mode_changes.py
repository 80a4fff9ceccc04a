"""Records what a change does to cameras: a new version, and when it switched them on or off."""

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
    """Around a change of these rows (or their schedule, or site): each gets a new version, and those that it switches
    on or off get the time.
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
