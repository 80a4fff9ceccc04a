"""A task of the inference server: what it is called, what it takes, what it answers.

Both sides know it. The client encodes its question and decodes the answer by it; the server looks up the model that
answers it. Its name travels in every request.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

A = TypeVar("A")


class InputKind(StrEnum):
    """What a task looks at."""

    FRAME = "frame"
    """A whole picture, scaled into the top left corner of a square."""
    CROPS = "crops"
    """Any number of square regions of one picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Generic[A]):
    """A task whose answer is an `A`."""

    name: str
    input: InputKind
    encode: Callable[[A], bytes]
    """An answer as it travels."""
    decode: Callable[[bytes], A]
    """The inverse of `encode`. ValueError when the bytes are none."""
    refines: str = ""
    """The task whose answer this one refines. It is asked after that one has answered, with a model of the same
    manifest entry, and yields to it where time is short."""

    @property
    def lane(self) -> str:
        """The task by which its requests wait: one that refines another waits in the other's place."""
        return self.refines or self.name
