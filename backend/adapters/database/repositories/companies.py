"""Companies and their sites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.adapters.database.tables import Camera, Company, Schedule, Site, User, Violation


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """How much a company or a site holds; removed cameras and deleted users count."""

    sites: int
    cameras: int
    schedules: int
    violations: int
    users: int

    @property
    def holds_nothing(self) -> bool:
        """Whether nothing of a site hangs on it."""
        return self.cameras == 0 and self.violations == 0


def add(session: Session, name: str, *, at: datetime) -> Company:
    """A new company."""
    company = Company(name=name, created_at=at)
    session.add(company)
    session.flush()
    return company


def first(session: Session) -> Company | None:
    """The company that was made with the installation."""
    return session.scalars(select(Company).order_by(Company.id)).first()


def add_site(session: Session, company_id: int, name: str, time_zone: str, *, at: datetime) -> Site:
    """A new site of the company."""
    site = Site(company_id=company_id, name=name, time_zone=time_zone, created_at=at)
    session.add(site)
    session.flush()
    return site


def sites(session: Session, company_id: int) -> Sequence[Site]:
    """The company's sites, oldest first."""
    return session.scalars(select(Site).where(Site.company_id == company_id).order_by(Site.id)).all()


def first_time_zone(session: Session, company_id: int) -> str:
    """The time zone of the company's first site within the scope; UTC for a user who sees none."""
    return next((site.time_zone for site in sites(session, company_id)), "UTC")


def site(session: Session, site_id: int) -> Site | None:
    """The site, or None when the scope holds no such one."""
    return session.scalar(select(Site).where(Site.id == site_id))


def first_site(session: Session) -> Site | None:
    """The first company's first site, to which a new installation's cameras belong."""
    return session.scalars(select(Site).order_by(Site.company_id, Site.id)).first()


def company(session: Session, company_id: int) -> Company | None:
    """The company, or None when the scope holds no such one."""
    return session.scalar(select(Company).where(Company.id == company_id))


def every(session: Session) -> Sequence[Company]:
    """Every company within the scope, oldest first."""
    return session.scalars(select(Company).order_by(Company.id)).all()


def locked(session: Session, company_id: int) -> Company | None:
    """The company, its row locked until the transaction ends: what is counted of it stays true."""
    return session.scalar(select(Company).where(Company.id == company_id).with_for_update())


def contents(session: Session, company_id: int) -> Contents:
    """How much the company holds."""

    def count(table: type[Site | Camera | Schedule | Violation | User]) -> int:
        return session.scalar(select(func.count()).select_from(table).where(table.company_id == company_id)) or 0

    return Contents(
        sites=count(Site),
        cameras=count(Camera),
        schedules=count(Schedule),
        violations=count(Violation),
        users=count(User),
    )


def site_contents(session: Session, site_id: int) -> Contents:
    """How much the site holds; of schedules, those that its cameras follow."""
    at_site = Camera.site_id == site_id
    followed = select(func.count(Camera.schedule_id.distinct())).where(at_site, Camera.schedule_id.is_not(None))
    return Contents(
        sites=1,
        cameras=session.scalar(select(func.count()).select_from(Camera).where(at_site)) or 0,
        schedules=session.scalar(followed) or 0,
        violations=session.scalar(select(func.count()).select_from(Violation).where(Violation.site_id == site_id)) or 0,
        users=0,
    )
