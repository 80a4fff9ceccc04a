"""The Redis of a plant that has none: this process becomes the server."""

from __future__ import annotations

import os
import sys

from backend import settings as settings_module
from backend.adapters import logs, redis_server
from backend.core.errors import Unavailable


def main() -> None:
    """Replace this process by Redis. Exit code 1 says why it cannot, in the log."""
    settings = settings_module.load()
    logs.set_up("redis", settings.log_level)
    folder = settings.data_dir / "redis"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        program, arguments = redis_server.program(), redis_server.arguments(folder)
    except Unavailable as error:
        sys.exit(str(error))
    os.execv(program, [program, *arguments])  # noqa: S606 - it is to become this process


if __name__ == "__main__":
    main()
