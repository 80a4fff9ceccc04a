"""The analysis of a camera's frames as its configuration, its model and its mode require it at the moment.

Follows other rules at once, and makes a new `FrameProcessor` when the model, mode or analysers change.
"""

from __future__ import annotations

import logging
from pathlib import Path

from backend.adapters.inference.client import Detector
from backend.adapters.machine.clock import new_id
from backend.adapters.redis.connection import RedisClient
from backend.core.cameras.camera import CameraConfig
from backend.core.pipeline.camera_pipeline import Outcome
from backend.core.rules.camera_rules import CameraRules
from backend.core.rules.rule import RuleKind
from backend.core.violations.episode import Episode
from backend.services.camera_process.analysis.frame import ObservedFrame
from backend.services.camera_process.analysis.frame_processor import FrameProcessor
from backend.services.camera_process.analysis.observation_records import ObservationRecords
from backend.services.camera_process.analysis.rule_reader import RuleReader, items_of
from backend.services.camera_process.clock import CameraClock
from backend.services.events.delivery import EventDelivery
from backend.services.violations.open_violations import OpenViolations
from backend.services.violations.reports import ViolationReports, episode_of

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
        self._rules = RuleReader()
        self.items = items_of(config)
        """What is assessed: what the camera's rules ask for, as far as the model has classes for it."""
        episodes, opened = self._open_violations.load(delivery.journal)
        self.processor = self._new_processor([*episodes, *(episode_of(event, 1, 1) for event in opened)])
        self.processor.restore(episodes, opened, clock.utc())
        self._records = self._new_records()

    @property
    def assesses_something(self) -> bool:
        """Whether the model has classes for anything that is asked. For any thread."""
        others = any(rule.kind is not RuleKind.PPE and rule.enabled for rule in self._config.rules)
        return bool(self.items) or others

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
        """From the next restart on; other rules, zones, facts, names or analysers at once.

        Only violations of rules that were removed or disabled, and of items that are not required any more, end.
        """
        before, self._config = self._config, config
        if (before.all_rules, before.zones, before.facts, before.time_zone) != (
            *(config.all_rules, config.zones, config.facts, config.time_zone),
        ):
            self._begin_records()
        self.items = self._assessable()
        if config.settings.detection.analysers != before.settings.detection.analysers:
            log.info("the analysers are %s from now on", ", ".join(config.settings.detection.analysers))
            self._replace_processor(self.processor.episodes)
        else:
            self._follow_rules()

    def finish(self) -> None:
        """The process ends: publish what was recorded."""
        self._records.finish()

    def restart(self) -> None:
        """What was observed before a change does not hold after it: open violations end as `stopped`."""
        self.items = items_of(self._config)
        self._replace_processor([])

    def _assessable(self) -> tuple[str, ...]:
        """The items asked for, as far as the model has classes for them; all of them while no model is known."""
        info, asked = self._detector.info, items_of(self._config)
        return asked if info is None else tuple(item for item in asked if item in info.judges)

    def _assess_only(self, items: tuple[str, ...]) -> None:
        """Follow a change of items: violations of what is not assessed any more end, the rest goes on."""
        if items != self.items:
            log.info("assessing %s from now on", " and ".join(items) or "nothing")
            self.items = items
            self._follow_rules()

    def _follow_rules(self) -> None:
        rules = self._rules_for(self.processor.episodes)
        self.processor.follow(self._config, rules, self._clock.utc())

    def _rules_for(self, episodes: list[Episode]) -> CameraRules:
        """The rules, as far as the model has classes for their items; all of them while no model is known."""
        info = self._detector.info
        return self._rules.rules_of(self._config, None if info is None else info.judges, episodes)

    def _replace_processor(self, kept: list[Episode]) -> None:
        """Begin anew, with these violations open; the others end as `stopped`."""
        at = self._clock.utc()
        reports = ViolationReports(self._config, new_id)
        for episode in self.processor.episodes:
            if episode not in kept:
                self._publish(reports.stopped(episode, at))
        self._open_violations.save(kept)
        self.processor = self._new_processor(kept)
        self.processor.restore(kept, [], at)
        self._begin_records()

    def _begin_records(self) -> None:
        self._records.finish()
        self._records = self._new_records()

    def _new_records(self) -> ObservationRecords:
        rules = self._rules.rules_of(self._config)  # all items: what the model has no class for is not assessable
        return ObservationRecords(self._config, rules, items_of(self._config), self._publish, new_id, self._clock.utc())

    def _new_processor(self, episodes: list[Episode]) -> FrameProcessor:
        """`episodes` will be restored."""
        return FrameProcessor(
            self._config,
            rules=self._rules_for(episodes),
            detect=self._detector.detect,
            classify_crops=self._detector.classify_crops,
            may_ask=self._detector.may_ask,
            publish=self._publish,
            save_episodes=self._open_violations.save,
            new_id=new_id,
            clock=self._clock.utc,
        )
