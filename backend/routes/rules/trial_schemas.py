"""Bodies and answers about trying rules, and about where they can be judged."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, model_validator

from backend.core.rules.rule import Rule, RuleKind, Severity
from backend.routes.fields import Answered, Asked, Utc
from backend.routes.rules.rule_schemas import RuleParts
from backend.routes.rules.zone_schemas import Corners
from backend.services.rules.rules import RuleDraft

MOST_DAYS = 14
Days = Annotated[int, Field(ge=1, le=MOST_DAYS)]


class RuleToTry(RuleParts):
    """A rule as it would be saved. `corners` draw a zone that is not saved, instead of `zone_id`."""

    kind: RuleKind
    corners: Corners | None = None
    days: Annotated[int, Field(ge=1, le=MOST_DAYS, strict=True)] = 7

    def draft(self) -> RuleDraft:
        """The rule."""
        return self.applied_to(RuleDraft(rule=Rule(id="", kind=self.kind), zone_id=None, schedule_id=None))


class AssessabilityAsked(Asked):
    """How far back."""

    days: Days = 7


class ItemJudgementAnswer(Answered):
    """How well one item can be judged. Shares are of people's time there, 0 to 1; null without any."""

    item: str
    assessable_share: float | None
    too_small_share: float | None
    """People smaller than the model needs."""
    no_colour_share: float | None
    """In pictures without colour; null for an item that is not known by its colour."""
    is_too_small: bool
    """People there are too small for it most of the time: the rule cannot be judged there."""
    is_without_colour: bool
    """It cannot be judged by night."""


class ExampleAnswer(Answered):
    """A violation that the rule would have raised. `violation_id`: one that was stored at this time."""

    at: Utc
    severity: Severity
    people: int
    violation_id: str | None
    has_pictures: bool


class BySeverityAnswer(Answered):
    """How many of each severity; of stages the highest that was reached."""

    notice: int
    warning: int
    critical: int


class TrialAnswer(Answered):
    """What the rule would have done."""

    since: Utc
    until: Utc
    truncated: bool
    """There was more than could be tried: `since` is later than was asked."""
    raised: int
    by_severity: BySeverityAnswer
    known: int
    """Those at whose time a violation was stored."""
    confirmed: int | None
    """Those of them that a user confirmed; null while violations are not reviewed."""
    examples: list[ExampleAnswer]
    """At most 20: those with pictures first, then the newest."""
    people: int
    """Who were in the zone while the rule applied."""
    person_seconds: float
    not_assessable_share: float | None
    """Of the time of people in the zone, how much some item could not be assessed; null for rules without items."""
    median_height: float | None
    """Of people in the zone, as the model sees them, in its pixels."""
    items: list[ItemJudgementAnswer]
    last_person_at: Utc | None
    condition_ignored: bool
    """The rule has a condition, of whose past nothing is known."""


class CellItemAnswer(Answered):
    """One item in one cell."""

    item: str
    assessable_share: float | None
    is_too_small: bool


class CellAnswer(Answered):
    """A part of the picture in which people have stood."""

    column: int
    row: int
    people: int
    person_seconds: float
    median_height: float
    """As the model sees people there, in its pixels."""
    items: list[CellItemAnswer]


class HourColourAnswer(Answered):
    """How often pictures with people had colour in one hour of the day at the site."""

    hour: int
    person_seconds: float
    colour_share: float | None


class RuleHealthAnswer(Answered):
    """A rule: when it last saw anybody, and how well it can be judged."""

    rule_id: str
    """The number of a rule, or `anywhere` for the required items of the camera's settings."""
    last_person_at: Utc | None
    """Within the window; null: nobody."""
    is_quiet: bool
    """It has seen nobody for a day."""
    items: list[ItemJudgementAnswer]


class AssessabilityAnswer(Answered):
    """The map of a camera and the health of its rules."""

    since: Utc
    until: Utc
    truncated: bool
    columns: int
    rows: int
    cells: list[CellAnswer]
    """Those in which anybody has stood, row by row from the top left corner."""
    hours: list[HourColourAnswer]
    """Those in which anybody was seen."""
    rules: list[RuleHealthAnswer]

    @model_validator(mode="before")
    @classmethod
    def _of_view(cls, view: Any) -> Any:
        if isinstance(view, dict):
            return view
        of_map = {name: getattr(view.map, name) for name in ("columns", "rows", "cells", "hours")}
        return {name: getattr(view, name) for name in ("since", "until", "truncated", "rules")} | of_map
