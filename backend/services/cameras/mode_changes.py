"""Around a change that may turn cameras on or off: each gets a new version, and the time of its turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy.orm import Session

from backend.adapters.database.repositories import cameras
from backend.adapters.database.tables import Camera
from backend.services.cameras.plans import CameraPlans


@contextmanager
def noting_turns(plans: CameraPlans, session: Session, rows: Sequence[Camera], *, at: datetime) -> Iterator[None]:
    """Around a change of these rows (or their schedule, or site): each gets a new version, and those that it turns
    on or off get the time of it.
    """
    before = _off(plans, session, rows, at)
    yield
    session.flush()
    for row, was, is_now in zip(rows, before, _off(plans, session, rows, at), strict=True):
        row.config_version += 1
        if was != is_now:
            row.turned_at = at
    session.flush()


def _off(plans: CameraPlans, session: Session, rows: Sequence[Camera], at: datetime) -> list[bool]:
    told = zip(rows, cameras.configs(session, rows), strict=True)
    return [plans.of(config, enabled=row.enabled).at(at).mode == "off" for row, config in told]
