"""The identity of an installation: a random id in its data folder, from which its names in shared services are built.

Redis, shared memory and process lists are shared by whatever runs on a machine or server. Database numbers of Redis do
not separate published messages, so every name carries the id (`adapters.redis.names`).
"""

from __future__ import annotations

import re
import secrets
from pathlib import Path

from backend.settings.kept_value import kept_value
from backend.settings.values import SettingsError

FILE = "installation"
_VALID = re.compile(r"[a-z0-9]{4,32}")
_OLDER = "older"
_TRACES = ("mandor.db", "secret_key", "pm2", "run", "journal")
"""What a version without an id leaves in its data folder."""


def installation_id(data_dir: Path) -> str:
    """The id of the installation whose data are here: 16 letters and digits, made by the first process that asks.

    Raises SettingsError when the file holds something else, OSError when it can be neither read nor written.
    """
    found = _words(data_dir)[0]
    if not _VALID.fullmatch(found):
        raise SettingsError(
            [f"{data_dir / FILE} cannot be used: it holds no id of an installation. Restore it from a backup."]
        )
    return found


def is_older_than_its_id(data_dir: Path) -> bool:
    """Whether a version without an id has worked with these data: names without an id in its Redis may be its own."""
    return _OLDER in _words(data_dir)[1:]


def _words(data_dir: Path) -> list[str]:
    def make() -> str:
        is_older = any((data_dir / name).exists() for name in _TRACES)
        return secrets.token_hex(8) + (f" {_OLDER}" if is_older else "") + "\n"

    return kept_value(data_dir / FILE, make).split() or [""]
