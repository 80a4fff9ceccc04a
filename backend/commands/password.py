"""`make password EMAIL=…`: sets a new password of a user.

No password is asked for: only the owner of the machine can run it.
"""

from __future__ import annotations

import sys

from backend import settings as settings_module
from backend.adapters.database.connection import Database
from backend.commands import screen
from backend.core.errors import MandorError
from backend.services.accounts.accounts import set_new_password
from backend.settings import SettingsError


def main() -> None:
    """Make a password, store its hash, show it once. Every log-in of theirs ends."""
    email = sys.argv[1] if len(sys.argv) > 1 else ""
    if not email:
        screen.fail("whose?", "make password EMAIL=who@where")
        sys.exit(2)
    try:
        settings = settings_module.load()
        database = Database(settings.database_url)
        password = set_new_password(database, email)
    except (SettingsError, MandorError) as error:
        screen.fail(str(error))
        sys.exit(1)
    screen.good(f"{email} has the password {password} (shown once)")


if __name__ == "__main__":
    main()
