"""The jobs of videos that callers of the crowd interface sent: the analysis of one, and the end of old ones."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backend import settings as settings_module
from backend.adapters.inference.frame_store import directory
from backend.adapters.machine.clock import utc_now
from backend.adapters.machine.place import place_of
from backend.adapters.redis.connection import RedisClient, connect
from backend.services.crowd.people_finder import PeopleFinder
from backend.services.crowd.video_analysis import VideoAnalysis
from backend.services.crowd.video_store import VideoStore
from backend.settings import Settings

log = logging.getLogger(__name__)
PLACE = 100
"""Of its requests to the inference server, beside those of the backend. One job runs at a time."""


def run(video_id: str) -> None:
    """Analyse a video. How it ends is in its record. Unavailable when Redis is away."""
    settings = settings_module.load()
    with _redis(settings) as redis:
        finder = PeopleFinder(redis, PLACE, directory(settings.data_dir, redis.names.installation))
        store = VideoStore(redis, folder(settings))
        try:
            VideoAnalysis(store, finder, settings.crowd.frame_side, utc_now).run(video_id)
        finally:
            finder.close()


def remove_old() -> None:
    """Delete results whose time is over, and what killed jobs left."""
    settings = settings_module.load()
    with _redis(settings) as redis:
        removed = VideoStore(redis, folder(settings)).remove_old(at=utc_now())
    if removed:
        log.info("%d videos and results were deleted", removed)


def folder(settings: Settings) -> Path:
    """Where videos are while they are analysed."""
    return settings.crowd_dir


@contextmanager
def _redis(settings: Settings) -> Iterator[RedisClient]:
    installation = settings_module.installation_id(settings.data_dir)
    redis = connect(settings.redis_url, installation, place_of(settings.data_dir))
    try:
        yield redis
    finally:
        redis.close()
