"""`make doctor`, of what runs: the processes, their ports, and what the backend itself says is wrong."""

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
"""How long the backend may take to say how the system is. It waits some seconds for a database that hangs."""


def processes(settings: Settings) -> bool:
    """Everything runs, is looked after, and nothing starts again all the time."""
    if left := orphans(settings):
        screen.bad(
            f"PM2 was killed; these go on, but nobody starts them again: {', '.join(pm2_orphans.names(left))}",
            "`make run` ends them and starts everything anew, `make stop` ends them.",
        )
        return False
    if not pm2.is_up(settings.pm2_home):
        screen.doubt("Mandor is not running: `make run` starts it")
        return True
    listed = supervisor(settings).processes()
    missing = [name for name in (*APPS, *(["redis"] if settings.redis_embedded else [])) if name not in listed]
    fine = not missing
    if missing:
        screen.bad(f"PM2 does not run {', '.join(missing)}", "`make run` starts everything.")
    for process in listed.values():
        log = settings.log_dir / f"{process.name}.log"
        if process.status != "online":
            screen.bad(f"process {process.name} is {process.status} after {process.restarts} restarts", f"See {log}.")
            fine = False
        elif process.restarts > 5 and not is_camera(process.name):
            screen.doubt(f"process {process.name} was restarted {process.restarts} times; see {log}")
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
            screen.bad(f"port {port} is in use by another program", f"Stop it, or set {name}.")
            return False
    screen.good(f"ports {settings.port} and {settings.backend_port}")
    return True


def health(settings: Settings) -> bool:
    """The backend says that all is well, or what is not."""
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
        screen.bad(f"the backend does not say how the system is ({type(error).__name__})", f"See {log}.")
        return False
    for grave, message in problems:
        (screen.bad if grave else screen.doubt)(f"health: {message}")
    if status == "healthy":
        screen.good("health")
    return status == "healthy"
