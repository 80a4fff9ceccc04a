"""The analysis of a camera's frames as its configuration, its model and its mode require it at the moment.

Makes a new `FrameProcessor` when any of these changes; what was open ends as `stopped`, or goes on.
"""

from __future__ import annotations

import logging
from pathlib import Path

from backend.adapters.inference.client import Detector
from backend.adapters.machine.clock import new_id
from backend.adapters.redis.connection import RedisClient
from backend.core.cameras.camera import CameraConfig
from backend.core.pipeline.camera_pipeline import Outcome
from backend.core.violations.episode import Episode
from backend.services.camera_process.analysis.frame import ObservedFrame
from backend.services.camera_process.analysis.frame_processor import FrameProcessor
from backend.services.camera_process.analysis.observation_records import ObservationRecords
from backend.services.camera_process.clock import CameraClock
from backend.services.events.delivery import EventDelivery
from backend.services.violations.open_violations import OpenViolations
from backend.services.violations.reports import ViolationReports

log = logging.getLogger(__name__)


class CameraAnalysis:
    """One camera's. Belongs to the main thread; `processor` and `items` may be read by any."""

    def __init__(
        self,
        redis: RedisClient,
        config: CameraConfig,
        detector: Detector,
        delivery: EventDelivery,
        folder: Path,
        clock: CameraClock,
    ) -> None:
        """Takes over what an earlier process left open. `folder` keeps what is open while Redis is away."""
        self._config = config
        self._detector = detector
        self._publish = delivery.publish
        self._clock = clock
        self._open_violations = OpenViolations(redis, config.camera_id, folder)
        self.items = config.required_items
        """What is assessed: what the camera requires, as far as the model has classes for it."""
        self.processor = self._new_processor()
        self.processor.restore(*self._open_violations.load(delivery.journal), clock.utc())
        self._records = self._new_records()

    def process(self, frame: ObservedFrame) -> Outcome | None:
        """Observe a frame and perform the decisions; None when it could not be observed."""
        info = self._detector.info
        label = info.label if info is not None else ""
        outcome = self.processor.process(frame, self._detector.side, label, self._detector.crop_side)
        if outcome is not None:
            self._records.add(outcome, frame.at, label)
        if info is not None:
            self._assess_only(self._assessable())
        return outcome

    def follow(self, config: CameraConfig) -> None:
        """From the next restart on; other required items or analysers at once.

        Only violations of items that are not required any more end.
        """
        before, self._config = self._config, config
        if (before.all_rules, before.zones, before.facts, before.time_zone) != (
            *(config.all_rules, config.zones, config.facts, config.time_zone),
        ):
            self._begin_records()
        if config.required_items != before.required_items:
            self._assess_only(self._assessable())
        if config.settings.detection.analysers != before.settings.detection.analysers:
            log.info("the analysers are %s from now on", ", ".join(config.settings.detection.analysers))
            self._replace_processor(self.processor.episodes)

    def finish(self) -> None:
        """The process ends: publish what was recorded."""
        self._records.finish()

    def restart(self) -> None:
        """What was observed before a change does not hold after it: open violations end as `stopped`."""
        self.items = self._config.required_items
        self._replace_processor([])

    def _assessable(self) -> tuple[str, ...]:
        """The required items, as far as the model has classes for them; all of them while no model is known."""
        info, required = self._detector.info, self._config.required_items
        return required if info is None else tuple(item for item in required if item in info.judges)

    def _assess_only(self, items: tuple[str, ...]) -> None:
        """Follow a change of items: violations of what is not assessed any more end, the rest goes on."""
        if items != self.items:
            log.info("assessing %s from now on", " and ".join(items) or "nothing")
            self.items = items
            self._replace_processor([episode for episode in self.processor.episodes if episode.item in items])

    def _replace_processor(self, kept: list[Episode]) -> None:
        """Begin anew, with these violations open; the others end as `stopped`."""
        at = self._clock.utc()
        reports = ViolationReports(self._config, new_id)
        for episode in self.processor.episodes:
            if episode not in kept:
                self._publish(reports.stopped(episode, at))
        self._open_violations.save(kept)
        self.processor = self._new_processor()
        self.processor.restore(kept, [], at)
        self._begin_records()

    def _begin_records(self) -> None:
        self._records.finish()
        self._records = self._new_records()

    def _new_records(self) -> ObservationRecords:
        return ObservationRecords(self._config, self._assessed(), self._publish, new_id, self._clock.utc())

    def _assessed(self) -> list[str]:
        """The items that anything asks for."""
        return sorted({*self.items, *(item for rule in self._config.rules for item in rule.items)})

    def _new_processor(self) -> FrameProcessor:
        return FrameProcessor(
            self._config,
            items=self.items,
            detect=self._detector.detect,
            classify_crops=self._detector.classify_crops,
            may_ask=self._detector.may_ask,
            publish=self._publish,
            save_episodes=self._open_violations.save,
            new_id=new_id,
            clock=self._clock.utc,
        )
