"""The backend process as in `backend.wsgi`, with the toy kinds beside Mandor's own."""

from gevent import monkey

monkey.patch_all()

import logging  # noqa: E402 - everything below must see the patched standard library
import os  # noqa: E402

from backend import background  # noqa: E402
from backend.adapters.logging import gunicorn_logs  # noqa: E402
from backend.adapters.logging import setup as logs  # noqa: E402
from backend.app import create_app  # noqa: E402
from backend.settings import load  # noqa: E402
from tests.chaos.toys.toy_kinds import TOY_KINDS, handlers_of  # noqa: E402

BOOT_ERROR = 3


def die() -> None:
    """End this process so that the supervisor notices."""
    logging.shutdown()
    os._exit(BOOT_ERROR)


settings = load()
logs.set_up("backend", settings.log_level)
gunicorn_logs.hear_greenlets()
app = create_app(settings, kinds=TOY_KINDS, event_handlers=handlers_of)
background.start(app, on_death=die)
