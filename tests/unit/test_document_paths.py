"""File paths in the documents exist. Decision records are history and may name what was moved since."""

from __future__ import annotations

import re

import pytest

from tests.support.installations.processes import ROOT

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
PATH = re.compile(r"(?<![\w./-])(?:backend|core|services|adapters|jobs|workers|routes|commands)/[\w./-]*\w(?![*{<…])")
"""A path from the root or from `backend/`; patterns such as `core/<subject>` are no paths."""


def _exists(path: str) -> bool:
    places = (ROOT / path, ROOT / "backend" / path)
    return any(place.exists() or place.with_name(f"{place.name}.py").exists() for place in places)


@pytest.mark.parametrize("document", [d.relative_to(ROOT).as_posix() for d in DOCUMENTS if "adr" not in d.parts])
def test_every_path_in_a_document_exists(document: str) -> None:
    found = PATH.findall((ROOT / document).read_text("utf-8"))
    assert [path for path in found if not _exists(path)] == []


def test_no_text_file_holds_the_marks_of_a_merge_conflict() -> None:
    folders = ("backend", "bench", "docs", "frontend/src", "frontend/tests", "tests", "training")
    files = [
        f for name in folders for f in (ROOT / name).rglob("*") if f.suffix in (".md", ".py", ".ts", ".tsx", ".toml")
    ]
    marked = [f.relative_to(ROOT).as_posix() for f in files if re.search(r"^(<{7}|>{7}) ", f.read_text("utf-8"), re.M)]
    assert marked == []
