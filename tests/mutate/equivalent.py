"""Mutants that no test can tell from the original, or that none ought to, each with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from tests.mutate.mutations import Mutant


@dataclass(frozen=True, slots=True)
class Argued:
    """Changes that are left out: on lines of a module that contain `text`, of the kind `change` (empty: any)."""

    module: str
    """Path in `backend/core`."""
    text: str
    change: str
    reason: str


ARGUED: tuple[Argued, ...] = ()


def argued(module: str, mutant: Mutant) -> Argued | None:
    """Why this mutant of a module is left out; None when it is not."""
    fits = (one for one in ARGUED if one.module == module and one.text in mutant.text)
    return next((one for one in fits if not one.change or one.change == mutant.change), None)
