"""The audit as CSV, which no spreadsheet executes."""

from __future__ import annotations

import csv
import io

import pytest

from backend.core.audit.chain import FIRST, Link
from backend.core.audit.table import COLUMNS, head, line, plain
from tests.unit.core.audit.test_chain import entry


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =cmd|' /C calc'!A0"])
def test_a_formula_is_shown_as_text(text: str) -> None:
    assert plain(text) == "'" + text


@pytest.mark.parametrize("text", ["", "gate", "10.0.0.9", "a=b", "👷"])
def test_other_text_stays(text: str) -> None:
    assert plain(text) == text


def test_a_line_has_every_column_and_survives_commas_quotes_and_lines() -> None:
    one = entry(1, actor='=HYPERLINK("http://x","a, b")', target_id="-5", detail={"name": 'a,"b'})
    rows = list(csv.reader(io.StringIO(head() + line(Link(one, FIRST, "f" * 64)))))
    assert tuple(rows[0]) == COLUMNS
    found = dict(zip(COLUMNS, rows[1], strict=True))
    assert found["actor"] == '\'=HYPERLINK("http://x","a, b")'
    assert found["target_id"] == "'-5"
    assert found["detail"] == '{"name": "a,\\"b"}'
    assert found["at"] == "2026-11-30T08:00:00.123Z"
