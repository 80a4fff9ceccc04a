"""A camera's capture in a thread of its own: opens, reads and reopens a source without blocking its readers."""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from backend.adapters.video.capture_errors import failure
from backend.adapters.video.capture_status import CaptureStatus, FrameRate
from backend.adapters.video.frame import StreamInfo, VideoFrame
from backend.adapters.video.latest_frame import LatestFrame
from backend.core.cameras.camera import REASONS
from backend.core.cameras.source import Source, redact
from backend.core.errors import SourceError
from backend.core.video.retry_policy import RetryState

log = logging.getLogger(__name__)

STALE_SECONDS = 3.0
"""Without a picture while connected. Shorter calls slow cameras stale; longer shows an old picture as live."""
HEALED_SECONDS = 10.0
"""How long a connection must have given pictures for the waits to begin at the shortest again."""
STOP_SECONDS = 2.0
"""How long `stop` waits for a thread that is inside libav, before it leaves it to end by itself."""


class Capture(Protocol):
    """What the thread needs of a `VideoCapture`."""

    @property
    def info(self) -> StreamInfo: ...  # noqa: D102

    @property
    def decode_errors(self) -> int: ...  # noqa: D102

    @property
    def waited_seconds(self) -> float: ...  # noqa: D102

    def frames(self) -> Iterator[VideoFrame | None]: ...  # noqa: D102

    def close(self) -> None: ...  # noqa: D102


