"""Keeps the blind-time ledger: stores what workers testify, and what the backend itself sees of silent cameras."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from redis import Redis
from sqlalchemy.orm import Session

from backend.adapters.coverage import spans as waiting_spans
from backend.adapters.coverage.spans import Waiting
from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import cameras as camera_rows
from backend.adapters.database.repositories import coverage_spans as watch_spans
from backend.adapters.redis.connection import errors_as_unavailable
from backend.core.coverage.intervals import BACKEND, Span
from backend.core.coverage.reasons import MANDOR_OFF, REMOVED, observed
from backend.core.coverage.record import WatchSpan
from backend.core.errors import Unavailable
from backend.services.cameras.cameras import Cameras
from backend.services.cameras.views import CameraView

log = logging.getLogger(__name__)
UNBROKEN = timedelta(seconds=30)
"""Steps at most this far apart saw everything between them. Longer claims to have seen what may not have been, shorter
breaks the record whenever the machine is busy."""
GIVEN_UP = timedelta(hours=1)
"""A span that has not grown for this long belongs to a worker that was killed."""
REMOVED_FOR = timedelta(days=1)
"""How long a removed camera's last words are waited for."""


@dataclass(slots=True)
class _Camera:
    company_id: int
    camera_id: int
    view: CameraView | None
    """None for a removed one: only its last words count."""
    spans: list[WatchSpan]


class WatchLedger:
    """One per installation; a second one would store the same again, which changes nothing."""

    def __init__(self, database: Database, redis: Redis, cameras: Cameras, new_id: Callable[[datetime], str]) -> None:
        self._database = database
        self._redis = redis
        self._cameras = cameras
        self._new_id = new_id
        self._recorded_at: datetime | None = None
        self._recorded: frozenset[int] = frozenset()

    def step(self, *, at: datetime) -> bool:
        """Bring the ledger up to `at`, every ten seconds or so. Unavailable when the database is away.

        1. What workers testify is read. With Redis away only what the backend sees is recorded.
        2. Everything is stored in one unit of work; a repetition changes nothing.
        3. What is stored and will not change is taken out of Redis. A crash before this repeats 1 and 2.
        """
        found = self._found(at)
        waiting = self._waiting(found)
        finished: dict[int, list[str]] = {}
        for camera in found:
            camera.spans, finished[camera.camera_id] = _read(camera.camera_id, waiting.get(camera.camera_id, {}), at)
        self._store(found, at)
        self._recorded_at = at
        self._recorded = frozenset(camera.camera_id for camera in found if camera.view is not None)
        with errors_as_unavailable():
            for camera_id, ids in finished.items():
                waiting_spans.take(self._redis, camera_id, ids)
        return False

    def _found(self, at: datetime) -> list[_Camera]:
        by_company = self._cameras.of_every_company(at=at)
        with self._database.reading() as session:
            removed = camera_rows.removed_after(session, at - REMOVED_FOR)
        return [
            *(_Camera(company_id, view.id, view, []) for company_id, views in by_company.items() for view in views),
            *(_Camera(row.company_id, row.id, None, []) for row in removed),
        ]

    def _waiting(self, found: list[_Camera]) -> Mapping[int, Waiting]:
        try:
            with errors_as_unavailable():
                return waiting_spans.read(self._redis, [camera.camera_id for camera in found])
        except Unavailable:
            return {}

    def _store(self, found: list[_Camera], at: datetime) -> None:
        with self._database.writing() as session:
            by_company: dict[int, list[_Camera]] = {}
            for camera in found:
                by_company.setdefault(camera.company_id, []).append(camera)
            for company_id, some in by_company.items():
                self._name_hole(session, some, at)
                _store_spans(session, company_id, some)
                for camera in some:
                    self._store_observed(session, camera, at)

    def _name_hole(self, session: Session, some: list[_Camera], at: datetime) -> None:
        """Where nobody recorded: because nothing ran or, while this process did record, because the camera was removed.

        Whatever a worker testifies about that time counts more.
        """
        goes_on = self._recorded_at is not None and timedelta() <= at - self._recorded_at <= UNBROKEN
        for camera in some:
            if camera.view is None or (goes_on and camera.camera_id in self._recorded):
                continue
            reached = watch_spans.reached(session, camera.company_id, camera.camera_id)
            known_since = _known_since(camera.view)
            until = at if known_since is None else min(known_since, at)
            if reached is not None and until - reached > UNBROKEN:
                hole = Span(since=reached, until=until, reason=REMOVED if goes_on else MANDOR_OFF, source=BACKEND)
                self._add(session, camera, hole)

    def _store_observed(self, session: Session, camera: _Camera, at: datetime) -> None:
        view = camera.view
        if view is None:
            return
        reason = observed(view.state, view.reason.code if view.reason is not None else "", view.mode_why.why)
        if reason is None:
            return
        known_since = _known_since(view)
        row = watch_spans.newest(session, camera.company_id, camera.camera_id, BACKEND, at)
        if row is not None and row.reason == reason:
            seen_all = at - row.until <= UNBROKEN or (known_since is not None and known_since <= row.until)
            if seen_all:
                row.until = at
                return
        since = min(known_since or at, at)
        self._add(session, camera, Span(since=since, until=at, reason=reason, source=BACKEND))

    def _add(self, session: Session, camera: _Camera, span: Span) -> None:
        watch_spans.add(session, camera.company_id, camera.camera_id, self._new_id(span.since), span)


def _known_since(view: CameraView) -> datetime | None:
    """Since when the camera is as it is, where the database knows it: also for time in which nobody recorded."""
    return view.state_since if view.state in ("off", "starting") else None


def _read(camera_id: int, waiting: Waiting, at: datetime) -> tuple[list[WatchSpan], list[str]]:
    """The spans, and the ids of those that need not wait any longer once they are stored."""
    spans, finished = [], []
    for span_id, value in waiting.items():
        try:
            span = waiting_spans.decode(span_id, value)
        except ValueError as error:
            log.error("camera %s: what it testifies cannot be read and is dropped: %s", camera_id, error)
            finished.append(span_id)
            continue
        spans.append(span)
        if span.closed or at - span.until > GIVEN_UP:
            finished.append(span_id)
    return spans, finished


def _store_spans(session: Session, company_id: int, some: list[_Camera]) -> None:
    """Add each that lasted, or let it grow. An older word of the same span changes nothing."""
    stored = watch_spans.by_id(session, company_id, [span.id for camera in some for span in camera.spans])
    for camera in some:
        for span in camera.spans:
            row = stored.get(span.id)
            if row is None and span.since < span.until:  # a single look says nothing of the time around it
                told = Span(since=span.since, until=span.until, reason=span.reason)
                watch_spans.add(session, company_id, camera.camera_id, span.id, told)
            elif row is not None and span.until > row.until:
                row.until, row.reason = span.until, span.reason
