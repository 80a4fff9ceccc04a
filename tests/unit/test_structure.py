"""The structure of the code: one class per name, small folders, tests that mirror the code, and no import cycle."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.installations.processes import ROOT

LARGEST_FOLDER = 15
"""Modules in one folder, `__init__.py` left out. More are two subjects."""
TWICE_NOT_YET: frozenset[str] = frozenset({"Stage"})
"""Classes of one name that are still to be renamed. Empty when that is done."""
FOLDERS_NOT_YET: frozenset[str] = frozenset({"backend/services/camera_process", "training"})
"""Folders that are still to be divided."""
WITHOUT_MODULE: dict[str, str] = {
    "tests/unit/core/evaluation/test_against_coco.py": "compares several modules with the COCO reference",
    "tests/unit/core/pipeline/test_rules_of_a_camera.py": "zones and rules from the tracker to the violation",
    "tests/unit/core/violations/test_items.py": "violations of several items and rules, by tables and properties",
}
"""Unit tests without a module of the same name, and why."""
MIRRORED = ("adapters", "commands", "core", "jobs", "routes", "services", "settings", "workers")
"""Folders of `tests/unit` that mirror `backend`."""


def modules(root: Path = ROOT / "backend") -> list[Path]:
    return sorted(path for path in root.rglob("*.py") if "migrations/versions" not in path.as_posix())


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def package_of(path: Path) -> str:
    return name_of(path) if path.name == "__init__.py" else name_of(path).rpartition(".")[0]


def imports_in(text: str, package: str, known: frozenset[str]) -> Iterator[str]:
    """Modules of `known` that a text imports anywhere in it, for type checking and inside functions as well."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                if inner in known:
                    yield inner
                elif base in known:
                    yield base


def first_cycle(graph: dict[str, set[str]]) -> list[str]:
    """A cycle of the graph, from a module back to itself; empty when there is none. Depth first, without recursion."""
    done: set[str] = set()
    for start in sorted(graph):
        path: list[str] = []
        waiting = [(start, False)]
        while waiting:
            module, leaving = waiting.pop()
            if leaving:
                path.pop()
                done.add(module)
                continue
            if module in done:
                continue
            if module in path:
                return [*path[path.index(module) :], module]
            path.append(module)
            waiting.append((module, True))
            waiting += [(target, False) for target in sorted(graph[module]) if target not in done]
    return []


def test_no_module_imports_itself_over_others_even_for_types() -> None:
    paths = {name_of(path): path for path in modules()}
    known = frozenset(paths)
    graph = {
        name: set(imports_in(path.read_text("utf-8"), package_of(path), known)) - {name} for name, path in paths.items()
    }
    assert first_cycle(graph) == []


@pytest.mark.parametrize(
    ("graph", "cycle"),
    [
        ({"a": {"b"}, "b": set()}, []),
        ({"a": {"b", "c"}, "b": {"c"}, "c": set()}, []),  # two ways to one module are none
        ({"a": {"b"}, "b": {"a"}}, ["a", "b", "a"]),
        ({"a": {"b"}, "b": {"c"}, "c": {"b"}}, ["b", "c", "b"]),
    ],
)
def test_a_cycle_is_found(graph: dict[str, set[str]], cycle: list[str]) -> None:
    assert first_cycle(graph) == cycle


def test_imports_for_types_inside_functions_and_from_the_same_folder_count() -> None:
    text = """
if TYPE_CHECKING:
    from backend.core.errors import NotFound
def f():
    import backend.app
    from . import codec
"""
    known = frozenset({"backend.core.errors", "backend.app", "backend.core.video.codec", "backend.core.video"})
    found = sorted(imports_in(text, "backend.core.video", known))
    assert found == ["backend.app", "backend.core.errors", "backend.core.video.codec"]


def test_two_classes_of_one_name_do_not_exist() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(f"{path.relative_to(ROOT)}:{node.lineno}")
    twice = {name: found for name, found in places.items() if len(found) > 1 and name not in TWICE_NOT_YET}
    assert twice == {}


def test_no_folder_holds_more_modules_than_one_subject_has() -> None:
    counts: dict[str, int] = defaultdict(int)
    for root in ("backend", "bench", "training", "tests"):
        for path in modules(ROOT / root):
            counts[path.parent.relative_to(ROOT).as_posix()] += path.name != "__init__.py"
    full = {name: n for name, n in counts.items() if n > LARGEST_FOLDER and name not in FOLDERS_NOT_YET}
    assert full == {}


def test_every_unit_test_lies_where_its_module_lies() -> None:
    homeless = []
    for path in sorted((ROOT / "tests" / "unit").rglob("test_*.py")):
        name = path.relative_to(ROOT).as_posix()
        parts = path.relative_to(ROOT / "tests" / "unit").parts
        if parts[0] not in MIRRORED or name in WITHOUT_MODULE:
            continue
        folder = (ROOT / "backend").joinpath(*parts[:-1])
        module = path.stem.removeprefix("test_")
        if not ((folder / f"{module}.py").exists() or ((folder / "__init__.py").exists() and module == folder.name)):
            homeless.append(f"{name}: no {folder.relative_to(ROOT)}/{module}.py")
    assert homeless == []


def test_every_exception_is_still_needed() -> None:
    assert [name for name in WITHOUT_MODULE if not (ROOT / name).exists()] == []
