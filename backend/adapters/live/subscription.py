"""One reader per watched camera, however many watch it. It starts with the first watcher and ends with the last.

There is one for viewers of pictures and one for viewers that can play video: what a camera produces depends on its
viewers. Readers are threads; under gevent they are greenlets. Each survives Redis restarts.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from redis.exceptions import RedisError

from backend.adapters.cameras import control as camera_control
from backend.adapters.live import frames as live_frames
from backend.adapters.live import video as live_video
from backend.adapters.live.frames import LiveFrame
from backend.adapters.live.video import LiveVideo
from backend.adapters.machine.place import Place
from backend.adapters.redis.connection import RedisClient, connect
from backend.adapters.redis.messages import MessageReader

log = logging.getLogger(__name__)
KEEP_WATCHING_SECONDS = 4.0
POLL_SECONDS = 1.0
MOST_BYTES = 24_000_000
"""Of video since the last key frame, as a worker keeps (`packet_ring`). After that a new viewer waits for the next."""
BACK_OFF_SECONDS = (0.5, 1.0, 2.0, 5.0)
Shown = LiveFrame | LiveVideo
Watcher = Callable[[Shown], None]


@dataclass(slots=True, eq=False)
class _Reader:
    """What is read of one camera, and for whom."""

    camera_id: int
    video: bool
    watchers: dict[object, Watcher] = field(default_factory=dict)
    since_key: list[LiveVideo] = field(default_factory=list)
    """The initialisation and what followed the last key frame: what a later viewer needs. The initialisation
    alone when that is too much to keep."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, key: object, watcher: Watcher) -> None:
        """Show it what it needs to begin, and from now on everything."""
        with self.lock:
            for piece in self._beginning():
                watcher(piece)
            self.watchers[key] = watcher

    def deliver(self, shown: Shown) -> None:
        """Show it to every watcher."""
        with self.lock:
            if isinstance(shown, LiveVideo):
                self._keep(shown)
            for watcher in list(self.watchers.values()):
                watcher(shown)

    def _keep(self, piece: LiveVideo) -> None:
        if piece.kind != "part":
            self.since_key = [piece]
        elif piece.key:
            self.since_key = [*self.since_key[:1], piece]
        elif len(self.since_key) > 1:
            self.since_key.append(piece)
            if sum(len(kept.data) for kept in self.since_key) > MOST_BYTES:
                self.since_key = self.since_key[:1]

    def _beginning(self) -> list[LiveVideo]:
        """The initialisation and one part: a new viewer cannot owe an acknowledgement for each of many."""
        parts = self.since_key[1:]
        if not parts:
            return self.since_key
        return [self.since_key[0], replace(parts[-1], key=True, data=b"".join(part.data for part in parts))]


class LiveSubscription:
    """Which watcher watches which camera. A watcher gets everything in the reader's thread and must not wait."""

    def __init__(self, redis_url: str, installation: str, place: Place | None = None) -> None:
        self._redis_url = redis_url
        self._installation = installation
        self._place = place
        self._lock = threading.Lock()
        self._readers: dict[tuple[int, bool], _Reader] = {}

    def watch(self, camera_id: int, key: object, watcher: Watcher, *, video: bool = False) -> None:
        """From now on, until `unwatch` with the same key. With `video` it can play the camera's own video."""
        self._leave(camera_id, key, video=not video)
        with self._lock:
            reader = self._readers.get((camera_id, video))
            if reader is not None:
                reader.add(key, watcher)
                return
            reader = self._readers[camera_id, video] = _Reader(camera_id, video, {key: watcher})
        threading.Thread(target=self._read, args=(reader,), name=f"live-{camera_id}", daemon=True).start()

    def unwatch(self, camera_id: int, key: object) -> None:
        """End it. A key that does not watch is no error."""
        for video in (False, True):
            self._leave(camera_id, key, video=video)

    def close(self) -> None:
        """End all readers within a second or so."""
        with self._lock:
            self._readers.clear()

    def _leave(self, camera_id: int, key: object, *, video: bool) -> None:
        with self._lock:
            reader = self._readers.get((camera_id, video))
            if reader is None:
                return
            reader.watchers.pop(key, None)
            if not reader.watchers:
                del self._readers[camera_id, video]

    def _read(self, reader: _Reader) -> None:
        try:
            self._read_through_outages(reader)
        finally:  # should it ever die unexpectedly, the next watcher starts a new one
            with self._lock:
                if self._readers.get((reader.camera_id, reader.video)) is reader:
                    del self._readers[reader.camera_id, reader.video]

    def _read_through_outages(self, reader: _Reader) -> None:
        failures = 0
        while self._is_wanted(reader):
            started_at = time.monotonic()
            try:
                self._follow(reader)
            except RedisError as error:
                failures = 0 if time.monotonic() - started_at > BACK_OFF_SECONDS[-1] else failures + 1
                log.warning("live pictures of camera %s are interrupted: %s", reader.camera_id, type(error).__name__)
                time.sleep(BACK_OFF_SECONDS[min(failures, len(BACK_OFF_SECONDS) - 1)])

    def _follow(self, reader: _Reader) -> None:
        """Until the last watcher leaves, or until Redis fails."""
        camera_id = reader.camera_id
        redis = connect(self._redis_url, self._installation, self._place)
        pictures, video = redis.names.live_channel(camera_id), redis.names.video_channel(camera_id)
        messages = None
        try:
            messages = MessageReader(redis, *([pictures, video] if reader.video else [pictures]))
            _keep_watching(redis, reader)
            camera_control.notify(redis, camera_id, camera_control.VIDEO if reader.video else camera_control.WATCH)
            announced_at = time.monotonic()
            while self._is_wanted(reader):
                if time.monotonic() - announced_at >= KEEP_WATCHING_SECONDS:
                    _keep_watching(redis, reader)
                    announced_at = time.monotonic()
                message = messages.read(POLL_SECONDS)
                if message is not None:
                    _deliver(reader, message.data, is_video=message.channel == video)
        finally:
            if messages is not None:
                messages.close()
            redis.close()

    def _is_wanted(self, reader: _Reader) -> bool:
        with self._lock:
            return self._readers.get((reader.camera_id, reader.video)) is reader


def _keep_watching(redis: RedisClient, reader: _Reader) -> None:
    keep = live_frames.keep_watching_video if reader.video else live_frames.keep_watching
    keep(redis, reader.camera_id)


def _deliver(reader: _Reader, data: bytes, *, is_video: bool) -> None:
    try:
        shown = live_video.decode(data) if is_video else live_frames.decode(data)
    except (ValueError, KeyError, TypeError) as error:
        log.error("camera %s sent a live message that is none: %s", reader.camera_id, type(error).__name__)
        return
    reader.deliver(shown)


class NewestFrame:
    """A watcher that keeps the newest frame until it is taken."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._frame: LiveFrame | None = None

    def __call__(self, shown: Shown) -> None:
        """A new frame replaces one that was not taken."""
        if isinstance(shown, LiveFrame):
            with self._condition:
                self._frame = shown
                self._condition.notify()

    def take(self, *, timeout_seconds: float) -> LiveFrame | None:
        """The newest frame not taken yet, or None when none comes in time."""
        with self._condition:
            self._condition.wait_for(lambda: self._frame is not None, timeout=timeout_seconds)
            frame, self._frame = self._frame, None
            return frame
