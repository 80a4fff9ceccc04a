"""`make prepare`: what `make run` does before it starts anything, for a start of PM2 by hand."""

from __future__ import annotations

import sys

from backend import settings as settings_module
from backend.commands import screen
from backend.commands.installation.preparation import EVIDENCE_WARNINGS, prepare
from backend.core.errors import MandorError
from backend.settings import SettingsError


def main() -> None:
    """Prepare, and print what was done."""
    try:
        settings = settings_module.load()
        prepared = prepare(settings)
    except (SettingsError, MandorError, OSError) as error:
        screen.fail(str(error))
        sys.exit(1)
    screen.good(f"database at revision {prepared.revision}")
    if prepared.evidence in EVIDENCE_WARNINGS:
        screen.warn(EVIDENCE_WARNINGS[prepared.evidence])
    if prepared.password is not None:
        screen.plain(f"first administrator: {settings.admin_email}, password {prepared.password} (shown once)")


if __name__ == "__main__":
    main()
