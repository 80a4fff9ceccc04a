"""Takes pictures from clients, has them analysed one after the other, and answers each. Nothing is stored."""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from backend.adapters.machine.clock import utc_now
from backend.adapters.machine.native_thread import in_native_thread
from backend.adapters.pictures.sent_picture import checked_header, decoded
from backend.adapters.redis.connection import RedisClient
from backend.adapters.system.metrics_text import Family
from backend.core.crowd.analysis import AnalysedPicture, analyse
from backend.core.crowd.configuration import MOST_FRAME_BYTES, MOST_FRAME_PIXELS, CrowdConfiguration
from backend.core.crowd.frame_queue import FrameQueue
from backend.core.crowd.options import CrowdOptions
from backend.core.crowd.statistics import CrowdStatistics
from backend.core.errors import MandorError, Unavailable
from backend.services.crowd.clients import Caller, CrowdClient, CrowdClients, TooManyFrames
from backend.services.crowd.people_finder import PeopleFinder
from backend.services.crowd.requests import AnalysedFrame, FrameOutcome, SentFrame

log = logging.getLogger(__name__)
T = TypeVar("T")
STEP_SECONDS = 1.0
"""How long a step waits for a picture."""
WAIT_SECONDS = 10.0
"""How long a caller without a connection waits for its answer."""
MOST_WAITING = 200
"""Pictures that wait, of all clients. More hold more memory; fewer refuse callers in a short rush."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrowdStats:
    """The state of the interface, as one company sees it."""

    active_connections: int
    connection_limit: int
    total_frames_processed: int
    average_processing_time: float | None
    """Seconds; None before the first picture."""
    uptime: float
    """Seconds since the backend began."""
    statistics: CrowdStatistics


@dataclass(slots=True)
class _Totals:
    frames: int = 0
    failed: int = 0
    replaced: int = 0
    seconds: float = 0.0


class Crowd:
    """Thread-safe. `step` is called by one thread for each place, all others by any thread."""

    def __init__(
        self,
        redis: RedisClient,
        configuration: CrowdConfiguration,
        *,
        frames_dir: Path | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self.configuration = configuration
        self._clients = CrowdClients(
            most=configuration.connections, frames_per_second=configuration.frames_per_second, now=now
        )
        self._finders = [PeopleFinder(redis, place + 1, frames_dir) for place in range(configuration.places)]
        self._queue: FrameQueue[str, tuple[int, SentFrame]] = FrameQueue()
        self._changed = threading.Condition()
        self._monotonic = monotonic
        self._began = monotonic()
        self._totals = _Totals()

    @property
    def places(self) -> range:
        """The numbers that `step` takes."""
        return range(len(self._finders))

    def connect(self, client_id: str, caller: Caller) -> CrowdClient:
        """A new connection. TooManyConnections when there is no room."""
        with self._changed:
            return self._clients.connect(client_id, caller)

    def disconnect(self, client_id: str) -> None:
        """The connection has ended; its picture that waits is dropped."""
        with self._changed:
            self._clients.disconnect(client_id)
            self._queue.remove(client_id)

    def connected(self) -> list[CrowdClient]:
        """All connections."""
        with self._changed:
            return self._clients.connected()

    def client(self, client_id: str) -> CrowdClient | None:
        """The connection; None when there is none."""
        with self._changed:
            return self._clients.find(client_id)

    def reset_client(self, client_id: str) -> None:
        """The connection's statistics begin anew."""
        with self._changed:
            self._clients.reset_client(client_id)

    def require_rate(self, client: CrowdClient) -> None:
        """TooManyFrames when the client sends more often than it may; otherwise this one counts."""
        with self._changed:
            if not client.rate.allow(self._monotonic()):
                raise TooManyFrames(client.rate.retry_after)

    def submit(
        self, client: CrowdClient, data: bytes, options: CrowdOptions, done: Callable[[FrameOutcome], None]
    ) -> None:
        """A client's newest picture; it replaces one that waits. InvalidInput for one that cannot be used."""
        frame = self._frame(data, options, done)
        with self._changed:
            if self._queue.offer(client.id, (client.caller.company_id, frame)) is not None:
                client.replaced += 1
                self._totals.replaced += 1
            self._changed.notify()

    def analyse_now(self, caller: Caller, data: bytes, options: CrowdOptions) -> AnalysedFrame:
        """The analysis of one picture of a caller without a connection.

        InvalidInput for a picture that cannot be used; TooManyFrames; Unavailable.
        """
        with self._changed:
            rate = self._clients.rate_of(caller.identity)
            if not rate.allow(self._monotonic()):
                raise TooManyFrames(rate.retry_after)
            if len(self._queue) >= MOST_WAITING:
                raise Unavailable("Too many pictures wait.", code="crowd_busy", hint="Try again in a moment.")
        outcomes: list[FrameOutcome] = []
        ended, name = threading.Event(), f"once-{secrets.token_hex(8)}"

        def done(outcome: FrameOutcome) -> None:
            outcomes.append(outcome)
            ended.set()

        frame = self._frame(data, options, done)
        with self._changed:
            self._queue.offer(name, (caller.company_id, frame))
            self._changed.notify()
        try:
            if not ended.wait(WAIT_SECONDS):
                raise Unavailable("The picture was not analysed in time.", code="inference_timeout")
        finally:
            with self._changed:
                self._queue.remove(name)
        (outcome,) = outcomes
        if isinstance(outcome, AnalysedFrame):
            return outcome
        raise outcome

    def step(self, place: int) -> bool:
        """Analyse the next picture, or wait a moment for one. Says whether there was any."""
        with self._changed:
            taken = self._queue.take()
            if taken is None:
                self._changed.wait(STEP_SECONDS)
                taken = self._queue.take()
        if taken is None:
            return False
        client_id, (company_id, frame) = taken
        outcome = self._outcome(self._finders[place], frame)
        with self._changed:
            self._queue.done(client_id)
            self._count(client_id, company_id, outcome)
            self._changed.notify()
        try:
            frame.done(outcome)
        except Exception:
            log.exception("an answer could not be sent")
        return True

    def close(self) -> None:
        """Give shared memory back. Only after the last step."""
        for finder in self._finders:
            finder.close()

    def stats(self, company_id: int) -> CrowdStats:
        """The state now."""
        with self._changed:
            summary = self._clients.summary(company_id)
            return CrowdStats(
                active_connections=self._clients.connected_of(company_id),
                connection_limit=self._clients.most,
                total_frames_processed=summary.frames,
                average_processing_time=summary.mean_seconds,
                uptime=round(self._monotonic() - self._began, 1),
                statistics=summary,
            )

    def reset(self, company_id: int) -> CrowdStatistics:
        """The company's statistics begin anew; what they were."""
        with self._changed:
            return self._clients.reset(company_id)

    def families(self) -> Iterator[Family]:
        """What Prometheus reads, of all companies together."""
        with self._changed:
            totals, connected, refused = self._totals, len(self._clients), self._clients.refused
        for name, kind, words, value in (
            ("connections", "gauge", "Clients of the crowd interface.", connected),
            ("connections_refused_total", "counter", "Clients for which there was no room.", refused),
            ("frames_total", "counter", "Pictures that were analysed.", totals.frames),
            ("frames_failed_total", "counter", "Pictures that could not be analysed.", totals.failed),
            ("frames_replaced_total", "counter", "Pictures in whose place a newer one was analysed.", totals.replaced),
            ("processing_seconds_total", "counter", "From pictures' coming until their analysis.", totals.seconds),
        ):
            yield Family(f"mandor_crowd_{name}", kind, words, (({}, float(value)),))

    def _frame(self, data: bytes, options: CrowdOptions, done: Callable[[FrameOutcome], None]) -> SentFrame:
        header = checked_header(data, most_bytes=MOST_FRAME_BYTES, most_pixels=MOST_FRAME_PIXELS)
        return SentFrame(data=data, header=header, options=options, came_at=self._monotonic(), done=done)

    def _outcome(self, finder: PeopleFinder, frame: SentFrame) -> FrameOutcome:
        try:
            picture = self._analysed(finder, frame)
        except MandorError as error:
            return error
        except Exception:
            log.exception("a picture could not be analysed")
            return Unavailable("The picture could not be analysed.", code="internal")
        return AnalysedFrame(picture=picture, seconds=round(self._monotonic() - frame.came_at, 4))

    def _analysed(self, finder: PeopleFinder, frame: SentFrame) -> AnalysedPicture:
        """1. Decode. 2. Ask for people and faces. 3. Count."""
        side = self.configuration.frame_side
        picture, width, height = in_native_thread(decoded, frame.data, frame.header, side)
        found = finder.find(picture, width, height)
        return analyse(bodies=found.bodies, faces=found.faces, width=width, height=height, options=frame.options)

    def _count(self, client_id: str, company_id: int, outcome: FrameOutcome) -> None:
        if isinstance(outcome, AnalysedFrame):
            self._totals.frames += 1
            self._totals.seconds += outcome.seconds
            self._clients.note(client_id, company_id, (outcome.picture, outcome.seconds))
        else:
            self._totals.failed += 1
            self._clients.note(client_id, company_id, None)
