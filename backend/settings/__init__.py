"""Every setting of Mandor, read once from the environment (and `.env`), with all faults reported together.

Only processes read settings; everything below them gets values. Each setting is explained in `.env.example`.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import Literal, TypeVar, overload

from dotenv import dotenv_values

from backend.settings.conflicts import conflicts
from backend.settings.crowd_reading import read_crowd
from backend.settings.installation import installation_id, is_older_than_its_id
from backend.settings.kept_value import kept_value
from backend.settings.path_urls import redis_socket_url, sqlite_url
from backend.settings.values import Settings, SettingsError

__all__ = ["ROOT", "Settings", "SettingsError", "installation_id", "is_older_than_its_id", "load", "parse"]
T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[2]
ENGINES = ("auto", "onnxruntime", "cuda", "tensorrt", "openvino", "openvino-gpu")
REGISTRATIONS: dict[str, Literal["closed", "invitation", "open"]] = {
    "closed": "closed",
    "invitation": "invitation",
    "open": "open",
}
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
FLAGS = {"1": True, "0": False, "true": True, "false": False, "yes": True, "no": False}
LONGEST_DAYS = 36_500
OURS_ALONE = 0o077
"""The bits of a file's mode that are for others: cameras' passwords are in the database, people in the pictures."""
PLACEHOLDERS = {"changeme", "change-me", "secret", "password", "mandor", "admin"}


def load() -> Settings:
    """Settings of this installation: the environment, then `.env`, then `backend/.env`, then defaults.

    SettingsError has all faults.

    Each process and command begins with this: what it writes from now on, this machine's other users cannot read.
    """
    os.umask(OURS_ALONE)
    files = {**dotenv_values(ROOT / "backend" / ".env"), **dotenv_values(ROOT / ".env")}
    file = {k: v for k, v in files.items() if v is not None}
    return parse({**file, **{k: v for k, v in os.environ.items() if v.strip()}}, root=ROOT)


class _Reader:
    """Reads one value after the other and collects what is wrong with them."""

    def __init__(self, environ: Mapping[str, str], root: Path) -> None:
        self.faults: list[str] = []
        self._environ = environ
        self._root = root

    def text(self, name: str, default: str = "") -> str:
        return self._environ.get(name, "").strip() or default

    @overload
    def path(self, name: str, default: Path) -> Path: ...
    @overload
    def path(self, name: str, default: None) -> Path | None: ...
    def path(self, name: str, default: Path | None) -> Path | None:
        raw = self.text(name)
        return (self._root / Path(raw).expanduser()).resolve() if raw else default

    def number(self, name: str, default: int, low: int, high: int) -> int:
        raw = self.text(name, str(default))
        if raw.isdecimal() and low <= int(raw) <= high:
            return int(raw)
        self.faults.append(f"{name}={raw!r} cannot be used: a number from {low} to {high}.")
        return default

    def networks(self, name: str) -> tuple[str, ...]:
        found = []
        for raw in self.text(name).replace(",", " ").split():
            try:
                found.append(str(ip_network(raw, strict=False)))
            except ValueError:
                self.faults.append(f"{name} cannot be used: {raw!r} is no address and no network such as 10.0.0.0/8.")
        return tuple(found)

    def choice(self, name: str, options: Mapping[str, T], default: str) -> T:
        raw = self.text(name, default)
        if raw.lower() in options:
            return options[raw.lower()]
        self.faults.append(f"{name}={raw!r} cannot be used: one of {', '.join(options)}.")
        return options[default]

    def secret(self, name: str, least: int, empty: str = "to have one made") -> str:
        """A value that must not be easy to guess. It is never repeated in a fault."""
        value = self.text(name)
        if value and (len(value) < least or value.lower() in PLACEHOLDERS):
            self.faults.append(f"{name} is too easy: at least {least} characters, or empty {empty}.")
        return value


def parse(environ: Mapping[str, str], *, root: Path) -> Settings:
    """Settings from `environ`. SettingsError has all faults at once. An empty value counts as not set."""
    read = _Reader(environ, root)
    data_dir = read.path("DATA_DIR", root / "var")
    redis_url = read.text("REDIS_URL") or _redis_address(read)
    settings = Settings(
        root=root,
        data_dir=data_dir,
        evidence_dir=read.path("EVIDENCE_DIR", root / "violations"),
        model_dir=read.path("MODEL_DIR", root / "model"),
        model=read.text("MODEL") or _body_model(read),
        face_model_path=read.path("FACE_MODEL_PATH", None),
        engine=read.choice("ENGINE", {name: name for name in ENGINES}, "auto"),
        inference_threads=read.number("INFERENCE_THREADS", 1, 1, 64),
        inference_batch=read.number("INFERENCE_BATCH", 1, 1, 64),
        inference_batch_wait_ms=read.number("INFERENCE_BATCH_WAIT_MS", 0, 0, 500),
        port=read.number("PORT", 3000, 1, 65535),
        backend_port=read.number("BACKEND_PORT", 5000, 1, 65535),
        host=read.text("HOST", "0.0.0.0"),  # noqa: S104 - the dashboard is meant to be reached from the plant's network
        trusted_proxies=read.networks("TRUSTED_PROXIES"),
        redis_url=redis_url or redis_socket_url(data_dir / "redis" / "redis.sock"),
        redis_embedded=not redis_url,
        database_url=read.text("DATABASE_URL", sqlite_url(data_dir / "mandor.db")),
        secret_key=read.secret("SECRET_KEY", 32),
        admin_email=read.text("ADMIN_EMAIL", "admin@mandor.local"),
        admin_password=read.secret("ADMIN_PASSWORD", 10),
        demo=read.choice("DEMO", FLAGS, "1"),
        log_level=read.choice("LOG_LEVEL", {name.lower(): name for name in LOG_LEVELS}, "info"),
        log_file=read.path("LOG_FILE", None),
        token_hours=read.number("TOKEN_HOURS", 12, 1, 720),
        registration=read.choice("REGISTRATION", REGISTRATIONS, "closed"),
        audit_days=read.number("AUDIT_DAYS", 365, 0, LONGEST_DAYS),
        evidence_days=read.number("EVIDENCE_DAYS", 90, 0, LONGEST_DAYS),
        evidence_days_reviewed=read.number("EVIDENCE_DAYS_REVIEWED", 365, 0, LONGEST_DAYS),
        evidence_gb=read.number("EVIDENCE_GB", 0, 0, 1_000_000),
        evidence_gb_reviewed=read.number("EVIDENCE_GB_REVIEWED", 0, 0, 1_000_000),
        disk_reserve_gb=read.number("DISK_RESERVE_GB", 2, 0, 100_000),
        violation_days=read.number("VIOLATION_DAYS", 730, 0, LONGEST_DAYS),
        crowd=read_crowd(read),
        metrics_token=read.secret("METRICS_TOKEN", 16, empty="to let nobody but this machine read"),
    )
    faults = read.faults + conflicts(settings)
    if faults:
        raise SettingsError(faults)
    return settings


def _redis_address(read: _Reader) -> str:
    """The address from its parts; empty without a host: then the embedded Redis runs."""
    host = read.text("REDIS_HOST")
    port, number = read.number("REDIS_PORT", 6379, 1, 65535), read.number("REDIS_DB", 0, 0, 1_000_000)
    return f"redis://{host}:{port}/{number}" if host else ""


def _body_model(read: _Reader) -> str:
    """The name of the model whose file BODY_MODEL_PATH names: a shipped one, or one that `make model` added."""
    path = read.path("BODY_MODEL_PATH", None)
    if path is None:
        return ""
    return path.parent.name if path.stem == "model" else path.stem


def secret_key(settings: Settings) -> str:
    """The key that signs tokens: the setting, or one made on the first start and kept in `DATA_DIR/secret_key`."""
    return settings.secret_key or kept_value(settings.data_dir / "secret_key", lambda: secrets.token_urlsafe(48))
