"""Runs unit tests over mutants: each in a forked process that has everything but the backend loaded already."""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import os
import pickle
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, ModuleType

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.support.installations.processes import ROOT

LEAST_SECONDS = 10.0
"""How long the tests of a mutant may take at least before it counts as hanging, which is noticed."""
FACTOR = 5.0
"""How many times longer than without a change."""
EXAMPLES = 25
"""Of each hypothesis test. More: fewer mutants survive by chance, each costs more."""
PYTEST = (
    *("-q", "-x", "-c", os.devnull, "--noconftest", "--assert=plain", "--tb=no"),
    *("-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:timeout"),
)
"""Without the configuration, which makes errors of warnings about loaded libraries; why a test fails is not shown."""
CORE = ROOT / "backend" / "core"


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A module of `core/` and its tests."""

    path: Path
    tests: tuple[tuple[Path, ...], ...]
    """Its own; the others of its subject, which run when these notice nothing."""

    @property
    def name(self) -> str:
        """As it is imported."""
        return ".".join(self.path.relative_to(ROOT).with_suffix("").parts)

    @property
    def subject(self) -> str:
        """The folder in `core/`."""
        parts = self.path.relative_to(CORE).parts
        return parts[0] if len(parts) > 1 else ""


def modules(subjects: Sequence[str]) -> list[Module]:
    """The modules of these subjects, or of all."""
    found = []
    for path in sorted(CORE.rglob("*.py")):
        place = path.relative_to(CORE)
        if path.name == "__init__.py" or (subjects and place.parts[0] not in subjects):
            continue
        folder = ROOT / "tests" / "unit" / "core" / place.parent
        own = folder / f"test_{path.name}"
        others = [test for test in sorted(folder.glob("test_*.py")) if test != own] if len(place.parts) > 1 else []
        rounds = ([own] if own.exists() else [], others)
        found.append(Module(path=path, tests=tuple(tuple(one) for one in rounds if one)))
    return found


class _Changed(importlib.abc.Loader, importlib.abc.MetaPathFinder):
    """Gives the changed code for one module."""

    def __init__(self, name: str, file: Path, code: CodeType) -> None:
        self._name, self._file, self._code = name, file, code

    def find_spec(self, name: str, path: object, target: object = None) -> importlib.machinery.ModuleSpec | None:
        if name != self._name:
            return None
        return importlib.machinery.ModuleSpec(name, self, origin=str(self._file))

    def exec_module(self, module: ModuleType) -> None:
        exec(self._code, module.__dict__)


def load_libraries(module: Module) -> float:
    """Run the unchanged module's tests once, load the libraries that they use, and return how long they took, seconds.

    Raises RuntimeError when they fail without a change.
    """
    reader, writer = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(reader)
        status = _tested(module, None)
        loaded = [name for name in sys.modules if name.split(".")[0] not in ("backend", "tests", "__main__")]
        with os.fdopen(writer, "wb") as pipe:
            pickle.dump(loaded, pipe)
        os._exit(status)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        loaded = pickle.load(pipe)
    _, status = os.waitpid(child, 0)
    took = time.monotonic() - began
    if status != 0:
        raise RuntimeError(f"the tests of {module.name} fail without a change")
    for name in loaded:
        if name not in sys.modules:
            _try_import(name)
    return took


def is_noticed(module: Module, code: CodeType, longest: float) -> bool:
    """Whether a test fails on the changed code, or hangs for `longest` seconds."""
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        os._exit(_tested(module, code))
    until = time.monotonic() + longest
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status != 0
        time.sleep(0.005)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def _tested(module: Module, code: CodeType | None) -> int:
    """In a forked process: 0 when all tests pass."""
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    os.chdir(ROOT)
    settings.register_profile(
        "mutate",
        deadline=None,
        database=None,
        derandomize=True,
        max_examples=EXAMPLES,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile("mutate")
    if code is not None:
        sys.meta_path.insert(0, _Changed(module.name, module.path, code))
    return next((1 for one in module.tests if pytest.main([*PYTEST, *map(str, one)]) != 0), 0)


def _try_import(name: str) -> None:
    try:
        importlib.import_module(name)
    except Exception:  # noqa: BLE001 - an alias that cannot be imported by its name is loaded by the child itself
        return
