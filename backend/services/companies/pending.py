"""Which companies are to be erased: the installation's audit says so, and the job reads it there."""

from __future__ import annotations

from sqlalchemy.orm import Session

from backend.adapters.database.repositories import audit, companies
from backend.adapters.database.repositories.audit import AuditQuery
from backend.adapters.database.tables import INSTALLATION, AuditEntry

REQUESTED = "company.erasure_requested"
ERASED = "company.erased"


def pending_erasures(session: Session) -> dict[int, AuditEntry]:
    """The requests whose company still exists, by company. Nothing takes a request back."""
    entries = audit.listed(session, INSTALLATION, AuditQuery(action=REQUESTED))
    present = {row.id for row in companies.every(session)}
    return {int(one.target_id): one for one in entries if int(one.target_id) in present}


def newest_entry(session: Session, action: str, company_id: int) -> AuditEntry | None:
    """The installation's newest entry of this action on a company, or None."""
    query = AuditQuery(action=action, target_kind="company", target_id=str(company_id), limit=1)
    return next(iter(audit.listed(session, INSTALLATION, query)), None)
