"""The engines' table and ratios."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Row = dict[str, Any]
COLUMNS = (("ms", "ms"), ("ms, best", "ms_best"), ("CPU ms", "cpu_ms"), ("MB", "memory_mb"))
HEAD = f"{'input':10}{'engine':14}{'threads':>7}  {'model':20}{'device':14}"


def ratios(rows: Sequence[Row]) -> dict[str, dict[str, float]]:
    """Per input, engine and number of threads: ours divided by the peer's; below 1 is better.

    Of several models of ours with the same input the slowest counts.
    """
    found: dict[str, dict[str, float]] = {}
    for theirs in (row for row in rows if row["side"] == "peer"):
        same = [row for row in rows if row["side"] == "ours" and _key(row) == _key(theirs) and not row["int8"]]
        if same:
            slowest = max(same, key=lambda row: row["ms"])
            found[_key(theirs)] = {
                name: round(slowest[name] / theirs[name], 3) for name in ("ms", "ms_best", "cpu_ms", "memory_mb")
            }
    return found


def fastest(rows: Sequence[Row]) -> dict[str, str]:
    """Per input and number of threads our fastest engine."""
    found: dict[str, Row] = {}
    for row in (row for row in rows if row["side"] == "ours"):
        key = f"{row['model']}, {row['size']}, {_threads(row)}"
        if key not in found or row["ms"] < found[key]["ms"]:
            found[key] = row
    return {key: row["engine"] + (", int8" if row["int8"] else "") for key, row in found.items()}


def lines(answer: dict[str, Any]) -> list[str]:
    """One line per measurement, then what must be known to read it. The ratio is of the CPU times."""
    machine = answer["machine"]
    found = [f"{machine['cpu']}, {machine['cores']} cores, load before {machine['load_before']}", ""]
    found.append(HEAD + "".join(f"{title:>10}" for title, _ in COLUMNS) + f"{'ours/peer':>11}")
    for row in answer["rows"]:
        ratio = (
            answer["ratios"].get(_key(row), {}).get("cpu_ms", "") if row["side"] == "ours" and not row["int8"] else ""
        )
        model = row["model"] + (" int8" if row["int8"] else "")
        text = f"{row['size']:10}{row['engine']:14}{row['threads']:>7}  {model:20}{row['device']:14}"
        found.append(text + "".join(f"{row[key]:>10}" for _, key in COLUMNS) + f"{ratio:>11}")
    return [*found, "", *answer["notes"]]


def _key(row: Row) -> str:
    return f"{row['size']}, {row['engine']}, {_threads(row)}"


def _threads(row: Row) -> str:
    return f"{row['threads']} thread{'s' if row['threads'] > 1 else ''}"
