"""A camera's process follows a model that judges other items: nothing is accused that the model cannot see."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from backend.adapters.cameras import config as camera_config
from backend.adapters.coverage import spans as watch_spans
from backend.adapters.inference.client import AWAY_SECONDS
from backend.adapters.live import frames as live_frames
from backend.adapters.live import video as live_video
from backend.adapters.redis.connection import RedisClient
from backend.adapters.violations import open_episodes as camera_episodes
from backend.core.cameras.camera import CameraConfig
from backend.core.cameras.settings.camera_settings import settings_of
from backend.core.events.violation import ViolationClosed
from backend.core.rules.rule import Rule
from backend.core.violations.episode import Episode
from backend.core.vision.detections import Detections
from backend.core.zones.zone import Zone, ZoneKind
from backend.services.camera_process.clock import CameraClock
from backend.services.camera_process.runtime import CameraFolders, CameraRuntime
from tests.integration.cameras.test_camera_redis import EPISODE
from tests.integration.inference.test_inference_link import INFO, serving
from tests.support.installations.processes import ROOT
from tests.support.installations.servers import wait_until

CONFIG = CameraConfig(camera_id=7, company_id=1, site_id=2, name="demo", source="demo:warehouse", demo=True)
BOTH = replace(INFO, mapping={"Hardhat": "helmet", "Vest": "vest", "Person": "person"})
HELMETS = replace(INFO, mapping={"Hardhat": "helmet", "Person": "person"})
NOTHING = replace(INFO, mapping={"Person": "person"})


def runtime_with_open_violations(
    redis: RedisClient, folder: Path, config: CameraConfig, clock: CameraClock
) -> CameraRuntime:
    """A camera that finds a helmet's and a vest's violation open. Its detector never answers."""
    now = clock.utc().timestamp()
    seen = {"last_seen": now, "last_missing": now, "opened_at": now, "last_assessed": now}
    helmet = replace(EPISODE, violation_id="01a1fbe6-6b03-7000-8000-00000000000a", items=("helmet",), worn={}, **seen)
    vest = replace(EPISODE, violation_id="01a1fbe6-6b03-7000-8000-00000000000b", items=("vest",), worn={}, **seen)
    camera_episodes.save(redis, 7, [helmet, vest])
    folders = CameraFolders(journal=folder / "journal", frames=folder / "frames", demo=ROOT / "demo")
    return CameraRuntime(folders, redis, config, clock=clock)


@pytest.fixture
def runtime(redis: RedisClient, tmp_path: Path) -> Iterator[CameraRuntime]:
    """The same with the machine's clock."""
    found = runtime_with_open_violations(redis, tmp_path, CONFIG, CameraClock())
    yield found
    found.stop()


def stepped(runtime: CameraRuntime) -> None:
    """Until it has looked at one more frame."""
    before = runtime.loop.input.seq
    wait_until(lambda: runtime.loop.step() and runtime.loop.input.seq > before, "a frame", seconds=20)


def closed(runtime: CameraRuntime) -> list[tuple[str, str]]:
    return [(e.violation_id[-1], e.reason) for e in runtime.journal.waiting() if isinstance(e, ViolationClosed)]


def kept(redis: RedisClient) -> list[str]:
    episodes: list[Episode] = camera_episodes.load(redis, 7)
    return sorted(episode.violation_id[-1] for episode in episodes)


def test_what_the_new_model_cannot_judge_ends_and_the_rest_goes_on(redis: RedisClient, runtime: CameraRuntime) -> None:
    runtime.detector.info = BOTH
    stepped(runtime)
    assert (closed(runtime), kept(redis)) == ([], ["a", "b"])
    runtime.detector.info = HELMETS
    stepped(runtime)
    assert (closed(runtime), kept(redis)) == ([("b", "stopped")], ["a"])
    runtime.detector.info = None  # away: nobody knows, so nothing changes
    stepped(runtime)
    runtime.detector.info = BOTH
    stepped(runtime)
    assert (closed(runtime), kept(redis)) == ([("b", "stopped")], ["a"])
    runtime.detector.info = NOTHING
    stepped(runtime)
    assert closed(runtime) == [("b", "stopped"), ("a", "stopped")]
    assert kept(redis) == []
    assert runtime.status().open_violations == 0


def test_a_camera_whose_model_checks_no_item_reports_it(runtime: CameraRuntime) -> None:
    def reason() -> str:
        runtime.detector.rest()  # as if it answered
        return runtime.status().reason

    runtime.detector.info = HELMETS
    stepped(runtime)
    wait_until(lambda: runtime.status().state == "live", "the camera to be live")
    assert reason() == ""
    runtime.detector.info = NOTHING
    stepped(runtime)
    assert reason() == "nothing_to_judge"
    runtime.detector.info = BOTH
    stepped(runtime)
    assert reason() == ""


