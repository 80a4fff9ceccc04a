"""`make doctor`, running processes: their state, their ports, and the backend's own health report."""

from __future__ import annotations

import socket

import requests
from requests.exceptions import RequestException

from backend.adapters.processes import pm2, pm2_orphans
from backend.commands import screen
from backend.commands.start import APPS, orphans
from backend.services.fleet.camera_fleet import is_camera
from backend.settings import Settings
from backend.workers.pm2_manager import supervisor

HEALTH_SECONDS = 15.0
"""How long the backend may take to answer `/health`. It waits some seconds for a database that hangs."""


def processes(settings: Settings) -> bool:
    """Everything runs, is looked after, and nothing starts again all the time."""
    if left := orphans(settings):
        screen.fail(
            f"PM2 was killed; these go on, but they are not restarted: {', '.join(pm2_orphans.names(left))}",
            "`make run` ends them and starts everything anew, `make stop` ends them.",
        )
        return False
    if not pm2.is_up(settings.pm2_home):
        screen.warn("Mandor is not running: `make run` starts it")
        return True
    listed = supervisor(settings).processes()
    missing = [name for name in (*APPS, *(["redis"] if settings.redis_embedded else [])) if name not in listed]
    fine = not missing
    if missing:
        screen.fail(f"PM2 does not run {', '.join(missing)}", "`make run` starts everything.")
    for process in listed.values():
        log = settings.log_dir / f"{process.name}.log"
        if process.status != "online":
            screen.fail(f"process {process.name} is {process.status} after {process.restarts} restarts", f"See {log}.")
            fine = False
        elif process.restarts > 5 and not is_camera(process.name):
            screen.warn(f"process {process.name} was restarted {process.restarts} times; see {log}")
    if fine:
        screen.good("processes")
    return fine


def ports(settings: Settings) -> bool:
    """The ports are ours or free."""
    listed = [*supervisor(settings).processes()] if pm2.is_up(settings.pm2_home) else []
    ours = {*listed, *pm2_orphans.names(orphans(settings))}
    for name, port, app in (("PORT", settings.port, "frontend"), ("BACKEND_PORT", settings.backend_port, "backend")):
        with socket.socket() as probe:
            taken = probe.connect_ex(("127.0.0.1", port)) == 0
        if taken and app not in ours:
            screen.fail(f"port {port} is in use by another program", f"Stop it, or set {name}.")
            return False
    screen.good(f"ports {settings.port} and {settings.backend_port}")
    return True


def health(settings: Settings) -> bool:
    """Print the backend's health report."""
    if not pm2.is_up(settings.pm2_home):
        return True
    try:
        answer = requests.get(f"http://127.0.0.1:{settings.backend_port}/health", timeout=HEALTH_SECONDS).json()
        status, problems = (
            str(answer["status"]),
            [(bool(one["grave"]), str(one["message"])) for one in answer["problems"]],
        )
    except (RequestException, KeyError, TypeError) as error:
        log = settings.log_dir / "backend.log"
        screen.fail(f"the backend does not report its health ({type(error).__name__})", f"See {log}.")
        return False
    for grave, message in problems:
        (screen.fail if grave else screen.warn)(f"health: {message}")
    if status == "healthy":
        screen.good("health")
    return status == "healthy"
