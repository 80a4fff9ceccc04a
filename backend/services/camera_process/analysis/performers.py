"""Performs what analysers decide: a table from the type of a decision to what is done about it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from backend.core.analysis.decision import Decision, EventDecision
from backend.core.violations.decisions import Closed, ItemsAdded, Opened, Reopened
from backend.core.violations.episode import Episode
from backend.core.violations.severity_raised import SeverityRaised
from backend.services.camera_process.analysis.best_pictures import BETTER, BestPictures, take_picture
from backend.services.camera_process.analysis.frame import ObservedFrame
from backend.services.violations.reports import ViolationReports

log = logging.getLogger(__name__)
UPDATE_SECONDS = 3.0
"""Least time between two pictures of one violation. Shorter: more events of a person who comes nearer."""

Publish = Callable[[Any], object]
"""Takes an event and sees to its delivery."""


@dataclass(frozen=True, slots=True)
class _SentPicture:
    """When a picture of a violation was last sent, seconds, and how good it was."""

    at: float
    quality: float

    def is_outdone(self, quality: float, at: float) -> bool:
        """Whether a picture is worth another event now."""
        return quality > self.quality * BETTER and at - self.at >= UPDATE_SECONDS


class DecisionPerformer:
    """One camera's. Belongs to the main thread. Events are logged before they are published."""

    def __init__(
        self,
        reports: ViolationReports,
        pictures: BestPictures,
        publish: Publish,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        """`clock` gives the time at which a violation was decided; without it events do not carry it."""
        self.opened = 0
        """Violations."""
        self._reports = reports
        self._pictures = pictures
        self._publish = publish
        self._clock = clock
        self._sent: dict[str, _SentPicture] = {}
        self._performers: dict[type[Decision], Callable[[Any, ObservedFrame, str], None]] = {
            Opened: self._perform_opened,
            ItemsAdded: self._perform_items_added,
            Reopened: self._perform_reopened,
            SeverityRaised: self._perform_severity_raised,
            Closed: self._perform_closed,
            EventDecision: self._perform_event,
        }

    def follow(self, reports: ViolationReports) -> None:
        """The camera's configuration has changed."""
        self._reports = reports

    def perform(self, decisions: Iterable[Decision], frame: ObservedFrame, model: str) -> None:
        """Perform the decisions of this frame, in their order. KeyError for a type that the table lacks."""
        for decision in decisions:
            self._performers[type(decision)](decision, frame, model)

    def send_better_pictures(self, episodes: Iterable[Episode], at: datetime, model: str) -> None:
        """Send a clearly better picture of an open violation, not more often than every few seconds."""
        sent, self._sent = self._sent, {}
        for episode in episodes:
            picture = self._pictures.best(episode.track_id or 0, episode.subjects)
            last = sent.get(episode.violation_id)
            if picture is not None and last is None:  # just opened, or taken over from an earlier process
                last = _SentPicture(at.timestamp(), picture.quality)
            elif picture is not None and last is not None and last.is_outdone(picture.quality, at.timestamp()):
                self._publish(self._reports.updated(episode, picture, at, model))
                last = _SentPicture(at.timestamp(), picture.quality)
            if last is not None:
                self._sent[episode.violation_id] = last

    def _perform_opened(self, decision: Opened, frame: ObservedFrame, model: str) -> None:
        episode = decision.episode
        picture = self._pictures.best(episode.track_id or 0, episode.subjects)
        picture = picture or take_picture(frame, episode.box, 0.0)
        event = self._reports.opened(episode, picture, frame.at, model)
        self._log(event, f"{event.kind}: {' and '.join(event.items) or event.rule_kind}")
        self.opened += 1
        self._publish(event if self._clock is None else replace(event, decided_at=self._clock()))

    def _perform_items_added(self, decision: ItemsAdded, frame: ObservedFrame, model: str) -> None:
        episode = decision.episode
        picture = self._pictures.best(episode.track_id or 0, episode.subjects)
        picture = picture or take_picture(frame, episode.box, 0.0)
        event = self._reports.updated(episode, picture, frame.at, model)
        self._log(event, f"{event.kind}: {event.violation_id} {' and '.join(decision.items)}")
        self._publish(event)
        self._sent[episode.violation_id] = _SentPicture(frame.at.timestamp(), picture.quality)

    def _perform_severity_raised(self, decision: SeverityRaised, frame: ObservedFrame, model: str) -> None:
        episode = decision.episode
        picture = take_picture(frame, episode.box, 0.0)
        event = self._reports.updated(episode, picture, frame.at, model)
        self._log(event, f"{event.kind}: {event.violation_id} {event.severity}")
        self._publish(event)
        self._sent[episode.violation_id] = _SentPicture(frame.at.timestamp(), picture.quality)

    def _perform_reopened(self, decision: Reopened, frame: ObservedFrame, model: str) -> None:
        event = self._reports.reopened(decision.episode, frame.at, model)
        self._log(event, f"{event.kind}: {event.violation_id}")
        self._publish(event)

    def _perform_closed(self, decision: Closed, frame: ObservedFrame, model: str) -> None:
        event = self._reports.closed(decision, model)
        self._log(event, f"{event.kind}: {event.violation_id} {event.reason}")
        self._publish(event)

    def _perform_event(self, decision: EventDecision, frame: ObservedFrame, model: str) -> None:
        event = self._reports.event(decision, frame.at, model)
        self._log(event, event.kind)
        self._publish(event)

    def _log(self, event: Any, text: str) -> None:
        log.info("%s", text, extra={"event_id": event.id})
