"""The application factory: extensions, blueprints, sockets, error handlers, and nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":  # `python backend/app.py`: a development server
    sys.path[0] = str(Path(__file__).resolve().parents[1])
    from backend.commands.develop import main

    main()

from collections.abc import Iterable
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from engineio.payload import Payload
from flask import Flask, Response
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_socketio import SocketIO
from werkzeug.middleware.proxy_fix import ProxyFix

from backend.adapters.inference.frame_store import SHARED, directory
from backend.adapters.machine.host_figures import pm2_version
from backend.adapters.machine.place import place_of
from backend.core.events.kinds import KINDS, Kinds
from backend.routes import errors, openapi
from backend.routes.accounts import account_routes as own_account
from backend.routes.accounts import invitation_routes as invitations
from backend.routes.accounts import key_routes as keys
from backend.routes.accounts import link_routes as links
from backend.routes.accounts import routes as auth
from backend.routes.accounts import user_routes as users
from backend.routes.audit import routes as audit
from backend.routes.cameras import routes as cameras
from backend.routes.cameras import site_routes as sites
from backend.routes.companies import routes as companies
from backend.routes.coverage import routes as coverage
from backend.routes.crowd import routes as crowd
from backend.routes.crowd import video_routes as crowd_video
from backend.routes.crowd.socket import MOST_MESSAGE_BYTES, CrowdEvents
from backend.routes.events import routes as dead_letters
from backend.routes.evidence import routes as storage
from backend.routes.exposure import routes as exposure
from backend.routes.live import picture_routes as stream
from backend.routes.live.events import LiveEvents
from backend.routes.models import routes as models
from backend.routes.operation import require_access
from backend.routes.rules import fact_routes as facts
from backend.routes.rules import rule_routes as rules
from backend.routes.rules import trial_routes as trials
from backend.routes.rules import zone_routes as zones
from backend.routes.schedules import routes as schedules
from backend.routes.system import health_routes as health
from backend.routes.system import metrics_routes as metrics
from backend.routes.system import routes as system
from backend.routes.violations import routes as violations
from backend.services.assembly import Backend, build
from backend.services.ingest.handlers import HandlersOf, handlers_of
from backend.services.system.disk_monitor import WatchedFolder, watched_folders
from backend.services.system.status import Installed
from backend.settings import Settings, installation_id, secret_key

MAX_BODY_BYTES = 1_000_000
MOST_POLLED_MESSAGES = 1_000
"""Messages that a browser on long polling may send at once, as many as it shows cameras when it connects. More than
this are lost; the library's own 16 are a wall of 17 cameras."""
_MODULES = (
    *(users, invitations, links, own_account, keys),
    *(auth, companies, audit, sites, cameras, schedules, zones, rules, facts, coverage, violations, stream, models),
    *(exposure, trials, crowd, crowd_video),
    *(dead_letters, health, storage, system, metrics, openapi),
)
LOOPBACK = ("127.0.0.1", "::1")


def create_app(settings: Settings, *, kinds: Kinds = KINDS, event_handlers: HandlersOf = handlers_of) -> Flask:
    """The backend as a WSGI application. Nothing is connected before the first request.

    `extensions["mandor"]` holds its services, `extensions["mandor.live"]` and `["mandor.crowd"]` its Socket.IO events.
    """
    installation = installation_id(settings.data_dir)
    backend = build(
        database_url=settings.database_url,
        redis_url=settings.redis_url,
        installation=installation,
        place=place_of(settings.data_dir),
        evidence_dir=settings.evidence_dir,
        secret_key=secret_key(settings),
        token_lifetime=timedelta(hours=settings.token_hours),
        limits=settings.limits,
        disk_places=_disk_places(settings),
        registration=settings.registration,
        installed=Installed(pm2_version=pm2_version(settings.root)),
        crowd_configuration=settings.crowd,
        crowd_dir=settings.crowd_dir,
        reserve_bytes=settings.reserve.bytes,
        frames_dir=directory(settings.data_dir, installation),
        kinds=kinds,
        event_handlers=event_handlers,
    )
    return assemble(backend, metrics_token=settings.metrics_token)


def _disk_places(settings: Settings) -> tuple[WatchedFolder, ...]:
    """What is watched for room."""
    return watched_folders(
        evidence_dir=settings.evidence_dir,
        data_dir=settings.data_dir,
        shared_memory=SHARED,
        reserve=settings.reserve,
    )


def assemble(backend: Backend, *, metrics_token: str = "") -> Flask:
    """The application around services that exist. Without a token only this machine reads `/metrics`."""
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    app.config["METRICS_TOKEN"] = metrics_token
    app.extensions["mandor"] = backend
    errors.register(app)
    for module in _MODULES:
        app.register_blueprint(module.blueprint)
    require_access(app)
    app.after_request(_harden)  # before the limiter: of these functions the first comes last
    _limit_logins(app)
    Payload.max_decode_packets = MOST_POLLED_MESSAGES
    socketio = SocketIO(
        app,
        async_mode="gevent",
        cors_allowed_origins="*",  # the token is in the message, not in a cookie: another origin has none
        cors_credentials=False,
        manage_session=False,
        max_http_buffer_size=MOST_MESSAGE_BYTES,
        http_compression=False,  # of polled pictures: it holds everybody up, and saves only what base64 adds
        ping_interval=10,
        ping_timeout=10,
    )
    app.extensions["mandor.live"] = LiveEvents(socketio, backend)
    app.extensions["mandor.crowd"] = CrowdEvents(socketio, backend)
    app.wsgi_app = _OneLocalProxy(app.wsgi_app)  # type: ignore[method-assign]
    return app


def _limit_logins(app: Flask) -> None:
    """By address and e-mail address: errors of one user do not block others. By address alone: no list can be tried."""
    limiter = Limiter(
        get_remote_address, app=app, storage_uri="memory://", strategy="moving-window", headers_enabled=True
    )
    views: dict[str, Any] = app.view_functions
    failures = limiter.limit(auth.FAILURE_LIMIT, key_func=auth.who_tries, deduct_when=auth.has_failed)
    views["companies.register_company"] = limiter.limit(companies.REGISTRATION_LIMIT)(
        views["companies.register_company"]
    )
    for view in ("links.inspect_link", "links.accept_link"):
        views[view] = limiter.limit(links.LIMIT)(views[view])
    for view in ("account.change_password", "account.change_address"):
        views[view] = limiter.limit(own_account.PASSWORD_LIMIT, key_func=own_account.which_login)(views[view])
    views["auth.login"] = limiter.limit(auth.LOGIN_LIMIT)(failures(views["auth.login"]))


def _harden(response: Response) -> Response:
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Frame-Options"] = "DENY"
    if response.status_code != HTTPStatus.TOO_MANY_REQUESTS:
        response.headers.remove("Retry-After")
    return response


class _OneLocalProxy:
    """Believes the dashboard's server, which is on this machine, who its caller is; and nobody else."""

    def __init__(self, app: Any) -> None:
        self._direct = app
        self._proxied = ProxyFix(app, x_for=1, x_proto=1)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        app = self._proxied if environ.get("REMOTE_ADDR") in LOOPBACK else self._direct
        answer: Iterable[bytes] = app(environ, start_response)
        return answer
