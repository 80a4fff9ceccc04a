"""Facts from outside, for conditions of rules: of a site, or of the whole company."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from backend.adapters.database.tables import Site, StoredFact


def within_scope(session: Session) -> Sequence[StoredFact]:
    """The company's facts and those of the sites within the scope, by name, the company's first."""
    visible = or_(StoredFact.site_id.is_(None), StoredFact.site_id.in_(select(Site.id)))
    query = select(StoredFact).where(visible)
    return session.scalars(query.order_by(StoredFact.name, StoredFact.site_id.is_not(None), StoredFact.site_id)).all()


def of_companies(session: Session, company_ids: Iterable[int]) -> Sequence[StoredFact]:
    """All facts of these companies and their sites, by name."""
    query = select(StoredFact).where(StoredFact.company_id.in_(list(company_ids)))
    return session.scalars(query.order_by(StoredFact.name, StoredFact.id)).all()


def find(session: Session, company_id: int, site_id: int | None, name: str) -> StoredFact | None:
    """The fact of this name at this site; of the whole company when the site is None."""
    at_site = StoredFact.site_id.is_(None) if site_id is None else StoredFact.site_id == site_id
    return session.scalar(
        select(StoredFact).where(StoredFact.company_id == company_id, at_site, StoredFact.name == name)
    )


def number_of(session: Session, company_id: int) -> int:
    """How many facts the company has."""
    return len(session.scalars(select(StoredFact.id).where(StoredFact.company_id == company_id)).all())
