"""The registry of analysers: a name, as in a camera's settings, and what makes the analyser."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from backend.core.analysers.ppe import PpeAnalyser
from backend.core.analysers.zone_rules import ZoneRuleAnalyser
from backend.core.analysis.analyser import Analyser
from backend.core.errors import InvalidInput
from backend.core.ppe.items import ITEM_TABLE, ItemTable
from backend.core.rules.camera_rules import CameraRules
from backend.core.violations.options import ViolationOptions

DEMO_SECONDS_BETWEEN = 600.0
"""Least time between two violations of a rule on a demonstration camera, whose clip repeats every 40 s. Shorter floods
the list of a new user; longer leaves it empty when they look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalyserContext:
    """What analysers are made from."""

    rules: CameraRules
    """The camera's rules; of items only those that the model has classes for."""
    new_id: Callable[[datetime], str]
    """An id for something that began at this time."""
    table: ItemTable = ITEM_TABLE
    is_demo: bool = False
    """A demonstration, which opens a violation of each rule now and then only."""


def _ppe(context: AnalyserContext) -> Analyser:
    options = ViolationOptions(seconds_between_new=DEMO_SECONDS_BETWEEN) if context.is_demo else None
    return PpeAnalyser(context.rules, context.new_id, table=context.table, violations=options)


def _zone_rules(context: AnalyserContext) -> Analyser:
    seconds = DEMO_SECONDS_BETWEEN if context.is_demo else 0.0
    return ZoneRuleAnalyser(context.rules, context.new_id, seconds_between_new=seconds)


ANALYSERS: dict[str, Callable[[AnalyserContext], Analyser]] = {
    "ppe": _ppe,
    "zone_rules": _zone_rules,
}
DEFAULT_ANALYSERS = ("ppe",)
"""The analysers of a camera whose settings name none."""
ALWAYS = ("zone_rules",)
"""Those that run on every camera: a rule that was saved is followed whatever the settings name. Without rules they cost
nothing."""


def create_analysers(names: Sequence[str], context: AnalyserContext) -> list[Analyser]:
    """The analysers of these names and those of `ALWAYS`, in this order.

    InvalidInput for a name that is not registered.
    """
    unknown = [name for name in names if name not in ANALYSERS]
    if unknown:
        raise InvalidInput(f"There is no analyser {unknown[0]!r}.", hint=f"There are: {', '.join(ANALYSERS)}.")
    return [ANALYSERS[name](context) for name in dict.fromkeys((*names, *ALWAYS))]
