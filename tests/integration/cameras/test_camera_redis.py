"""What processes exchange about a camera through Redis is read as it was written, until it expires."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from redis.exceptions import RedisError

from backend.adapters.cameras import config as camera_config
from backend.adapters.cameras import state as camera_state
from backend.adapters.live import frames as live_frames
from backend.adapters.live.frames import LiveFrame, LivePerson
from backend.adapters.redis.connection import RedisClient, connect
from backend.adapters.violations import open_episodes as camera_episodes
from backend.core.cameras.camera import CameraConfig, CameraStatus
from backend.core.cameras.settings.camera_settings import CameraSettings
from backend.core.cameras.settings.detection import DetectionSettings
from backend.core.cameras.settings.picture_health import PictureHealthSettings
from backend.core.cameras.settings.ppe import PpeSettings
from backend.core.rules.rule import EVERYWHERE, Condition, Fact, Rule, RuleKind, Severity, Stage
from backend.core.zones.zone import Zone, ZoneKind
from tests.support.episodes import open_episode
from tests.support.installations.identity import INSTALLATION

AT = datetime(2026, 11, 21, 2, 19, 3, 123000, tzinfo=UTC)
CONFIG = CameraConfig(camera_id=7, company_id=1, site_id=2, name="Gate “A”", source="rtsp://u:p@10.0.0.1/s", version=3)
CHOSEN = CameraSettings(
    detection=DetectionSettings(detect_fps=2.0),
    ppe=PpeSettings(required_items=("helmet",)),
    picture_health=PictureHealthSettings(moved_warning=False),
)
EPISODE = open_episode(
    "helmet",
    at=1763691550.25,
    box=(1.5, 2.25, 3.0, 4.0),
    violation_id="01a1fbe6-6b03-7000-8000-000000000000",
    opened_at=1763691543.123,
    last_seen=1763691550.5,
    track_id=3,
    confidence=0.91,
    worn={"helmet": 1763691550.4},
    edge=1280.0,
)


NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
DOCK = Zone(id=3, name="Dock", kind=ZoneKind.RULE, corners=((0.0, 0.0), (0.5, 0.0), (0.5, 1.0)))
RULE = Rule(
    id="5",
    version=2,
    name="Nobody at the press",
    kind=RuleKind.STAYS,
    zone=DOCK,
    severity=Severity.CRITICAL,
    items=("helmet",),
    stages=(Stage(seconds=60, severity=Severity.NOTICE), Stage(seconds=120, severity=Severity.CRITICAL)),
    after_hours_stages=(Stage(seconds=5, severity=Severity.CRITICAL),),
    condition=Condition(name="runs"),
    bypassed_until=NOON,
)


def test_a_configuration_is_read_as_it_was_published_and_announced_once(redis: RedisClient) -> None:
    with redis.pubsub(ignore_subscribe_messages=True) as announcements:
        announcements.subscribe(redis.names.control)
        announcements.get_message(timeout=1.0)
        assert camera_config.read(redis, 7) is None
        assert camera_config.publish(redis, CONFIG) is True
        assert camera_config.publish(redis, CONFIG) is False
        assert camera_config.read(redis, 7) == CONFIG
        received = [announcements.get_message(timeout=0.5) for _ in range(2)]
    assert [message and message["data"] for message in received] == [b"camera:7", None]


@pytest.mark.parametrize(
    "change",
    [
        {"name": "new"},
        {"version": 4},
        {"settings": CHOSEN},
        {"settings_unreadable": True},
        {"mode": "stream"},
        {"zones": (DOCK,)},
        {"rules": (RULE,)},
        {"facts": (Fact(name="runs", value=True), Fact(name="maintenance", value=True, until=NOON))},
    ],
)
def test_any_change_of_a_configuration_is_published(redis: RedisClient, change: dict) -> None:
    camera_config.publish(redis, CONFIG)
    assert camera_config.publish(redis, replace(CONFIG, **change)) is True
    assert camera_config.read(redis, 7) == replace(CONFIG, **change)


def test_a_field_that_a_later_version_added_is_passed_over(redis: RedisClient) -> None:
    camera_config.publish(redis, CONFIG)
    body = redis.get(redis.names.camera_config(7))
    redis.set(redis.names.camera_config(7), body.replace(b"{", b'{"zone": "later", ', 1))
    assert camera_config.read(redis, 7) == CONFIG


def test_a_worker_of_an_earlier_version_reads_the_settings_that_it_knows(redis: RedisClient) -> None:
    camera_config.publish(redis, replace(CONFIG, settings=CHOSEN))
    body = json.loads(redis.get(redis.names.camera_config(7)))
    assert (body["detect_fps"], body["required_items"]) == (2.0, ["helmet"])


def test_the_configuration_of_an_earlier_orchestrator_is_read(redis: RedisClient) -> None:
    camera_config.publish(redis, replace(CONFIG, settings=CHOSEN))
    body = json.loads(redis.get(redis.names.camera_config(7)))
    del body["settings"], body["settings_unreadable"]
    found = camera_config.decode(json.dumps(body).encode())
    assert (found.detect_fps, found.required_items) == (2.0, ("helmet",))
    assert found.settings.picture_health == PictureHealthSettings()


def test_published_settings_that_cannot_be_read_are_the_defaults_and_marked(redis: RedisClient) -> None:
    camera_config.publish(redis, replace(CONFIG, settings=CHOSEN))
    body = json.loads(redis.get(redis.names.camera_config(7)))
    body["settings"]["detection"]["detect_fps"] = 1000
    found = camera_config.decode(json.dumps(body).encode())
    assert found == replace(CONFIG, settings_unreadable=True)


def test_a_removed_camera_leaves_nothing_and_takes_nothing_of_others(redis: RedisClient) -> None:
    for camera_id in (7, 77):
        camera_config.publish(redis, replace(CONFIG, camera_id=camera_id))
        camera_episodes.save(redis, camera_id, [EPISODE])
    assert camera_config.known(redis) == {7, 77}
    camera_config.remove(redis, 7)
    assert camera_config.known(redis) == {77}
    assert camera_episodes.load(redis, 7) == []
    assert camera_episodes.load(redis, 77) == [EPISODE]


def test_episodes_are_loaded_as_they_were_saved_and_saving_replaces(redis: RedisClient) -> None:
    other = replace(EPISODE, violation_id="02", track_id=None, worn={})
    camera_episodes.save(redis, 7, [EPISODE, other])
    assert sorted(camera_episodes.load(redis, 7), key=lambda e: e.violation_id) == [EPISODE, other]
    camera_episodes.save(redis, 7, [other])
    assert camera_episodes.load(redis, 7) == [other]
    camera_episodes.save(redis, 7, [])
    assert camera_episodes.load(redis, 7) == []


def test_a_status_holds_for_seconds_and_a_silent_worker_has_none(redis: RedisClient) -> None:
    status = CameraStatus(state="live", mode="detect", since=AT, last_frame_at=AT, width=1280, detect_fps=4.9, pid=7)
    camera_state.write(redis, 7, status)
    assert camera_state.read(redis, [7, 8]) == {7: status}
    assert camera_state.read(redis, []) == {}
    assert 0 < redis.pttl(redis.names.camera_state(7)) <= 10_000


LIVE = LiveFrame(
    camera_id=7,
    seq=3,
    at="2026-11-21T02:19:03.123Z",
    width=960,
    height=540,
    people=(LivePerson(id=1, box=(0.1, 0.2, 0.3, 0.4), items={"helmet": "missing"}, violation=True),),
    judged=True,
    jpeg=b"\xff\xd8picture\xff\xd9",
)


def test_a_live_picture_travels_with_its_boxes_to_its_viewers(redis: RedisClient) -> None:
    with redis.pubsub(ignore_subscribe_messages=True) as viewer:
        viewer.subscribe(redis.names.live_channel(7))
        viewer.get_message(timeout=1.0)
        live_frames.publish(redis, LIVE)
        message = viewer.get_message(timeout=2.0)
    assert message is not None
    assert live_frames.decode(message["data"]) == LIVE


def test_a_camera_is_watched_while_a_viewer_renews_it(redis: RedisClient) -> None:
    assert live_frames.watched(redis, 7) == (False, False)
    live_frames.keep_watching(redis, 7)
    assert live_frames.watched(redis, 7) == (True, False)
    live_frames.keep_watching_video(redis, 7)
    assert live_frames.watched(redis, 7) == (True, True)
    assert live_frames.watched(redis, 8) == (False, False)
    assert 0 < redis.pttl(redis.names.watch(7)) <= 10_000


def test_redis_away_is_an_error_and_never_nothing(tmp_path: Path) -> None:
    away = connect(f"unix://{tmp_path}/missing.sock", INSTALLATION, timeout_seconds=0.5)
    for ask in (
        lambda: camera_episodes.load(away, 7),
        lambda: camera_config.read(away, 7),
        lambda: camera_config.known(away),
        lambda: camera_state.read(away, [7]),
    ):
        with pytest.raises(RedisError):
            ask()


def test_open_violations_that_an_earlier_version_saved_have_the_items_default_rule(redis: RedisClient) -> None:
    """It knew one rule per item, and at first none at all."""
    new = ("rule", "items", "worn", "last_assessed", "opening")
    body = {name: value for name, value in asdict(EPISODE).items() if name not in new}
    body |= {"item": "helmet", "worn_since": 1763691550.4}
    of_a_rule = {"violation_id": "02", "rule_id": "helmet-anywhere", "rule_version": 1, "worn_since": None}
    for one in (body, body | of_a_rule):
        redis.hset(redis.names.camera_episodes(7), str(one["violation_id"]), json.dumps(one))
    first = replace(EPISODE, rule=Rule(id=EVERYWHERE, items=("helmet",)))
    found = sorted(camera_episodes.load(redis, 7), key=lambda one: one.violation_id)
    assert found == [first, replace(first, violation_id="02", worn={})]


def test_an_open_violation_is_saved_with_its_rule_as_it_was(redis: RedisClient) -> None:
    episode = replace(EPISODE, rule=replace(RULE, kind=RuleKind.PPE, bypassed_until=NOON), items=("vest",), opening=2)
    camera_episodes.save(redis, 7, [episode])
    assert camera_episodes.load(redis, 7) == [episode]
