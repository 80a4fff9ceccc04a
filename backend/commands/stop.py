"""`make stop`: ends every process of this installation, and the PM2 that kept them."""

from __future__ import annotations

import sys

from backend import settings as settings_module
from backend.adapters import pm2
from backend.commands import screen
from backend.commands.start import CannotStart, answers, ecosystem
from backend.settings import SettingsError

OTHER = "Was Mandor started with another PM2_HOME? Then end it there: PM2_HOME=… pm2 kill"


def main() -> None:
    """Ask PM2 to end; say what came of it."""
    try:
        settings = settings_module.load()
        if not pm2.is_up(settings.pm2_home):
            if answers(f"http://127.0.0.1:{settings.backend_port}/health"):
                raise CannotStart(
                    f"This PM2 runs nothing, but something answers at port {settings.backend_port}.", OTHER
                )
            screen.good("nothing was running")
            return
        screen.step("stopping")
        ecosystem(settings, "kill")
    except SettingsError as error:
        screen.bad(str(error))
        sys.exit(1)
    except CannotStart as error:
        screen.bad(str(error), error.remedy)
        sys.exit(1)
    screen.good("stopped; the data stays")


if __name__ == "__main__":
    main()