def test_people_are_counted_while_there_is_a_viewer_and_unknown_otherwise(
    runtime: CameraRuntime, redis_url: str, tmp_path: Path
) -> None:
    runtime.detector.info = BOTH
    stepped(runtime)
    assert runtime.status().people is None
    with serving(redis_url, tmp_path / "frames", lambda _: Detections.none()):
        wait_until(lambda: runtime.loop.step() and runtime.status().people == 0, "a look", seconds=20)
    runtime.detector.answered_at -= AWAY_SECONDS
    assert (runtime.status().reason, runtime.status().people) == ("inference_away", None)
    runtime.detector.rest()
    assert runtime.status().people == 0
    runtime.detector.info = replace(BOTH, resting=(7,))
    assert (runtime.status().reason, runtime.status().people) == ("picture_refused", None)
    runtime.detector.info = BOTH
    runtime.loop.input.close()
    runtime.loop.input.open(replace(CONFIG, source="rtsp://127.0.0.1:1/none"))
    assert runtime.status().state in ("connecting", "failed")
    assert runtime.status().people is None


def test_a_worker_whose_detector_never_answers_testifies_that_nothing_is_judged(
    redis: RedisClient, runtime: CameraRuntime
) -> None:
    stepped(runtime)
    runtime.reporter.report()
    runtime.stop()
    stored = watch_spans.read(redis, [7])[7]
    spans = [watch_spans.decode(span_id, value) for span_id, value in stored.items()]
    assert [(span.reason, span.closed) for span in spans] == [("inference_away", True)]


class Viewer:
    """Somebody who watches the camera, and keeps what comes."""

    def __init__(self, redis: RedisClient, runtime: CameraRuntime) -> None:
        self._runtime = runtime
        self._channel = redis.pubsub(ignore_subscribe_messages=True)
        self._channel.subscribe(redis.names.live_channel(7), redis.names.video_channel(7))
        self._channel.get_message(timeout=1)

    def sees(self, seconds: float = 10) -> tuple[set[str], set[str]]:
        """Step until something comes: the modes of the pictures, and the kinds of video, of the next half second."""
        modes: set[str] = set()
        kinds: set[str] = set()

        def more() -> bool:
            self._runtime.loop.step()
            while (message := self._channel.get_message(timeout=0.01)) is not None:
                if message["channel"].endswith(b"video:7"):
                    kinds.add(live_video.decode(message["data"]).kind)
                else:
                    modes.add(live_frames.decode(message["data"]).mode)
            return bool(modes or kinds)

        wait_until(more, "something to see", seconds=seconds)
        for _ in range(3):
            more()
        return modes, kinds


def test_only_who_can_play_it_gets_the_cameras_own_video(redis: RedisClient, runtime: CameraRuntime) -> None:
    viewer = Viewer(redis, runtime)
    runtime.loop.give_config(replace(CONFIG, mode="stream", version=2))
    live_frames.keep_watching_video(redis, 7)
    runtime.reporter.on_message("video")
    assert viewer.sees() == (set(), {"init", "part"})
    assert not runtime.loop.output.tap.decode_every
    redis.delete(redis.names.watch_video(7))
    live_frames.keep_watching(redis, 7)
    runtime.reporter.on_message("watch")
    modes, _ = viewer.sees()
    assert modes == {"stream"}


def test_a_change_of_mode_takes_the_view_along(redis: RedisClient, runtime: CameraRuntime) -> None:
    viewer = Viewer(redis, runtime)
    live_frames.keep_watching_video(redis, 7)
    runtime.reporter.on_message("video")
    assert viewer.sees()[0] == {"detect"}
    camera_config.publish(redis, replace(CONFIG, mode="stream", version=2))
    runtime.reporter.on_message("config")
    runtime.loop.step()
    assert "init" in viewer.sees()[1]
    camera_config.publish(redis, replace(CONFIG, version=3))
    runtime.reporter.on_message("config")
    runtime.loop.step()
    assert "detect" in viewer.sees()[0]


def test_in_stream_mode_a_live_camera_that_is_hardly_decoded_is_live_at_its_full_rate(runtime: CameraRuntime) -> None:
    runtime.loop.give_config(replace(CONFIG, mode="stream", version=2))

    def at_rate() -> bool:
        runtime.loop.step()
        return runtime.status().stream_fps > 8

    wait_until(at_rate, "the clip's 10 pictures a second", seconds=20)
    status = runtime.status()
    assert (status.state, status.mode, status.frames_judged) == ("live", "stream", 0)
    assert (runtime.loop.input.frame_age() or 0) < 1


def test_a_camera_that_the_detector_leaves_out_reports_it(runtime: CameraRuntime) -> None:
    stepped(runtime)
    runtime.detector.info = replace(BOTH, resting=(8,))
    assert runtime.status().reason == ""
    runtime.detector.info = replace(BOTH, resting=(7, 8))
    stepped(runtime)
    status = runtime.status()
    assert (status.state, status.reason) == ("live", "picture_refused")
    assert status.drops.away > 0
    assert status.drops.busy == 0, "it is not even asked"


