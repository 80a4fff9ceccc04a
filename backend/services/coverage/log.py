"""Keeps the coverage log: stores the reports of workers, and what the backend itself notices of silent cameras."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from backend.adapters.coverage import spans as pending_spans
from backend.adapters.coverage.spans import PendingSpans
from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import cameras as camera_rows
from backend.adapters.database.repositories import coverage_spans
from backend.adapters.redis.connection import RedisClient, errors_as_unavailable
from backend.core.accounts.scope import Scope
from backend.core.coverage.intervals import BACKEND, Span
from backend.core.coverage.reasons import MANDOR_OFF, REMOVED, reason_without_worker
from backend.core.coverage.record import CoverageSpan
from backend.core.errors import Unavailable
from backend.services.cameras.cameras import Cameras
from backend.services.cameras.views import CameraView

log = logging.getLogger(__name__)
LONGEST_GAP = timedelta(seconds=30)
"""Steps at most this far apart count as continuous. Longer claims what may not have been noticed, shorter breaks the
record whenever the machine is busy."""
ABANDONED_AFTER = timedelta(hours=1)
"""A span that has not grown for this long belongs to a worker that was killed."""
REMOVED_WAIT = timedelta(days=1)
"""How long the last reports of a removed camera are waited for."""


@dataclass(slots=True)
class _Camera:
    company_id: int
    camera_id: int
    view: CameraView | None
    """None for a removed one: only its last reports count."""
    spans: list[CoverageSpan]


class CoverageLog:
    """One per installation; a second one would store the same again, which changes nothing."""

    def __init__(
        self, database: Database, redis: RedisClient, cameras: Cameras, new_id: Callable[[datetime], str]
    ) -> None:
        self._database = database
        self._redis = redis
        self._cameras = cameras
        self._new_id = new_id
        self._recorded_at: datetime | None = None
        self._recorded: frozenset[int] = frozenset()

    def step(self, *, at: datetime) -> bool:
        """Bring the log up to `at`, every ten seconds or so. Unavailable when the database is away.

        1. The reports of workers are read. With Redis away only what the backend notices is recorded.
        2. Everything is stored in one unit of work; a repetition changes nothing.
        3. What is stored and will not change is taken out of Redis. A crash before this repeats 1 and 2.
        """
        found = self._cameras_at(at)
        pending = self._pending(found)
        finished: dict[int, list[str]] = {}
        for camera in found:
            camera.spans, finished[camera.camera_id] = _read(camera.camera_id, pending.get(camera.camera_id, {}), at)
        self._store(found, at)
        self._recorded_at = at
        self._recorded = frozenset(camera.camera_id for camera in found if camera.view is not None)
        with errors_as_unavailable():
            for camera_id, ids in finished.items():
                pending_spans.remove(self._redis, camera_id, ids)
        return False

    def _cameras_at(self, at: datetime) -> list[_Camera]:
        by_company = self._cameras.of_every_company(at=at)
        with self._database.reading(Scope.installation()) as session:
            removed = camera_rows.removed_after(session, at - REMOVED_WAIT)
        return [
            *(_Camera(company_id, view.id, view, []) for company_id, views in by_company.items() for view in views),
            *(_Camera(row.company_id, row.id, None, []) for row in removed),
        ]

    def _pending(self, found: list[_Camera]) -> Mapping[int, PendingSpans]:
        try:
            with errors_as_unavailable():
                return pending_spans.read(self._redis, [camera.camera_id for camera in found])
        except Unavailable:
            return {}

    def _store(self, found: list[_Camera], at: datetime) -> None:
        with self._database.writing(Scope.installation()) as session:
            by_company: dict[int, list[_Camera]] = {}
            for camera in found:
                by_company.setdefault(camera.company_id, []).append(camera)
            for company_id, some in by_company.items():
                self._explain_gap(session, some, at)
                _store_spans(session, company_id, some)
                for camera in some:
                    self._store_backend_reason(session, camera, at)

    def _explain_gap(self, session: Session, some: list[_Camera], at: datetime) -> None:
        """Give unrecorded time its reason: nothing ran or, while this process did record, the camera was removed.

        A report of a worker about that time counts more.
        """
        goes_on = self._recorded_at is not None and timedelta() <= at - self._recorded_at <= LONGEST_GAP
        for camera in some:
            if camera.view is None or (goes_on and camera.camera_id in self._recorded):
                continue
            reached = coverage_spans.reached(session, camera.company_id, camera.camera_id)
            known_since = _known_since(camera.view)
            until = at if known_since is None else min(known_since, at)
            if reached is not None and until - reached > LONGEST_GAP:
                hole = Span(since=reached, until=until, reason=REMOVED if goes_on else MANDOR_OFF, source=BACKEND)
                self._add(session, camera, hole)

    def _store_backend_reason(self, session: Session, camera: _Camera, at: datetime) -> None:
        view = camera.view
        if view is None:
            return
        reason = reason_without_worker(
            view.state, view.reason.code if view.reason is not None else "", view.mode_why.why
        )
        if reason is None:
            return
        known_since = _known_since(view)
        row = coverage_spans.newest(session, camera.company_id, camera.camera_id, BACKEND, at)
        if row is not None and row.reason == reason:
            is_continuous = at - row.until <= LONGEST_GAP or (known_since is not None and known_since <= row.until)
            if is_continuous:
                row.until = at
                return
        since = min(known_since or at, at)
        self._add(session, camera, Span(since=since, until=at, reason=reason, source=BACKEND))

    def _add(self, session: Session, camera: _Camera, span: Span) -> None:
        coverage_spans.add(session, camera.company_id, camera.camera_id, self._new_id(span.since), span)


def _known_since(view: CameraView) -> datetime | None:
    """Since when the camera is as it is, where the database knows it: also for time in which nothing was recorded."""
    return view.state_since if view.state in ("off", "starting") else None


def _read(camera_id: int, pending: PendingSpans, at: datetime) -> tuple[list[CoverageSpan], list[str]]:
    """The spans, and the ids of those that need not wait any longer once they are stored."""
    spans, finished = [], []
    for span_id, value in pending.items():
        try:
            span = pending_spans.decode(span_id, value)
        except ValueError as error:
            log.error("camera %s: a coverage report cannot be read and is dropped: %s", camera_id, error)
            finished.append(span_id)
            continue
        spans.append(span)
        if span.closed or at - span.until > ABANDONED_AFTER:
            finished.append(span_id)
    return spans, finished


def _store_spans(session: Session, company_id: int, some: list[_Camera]) -> None:
    """Add each that has a length, or let it grow. An older report of the same span changes nothing."""
    stored = coverage_spans.by_id(session, company_id, [span.id for camera in some for span in camera.spans])
    for camera in some:
        for span in camera.spans:
            row = stored.get(span.id)
            if row is None and span.since < span.until:  # a single observation covers no time
                report = Span(since=span.since, until=span.until, reason=span.reason)
                coverage_spans.add(session, company_id, camera.camera_id, span.id, report)
            elif row is not None and span.until > row.until:
                row.until, row.reason = span.until, span.reason
