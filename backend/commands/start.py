"""`make run`, once everything is installed: prepare, start, wait until it works, print the address.

Run again it upgrades and starts everything anew.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Collection
from contextlib import suppress

import requests
from redis.exceptions import RedisError
from requests.exceptions import RequestException

from backend import settings as settings_module
from backend.adapters.cameras import fleet_state
from backend.adapters.inference import announcement
from backend.adapters.machine.place import place_of
from backend.adapters.processes import pm2_orphans
from backend.adapters.processes.lock import handed_on
from backend.adapters.processes.pm2 import Running
from backend.adapters.processes.pm2_orphans import Orphan
from backend.adapters.redis.connection import TAKEN_HINT, connect
from backend.adapters.redis.ownership import LEASE_SECONDS, RedisTaken
from backend.commands import screen
from backend.commands.installation.preparation import EVIDENCE_WARNINGS, Prepared, check_first, prepare
from backend.core.errors import MandorError
from backend.services.fleet.camera_fleet import is_camera
from backend.settings import Settings, SettingsError, installation_id
from backend.workers.pm2_manager import supervisor

READY_SECONDS = 60.0
CLAIM_SECONDS = LEASE_SECONDS + 5.0
"""How long another place is waited for that may have ended."""
APPS = ("backend", "inference", "orchestrator", "jobs", "frontend")
"""What `ecosystem.config.js` starts, but for Redis."""


class CannotStart(Exception):
    """What is wrong; `remedy` is what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


def main() -> None:
    """See `start`; faults are printed in one line with a remedy, and the exit code is 1."""
    try:
        settings = settings_module.load()
    except SettingsError as error:
        screen.fail(f"Some settings cannot be used:\n{error}", "Correct them in .env or in the environment.")
        sys.exit(1)
    try:
        start(settings)
    except CannotStart as error:
        screen.fail(str(error), error.remedy)
        sys.exit(1)
    except SettingsError as error:
        screen.fail(str(error))
        sys.exit(1)
    except MandorError as error:
        screen.fail(error.message, error.hint or "`make doctor` looks for the cause.")
        sys.exit(1)
    except OSError as error:
        remedy = "Give this user the right, make room, or set DATA_DIR to another folder."
        screen.fail(f"{error.filename} cannot be written ({error.strerror}).", remedy)
        sys.exit(1)


def start(settings: Settings) -> None:
    """Idempotent; run again it starts everything anew.

    1. Database, ports: what would be in the way. 2. End what a PM2 that was killed left. 3. Redis. 4. Claim its mark.
    5. Stop the rest. 6. Prepare. 7. Start the rest. 8. Wait until it works. 9. Print the address.
    """
    installation_id(settings.data_dir)  # before anything that would make the data folder look used
    check_first(settings)
    pm2 = supervisor(settings)
    running, left = pm2.processes(), orphans(settings)
    online = {process.name for process in running.values() if process.status == "online"}
    check_ports(settings, online.union(pm2_orphans.names(left)))
    if left:
        end_orphans(left)
        running = pm2.processes()  # its orchestrator may have started cameras meanwhile
    start_redis(settings, running)
    claim_redis(settings)
    if stopped := [name for name in running if name in APPS or is_camera(name)]:
        screen.step("stopping what runs, to start it anew")
        pm2.delete(stopped)
    prepared = prepare_and_report(settings)
    screen.step("starting the processes")
    ecosystem(settings, "start", "ecosystem.config.js", "--only", ",".join(APPS), "--update-env")
    wait_for(lambda: answers(f"http://127.0.0.1:{settings.backend_port}/health"), "the backend", settings, "backend")
    screen.good("backend")
    wait_for(lambda: answers(f"http://127.0.0.1:{settings.port}/"), "the dashboard", settings, "frontend")
    screen.good("dashboard")
    redis = connect(settings.redis_url, installation_id(settings.data_dir))
    wait_for(lambda: announcement.read_info(redis) is not None, "the detector", settings, "inference")
    info = announcement.read_info(redis)
    if info is not None:
        screen.good(f"detector: {info.name} with {info.engine} on {info.device}")
        if info.switch is not None and info.switch.state == "failed":
            screen.warn(f"the model {info.switch.name} could not be loaded: {info.switch.reason} {info.switch.hint}")
    print_address(settings, prepared.password)


def orphans(settings: Settings) -> list[Orphan]:
    """Processes of this installation that go on although their PM2 was killed."""
    ours = (*APPS, "redis")
    redis = handed_on(settings.run_dir, "redis")
    return pm2_orphans.find(settings.pm2_home, *redis, lambda name: name in ours or is_camera(name))


def end_orphans(left: list[Orphan]) -> None:
    """End them; they are started anew under a PM2 that supervises them."""
    screen.warn("PM2 was gone; what went on without it is ended and started anew:")
    screen.plain(f"    {', '.join(pm2_orphans.names(left))}")
    pm2_orphans.end(left)


