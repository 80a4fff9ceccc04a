"""`./mandor audit verify`: verifies every chain of the audit."""

from __future__ import annotations

import sys

from backend import settings as settings_module
from backend.adapters.database.connection import Database
from backend.adapters.database.tables import INSTALLATION
from backend.commands import screen
from backend.core.errors import MandorError
from backend.services.audit.audit import verify
from backend.settings import SettingsError

BROKEN = 1
USAGE = 2


def main() -> None:
    """Say for each chain whether it holds. Exit code 1: one is broken, or cannot be read."""
    if sys.argv[1:] != ["verify"]:
        screen.fail("what?", "./mandor audit verify")
        sys.exit(USAGE)
    try:
        database = Database(settings_module.load().database_url)
        verdicts = verify(database)
        database.close()
    except (SettingsError, MandorError) as error:
        screen.fail(str(error))
        sys.exit(BROKEN)
    for owner, verdict in sorted(verdicts.items()):
        whose = "the installation" if owner == INSTALLATION else f"company {owner}"
        if verdict.broken is None:
            screen.good(f"audit of {whose}: {verdict.entries} entries, last hash {verdict.last_hash}")
        else:
            screen.fail(f"audit of {whose}: entry {verdict.broken.number} is broken: {verdict.broken.reason}")
    if any(verdict.broken is not None for verdict in verdicts.values()):
        sys.exit(BROKEN)


if __name__ == "__main__":
    main()
