"""The shipped pipeline of one camera, for tests that judge detections."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import count

from backend.core.analysers.registry import DEFAULT_ANALYSERS, AnalyserContext, create_analysers
from backend.core.pipeline.camera_pipeline import CameraPipeline
from backend.core.rules.camera_rules import always
from backend.core.rules.rule import default_rules


def numbered_ids() -> Callable[[datetime], str]:
    """v1, v2, … whatever the time."""
    numbers = count(1)
    return lambda _at: f"v{next(numbers)}"


def ppe_pipeline(items: tuple[str, ...], new_id: Callable[[datetime], str] | None = None) -> CameraPipeline:
    """The analysers of a camera that requires these items."""
    context = AnalyserContext(rules=always(default_rules(items)), new_id=new_id or numbered_ids())
    return CameraPipeline(create_analysers(DEFAULT_ANALYSERS, context))
