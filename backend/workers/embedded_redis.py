"""The Redis of a plant that has none: this process becomes the server.

It holds a place while it runs: two servers would write one file, and each would answer a part of the processes.
"""

from __future__ import annotations

import logging
import os
import sys
from threading import Event

from backend import settings as settings_module
from backend.adapters.logging import setup as logs
from backend.adapters.processes.lock import ProcessLock
from backend.adapters.processes.pm2_ancestry import PID_FILE
from backend.adapters.redis import server as redis_server
from backend.core.errors import Unavailable
from backend.core.fleet.restart_budget import HELD

log = logging.getLogger(__name__)
HELD_SECONDS = 20.0
"""How long it waits for a server before it to end."""


def main() -> None:
    """Replace this process by Redis. Exit code 1 with the reason in the log."""
    settings = settings_module.load()
    logs.set_up("redis", settings.log_level, file=settings.log_file)
    folder = settings.data_dir / "redis"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        program, arguments = redis_server.program(), redis_server.arguments(folder)
    except Unavailable as error:
        sys.exit(str(error))
    place = ProcessLock(settings.run_dir, "redis")
    if not place.take(Event(), seconds=HELD_SECONDS):
        log.error("another Redis works with these data: this one ends")
        sys.exit(HELD)
    place.hand_on(os.environ.get(PID_FILE, ""))  # Redis writes its title over its environment
    os.execv(program, [program, *arguments])  # noqa: S606 - it is to become this process


if __name__ == "__main__":
    main()
