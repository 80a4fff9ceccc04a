"""Records what was done, in the transaction that does it: there is no change without its entry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from backend.adapters.database.repositories import audit
from backend.adapters.database.tables import INSTALLATION
from backend.adapters.database.tables.base import NAME_LENGTH
from backend.core.audit.actor import Actor
from backend.core.audit.chain import Entry
from backend.core.audit.detail import clean, one_line

ADDRESS_LENGTH = 64
ACTION_LENGTH = 40
KIND_LENGTH = 24
TARGET_LENGTH = 40


def record(
    session: Session,
    *,
    company_id: int | None,
    actor: Actor,
    action: str,
    target_kind: str,
    target_id: object,
    detail: Mapping[str, Any] | None = None,
    at: datetime,
) -> None:
    """Add an entry to the company's chain; None is the installation's.

    `detail`: what changed; secrets in it are hidden. Everything else that the transaction changes comes before it,
    because the chain is locked until it ends. A transaction that writes to a company's chain and to the installation's
    writes to the company's first.
    """
    owner = INSTALLATION if company_id is None else company_id
    session.flush()
    audit.lock(session, owner)
    end = audit.end_of(session, owner)
    entry = Entry(
        company_id=owner,
        number=end.number + 1,
        at=at.replace(microsecond=at.microsecond // 1000 * 1000),
        actor_id=actor.id,
        actor=one_line(actor.name, NAME_LENGTH),
        address=one_line(actor.address, ADDRESS_LENGTH),
        action=action[:ACTION_LENGTH],
        target_kind=target_kind[:KIND_LENGTH],
        target_id=one_line(str(target_id), TARGET_LENGTH),
        detail=clean(detail or {}),
    )
    audit.add(session, entry, end.hash)
