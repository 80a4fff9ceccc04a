"""Logs of gunicorn and gevent, in the form of every other log line."""

from __future__ import annotations

import logging
from types import TracebackType
from typing import Any

import gevent
from gunicorn.glogging import Logger

from backend.adapters.logging.setup import JsonLines

log = logging.getLogger(__name__)


class JsonLogger(Logger):  # type: ignore[misc]
    """gunicorn's logger, for `--logger-class`: its master logs in JSON, too, why a worker ended."""

    def setup(self, cfg: Any) -> None:
        """As gunicorn does it, with our form."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(JsonLines("backend"))


def hear_greenlets() -> None:
    """Log what greenlets die of; gevent would print it."""
    gevent.get_hub().print_exception = _log_greenlet


def _log_greenlet(
    context: object, kind: type[BaseException], error: BaseException | None, traceback: TracebackType | None
) -> None:
    log.error("a greenlet died", exc_info=(kind, error, traceback) if error is not None else None)
