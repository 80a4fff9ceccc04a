"""What a command shows to the person who ran it."""

from __future__ import annotations

import sys

_COLOURS = {"ok": "\033[32m", "bad": "\033[31m", "doubt": "\033[33m", "dim": "\033[2m"}


def _paint(kind: str, text: str) -> str:
    return f"{_COLOURS[kind]}{text}\033[0m" if sys.stdout.isatty() else text


def step(text: str) -> None:
    """Something that takes a moment begins."""
    print(f"{_paint('dim', '·')} {text}", flush=True)


def good(text: str) -> None:
    """Something is as it should be."""
    print(f"{_paint('ok', '✓')} {text}", flush=True)


def doubt(text: str) -> None:
    """Something works, but somebody should know."""
    print(f"{_paint('doubt', '!')} {text}", flush=True)


def bad(text: str, remedy: str = "") -> None:
    """Something is wrong, and what to do about it."""
    print(f"{_paint('bad', '✗')} {text}", flush=True)
    if remedy:
        print(f"  → {remedy}", flush=True)


def plain(text: str = "") -> None:
    """A line."""
    print(text, flush=True)
