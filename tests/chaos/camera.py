"""A camera that sees what its script contains; everything behind the picture is the worker's own.

Journal, delivery to the stream, reports, open violations and state are those of `camera_worker`. In the script a person
comes every so often, stands there for a while without a helmet, gets a better picture, and leaves. Meanwhile a flood of
sampled events is published, and values of a keyed kind.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from redis.exceptions import RedisError

from backend.adapters.cameras import state as camera_state
from backend.adapters.events import stream as event_stream
from backend.adapters.logging import setup as logs
from backend.adapters.machine.clock import new_id, utc_now
from backend.adapters.redis.connection import connect
from backend.core.cameras.camera import CameraConfig, CameraStatus
from backend.core.errors import Unavailable
from backend.core.events.envelope import Event
from backend.core.events.violation import ViolationOpened, ViolationUpdated
from backend.core.rules.rule import default_rules
from backend.core.violations.decisions import Closed, CloseReason
from backend.core.violations.episode import Episode
from backend.core.violations.evidence_picture import EvidencePicture
from backend.services.events.delivery import EventDelivery
from backend.services.violations.open_violations import OpenViolations
from backend.services.violations.reports import ViolationReports, episode_of
from tests.chaos.decision_log import DecisionLogWriter, Entry, What
from tests.chaos.toys.toy_kinds import TOY_KINDS, Step, Tally
from tests.chaos.toys.toy_log import ToyLog
from tests.support.installations.identity import INSTALLATION

BETTER_AFTER_SECONDS = 1.2
REPORT_SECONDS = 0.5
SLOT_SECONDS = 2.0
FLOOD = 8
"""Sampled events at each step, about 30 steps a second: many times what `STEP` lets through."""
WIDTH, HEIGHT = 1280, 720
BOX = (0.4, 0.2, 0.6, 0.9)
MODEL = "scripted@000000000000"


class ScriptedCamera:
    """Steps through its script by the wall clock; a successor goes on where a killed one stood.

    Once the file `over` exists, every person leaves and none comes.
    """

    def __init__(self, options: argparse.Namespace) -> None:
        self._options = options
        self._redis = connect(options.redis, INSTALLATION)
        self._config = CameraConfig(
            camera_id=options.camera, company_id=options.company, site_id=options.site, name="scripted", source=""
        )
        folder = Path(options.folder)
        self.delivery = EventDelivery(self._redis, folder, kinds=TOY_KINDS)
        self._decisions = DecisionLogWriter(Path(options.decisions))
        self._reports = ViolationReports(self._config, new_id)
        self._kept = OpenViolations(self._redis, options.camera, folder)
        self._improved: set[int] = set()
        self._toys = ToyLog(Path(options.decisions).parent, options.camera)
        self._since = utc_now()
        self._over = Path(options.over)
        self._open: dict[int, Episode] = {}
        if options.broken != "memory":
            episodes, opened = self._kept.load(self.delivery.journal)
            for episode in [*episodes, *(episode_of(event, WIDTH, HEIGHT) for event in opened)]:
                self._open[_milliseconds(episode.opened_at)] = episode

    def step(self) -> bool:
        """Everything that the script has for now; False when it is over and none stands there."""
        now = time.time()
        standing = set(self._standing(now))
        for person in sorted(standing - self._open.keys()):
            self._begins(person)
        for person in sorted(standing & self._open.keys() - self._improved):
            if now - person / 1000 >= BETTER_AFTER_SECONDS:
                self._improves(person)
        for person in sorted(self._open.keys() - standing):
            self._ends(person)
        if not self._over.exists():
            self.publish_toys(now)
        return bool(self._open) or not self._over.exists()

    def report(self) -> int:
        """What a worker's reporter does each second; how many events wait."""
        status = CameraStatus(state="live", mode="detect", since=self._since, pid=os.getpid(), last_frame_at=utc_now())
        with suppress(RedisError):
            camera_state.write(self._redis, self._config.camera_id, status)
        self.delivery.step()
        counts = self.delivery.counts
        return counts.durable + counts.keyed + counts.sampled

    def publish_toys(self, now: float) -> None:
        """One value of the current slot, and a flood of sampled events. Each is logged before and after."""
        at, head = utc_now(), {name: getattr(self._config, name) for name in ("company_id", "site_id", "camera_id")}
        slot, value = int(now // SLOT_SECONDS), _milliseconds(now % SLOT_SECONDS)
        self._toys.begin_tally(slot, value)
        if self.delivery.publish(Tally(id=new_id(at), at=at, model="", **head, slot=slot, value=value)):
            self._toys.end_tally(slot, value)
        self._toys.begin_steps(FLOOD)
        for _ in range(FLOOD):
            self.delivery.publish(Step(id=new_id(at), at=at, model="", **head))
            self._toys.end_step()

    def _standing(self, now: float) -> Iterator[int]:
        """Who stands there now: when they came, in milliseconds."""
        if self._over.exists():
            return
        first, every = _milliseconds(self._options.begin), _milliseconds(self._options.every)
        stays = _milliseconds(self._options.stays)
        newest = (_milliseconds(now) - first) // every
        for number in range(max(0, newest - stays // every), newest + 1):
            if _milliseconds(now) - (first + number * every) < stays:
                yield first + number * every

    def _begins(self, person: int) -> None:
        at, came = utc_now(), person / 1000
        seen: dict[str, Any] = {"opened_at": came, "last_seen": at.timestamp(), "last_missing": at.timestamp()}
        seen["last_assessed"] = at.timestamp()
        box = (BOX[0] * WIDTH, BOX[1] * HEIGHT, BOX[2] * WIDTH, BOX[3] * HEIGHT)
        episode = Episode(
            violation_id=new_id(at),
            rule=default_rules(("helmet",))[0],
            items=("helmet",),
            box=box,
            track_id=1,
            wait_seconds=0.0,
            confidence=0.9,
            **seen,
        )
        event = self._reports.opened(episode, self._picture(), at, MODEL)
        self._publish("opened", person, episode, event)
        self._open[person] = episode
        self._kept.save(list(self._open.values()))

    def _improves(self, person: int) -> None:
        self._improved.add(person)
        episode = self._open[person]
        self._publish("updated", person, episode, self._reports.updated(episode, self._picture(), utc_now(), MODEL))

    def _ends(self, person: int) -> None:
        episode = self._open.pop(person)
        event = self._reports.closed(Closed(episode, CloseReason.LEFT, time.time()), MODEL)
        self._publish("closed", person, episode, event)
        self._kept.save(list(self._open.values()))

    def _publish(self, what: What, person: int, episode: Episode, event: Event) -> None:
        """1. Log it as decided. 2. Publish it. 3. Log it as kept: from here on it is promised."""
        pictures = {}
        if isinstance(event, ViolationOpened | ViolationUpdated):
            pictures = {name: hashlib.sha256(getattr(event, name)).hexdigest() for name in ("crop", "wide")}
        entry: dict[str, Any] = {
            "what": what,
            "camera_id": self._config.camera_id,
            "person": person,
            "violation_id": episode.violation_id,
            "event_id": event.id,
            **pictures,
        }
        self._decisions.write(Entry(stage="decided", **entry))
        kept = self._send(event)
        self._decisions.write(Entry(stage="kept" if kept else "refused", **entry))

    def _send(self, event: Event) -> bool:
        if self._options.broken != "journal":
            return self.delivery.publish(event)
        with suppress(RedisError, Unavailable):  # what a worker without a journal would do
            event_stream.append(self._redis, event)
        return True

    def _picture(self) -> EvidencePicture:
        """Bytes that no other picture has."""
        crop, wide = (b"\xff\xd8" + os.urandom(size) + b"\xff\xd9" for size in (15_000, 80_000))
        return EvidencePicture(quality=1.0, box=BOX, crop=crop, wide=wide)


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)


def main() -> None:
    """Run the script until it is over and everything is sent."""
    parser = argparse.ArgumentParser()
    for name, kind in (("camera", int), ("company", int), ("site", int), ("begin", float)):
        parser.add_argument(f"--{name}", type=kind, required=True)
    for name in ("folder", "decisions", "over", "redis"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--every", type=float, default=1.0)
    parser.add_argument("--stays", type=float, default=6.0)
    parser.add_argument("--broken", choices=("", "journal", "memory"), default="")
    options = parser.parse_args()
    logs.set_up(f"camera-{options.camera}", "WARNING")
    camera, over = ScriptedCamera(options), threading.Event()
    reporter = threading.Thread(target=_report_for_ever, args=(camera, over), name="reporter", daemon=True)
    reporter.start()
    while camera.step():
        time.sleep(0.03)
    camera.publish_toys(time.time())  # the batch that counts what a killed predecessor held
    over.set()
    reporter.join()
    while camera.report():
        time.sleep(0.1)


def _report_for_ever(camera: ScriptedCamera, over: threading.Event) -> None:
    while not over.wait(REPORT_SECONDS):
        camera.report()


if __name__ == "__main__":
    main()
