"""Erasure of companies: asked for here, done by a job, proved in the installation's audit."""

from __future__ import annotations

import hashlib
import json
import logging
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import audit, cameras, companies, erasure
from backend.adapters.database.repositories.audit import AuditQuery
from backend.adapters.database.repositories.companies import Contents
from backend.adapters.database.tables import INSTALLATION, AuditEntry
from backend.adapters.evidence.store import EvidenceStore, folder_of
from backend.adapters.jobs.queue import JobQueue
from backend.adapters.redis.connection import RedisClient, errors_as_unavailable
from backend.core.accounts.scope import Scope
from backend.core.audit.actor import SYSTEM, Actor
from backend.core.errors import Conflict, InvalidFields, NotFound, Unavailable
from backend.services.audit.trail import record
from backend.services.cameras.cameras import Cameras
from backend.services.companies.companies import found_company
from backend.services.companies.pending import ERASED, REQUESTED, newest_entry, pending_erasures

log = logging.getLogger(__name__)
ERASING = "company.erasing"
JOB = "company_erasure"
FUNCTION = "backend.jobs.company_erasure.run"
JOB_SECONDS = 3600
NO_CONTENTS = Contents(sites=0, cameras=0, schedules=0, violations=0, users=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureProof:
    """What was erased, as the installation's audit keeps it."""

    rows: dict[str, int]
    files: int
    keys: int
    digest: str
    finished_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureView:
    """How far an erasure is."""

    company_id: int
    name: str
    state: Literal["waiting", "running", "done"]
    requested_at: datetime
    at_first: Contents
    left: Contents
    proof: ErasureProof | None


class Erasures:
    """Requests for erasures, and how far they are."""

    def __init__(self, database: Database, cameras: Cameras, jobs: JobQueue) -> None:
        self._database = database
        self._cameras = cameras
        self._jobs = jobs

    def request(self, company_id: int, *, name: str, by: Actor, own_company: int, at: datetime) -> ErasureView:
        """Archive the company for good and have a job erase it. Asking twice is asking once.

        InvalidFields when the name is not the company's; Conflict for the caller's own company and for the first one.
        """
        with self._database.writing(Scope.installation()) as session:
            row = found_company(session, company_id)
            first = companies.first(session)
            if company_id == own_company:
                raise Conflict("You cannot erase your own company.", code="own_company")
            if first is not None and first.id == company_id:
                raise Conflict(
                    "The first company belongs to the installation.",
                    code="first_company",
                    hint="Its sites, cameras and users can be deleted one by one.",
                )
            if name.strip() != row.name:
                raise InvalidFields([("name", "It is not the name of the company.")])
            there = cameras.live(session, company_id)
            if company_id not in pending_erasures(session):
                row.archived_at = row.archived_at or at
                detail = {"name": row.name, "contents": erasure.counted(companies.contents(session, company_id))}
                record(
                    session,
                    company_id=None,
                    actor=by,
                    action=REQUESTED,
                    target_kind="company",
                    target_id=company_id,
                    detail=detail,
                    at=at,
                )
        for camera in there:
            self._cameras.announce(camera)
        try:
            self._jobs.enqueue_when_due(JOB, FUNCTION, every_seconds=1, timeout_seconds=JOB_SECONDS)
        except Unavailable as error:
            log.warning("the erasure of company %d begins with the jobs' next round: %s", company_id, error.message)
        return self.of(company_id)

    def of(self, company_id: int) -> ErasureView:
        """How far it is, also when the company is gone. NotFound when nobody asked for it."""
        with self._database.reading(Scope.installation()) as session:
            asked = newest_entry(session, REQUESTED, company_id)
            if asked is None:
                raise NotFound("Nobody has asked for the erasure of this company.", hint="Load the list again.")
            done = newest_entry(session, ERASED, company_id)
            began = newest_entry(session, ERASING, company_id)
            left = companies.contents(session, company_id) if done is None else NO_CONTENTS
        return ErasureView(
            company_id=company_id,
            name=str(asked.detail["name"]),
            state="done" if done is not None else "running" if began is not None else "waiting",
            requested_at=asked.at,
            at_first=Contents(**asked.detail["contents"]),
            left=left,
            proof=_proof(done) if done is not None else None,
        )


def erase_pending(database: Database, evidence: EvidenceStore, redis: RedisClient, *, at: datetime) -> int:
    """Erase every company that was asked for; returns how many. Running again goes on where a killed run ended."""
    with database.reading(Scope.installation()) as session:
        waiting = sorted(pending_erasures(session))
    for company_id in waiting:
        _erase(database, evidence, redis, company_id, at)
    return len(waiting)


def _erase(database: Database, evidence: EvidenceStore, redis: RedisClient, company_id: int, at: datetime) -> None:
    """1. Pictures and rows go, batch by batch. 2. Keys in Redis go. 3. The company goes, and its proof is written."""
    with database.reading(Scope.installation()) as session:
        camera_ids = erasure.camera_ids(session, company_id)
    while _batch(database, evidence, company_id, at):
        pass
    keys = _remove_keys(redis, camera_ids)
    files = evidence.remove_company(company_id)
    with database.writing(Scope.installation()) as session:
        name = found_company(session, company_id).name
        rows, before = _so_far(session, company_id)
        rows.update(erasure.remove_company(session, company_id, camera_ids))
        detail: dict[str, object] = {
            "name": name,
            "rows": dict(sorted(rows.items())),
            "files": before + files,
            "redis_entries": keys,
            "finished_at": at.isoformat(timespec="milliseconds"),
        }
        detail["digest"] = _digest(company_id, detail)
        _record(session, ERASED, company_id, detail, at)
    evidence.remove_company(company_id)
    log.warning("company %d was erased: %s", company_id, detail["digest"])


def _batch(database: Database, evidence: EvidenceStore, company_id: int, at: datetime) -> bool:
    """One batch of one table; returns whether there was any. The audit counts it, for a run that goes on later."""
    with database.reading(Scope.installation()) as session:
        places = erasure.violations(session, company_id)
    files = 0
    for place in places:
        files += evidence.remove_folder(folder_of(place.company_id, place.camera_id, place.id, place.opened_at))
    with database.writing(Scope.installation()) as session:
        removed = erasure.remove_batch(session, company_id, [place.id for place in places])
        if removed:
            _record(session, ERASING, company_id, {"rows": removed, "files": files}, at)
    return bool(removed)


def _so_far(session: Session, company_id: int) -> tuple[Counter[str], int]:
    """Rows by table and files that batches removed."""
    query = AuditQuery(action=ERASING, target_kind="company", target_id=str(company_id))
    rows, files = Counter[str](), 0
    for one in audit.listed(session, INSTALLATION, query):
        rows.update(one.detail["rows"])
        files += one.detail["files"]
    return rows, files


def _remove_keys(redis: RedisClient, camera_ids: list[int]) -> int:
    names = redis.names
    removed = 0
    with errors_as_unavailable():
        for camera_id in camera_ids:
            removed += int(
                redis.delete(
                    names.camera_config(camera_id),
                    names.camera_state(camera_id),
                    names.camera_retry(camera_id),
                    names.camera_episodes(camera_id),
                    names.watch_spans(camera_id),
                    names.keyed_acknowledgements(camera_id),
                )
            )
    return removed


def _digest(company_id: int, detail: dict[str, object]) -> str:
    """SHA-256 over the proof as JSON with its keys in order."""
    text = json.dumps({"company_id": company_id, **detail}, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _record(session: Session, action: str, company_id: int, detail: dict[str, object], at: datetime) -> None:
    record(
        session,
        company_id=None,
        actor=SYSTEM,
        action=action,
        target_kind="company",
        target_id=company_id,
        detail=detail,
        at=at,
    )


def _proof(entry: AuditEntry) -> ErasureProof:
    detail = entry.detail
    return ErasureProof(
        rows=detail["rows"],
        files=detail["files"],
        keys=detail["redis_entries"],
        digest=detail["digest"],
        finished_at=entry.at,
    )
