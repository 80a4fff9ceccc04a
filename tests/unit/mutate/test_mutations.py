"""Which small changes are made to a module, and that each leaves the rest of it alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.mutate.equivalent import ARGUED
from tests.mutate.mutations import Mutant, mutants
from tests.mutate.running import CORE, modules

RULE = '''"""A rule."""
from dataclasses import dataclass
LIMIT: "1" = 2.5


@dataclass(frozen=True)
class Options:
    count: int = 4


def is_over(value, others=()):
    return value > LIMIT and not any(other for other in others if bool(other))
'''


def found(source: str) -> list[tuple[int, str]]:
    return [(one.line, one.change) for one in mutants(source, "rule.py")]


def run(mutant: Mutant) -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": __name__}
    exec(mutant.code, names)
    return names


def test_rules_are_changed_and_texts_annotations_and_decorators_are_not() -> None:
    assert found(RULE) == [
        (3, "2.5 → 3.0"),
        (3, "2.5 → 2.0"),
        (8, "4 → 5"),
        (8, "4 → 3"),
        (12, "returns None"),
        (12, "And → Or"),
        (12, "Gt → GtE"),
        (12, "Gt → LtE"),
        (12, "negated"),
        (12, "any → all"),
        (12, "negated"),
    ]


@pytest.mark.parametrize(
    ("source", "changes"),
    [
        ("x = a < b <= c", ["Lt → LtE", "Lt → GtE", "LtE → Lt", "LtE → Gt"]),
        ("x = a is not b", ["IsNot → Is"]),
        ("x = a + b // c", ["Add → Sub", "FloorDiv → Mult"]),
        ("x -= y", ["Sub → Add"]),
        ("x = -y", ["USub → UAdd"]),
        ("x = min(a, b) if c else d", ["negated", "min → max"]),
        ("x = True", ["True → False"]),
        ("x = 1e-6", []),
        ("x = f'{y:02d}'", []),
        ("x = zip(a, b, strict=True)", []),
    ],
)
def test_each_change_is_one_edit(source: str, changes: list[str]) -> None:
    assert [change for _, change in found(source)] == changes


def test_a_mutant_has_its_change_only() -> None:
    limits = [run(mutant)["LIMIT"] for mutant in mutants(RULE, "rule.py")]
    assert limits == [3.0, 2.0] + [2.5] * 9


def test_a_modules_own_tests_come_first() -> None:
    (processor,) = [one for one in modules(["violations"]) if one.path.stem == "processor"]
    assert (processor.name, processor.subject) == ("backend.core.violations.processor", "violations")
    assert [one.name for one in processor.tests[0]] == ["test_processor.py"]
    assert processor.tests[0][0] not in processor.tests[1]


def test_what_is_argued_away_exists_and_has_a_reason() -> None:
    for one in ARGUED:
        path = CORE / one.module
        lines = [(mutant.text, mutant.change) for mutant in mutants(path.read_text(), one.module)]
        assert any(one.text in text and one.change in ("", change) for text, change in lines), one
        assert one.reason
