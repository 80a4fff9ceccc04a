"""The registry of analysers: a name, as in a camera's settings, and what makes the analyser."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from backend.core.analysers.ppe import PpeAnalyser
from backend.core.analysis.analyser import Analyser
from backend.core.errors import InvalidInput
from backend.core.ppe.items import ITEM_TABLE, ItemTable
from backend.core.violations.rules import default_rules


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalyserContext:
    """What analysers are made from."""

    required_items: tuple[str, ...]
    """The items that the camera requires, as far as the model has classes for them."""
    new_id: Callable[[datetime], str]
    """An id for something that began at this time."""
    table: ItemTable = ITEM_TABLE


def _ppe(context: AnalyserContext) -> Analyser:
    return PpeAnalyser(default_rules(context.required_items), context.new_id, table=context.table)


ANALYSERS: dict[str, Callable[[AnalyserContext], Analyser]] = {
    "ppe": _ppe,
}
DEFAULT_ANALYSERS = ("ppe",)
"""The analysers of a camera whose settings name none."""


def create_analysers(names: Sequence[str], context: AnalyserContext) -> list[Analyser]:
    """The analysers of these names, in their order. InvalidInput for a name that is not registered."""
    unknown = [name for name in names if name not in ANALYSERS]
    if unknown:
        raise InvalidInput(f"There is no analyser {unknown[0]!r}.", hint=f"There are: {', '.join(ANALYSERS)}.")
    return [ANALYSERS[name](context) for name in names]
