"""The events of one camera: a violation opens with its picture, gets a better one, ends, and may go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from backend.core.analysis.decision import EventDecision
from backend.core.cameras.camera import CameraConfig
from backend.core.events.camera import CameraChanged
from backend.core.events.envelope import Event
from backend.core.events.violation import ViolationClosed, ViolationOpened, ViolationReopened, ViolationUpdated
from backend.core.rules.rule import EVERYWHERE, Rule, RuleKind, Severity, known_id
from backend.core.violations.decisions import Closed, CloseReason
from backend.core.violations.episode import Episode
from backend.core.violations.evidence_picture import EvidencePicture

NewId = Callable[[datetime], str]


@dataclass(frozen=True, slots=True)
class ViolationReports:
    """Makes one camera's events."""

    config: CameraConfig
    new_id: NewId

    def opened(self, episode: Episode, picture: EvidencePicture, at: datetime, model: str) -> ViolationOpened:
        """The beginning. The event's id is the violation's."""
        rule = episode.rule
        return ViolationOpened(
            **self._head(episode.violation_id, at, model),
            item=episode.item,
            confidence=round(episode.confidence, 3),
            box=picture.box,
            opened_at=datetime.fromtimestamp(episode.opened_at, UTC),
            crop=picture.crop,
            wide=picture.wide,
            items=episode.items,
            rule_id=rule.id,
            rule_version=rule.version,
            rule_kind=rule.kind.value,
            rule_name=rule.name or None,
            zone_id=rule.zone.id if rule.zone is not None else None,
            zone_name=rule.zone.name if rule.zone is not None else None,
            severity=rule.severity.value,
            track_id=episode.track_id,
            camera_name=self.config.name or None,
            site_name=self.config.site_name or None,
        )

    def updated(self, episode: Episode, picture: EvidencePicture, at: datetime, model: str) -> ViolationUpdated:
        """A better picture, or further items."""
        return ViolationUpdated(
            **self._head(self.new_id(at), at, model),
            violation_id=episode.violation_id,
            confidence=round(episode.confidence, 3),
            box=picture.box,
            crop=picture.crop,
            wide=picture.wide,
            items=episode.items,
            severity=episode.rule.severity.value,
        )

    def closed(self, decision: Closed, model: str) -> ViolationClosed:
        """The end. `at` is when everything was seen worn, the person last seen, or the rule ended."""
        return self._ended(decision.episode, decision.reason, datetime.fromtimestamp(decision.at, UTC), model)

    def stopped(self, episode: Episode, at: datetime) -> ViolationClosed:
        """The camera no longer assesses it: how it went on is not known."""
        return self._ended(episode, CloseReason.STOPPED, at, "")

    def _ended(self, episode: Episode, reason: str, at: datetime, model: str) -> ViolationClosed:
        return ViolationClosed(
            **self._head(self.new_id(at), at, model),
            violation_id=episode.violation_id,
            reason=reason,
            opening=episode.opening,
        )

    def reopened(self, episode: Episode, at: datetime, model: str) -> ViolationReopened:
        """It goes on after it had ended."""
        return ViolationReopened(
            **self._head(self.new_id(at), at, model), violation_id=episode.violation_id, opening=episode.opening
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
    """The open violation of this event, in a picture of this size, suspended until its person is seen.

    Its rule is as far as the event tells; the analyser replaces it by the same version that it follows.
    """
    x1, y1, x2, y2 = event.box
    rule_id = known_id(event.rule_id)
    rule = Rule(
        id=rule_id,
        version=1 if rule_id == EVERYWHERE else event.rule_version or 1,
        name=event.rule_name or "",
        kind=RuleKind(event.rule_kind),
        severity=Severity(event.severity) if event.severity is not None else Severity.WARNING,
        items=event.all_items,
    )
    return Episode(
        violation_id=event.id,
        rule=rule,
        items=event.all_items,
        opened_at=event.opened_at.timestamp(),
        last_seen=event.at.timestamp(),
        last_missing=event.at.timestamp(),
        last_assessed=event.at.timestamp(),
        box=(x1 * width, y1 * height, x2 * width, y2 * height),
        track_id=None,
        wait_seconds=0.0,
        confidence=event.confidence,
    )
