"""What a camera shows to its viewers: pictures with their boxes, or its own video as it is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from redis.exceptions import RedisError

from backend.adapters.live import frames as live_frames
from backend.adapters.live import video as live_video
from backend.adapters.live.frames import LiveFrame
from backend.adapters.live.video import LiveVideo
from backend.adapters.redis.connection import RedisClient
from backend.adapters.video.packet_tap import PacketTap, Piece
from backend.core.events.timestamps import format_time


class LiveOutput:
    """One camera's. `want` is for the reporter, the rest for the main thread."""

    def __init__(self, redis: RedisClient, camera_id: int, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._redis = redis
        self._camera_id = camera_id
        self.tap = PacketTap()
        self._wants_pictures = self._wants_video = False
        self._judges = self._shows = True

    @property
    def shows_pictures(self) -> bool:
        """Whether viewers need pictures. Those who can play video are shown pictures where there are boxes."""
        return self._shows and (self._wants_pictures or (self._wants_video and self._judges))

    @property
    def shows_video(self) -> bool:
        """Whether the camera's own video goes out."""
        return self._shows and self._wants_video and not self._judges

    def want(self, *, pictures: bool, video: bool) -> None:
        """Whether there are viewers of pictures, and viewers who can play video."""
        self._wants_pictures, self._wants_video = pictures, video

    def follow(self, *, judges: bool, shows: bool = True) -> None:
        """Decode and send what the mode and the viewers need, no more. A camera that is off `shows` nothing."""
        self._judges, self._shows = judges, shows
        self.tap.decode_every = judges or self._wants_pictures
        self.tap.want_video(self.shows_video)

    def show(self, frame: LiveFrame) -> None:
        """Send a picture. With Redis away it is lost."""
        with suppress(RedisError):
            live_frames.publish(self._redis, replace(frame, mode="detect" if self._judges else "stream"))

    def send_video(self, timeout_seconds: float) -> None:
        """Send what video there is; waits for it at most so long."""
        for piece in self.tap.take(timeout_seconds):
            with suppress(RedisError):
                live_video.publish(self._redis, self._video(piece))

    def _video(self, piece: Piece) -> LiveVideo:
        return LiveVideo(
            camera_id=self._camera_id,
            at=format_time(self._clock()),
            kind=piece.kind,
            run=piece.run,
            number=piece.number,
            key=piece.key,
            mime=piece.mime,
            width=piece.width,
            height=piece.height,
            data=piece.data,
        )
