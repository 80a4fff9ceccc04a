"""URLs of local files, quoted: `#`, `?` and `%` in a folder's name mean something else in a URL."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote


def sqlite_url(file: Path) -> str:
    """The address of a SQLite database; `sqlite_file` is the inverse."""
    return f"sqlite:///{quote(str(file))}"


def redis_socket_url(socket: Path) -> str:
    """The address of a Redis that listens on a socket."""
    return f"unix://{quote(str(socket))}"
