"""Runs what computes for long outside of gevent's loop, so that other requests are answered meanwhile."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, TypeVar

R = TypeVar("R")


def in_native_thread(function: Callable[..., R], *arguments: Any) -> R:
    """The function's result, or its error. Called directly where threads are the system's own anyway.

    The function must not wait for anything that greenlets do: locks, queues and sockets are theirs here.
    """
    monkey = sys.modules.get("gevent.monkey")
    if monkey is None or not monkey.is_module_patched("threading"):
        return function(*arguments)
    import gevent

    result: R = gevent.get_hub().threadpool.apply(function, arguments)
    return result
