"""Runs a computation in a thread of the operating system, so that other greenlets go on meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from gevent import get_hub

T = TypeVar("T")


def in_native_thread(work: Callable[..., T], *arguments: Any, **named: Any) -> T:
    """The result of `work`, or its error. It must touch nothing that belongs to greenlets: no database, no Redis."""
    found: T = get_hub().threadpool.apply(work, arguments, named)
    return found
