"""Cameras. Live means not removed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from backend.adapters.database.repositories.rules import camera_rules
from backend.adapters.database.tables import Camera, Company, Schedule, Site, User
from backend.adapters.schedules.definition import to_text
from backend.core.cameras.camera import CameraConfig
from backend.core.cameras.settings import stored as stored_settings
from backend.core.cameras.settings.camera_settings import CameraSettings
from backend.core.errors import InvalidInput
from backend.core.schedules.camera_mode import CameraMode
from backend.core.schedules.camera_plan import ModeOverride

T = TypeVar("T", Schedule, Site, User)


def add(
    session: Session,
    company_id: int,
    site_id: int,
    *,
    name: str,
    source: str,
    mode: str,
    enabled: bool,
    demo: bool,
    at: datetime,
    schedule_id: int | None = None,
    settings: str | None = None,
) -> Camera:
    """A new camera. IntegrityError when a live one of that name exists."""
    camera = Camera(
        company_id=company_id,
        site_id=site_id,
        name=name,
        source=source,
        mode=mode,
        enabled=enabled,
        enabled_changed_at=at,
        demo=demo,
        config_version=1,
        created_at=at,
        schedule_id=schedule_id,
        settings=settings,
    )
    session.add(camera)
    session.flush()
    return camera


def live(session: Session, company_id: int, *, after_id: int = 0, limit: int | None = None) -> Sequence[Camera]:
    """The company's live cameras by id, beginning behind `after_id`."""
    query = select(Camera).where(Camera.company_id == company_id, Camera.deleted_at.is_(None), Camera.id > after_id)
    return session.scalars(query.order_by(Camera.id).limit(limit)).all()


def number_of_live(session: Session, company_id: int) -> int:
    """Number of the company's live cameras, also of those that the limits of the scope hide."""
    table = Camera.__table__
    live_ones = select(func.count()).where(table.c.company_id == company_id, table.c.deleted_at.is_(None))
    return session.connection().execute(live_ones).scalar_one()


def find(session: Session, company_id: int, camera_id: int, *, removed_too: bool = False) -> Camera | None:
    """The company's camera, or None."""
    query = select(Camera).where(Camera.company_id == company_id, Camera.id == camera_id)
    if not removed_too:
        query = query.where(Camera.deleted_at.is_(None))
    return session.scalar(query)


def locked(session: Session, company_id: int, camera_id: int) -> Camera | None:
    """The company's live camera, its row locked until the transaction ends: what is counted of it stays true."""
    live = select(Camera).where(Camera.company_id == company_id, Camera.id == camera_id, Camera.deleted_at.is_(None))
    return session.scalar(live.with_for_update().execution_options(populate_existing=True))


def live_named(session: Session, company_id: int, name: str) -> Camera | None:
    """The company's live camera of that name, or None."""
    return session.scalar(
        select(Camera).where(Camera.company_id == company_id, Camera.deleted_at.is_(None), Camera.name == name)
    )


def ever_any(session: Session) -> bool:
    """Whether there has ever been a camera, removed ones included."""
    return session.scalar(select(func.count()).select_from(Camera)) != 0


def of_every_company(session: Session) -> Sequence[Camera]:
    """All live cameras of companies in use, for the backend's own loops; never for an answer to a user."""
    used = select(Company.id).where(Company.archived_at.is_(None))
    query = select(Camera).where(Camera.deleted_at.is_(None), Camera.company_id.in_(used))
    return session.scalars(query.order_by(Camera.id)).all()


def demo_ids(session: Session) -> Sequence[int]:
    """The demonstration cameras of every company, removed ones included."""
    return session.scalars(select(Camera.id).where(Camera.demo)).all()


def removed_after(session: Session, at: datetime) -> Sequence[Camera]:
    """Cameras of every company that were removed since, for the backend's own loops.

    Never for an answer.
    """
    return session.scalars(select(Camera).where(Camera.deleted_at > at).order_by(Camera.id)).all()


def of_every_company_ever(session: Session) -> Sequence[Camera]:
    """All cameras, removed ones included, for the backend's own loops.

    Never for an answer to a user.
    """
    return session.scalars(select(Camera).order_by(Camera.id)).all()


def ever_within(session: Session, company_id: int, since: datetime, until: datetime) -> Sequence[Camera]:
    """The company's cameras that existed within the window, removed ones included."""
    query = select(Camera).where(Camera.company_id == company_id, Camera.created_at < until)
    query = query.where(or_(Camera.deleted_at.is_(None), Camera.deleted_at > since))
    return session.scalars(query.order_by(Camera.id)).all()


def enabled_camera_configs(session: Session) -> list[CameraConfig]:
    """The enabled cameras of every company, also those that are off by schedule."""
    return configs(session, [camera for camera in of_every_company(session) if camera.enabled])


def configs(session: Session, rows: Sequence[Camera]) -> list[CameraConfig]:
    """The configurations of these cameras, in the same order.

    One query reads all schedules, one all sites, four zones, rules and facts. A schedule that is missing was deleted
    after `rows` were read; its cameras have none since.
    """
    sites = _by_id(session, Site, {row.site_id for row in rows})
    schedules = _by_id(session, Schedule, {row.schedule_id for row in rows})
    people = _by_id(session, User, {row.override_by for row in rows})
    texts = {key: to_text(schedule.definition) for key, schedule in schedules.items()}
    drawn = camera_rules.of_cameras(session, rows)
    return [
        CameraConfig(
            camera_id=row.id,
            company_id=row.company_id,
            site_id=row.site_id,
            name=row.name,
            source=row.source,
            mode=CameraMode(row.mode),
            schedule=texts.get(row.schedule_id or 0, ""),
            time_zone=sites[row.site_id].time_zone,
            site_name=sites[row.site_id].name,
            override=_override(row, people.get(row.override_by or 0)),
            settings=settings or CameraSettings(),
            settings_unreadable=settings is None,
            demo=row.demo,
            version=row.config_version,
            zones=tuple(drawn[row.id].zones.values()),
            rules=tuple(drawn[row.id].rules.values()),
            facts=drawn[row.id].facts,
            rules_unreadable=bool(drawn[row.id].unreadable),
        )
        for row in rows
        for settings in (_settings(row),)
    ]


def _settings(row: Camera) -> CameraSettings | None:
    """The settings; None when they cannot be read.

    One camera's fault must not keep the others from being listed and run.
    """
    try:
        return stored_settings.from_text(row.settings)
    except InvalidInput:
        return None


def _by_id(session: Session, table: type[T], ids: Iterable[int | None]) -> dict[int, T]:
    known = [one for one in ids if one is not None]
    if not known:
        return {}
    found = session.scalars(select(table).where(table.id.in_(known)))
    return {row.id: row for row in found}


def _override(row: Camera, by: User | None) -> ModeOverride | None:
    if row.override_mode is None:
        return None
    return ModeOverride(mode=CameraMode(row.override_mode), until=row.override_until, by=by.name if by else "")
