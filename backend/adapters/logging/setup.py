"""Logs: one JSON object a line on standard error, which PM2 writes to the process's file.

Records of an event or a camera carry `extra={"event_id": …, "camera_id": …}`. Passwords and tokens that
got into a text are masked.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import threading
from datetime import UTC, datetime
from logging.handlers import WatchedFileHandler
from pathlib import Path
from types import TracebackType

from backend.core.system.redaction import redacted

CONTEXT = ("camera_id", "event_id")
log = logging.getLogger(__name__)


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, process, pid, what, and of which camera and event where there is one."""

    def __init__(self, process: str, *, camera_id: int | None = None) -> None:
        super().__init__()
        self._process = process
        self._camera_id = camera_id

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON."""
        body: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "process": self._process,
            "pid": os.getpid(),
        }
        if self._camera_id is not None:
            body["camera_id"] = self._camera_id
        body |= {name: getattr(record, name) for name in CONTEXT if hasattr(record, name)}
        body |= {"logger": record.name, "message": redacted(record.getMessage())}
        if record.exc_info:
            body["traceback"] = redacted(self.formatException(record.exc_info))
        return json.dumps(body, ensure_ascii=False, default=str)


def set_up(process: str, level: str, *, camera_id: int | None = None, file: Path | None = None) -> None:
    """Send everything that this process logs, warns of or dies of to standard error, and to the file if there is one.

    All processes may share the file: each line is appended at once. A file that was renamed is made anew.
    """
    handlers: list[logging.Handler] = [logging.StreamHandler(sys.stderr)]
    faults = []
    if file is not None:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            handlers.append(WatchedFileHandler(file, encoding="utf-8"))
        except OSError as error:
            faults.append(f"LOG_FILE cannot be written ({error.strerror}).")
    for handler in handlers:
        handler.setFormatter(JsonLines(process, camera_id=camera_id))
    logging.basicConfig(level=level, handlers=handlers, force=True)
    for fault in faults:
        log.error("%s", fault)
    logging.captureWarnings(True)
    sys.excepthook = _log_death
    threading.excepthook = _log_death_of_thread


def _log_death(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    log.critical("this process dies of an unexpected error", exc_info=(kind, error, traceback))


def _log_death_of_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
        name = args.thread.name if args.thread is not None else "?"
        log.critical("thread %s dies", name, exc_info=(args.exc_type, args.exc_value, args.exc_traceback))