def follow(redis: RedisClient, runtime: CameraRuntime, version: int, **groups: Any) -> None:
    """Publish other settings, and let the worker follow them."""
    camera_config.publish(redis, replace(CONFIG, version=version, settings=settings_of(groups)))
    runtime.reporter.on_message("config")
    runtime.loop.step()


def test_an_item_that_is_no_longer_required_ends_only_its_own_violations(
    redis: RedisClient, runtime: CameraRuntime
) -> None:
    runtime.detector.info = BOTH
    stepped(runtime)
    follow(redis, runtime, 2, ppe={"required_items": ["vest"]})
    assert (closed(runtime), kept(redis)) == ([("a", "stopped")], ["b"])
    follow(redis, runtime, 3, ppe={"required_items": ["helmet", "vest"]})
    assert (closed(runtime), kept(redis)) == ([("a", "stopped")], ["b"])


def test_an_item_is_no_longer_required_also_while_the_detector_is_away(
    redis: RedisClient, runtime: CameraRuntime
) -> None:
    stepped(runtime)
    follow(redis, runtime, 2, ppe={"required_items": ["helmet"]})
    assert (closed(runtime), kept(redis)) == ([("b", "stopped")], ["a"])


def test_another_rate_is_followed_with_the_source_open_and_violations_ongoing(
    redis: RedisClient, runtime: CameraRuntime
) -> None:
    runtime.detector.info = BOTH
    stepped(runtime)
    seq, since = runtime.loop.input.seq, runtime.loop.input.status().since
    follow(redis, runtime, 2, detection={"detect_fps": 1.0})
    assert runtime.status().detect_fps_wanted == 1.0
    stepped(runtime)
    began = time.monotonic()
    stepped(runtime)
    assert time.monotonic() - began > 0.5, "at the rate before, two frames are 0.2 s apart"
    assert (runtime.loop.input.seq > seq, runtime.loop.input.status().since) == (True, since)
    assert (closed(runtime), kept(redis)) == ([], ["a", "b"])


def test_warnings_that_are_not_wanted_are_followed_without_a_restart(
    redis: RedisClient, runtime: CameraRuntime
) -> None:
    stepped(runtime)
    assert runtime.loop.monitor.ignored == frozenset()
    follow(redis, runtime, 2, picture_health={"moved_warning": False})
    assert runtime.loop.monitor.ignored == {"moved"}


DOCK = Zone(id=3, name="Dock", kind=ZoneKind.RULE, corners=((0.0, 0.0), (0.5, 0.0), (0.5, 1.0)))
AT_DOCK = Rule(id="5", name="Dock", zone=DOCK, items=("helmet",))


def give(redis: RedisClient, runtime: CameraRuntime, version: int, *rules: Rule) -> None:
    """Publish these rules beside the one of the settings, and let the worker follow them."""
    camera_config.publish(redis, replace(CONFIG, version=version, zones=(DOCK,), rules=rules, name=f"name {version}"))
    runtime.reporter.on_message("config")
    runtime.loop.step()


def rule_of(redis: RedisClient, violation: str) -> Rule:
    (found,) = [one.rule for one in camera_episodes.load(redis, 7) if one.violation_id.endswith(violation)]
    return found


def test_other_rules_are_followed_at_once_with_source_and_violations_going_on(
    redis: RedisClient, runtime: CameraRuntime
) -> None:
    stepped(runtime)
    processor, since = runtime.loop.analysis.processor, runtime.loop.input.status().since
    began = time.monotonic()
    give(redis, runtime, 2, AT_DOCK)
    assert time.monotonic() - began < 2.0
    assert (closed(runtime), kept(redis)) == ([], ["a", "b"])
    give(redis, runtime, 3, replace(AT_DOCK, enabled=False))
    give(redis, runtime, 4)
    assert (closed(runtime), kept(redis)) == ([], ["a", "b"])
    assert (runtime.loop.analysis.processor is processor, runtime.loop.input.status().since) == (True, since)


def test_a_violation_of_a_changed_rule_goes_on_as_it_was_and_ends_when_the_rule_is_disabled(
    redis: RedisClient, runtime: CameraRuntime
) -> None:
    now = runtime.loop.analysis.processor.episodes[0].last_seen
    seen = {"last_seen": now, "last_missing": now, "opened_at": now, "last_assessed": now}
    violation = replace(EPISODE, violation_id="01a1fbe6-6b03-7000-8000-00000000000c", rule=AT_DOCK, worn={}, **seen)
    stepped(runtime)
    give(redis, runtime, 2, AT_DOCK)
    runtime.loop.analysis.processor.restore([violation], [], datetime.now(UTC))
    give(redis, runtime, 3, replace(AT_DOCK, version=2, name="Quay", items=("vest",)))
    assert (closed(runtime), kept(redis)) == ([], ["a", "b", "c"])
    assert (rule_of(redis, "c").version, rule_of(redis, "c").name) == (1, "Dock")
    give(redis, runtime, 4, replace(AT_DOCK, version=2, enabled=False))
    assert (closed(runtime), kept(redis)) == ([("c", "stopped")], ["a", "b"])
