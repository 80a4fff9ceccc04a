"""The audit as lines of CSV that a spreadsheet shows and never executes."""

from __future__ import annotations

import csv
import io
import json

from backend.core.audit.chain import Link
from backend.core.events.timestamps import format_time

COLUMNS = (
    *("number", "at", "actor_id", "actor", "address", "action"),
    *("target_kind", "target_id", "detail", "previous_hash", "hash"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def head() -> str:
    """The first line."""
    return _line(COLUMNS)


def line(link: Link) -> str:
    """An entry's line."""
    one = link.entry
    return _line(
        (
            str(one.number),
            format_time(one.at),
            "" if one.actor_id is None else str(one.actor_id),
            plain(one.actor),
            plain(one.address),
            plain(one.action),
            plain(one.target_kind),
            plain(one.target_id),
            plain(json.dumps(one.detail, ensure_ascii=False, sort_keys=True)),
            link.previous_hash,
            link.hash,
        )
    )


def plain(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would take for a formula, also behind spaces."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def _line(cells: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()
