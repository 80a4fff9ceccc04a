"""Every setting of Mandor, read once from the environment (and `.env`), with all faults reported together.

Only processes read settings; everything below them gets values. Each setting is explained in `.env.example`.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from dotenv import dotenv_values

T = TypeVar("T")
ROOT = Path(__file__).resolve().parent.parent
ENGINES = ("auto", "onnxruntime", "openvino")
PLACEHOLDERS = {"changeme", "change-me", "secret", "password", "mandor", "admin"}


class SettingsError(Exception):
    """One or more settings cannot be used; `faults` says which and what would do."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(f"- {fault}" for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The values that processes hand down. Paths are absolute."""

    root: Path
    data_dir: Path
    evidence_dir: Path
    model_dir: Path
    model: str
    """Name of the model in `manifest.json`; empty: the one that the manifest calls default."""
    engine: str
    inference_threads: int
    """Threads per model call. More than 1 helps only on cores that nothing else uses."""
    port: int
    backend_port: int
    host: str
    """The address that the dashboard listens on. The backend always listens on 127.0.0.1."""
    redis_url: str
    redis_embedded: bool
    database_url: str
    secret_key: str
    admin_email: str
    admin_password: str
    demo: bool
    log_level: str
    token_hours: int

    @property
    def log_dir(self) -> Path:
        """Where processes write their logs."""
        return self.data_dir / "logs"

    @property
    def journal_dir(self) -> Path:
        """Where a worker keeps events while Redis is away."""
        return self.data_dir / "journal"

    @property
    def pm2_home(self) -> Path:
        """PM2's own files, so that two installations on one machine do not meet."""
        return self.data_dir / "pm2"


def load() -> Settings:
    """Settings of this installation: the environment first, then `.env`, then defaults. SettingsError has all faults."""
    file = {k: v for k, v in dotenv_values(ROOT / ".env").items() if v is not None}
    return parse({**file, **{k: v for k, v in os.environ.items() if v.strip()}}, root=ROOT)


def parse(environ: Mapping[str, str], *, root: Path) -> Settings:
    """Settings from `environ`. SettingsError has all faults at once. An empty value counts as not set."""
    faults: list[str] = []

    def text(name: str, default: str = "") -> str:
        return environ.get(name, "").strip() or default

    def checked(name: str, default: T, convert: Callable[[str], T], allowed: str) -> T:
        raw = text(name)
        if not raw:
            return default
        try:
            return convert(raw)
        except (ValueError, KeyError):
            faults.append(f"{name}={raw!r} cannot be used: {allowed}.")
            return default

    def path(name: str, default: Path) -> Path:
        raw = text(name)
        return (root / Path(raw).expanduser()).resolve() if raw else default

    def number(low: int, high: int) -> Callable[[str], int]:
        def convert(raw: str) -> int:
            value = int(raw)
            if not low <= value <= high:
                raise ValueError(raw)
            return value

        return convert

    def choice(*options: str) -> Callable[[str], str]:
        return {option: option for option in options}.__getitem__

    data_dir = path("DATA_DIR", root / "var")
    redis_url = text("REDIS_URL")
    if redis_url and urlsplit(redis_url).scheme not in ("redis", "rediss", "unix"):
        faults.append("REDIS_URL cannot be used: it starts with redis://, rediss:// or unix://.")
    secret_key = text("SECRET_KEY")
    if secret_key and (len(secret_key) < 32 or secret_key.lower() in PLACEHOLDERS):
        faults.append("SECRET_KEY cannot be used: at least 32 random characters, or leave it empty to have one made.")
    admin_password = text("ADMIN_PASSWORD")
    if admin_password and (len(admin_password) < 10 or admin_password.lower() in PLACEHOLDERS):
        faults.append("ADMIN_PASSWORD cannot be used: at least 10 characters, or leave it empty to have one made.")
    flags = {"0": False, "1": True, "false": False, "true": True, "no": False, "yes": True}
    settings = Settings(
        root=root,
        data_dir=data_dir,
        evidence_dir=path("EVIDENCE_DIR", root / "violations"),
        model_dir=path("MODEL_DIR", root / "model"),
        model=text("MODEL"),
        engine=checked("ENGINE", "auto", choice(*ENGINES), "one of " + ", ".join(ENGINES)),
        inference_threads=checked("INFERENCE_THREADS", 1, number(1, 64), "a number from 1 to 64"),
        port=checked("PORT", 3000, number(1, 65535), "a port number from 1 to 65535"),
        backend_port=checked("BACKEND_PORT", 5000, number(1, 65535), "a port number from 1 to 65535"),
        host=text("HOST", "0.0.0.0"),  # noqa: S104 - the dashboard is meant to be reached from the plant's network
        redis_url=redis_url or f"unix://{data_dir}/redis/redis.sock",
        redis_embedded=not redis_url,
        database_url=text("DATABASE_URL", f"sqlite:///{data_dir}/mandor.db"),
        secret_key=secret_key,
        admin_email=text("ADMIN_EMAIL", "admin@mandor.local"),
        admin_password=admin_password,
        demo=checked("DEMO", True, lambda raw: flags[raw.lower()], "0 or 1"),
        log_level=checked(
            "LOG_LEVEL",
            "INFO",
            lambda raw: choice("DEBUG", "INFO", "WARNING", "ERROR")(raw.upper()),
            "DEBUG, INFO, WARNING or ERROR",
        ),
        token_hours=checked("TOKEN_HOURS", 12, number(1, 720), "hours from 1 to 720"),
    )
    if settings.port == settings.backend_port:
        faults.append(f"PORT and BACKEND_PORT are both {settings.port}: they must differ.")
    if "@" not in settings.admin_email:
        faults.append("ADMIN_EMAIL cannot be used: it is an e-mail address.")
    if faults:
        raise SettingsError(faults)
    return settings


def secret_key(settings: Settings) -> str:
    """The key that signs tokens: the setting, or one made on the first start and kept in `DATA_DIR/secret_key`."""
    if settings.secret_key:
        return settings.secret_key
    file = settings.data_dir / "secret_key"
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return file.read_text().strip()
    with os.fdopen(handle, "w") as out:
        out.write(secrets.token_urlsafe(48))
    return file.read_text().strip()
