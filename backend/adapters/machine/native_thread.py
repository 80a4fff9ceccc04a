"""Runs what computes for long outside of gevent's loop, so that other requests are answered meanwhile."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

R = TypeVar("R")


def in_native_thread(function: Callable[..., R], *arguments: Any) -> R:
    """The function's result, or its error. Called directly where threads are the system's own anyway.

    The function must not wait for anything that greenlets do: locks, queues and sockets are theirs here.
    """
    monkey = sys.modules.get("gevent.monkey")
    if monkey is None or not monkey.is_module_patched("threading"):
        return function(*arguments)
    import gevent

    outcome: _Outcome[R] = gevent.get_hub().threadpool.apply(_caught, (function, arguments))
    if outcome.error is not None:
        raise outcome.error
    return outcome.result  # type: ignore[return-value]


@dataclass(slots=True)
class _Outcome(Generic[R]):
    result: R | None = None
    error: Exception | None = None


def _caught(function: Callable[..., R], arguments: tuple[Any, ...]) -> _Outcome[R]:
    """An error as a value: gevent would also log it, and it is the caller's to handle."""
    try:
        return _Outcome(function(*arguments))
    except Exception as error:  # noqa: BLE001 - it is raised again by the caller's thread
        return _Outcome(error=error)
