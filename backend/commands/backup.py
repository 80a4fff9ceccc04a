"""`make backup TO=folder`: what cannot be made again, while everything runs: the database, the key, the models."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from pathlib import Path
from shlex import quote

from backend import settings as settings_module
from backend.adapters.database import sqlite_copy
from backend.adapters.database.connection import sqlite_file
from backend.commands import screen
from backend.core.errors import InvalidInput, MandorError
from backend.settings import Settings, SettingsError
from backend.settings.installation import FILE as INSTALLATION_FILE


def main() -> None:
    """Copy, and print what is left to do. Exit code 1 when anything could not be copied."""
    to = sys.argv[1] if len(sys.argv) > 1 else ""
    if not to:
        screen.fail("where to?", "make backup TO=/mnt/backup/mandor")
        sys.exit(2)
    try:
        settings = settings_module.load()
        backup(settings, (settings.root / Path(to).expanduser()).resolve())
    except MandorError as error:
        screen.fail(f"the backup is not complete: {error.message}", error.hint)
        sys.exit(1)
    except (SettingsError, OSError, sqlite3.Error, shutil.Error) as error:
        screen.fail(f"the backup is not complete: {error}")
        sys.exit(1)


def backup(settings: Settings, to: Path) -> None:
    """1. The database. 2. Key and models. The pictures come last, by other means: what is newer than the copy of the
    database is left alone when both are put back, a row without its picture would stay without.
    """
    file = sqlite_file(settings.database_url)
    if to == settings.data_dir or (file is not None and to == file.resolve().parent):
        raise InvalidInput(f"{to} is where the originals are.", hint="Choose another folder, best on another disk.")
    to.mkdir(parents=True, exist_ok=True)
    if file is None:
        screen.warn(
            "PostgreSQL is copied by its own tool: PGOPTIONS='-c mandor.company=*' pg_dump --enable-row-security"
            f" --format=custom --file={to}/mandor.dump …"
        )
    elif sqlite_copy.copy(file, to / "mandor.db"):
        screen.good(f"database: {to / 'mandor.db'}")
    else:
        screen.warn("the database is empty: it was not copied")
    for name in ("secret_key", INSTALLATION_FILE):
        if (settings.data_dir / name).exists():
            shutil.copy2(settings.data_dir / name, to)
            screen.good(name)
    if settings.own_models_dir.exists():
        shutil.copytree(settings.own_models_dir, to / "models", dirs_exist_ok=True)
        screen.good("models")
    screen.plain(f"Now copy the pictures: rsync -a {quote(f'{settings.evidence_dir}/')} {quote(f'{to}/violations/')}")


if __name__ == "__main__":
    main()
