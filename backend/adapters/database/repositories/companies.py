"""Companies and their sites."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.adapters.database.tables import Company, Site


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
