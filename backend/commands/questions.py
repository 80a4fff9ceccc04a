"""Asks the person who ran a command, where there is one."""

from __future__ import annotations

import sys
from collections.abc import Callable


class Questions:
    """Questions with answers typed on the terminal, or all answered by YES=1."""

    def __init__(self, yes: bool, *, terminal: bool | None = None, read: Callable[[str], str] = input) -> None:
        self.yes = yes
        self.terminal = sys.stdin.isatty() if terminal is None else terminal
        self._read = read

    @property
    def answerable(self) -> bool:
        """Whether a person can answer, or has agreed beforehand."""
        return self.yes or self.terminal

    def agree(self, question: str) -> bool:
        """Yes or no; no unless the answer is yes."""
        return self.yes or (self.terminal and self.text(f"{question} [y/N] ").lower() in ("y", "yes", "ya"))

    def text(self, question: str, default: str = "") -> str:
        """What is typed, or the default."""
        if self.yes or not self.terminal:
            return default
        try:
            return self._read(question).strip() or default
        except EOFError:
            return default