class CaptureThread:
    """Keeps a source open and its newest picture at hand. All methods may be called from any thread.

    Pictures are handed over at most once per `min_interval_seconds` (0: all of them). A packet whose picture is not
    wanted counts as one that arrived. `open_capture` opens the source and raises SourceError. `pause` waits
    for seconds between attempts and returns whether to stop; left out, it waits until then or until `stop`.
    """

    def __init__(
        self,
        source: Source,
        *,
        open_capture: Callable[[Source], Capture],
        clock: Callable[[], datetime],
        monotonic: Callable[[], float],
        min_interval_seconds: float = 0.0,
        pause: Callable[[float], bool] | None = None,
        randomness: Callable[[], float] = random.random,
        retry: RetryState | None = None,
        retry_at: datetime | None = None,
    ) -> None:
        """`retry` and `retry_at`: as an earlier process left them (see `CaptureStatus`)."""
        self._source = source
        self._open_capture = open_capture
        self._clock = clock
        self._monotonic = monotonic
        self._min_interval = min_interval_seconds
        self._stopping = threading.Event()
        self._try_now = threading.Event()
        """Set to end a wait between attempts."""
        self._pause = pause or self._wait
        self._randomness = randomness
        self._newest = LatestFrame()
        self._lock = threading.Lock()
        self._rate = FrameRate()
        retry = retry or RetryState()
        self._status = CaptureStatus(state="connecting", since=clock(), retry=retry, retry_at=retry_at)
        self._last_arrival: datetime | None = None
        self._packets: tuple[int, float] = (0, 0.0)
        """Packets that were not decoded since the last picture and are not in `_status` yet; when the last one came."""
        self._errors_before = 0
        self._waited_before = 0.0
        self._capture: Capture | None = None
        self._due: float | None = None
        self._thread = threading.Thread(target=self._run, name="capture", daemon=True)

    def start(self) -> None:
        """Begin. Once only."""
        self._thread.start()

    def limit_interval(self, min_interval_seconds: float) -> None:
        """Hand pictures over at most once per so many seconds from now on."""
        self._min_interval = min_interval_seconds

    def stop(self) -> bool:
        """End it and wait up to 2 seconds; returns whether the thread has ended.

        A thread that is stuck inside libav ends when the read there times out; it hands nothing over any more.
        """
        self._stopping.set()
        self._try_now.set()
        with self._lock:
            capture = self._capture
        if capture is not None:
            capture.close()
        self._newest.close()
        if self._thread.ident is not None:
            self._thread.join(STOP_SECONDS)
        return not self._thread.is_alive()

    def try_now(self) -> None:
        """End the wait for the next attempt, if there is one; what was counted stays counted."""
        if self.status().retry_at is not None:
            self._try_now.set()

    def latest(self) -> VideoFrame | None:
        """The newest picture, however old (see `status`); None before the first."""
        return self._newest.latest()

    def wait_newer(self, seq: int, timeout: float) -> VideoFrame | None:
        """The newest picture with a greater `seq`; None after `timeout` seconds or when stopped."""
        return self._newest.wait_newer(seq, timeout)

    def replaced(self) -> int:
        """How many pictures were handed over and replaced before `wait_newer` returned them."""
        return self._newest.replaced()

    def status(self) -> CaptureStatus:
        """How it is now."""
        with self._lock:
            self._count_packets()
            now = self._monotonic()
            fps, jitter = self._rate.per_second(now), self._rate.jitter()
            waited = self._waited_before + (self._capture.waited_seconds if self._capture is not None else 0.0)
            status = replace(self._status, fps=fps, jitter=jitter, decode_errors=self._errors(), waited_seconds=waited)
            arrived = status.last_frame_monotonic
            if status.state != "live" or arrived is None or now - arrived < STALE_SECONDS:
                return status
            stale_since = (self._last_arrival or status.since) + timedelta(seconds=STALE_SECONDS)
            return replace(status, state="stale", since=stale_since)

    def _run(self) -> None:
        """1. Wait for the next attempt. 2. Open and read until it fails. 3. Record why and until when it waits."""
        if self._has_rest_to_wait():
            return
        while not self._stopping.is_set():
            with self._lock:
                self._status = replace(self._status, retry_at=None)
            error = self._watch()
            if self._stopping.is_set():
                return
            seconds = self._note_failure(error)
            if self._source.once and error.code == "stream_ended":
                return
            if self._pause(seconds):
                return
            with self._lock:
                self._status = replace(self._status, reconnects=self._status.reconnects + 1)

    def _has_rest_to_wait(self) -> bool:
        """Wait as an earlier process would have; says whether to stop."""
        before = self._status.retry
        left = (self._status.retry_at - self._clock()).total_seconds() if self._status.retry_at else 0.0
        if left <= 0 or not before.reason:
            return False
        known = failure(before.reason) if before.reason in REASONS else failure("stream_broken")
        with self._lock:
            self._status = replace(self._status, state="failed", reason=known.code, hint=known.hint)
        return self._pause(left)

    def _wait(self, seconds: float) -> bool:
        """Until then, `try_now` or `stop`; says whether to stop."""
        self._try_now.wait(seconds)
        if not self._stopping.is_set():
            self._try_now.clear()
        return self._stopping.is_set()

    def _watch(self) -> SourceError:
        """One connection, from opening to its end; returns why it ended."""
        try:
            capture = self._open_capture(self._source)
            with self._lock:
                self._capture = capture
                self._status = replace(self._status, info=capture.info)
            try:
                if not self._stopping.is_set():
                    self._read(capture)
            finally:
                capture.close()
                with self._lock:
                    self._errors_before += capture.decode_errors
                    self._waited_before += capture.waited_seconds
                    self._capture = None
        except SourceError as error:
            return error
        except Exception as error:  # noqa: BLE001 - the thread's outermost: nothing else would report it
            text = redact(f"{type(error).__name__}: {error}", self._source.location)
            log.error("capture failed in a way that was not foreseen: %s", text)
            return failure("stream_broken")
        return failure("stream_ended")

    def _read(self, capture: Capture) -> None:
        connected = self._monotonic()
        for frame in capture.frames():
            if self._stopping.is_set():
                return
            now = self._monotonic()
            if now - connected >= HEALED_SECONDS:
                self._heal()
            if frame is None:
                self._note_packet(now)
                continue
            if (self._clock() - frame.at).total_seconds() > STALE_SECONDS:
                continue  # out of a buffer: neither live nor to be judged
            seq = self._note(frame, capture, now)
            if self._is_due(now):
                self._newest.put(replace(frame, seq=seq))

    def _heal(self) -> None:
        """The connection holds: the waits begin at the shortest again."""
        if self._status.retry.reason:
            with self._lock:
                self._status = replace(self._status, retry=RetryState())

    def _note(self, frame: VideoFrame, capture: Capture, now: float) -> int:
        """Count the picture; returns its number."""
        with self._lock:
            self._count_packets()
            self._rate.add(now)
            self._last_arrival = self._clock()
            was_live = self._status.state == "live"
            self._status = replace(
                self._status,
                state="live",
                since=self._status.since if was_live else self._last_arrival,
                reason="",
                hint="",
                info=capture.info,
                last_frame_at=frame.at,
                last_frame_monotonic=now,
                retry=self._status.retry.opened(),
                frames_received=self._status.frames_received + 1,
                keys_received=self._status.keys_received + frame.is_key,
            )
            return self._status.frames_received

    def _note_packet(self, now: float) -> None:
        """Count a packet that was not decoded. It keeps a live stream live; only a picture makes it so."""
        with self._lock:
            if self._status.state != "live":
                return
            self._rate.add(now)
            self._last_arrival = self._clock()
            self._packets = (self._packets[0] + 1, now)

    def _count_packets(self) -> None:
        """Add counted packets to the status only when it is read: packets come 25 times a second, reads once."""
        count, now = self._packets
        if count:
            self._packets = (0, 0.0)
            self._status = replace(
                self._status,
                last_frame_at=self._last_arrival,
                last_frame_monotonic=now,
                frames_received=self._status.frames_received + count,
            )

    def _is_due(self, now: float) -> bool:
        if self._due is not None and now < self._due:
            return False
        on_time = now if self._due is None else max(self._due, now - self._min_interval / 2)
        self._due = on_time + self._min_interval
        return True

    def _note_failure(self, error: SourceError) -> float:
        """A live stream that broke is `connecting` again; one that cannot be opened is `failed`.

        Returns the seconds until the next attempt.
        """
        with self._lock:
            self._count_packets()
            state = "connecting" if self._status.state == "live" and not self._source.once else "failed"
            is_same = (self._status.state, self._status.reason) == (state, error.code)
            since = self._status.since if is_same else self._clock()
            retry = self._status.retry.failed(error.code)
            seconds = retry.wait_seconds(self._randomness())
            self._status = replace(
                self._status,
                state=state,
                since=since,
                reason=error.code,
                hint=error.hint,
                retry=retry,
                retry_at=self._clock() + timedelta(seconds=seconds),
            )
        log.warning("capture: %s (%s); next attempt in %.0f s", error.message, error.code, seconds)
        return seconds

    def _errors(self) -> int:
        return self._errors_before + (self._capture.decode_errors if self._capture is not None else 0)
