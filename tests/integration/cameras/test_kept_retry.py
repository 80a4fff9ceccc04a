"""Refused logins outlive the worker that counted them, and end with the source that was refused."""

from dataclasses import replace
from datetime import UTC, datetime

from backend.adapters.cameras import retry
from backend.core.cameras.camera import CameraConfig
from backend.core.video.retry_policy import RetryState

AT = datetime(2026, 5, 1, 12, 30, tzinfo=UTC)
CONFIG = CameraConfig(camera_id=7, company_id=1, site_id=2, name="gate", source="rtsp://u:s3cret@camera/1")
REFUSED = RetryState().failed("login_refused").failed("login_refused").failed("login_refused")
KEPT = retry.KeptRetry(state=REFUSED, retry_at=AT)


def test_the_next_worker_waits_as_the_last_one_would_have(redis):
    retry.save(redis, CONFIG, KEPT)
    assert retry.load(redis, CONFIG) == KEPT
    assert b"s3cret" not in redis.get(redis.names.camera_retry(7))
    assert redis.ttl(redis.names.camera_retry(7)) > 3600


def test_an_edited_camera_is_tried_at_once_but_its_refusals_stay_counted(redis):
    retry.save(redis, CONFIG, KEPT)
    edited = replace(CONFIG, name="dock", version=2)
    assert retry.load(redis, edited) == retry.KeptRetry(state=REFUSED)


def test_another_source_begins_anew(redis):
    retry.save(redis, CONFIG, KEPT)
    assert retry.load(redis, replace(CONFIG, source="rtsp://u:other@camera/1", version=2)) == retry.NOTHING


def test_an_accepted_login_leaves_nothing_behind(redis):
    retry.save(redis, CONFIG, KEPT)
    retry.save(redis, CONFIG, retry.NOTHING)
    assert redis.get(redis.names.camera_retry(7)) is None
    assert retry.load(redis, CONFIG) == retry.NOTHING


def test_what_is_malformed_counts_for_nothing(redis):
    for value in (b"", b"x", b"[]", b'{"source": 1}'):
        redis.set(redis.names.camera_retry(7), value)
        assert retry.load(redis, CONFIG) == retry.NOTHING
