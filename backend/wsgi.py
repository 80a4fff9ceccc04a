"""The backend process, for gunicorn: the application and its background loops.

`gunicorn -k backend.adapters.processes.gunicorn_worker.Worker -w 1 -b 127.0.0.1:5000 backend.wsgi:app`
"""

from gevent import monkey

monkey.patch_all()

import logging  # noqa: E402 - everything below must see the patched standard library
import os  # noqa: E402

from backend import background  # noqa: E402
from backend.adapters.logging import gunicorn_logs  # noqa: E402
from backend.adapters.logging import setup as logs  # noqa: E402
from backend.app import create_app  # noqa: E402
from backend.settings import load  # noqa: E402

BOOT_ERROR = 3
"""gunicorn ends altogether when its worker ends with this, so that the supervisor starts everything afresh."""


def die() -> None:
    """End this process so that the supervisor notices."""
    logging.shutdown()
    os._exit(BOOT_ERROR)


settings = load()
logs.set_up("backend", settings.log_level, file=settings.log_file)
gunicorn_logs.hear_greenlets()
logging.getLogger("geventwebsocket").setLevel(logging.ERROR)  # it would log addresses with their tokens
app = create_app(settings)
background.start(app, on_death=die)
