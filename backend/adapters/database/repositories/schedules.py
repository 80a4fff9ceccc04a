"""Schedules, and which cameras follow them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.adapters.database.tables import Camera, Schedule


def add(session: Session, company_id: int, *, name: str, definition: dict[str, Any], at: datetime) -> Schedule:
    """A new schedule. IntegrityError when the company has one of that name."""
    schedule = Schedule(company_id=company_id, name=name, definition=definition, created_at=at, updated_at=at)
    session.add(schedule)
    session.flush()
    return schedule


def of_company(session: Session, company_id: int) -> Sequence[Schedule]:
    """The company's schedules by name."""
    return session.scalars(select(Schedule).where(Schedule.company_id == company_id).order_by(Schedule.name)).all()


def find(session: Session, company_id: int, schedule_id: int) -> Schedule | None:
    """The company's schedule, or None."""
    return session.scalar(select(Schedule).where(Schedule.company_id == company_id, Schedule.id == schedule_id))


def followers(session: Session, company_id: int, schedule_ids: Iterable[int]) -> Sequence[Camera]:
    """The company's cameras that follow one of these, removed ones included, by id."""
    query = select(Camera).where(Camera.company_id == company_id, Camera.schedule_id.in_(list(schedule_ids)))
    return session.scalars(query.order_by(Camera.id)).all()
