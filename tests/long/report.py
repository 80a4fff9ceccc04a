"""The results of a long run as a page of `docs/results/`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bench.measuring.machine import Machine
from tests.long.parts import Outcome


def page(outcomes: Sequence[Outcome], machine: Machine, *, at: datetime, version: str) -> str:
    """Markdown: date, machine, one row per part, and the names of what failed."""
    rows = [
        f"| {one.name} | {'passed' if one.passed else 'FAILED'} | {one.seconds / 60:.1f} | {_cell(one.summary)} |"
        for one in outcomes
    ]
    failed = [f"- {one.name}: `{name}`" for one in outcomes for name in one.failed]
    lines = [
        f"# `make test-long`, {at:%d %B %Y}",
        "",
        f"Version {version}, {at:%Y-%m-%d %H:%M} UTC, {machine.cpu}, {machine.cores} cores, {machine.memory_mb} MB, "
        f"Python {machine.python}, load before {machine.load_before}.",
        "",
        "| part | result | minutes | summary |",
        "|---|---|---|---|",
        *rows,
        *(["", "Failed:", "", *failed] if failed else []),
    ]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")[:300]
