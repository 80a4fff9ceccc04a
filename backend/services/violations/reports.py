"""The events of one camera: a violation opens with its picture, gets a better one, and ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from backend.core.analysis.decision import EventDecision
from backend.core.cameras.camera import CameraConfig
from backend.core.events.camera import CameraChanged
from backend.core.events.envelope import Event
from backend.core.events.violation import ViolationClosed, ViolationOpened, ViolationUpdated
from backend.core.violations.episode import Episode
from backend.core.violations.evidence_picture import EvidencePicture
from backend.core.violations.processor import Closed, CloseReason
from backend.core.violations.rules import default_rule

NewId = Callable[[datetime], str]


@dataclass(frozen=True, slots=True)
class ViolationReports:
    """Makes one camera's events."""

    config: CameraConfig
    new_id: NewId

    def opened(self, episode: Episode, picture: EvidencePicture, at: datetime, model: str) -> ViolationOpened:
        """The beginning. The event's id is the violation's."""
        return ViolationOpened(
            **self._head(episode.violation_id, at, model),
            item=episode.item,
            confidence=round(episode.confidence, 3),
            box=picture.box,
            opened_at=datetime.fromtimestamp(episode.opened_at, UTC),
            crop=picture.crop,
            wide=picture.wide,
            rule_id=episode.rule_id,
            rule_version=episode.rule_version,
        )

    def updated(self, episode: Episode, picture: EvidencePicture, at: datetime, model: str) -> ViolationUpdated:
        """A better picture."""
        return ViolationUpdated(
            **self._head(self.new_id(at), at, model),
            violation_id=episode.violation_id,
            confidence=round(episode.confidence, 3),
            box=picture.box,
            crop=picture.crop,
            wide=picture.wide,
        )

    def closed(self, decision: Closed, model: str) -> ViolationClosed:
        """The end. `at` is when the item was seen worn, or the person last seen."""
        return self._ended(decision.episode, decision.reason, datetime.fromtimestamp(decision.at, UTC), model)

    def stopped(self, episode: Episode, at: datetime) -> ViolationClosed:
        """The camera no longer assesses it: how it went on is not known."""
        return self._ended(episode, CloseReason.STOPPED, at, "")

    def _ended(self, episode: Episode, reason: str, at: datetime, model: str) -> ViolationClosed:
        return ViolationClosed(
            **self._head(self.new_id(at), at, model),
            violation_id=episode.violation_id,
            reason=reason,
        )

    def camera_changed(self, state: str, reason: str, at: datetime) -> CameraChanged:
        """The camera's state is another."""
        return CameraChanged(
            **self._head(self.new_id(at), at, ""),
            state=state,
            reason=reason,
        )

    def _head(self, event_id: str, at: datetime, model: str) -> dict[str, Any]:
        """What every event carries."""
        where = {name: getattr(self.config, name) for name in ("company_id", "site_id", "camera_id")}
        return {"id": event_id, "at": at, "model": model, **where}

    def event(self, decision: EventDecision, at: datetime, model: str) -> Event:
        """The event that an analyser wants published."""
        return decision.event(**self._head(self.new_id(at), at, model), **decision.fields)


def episode_of(event: ViolationOpened, width: int, height: int) -> Episode:
    """The open violation of this event, in a picture of this size, suspended until its person is seen."""
    x1, y1, x2, y2 = event.box
    return Episode(
        violation_id=event.id,
        rule_id=event.rule_id or default_rule(event.item).id,
        rule_version=event.rule_version or 1,
        item=event.item,
        opened_at=event.opened_at.timestamp(),
        last_seen=event.at.timestamp(),
        last_missing=event.at.timestamp(),
        box=(x1 * width, y1 * height, x2 * width, y2 * height),
        track_id=None,
        wait_seconds=0.0,
        confidence=event.confidence,
    )
