"""Numbers for Prometheus. Not for the world: from this machine directly, with the token of `METRICS_TOKEN`, or with an
API key for metrics."""

from __future__ import annotations

import hmac

from flask import Blueprint, Response, current_app, request

from backend.adapters.system.metrics_text import CONTENT_TYPE, exposition
from backend.core.accounts.api_keys import KeyScope, is_key
from backend.core.errors import NotAuthenticated
from backend.routes.operation import backend, credential_of, now, operation

blueprint = Blueprint("metrics", __name__)
LOOPBACK = ("127.0.0.1", "::1", "::ffff:127.0.0.1")
FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Forwarded", "Via")
"""A request with one of these comes from a proxy, which may serve any client: the dashboard's server always does."""


@operation(blueprint, "GET", "/metrics", access="metrics_token", media_type="text/plain")
def metrics() -> Response:
    """Give the numbers for Prometheus: to this machine, with the token of METRICS_TOKEN, or with a key for metrics."""
    if not (_is_direct() or _has_token() or _has_key()):
        raise NotAuthenticated("This needs the metrics token.", hint="Send Authorization: Bearer <METRICS_TOKEN>.")
    return Response(exposition(backend().metrics.families(at=now())), content_type=CONTENT_TYPE)


def _is_direct() -> bool:
    return request.remote_addr in LOOPBACK and not any(name in request.headers for name in FORWARDED)


def _has_token() -> bool:
    expected: str = current_app.config["METRICS_TOKEN"]
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return (
        bool(expected) and scheme.lower() == "bearer" and hmac.compare_digest(token.strip().encode(), expected.encode())
    )


def _has_key() -> bool:
    try:
        credential = credential_of(request.headers)
        return is_key(credential) and KeyScope.METRICS in backend().api_keys.of_key(credential, at=now()).scopes
    except NotAuthenticated:
        return False
