"""A development server: `python backend/app.py`.

The backend as it runs in a plant, in the foreground, loaded again when its code changes; its database is prepared.
The other processes are those of `make run`; without a detection process the crowd interface answers `inference_away`.
"""

from __future__ import annotations

import os
import sys

from backend import settings as settings_module
from backend.commands import prepare
from backend.settings import SettingsError


def main() -> None:
    """Become gunicorn."""
    try:
        settings = settings_module.load()
    except SettingsError as error:
        sys.exit(f"✗ settings cannot be used\n{error}")
    prepare.main()
    os.chdir(settings_module.ROOT)
    address = f"127.0.0.1:{settings.backend_port}"
    print(f"development server on http://{address}")
    command = [sys.executable, "-m", "gunicorn", "--reload", "--no-control-socket", "-w", "1", "-b", address]
    worker = "backend.adapters.processes.gunicorn_worker.Worker"
    os.execv(sys.executable, [*command, "-k", worker, "backend.wsgi:app"])  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    main()
