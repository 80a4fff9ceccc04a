"""The time zone of this machine, the default for a plant whose zone is not set."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from backend.adapters.machine.time_zones import is_time_zone

UTC = "UTC"
_FOLDER = "zoneinfo/"
_SAME_AS_UTC = ("Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "Universal", "Zulu")


def machine_zone(environ: Mapping[str, str], *, etc: Path = Path("/etc")) -> str:
    """The zone's IANA name; `UTC` when it is that or unknown.

    1. The variable TZ. 2. The link /etc/localtime. 3. The text of /etc/timezone (a container's localtime is a copy).
    """
    for name in (environ.get("TZ", "").removeprefix(":"), _linked(etc / "localtime"), _written(etc / "timezone")):
        name = name.rpartition(_FOLDER)[2].removeprefix("posix/")
        if name and is_time_zone(name):
            return UTC if name in _SAME_AS_UTC else name
    return UTC


def _linked(link: Path) -> str:
    try:
        target = str(link.resolve(strict=True))
    except (OSError, RuntimeError):  # a loop of links is a RuntimeError before Python 3.13
        return ""
    return target if _FOLDER in target else ""


def _written(file: Path) -> str:
    try:
        return file.read_text().strip()
    except (OSError, UnicodeDecodeError):
        return ""
