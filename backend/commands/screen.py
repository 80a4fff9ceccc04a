"""Messages of a command on the terminal."""

from __future__ import annotations

import sys

_COLOURS = {"ok": "\033[32m", "fail": "\033[31m", "warn": "\033[33m", "dim": "\033[2m"}


def _paint(kind: str, text: str) -> str:
    return f"{_COLOURS[kind]}{text}\033[0m" if sys.stdout.isatty() else text


def step(text: str) -> None:
    """A step that takes a moment begins."""
    print(f"{_paint('dim', '·')} {text}", flush=True)


def good(text: str) -> None:
    """It is as it should be."""
    print(f"{_paint('ok', '✓')} {text}", flush=True)


def warn(text: str) -> None:
    """It works, with a warning."""
    print(f"{_paint('warn', '!')} {text}", flush=True)


def fail(text: str, remedy: str = "") -> None:
    """It is wrong, and what to do about it."""
    print(f"{_paint('fail', '✗')} {text}", flush=True)
    if remedy:
        print(f"  → {remedy}", flush=True)


def plain(text: str = "") -> None:
    """A line."""
    print(text, flush=True)
