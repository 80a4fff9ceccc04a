"""`docs/access.md` is what the routes declare."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend.commands import access


def test_the_table_of_roles_and_routes_is_current(capsys: pytest.CaptureFixture[str]) -> None:
    access.main()
    written = (Path(__file__).parents[3] / "docs" / "access.md").read_text()
    assert capsys.readouterr().out == written, "run: python -m backend.commands.access > docs/access.md"


def test_a_permission_of_administrators_is_shown_as_theirs_alone() -> None:
    (line,) = [line for line in access.table().splitlines() if "`DELETE /api/cameras/{camera_id}`" in line]
    assert line.endswith("| manage cameras | yes |  |  |  |  |  |")