def prepare_and_report(settings: Settings) -> Prepared:
    """Prepare while nothing runs, and print what was done."""
    try:
        fleet_state.clear(
            connect(settings.redis_url, installation_id(settings.data_dir))
        )  # cameras that were given up are tried again
    except RedisError as error:
        screen.warn(f"cameras that were given up stay so until their next attempt ({type(error).__name__})")
    screen.step("preparing the database")
    try:
        prepared = prepare(settings)
    except (MandorError, OSError):
        screen.warn("Mandor does not run now: no camera is watched")
        raise
    screen.good(f"database at revision {prepared.revision}")
    if prepared.evidence in EVIDENCE_WARNINGS:
        screen.warn(EVIDENCE_WARNINGS[prepared.evidence])
    if prepared.password is not None:
        screen.good("first administrator made; this is shown once:")
        screen.plain(f"    e-mail    {settings.admin_email}")
        screen.plain(f"    password  {prepared.password}")
        screen.plain(f"    time zone {prepared.time_zone} (the System page changes it)")
    if prepared.demo_cameras:
        screen.good(f"{prepared.demo_cameras} demonstration cameras added (DEMO=0 leaves them out)")
    return prepared


def check_ports(settings: Settings, ours: Collection[str]) -> None:
    """CannotStart when another program has a port that we need; `ours` are the processes that run."""
    for name, port, app in (("PORT", settings.port, "frontend"), ("BACKEND_PORT", settings.backend_port, "backend")):
        if app in ours:
            continue
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                raise CannotStart(
                    f"Port {port} is in use by another program.",
                    f"Stop that program, or choose another: make run {name}={port + 1}",
                ) from None


def start_redis(settings: Settings, running: dict[str, Running]) -> None:
    """The embedded server, unless it runs already or another is set. Then wait until Redis answers."""
    if settings.redis_embedded and ("redis" not in running or not running["redis"].is_kept):
        screen.step("starting Redis")
        ecosystem(settings, "start", "ecosystem.config.js", "--only", "redis", "--update-env")
    redis = connect(settings.redis_url, installation_id(settings.data_dir))

    def ping() -> bool:
        with suppress(RedisError):
            return bool(redis.ping())
        return False

    if settings.redis_embedded:
        wait_for(ping, "Redis", settings, "redis")
    elif not ping():
        raise CannotStart("The Redis at REDIS_URL does not answer.", "Start it, or leave REDIS_URL empty for our own.")
    screen.good("Redis")


def claim_redis(settings: Settings) -> None:
    """Mark Redis as used from here. CannotStart when a copy of this installation uses it; a mark expires in 20 s."""
    redis = connect(settings.redis_url, installation_id(settings.data_dir), place_of(settings.data_dir))
    until = time.monotonic() + CLAIM_SECONDS
    waited = False
    while True:
        try:
            redis.renew_mark()
            return
        except RedisTaken as error:
            if time.monotonic() > until:
                raise CannotStart(str(error), TAKEN_HINT) from None
            if not waited:
                screen.step(f"waiting: this installation was used from {error.holder} a moment ago")
            waited = True
            time.sleep(1.0)
        finally:
            redis.close()


def ecosystem(settings: Settings, *args: str) -> None:
    """A PM2 call with this installation's settings; no password goes along."""
    pm2 = settings.root / "node_modules" / ".bin" / "pm2"
    environ = {k: v for k, v in os.environ.items() if k not in ("ADMIN_PASSWORD", "MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    environ |= {
        "PM2_HOME": str(settings.pm2_home),
        "DATA_DIR": str(settings.data_dir),
        "PORT": str(settings.port),
        "BACKEND_PORT": str(settings.backend_port),
        "TRUSTED_PROXIES": ",".join(settings.trusted_proxies),
    }
    done = subprocess.run(
        [str(pm2), *args], cwd=settings.root, env=environ, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        output = (done.stderr or done.stdout).strip().splitlines()
        raise CannotStart(
            f"PM2 cannot {args[0]}: {output[-1] if output else done.returncode}", "`make doctor` looks for the cause."
        )


def answers(url: str) -> bool:
    """Does something answer there that is up? 503 counts: it is up and reports what is missing."""
    try:
        return requests.get(url, timeout=2).status_code in (*range(500), 503)
    except RequestException:
        return False


def wait_for(ready: Callable[[], bool], what: str, settings: Settings, log: str) -> None:
    """CannotStart with the log's last words when it is not ready within a minute."""
    until = time.monotonic() + READY_SECONDS
    while not ready():
        if time.monotonic() > until:
            file = settings.log_dir / f"{log}.log"
            lines = file.read_text(errors="replace").splitlines()[-5:] if file.exists() else []
            last = "\n    ".join(lines) or "(nothing)"
            raise CannotStart(
                f"{what[0].upper()}{what[1:]} did not come up within {READY_SECONDS:.0f} s. Its log ends:\n    {last}",
                f"The whole log is {file}; `make doctor` looks for the cause.",
            )
        time.sleep(0.3)


def print_address(settings: Settings, password: str | None) -> None:
    """The address and how to come in."""
    host = "localhost" if settings.host in ("0.0.0.0", "127.0.0.1", "::") else settings.host  # noqa: S104
    screen.plain()
    screen.plain(f"  Mandor runs:  http://{host}:{settings.port}")
    screen.plain(f"  Log in as     {settings.admin_email}")
    if password is not None:
        screen.plain(
            f"  Password      {password}   (shown once; `make password EMAIL={settings.admin_email}` sets another)"
        )
    elif settings.admin_password:
        screen.plain("  Password      the one in ADMIN_PASSWORD, if that was set when Mandor first started")
    else:
        screen.plain(
            f"  Password      as printed on the first start; `make password EMAIL={settings.admin_email}` sets another"
        )
    screen.plain("  Stop it with  make stop")


if __name__ == "__main__":
    main()
