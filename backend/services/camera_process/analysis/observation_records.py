"""Records what each analysed picture showed: exposure by minute and rule, and where people were."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from backend.core.cameras.camera import CameraConfig
from backend.core.events.exposure import ExposureMinute
from backend.core.events.track import TrackSummary
from backend.core.exposure.meter import ExposureMeter, ExposureReport
from backend.core.pipeline.camera_pipeline import Outcome
from backend.core.rules.camera_rules import CameraRules
from backend.core.track_history.recorder import TrackPart, TrackRecorder
from backend.services.violations.reports import NewId

RUN_DIGITS = 12
DIGITS = 3
"""Of seconds."""


class ObservationRecords:
    """One camera's, as long as its rules are the same. Belongs to the main thread."""

    def __init__(
        self,
        config: CameraConfig,
        rules: CameraRules,
        items: Iterable[str],
        publish: Callable[[Any], object],
        new_id: NewId,
        at: datetime,
    ) -> None:
        """`items`: those that any rule asks for. `at` is now."""
        self._config = config
        self._publish = publish
        self._new_id = new_id
        self._meter = ExposureMeter(rules.current, rules.zones)
        self._recorder = TrackRecorder(sorted(items))
        self._run = new_id(at).replace("-", "")[-RUN_DIGITS:]
        self._side = (0, 0)
        """Of the picture as the model sees it."""
        self._observed = at, ""
        """When a picture was observed last, and by which model."""

    def add(self, outcome: Outcome, at: datetime, model: str) -> None:
        """A picture was analysed, or nothing moved in it."""
        view = outcome.view
        if view is None:
            return
        width, height = view.size
        self._side = (max(round(width * view.scale), 1), max(round(height * view.scale), 1))
        self._observed = at, model
        self._send_exposure(self._meter.observe(outcome.people, view.size, at))
        self._send_tracks(
            self._recorder.observe(outcome.people, view.size, at.timestamp(), colour=view.colour),
        )

    def finish(self) -> None:
        """Publish what was not published yet: the rules change, or the process ends."""
        self._send_exposure(self._meter.finish())
        self._send_tracks(self._recorder.finish())

    def _send_exposure(self, reports: Iterable[ExposureReport]) -> None:
        for one in reports:
            rule = one.key.rule
            self._publish(
                ExposureMinute(
                    **self._head(),
                    minute=one.key.minute,
                    rule_id=rule.id,
                    rule_version=rule.version,
                    rule_name=rule.name,
                    zone_id=rule.zone.id if rule.zone is not None else None,
                    zone_name=rule.zone.name if rule.zone is not None else "",
                    item=one.key.item,
                    run=f"{self._run}-{one.run}",
                    worn_seconds=round(one.worn, DIGITS),
                    missing_seconds=round(one.missing, DIGITS),
                    not_assessable_seconds=round(one.not_assessable, DIGITS),
                )
            )

    def _send_tracks(self, parts: Iterable[TrackPart]) -> None:
        width, height = self._side
        for part in parts:
            self._publish(
                TrackSummary(
                    **self._head(),
                    track_id=part.track_id,
                    since=datetime.fromtimestamp(part.since, UTC),
                    until=datetime.fromtimestamp(part.until, UTC),
                    items=list(self._recorder.items),
                    width=width,
                    height=height,
                    samples=base64.b64encode(part.packed).decode(),
                )
            )

    def _head(self) -> dict[str, Any]:
        at, model = self._observed
        where = {name: getattr(self._config, name) for name in ("company_id", "site_id", "camera_id")}
        return {"id": self._new_id(at), "at": at, "model": model, **where}
