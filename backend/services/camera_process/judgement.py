"""Who of a camera's people wears what, as its configuration, its model and its mode want it judged at the moment.

Wraps `CameraWatch`, which begins anew when any of these changes; what was open ends as `stopped`, or goes on.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

from redis import Redis

from backend.adapters.events.journal import EventJournal
from backend.adapters.inference.client import Detector
from backend.adapters.machine.clock import new_id, utc_now
from backend.core.cameras.camera import CameraConfig
from backend.core.pipeline.camera_pipeline import Outcome
from backend.core.violations.episode import Episode
from backend.services.camera_process.evidence_pictures import Frame
from backend.services.camera_process.watch import CameraWatch
from backend.services.violations.open_violations import OpenViolations
from backend.services.violations.reports import ViolationReports

log = logging.getLogger(__name__)


class CameraJudgement:
    """One camera's. Belongs to the main thread; `watch` may be read by any."""

    def __init__(
        self, redis: Redis, config: CameraConfig, detector: Detector, journal: EventJournal, folder: Path
    ) -> None:
        """Takes over what an earlier process left open. `folder` keeps what is open while Redis is away."""
        self._config = config
        self._detector = detector
        self._journal = journal
        self._open_violations = OpenViolations(redis, config.camera_id, folder)
        self.items = config.required_items
        """What is judged: what the camera requires, as far as the model can see it."""
        self.watch = self._begin()
        self.watch.restore(*self._open_violations.load(journal))

    def judge(self, frame: Frame) -> Outcome | None:
        """Look at a frame and do what follows; None when it could not be judged."""
        info = self._detector.info
        label = info.label if info is not None else ""
        outcome = self.watch.judge(frame, self._detector.side, label, self._detector.crop_side)
        if info is not None:
            self._judge_only(tuple(item for item in self._config.required_items if item in info.judges))
        return outcome

    def follow(self, config: CameraConfig) -> None:
        """From the next beginning on."""
        self._config = config

    def begin_again(self) -> None:
        """What was seen before a change says nothing about after it: open violations end as `stopped`."""
        self.items = self._config.required_items
        self._take_over([])

    def _judge_only(self, items: tuple[str, ...]) -> None:
        """Follow a model that can judge other items: violations of what it cannot judge end, the rest goes on."""
        if items != self.items:
            log.info("the model judges %s", " and ".join(items) or "nothing")
            self.items = items
            self._take_over([episode for episode in self.watch.episodes if episode.item in items])

    def _take_over(self, kept: list[Episode]) -> None:
        """Watch anew, with these violations open; the others end as `stopped`."""
        reports = ViolationReports(self._config, new_id)
        for episode in self.watch.episodes:
            if episode not in kept:
                self._journal.add(reports.stopped(episode, utc_now()))
        self._open_violations.save(kept)
        self.watch = self._begin()
        self.watch.restore(kept, [])

    def _begin(self) -> CameraWatch:
        return CameraWatch(
            replace(self._config, required_items=self.items),
            detect=self._detector.detect,
            look_again=self._detector.classify_crops,
            may_ask=self._detector.may_ask,
            journal=self._journal,
            save_episodes=self._open_violations.save,
            new_id=new_id,
            clock=utc_now,
        )
