"""The words that must not come back: names and prose in plain engineering English.

Names are split at underscores and capitals and compared word by word. Prose is docstrings and comments.
What travels on the wire, in settings and in commands keeps its name and is listed in `KEPT`.
"""

from __future__ import annotations

import ast
import io
import keyword
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.installations.processes import ROOT

IN_NAMES = frozenset(
    {
        "anybody", "cover", "doubt", "doubts", "doubtful", "everybody", "greet", "greeting", "lasting", "ledger",
        "look", "looks", "meet", "meets", "nobody", "pace", "plugs", "rejoin", "rejoined", "rejoins", "rooms",
        "said", "say", "says", "sight", "somebody", "spoken", "tell", "tells", "testify", "testimonies", "testimony",
        "told", "turns", "whoever",
    }
)  # fmt: skip
"""Words that no identifier may contain."""
IN_PROSE = re.compile(
    r"\b(told|said|spoken|whoever|testif\w+|testimon\w+|ledgers?|rejoin\w*|doubt\w*|lasting|greets?|"
    r"second look\w*|keep(?:s|ing)? up|who comes? back|a word about|a word of|turns are taken)\b",
    re.IGNORECASE,
)
"""What no docstring and no comment may say."""
KEPT = frozenset({"cannot_tell", "second_look"})
"""Values on the wire, names of benchmarks, configuration files and make targets, which do not change."""

PYTHON = ("backend", "bench", "training", "tests")
TYPESCRIPT = ("frontend/src",)
HISTORY = ("backend/migrations",)
"""Migrations describe the database as it was when they were written; they are not edited afterwards."""
NOT_YET: tuple[str, ...] = ()
"""Subjects whose words are still being changed. Empty when that is done."""

WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
TYPESCRIPT_TOKEN = re.compile(
    r"(?P<comment>//[^\n]*|/\*.*?\*/)|(?P<text>'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\"|`(?:\\.|[^`\\])*`)"
    r"|(?P<name>[A-Za-z_$][\w$]*)",
    re.DOTALL,
)

Finding = tuple[int, str]


def bad_words(name: str) -> set[str]:
    if name in KEPT:
        return set()
    for kept in KEPT:
        name = name.replace(kept, "")
    return {word.lower() for word in WORD.findall(name)} & IN_NAMES


def in_python(text: str) -> Iterator[Finding]:
    docstrings = _docstring_lines(text)
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        line = token.start[0]
        if token.type == tokenize.NAME and not keyword.iskeyword(token.string):
            yield from ((line, f"name {token.string}: {word}") for word in bad_words(token.string))
        elif token.type == tokenize.COMMENT or (token.type == tokenize.STRING and line in docstrings):
            yield from _in_prose(token.string, line)


def in_typescript(text: str) -> Iterator[Finding]:
    for found in TYPESCRIPT_TOKEN.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        if found.lastgroup == "comment":
            yield from _in_prose(found.group(), line)
        elif found.lastgroup == "name":
            yield from ((line, f"name {found.group()}: {word}") for word in bad_words(found.group()))


def _in_prose(text: str, line: int) -> Iterator[Finding]:
    for kept in KEPT:
        text = text.replace(kept, "")
    for match in IN_PROSE.finditer(text):
        yield line + text.count("\n", 0, match.start()), f"prose: {match.group()}"


def _docstring_lines(text: str) -> set[int]:
    """Lines on which a string stands alone as a statement: docstrings of modules, classes, functions, attributes."""
    statements = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Expr))
    return {node.lineno for node in statements if isinstance(node.value, ast.Constant)}


def files() -> list[Path]:
    python = [path for root in PYTHON for path in (ROOT / root).rglob("*.py")]
    typescript = [path for root in TYPESCRIPT for path in (ROOT / root).rglob("*.ts*")]
    return [path for path in sorted([*python, *typescript]) if path != Path(__file__) and not _excluded(path)]


def _excluded(path: Path) -> bool:
    name = path.relative_to(ROOT).as_posix()
    return (
        any(name == entry or name.startswith(f"{entry}/") for entry in (*HISTORY, *NOT_YET))
        or "types/generated" in name
    )


def test_no_file_uses_a_word_that_was_given_up() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {what}"
        for path in files()
        for line, what in (in_python if path.suffix == ".py" else in_typescript)(path.read_text("utf-8"))
    ]
    assert not found, "\n".join(found)


def test_every_excluded_subject_exists() -> None:
    assert [name for name in (*HISTORY, *NOT_YET) if not (ROOT / name).exists()] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("def told() -> None: ...", ["name told: told"]),
        ("class LookWatch: ...", ["name LookWatch: look"]),
        ('"""What was said."""', ["prose: said"]),
        ("x = 1  # whoever comes", ["prose: whoever"]),
        ('x = "said"', []),  # a value, on the wire or for people
        ("covered = lookup = 1", []),
        ("import bench.second_look", []),
    ],
)
def test_names_docstrings_and_comments_are_read_and_values_are_not(text: str, expected: list[str]) -> None:
    assert [what for _, what in in_python(text)] == expected


def test_typescript_names_and_comments_are_read() -> None:
    text = "const told = 'said' // somebody said\n/* a\n doubt */ function useSight() {}"
    assert list(in_typescript(text)) == [
        (1, "name told: told"),
        (1, "prose: said"),
        (3, "prose: doubt"),
        (3, "name useSight: sight"),
    ]
