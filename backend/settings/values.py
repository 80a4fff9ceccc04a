"""The values of the settings, and the error when they cannot be used."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from backend.core.crowd.configuration import CrowdConfiguration
from backend.core.evidence.retention import RetentionLimits
from backend.core.system.disk_level import Reserve

GB = 1_000_000_000


class SettingsError(Exception):
    """One or more settings cannot be used; `faults` names them and what would be valid."""

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
    face_model_path: Path | None
    """A YuNet face detector; None: faces are not looked for."""
    engine: str
    inference_threads: int
    """Threads per model call. More than 1 helps only on cores that nothing else uses."""
    inference_batch: int
    """Requests of one task in a model call at most. More uses a GPU better; on a CPU it only delays answers."""
    inference_batch_wait_ms: int
    """How long a batch that is not full waits for more requests."""
    port: int
    backend_port: int
    host: str
    """The address that the dashboard listens on. The backend always listens on 127.0.0.1."""
    trusted_proxies: tuple[str, ...]
    """Networks of the proxies before the dashboard that are believed whom they speak for."""
    redis_url: str
    redis_embedded: bool
    database_url: str
    secret_key: str
    admin_email: str
    admin_password: str
    demo: bool
    log_level: str
    log_file: Path | None
    """Where every process writes its log as well; None: nowhere else than PM2."""
    token_hours: int
    registration: Literal["closed", "invitation", "open"]
    """Who may register a company: nobody, who has a link, or anybody."""
    audit_days: int
    """How long audit entries stay; 0: for ever."""
    evidence_days: int
    """How long pictures stay; 0: for ever. The violations themselves stay for `violation_days`."""
    evidence_days_reviewed: int
    evidence_gb: int
    """Most room for pictures; 0: no limit."""
    evidence_gb_reviewed: int
    disk_reserve_gb: int
    violation_days: int

    @property
    def limits(self) -> RetentionLimits:
        """What retention keeps to."""
        return RetentionLimits(
            days={
                "demo": self.evidence_days,
                "unreviewed": self.evidence_days,
                "reviewed": self.evidence_days_reviewed,
            },
            most_bytes={"unreviewed": self.evidence_gb * GB, "reviewed": self.evidence_gb_reviewed * GB},
            free_bytes=self.reserve.wanted,
        )

    @property
    def reserve(self) -> Reserve:
        """What is to stay free of the disks that Mandor writes to."""
        return Reserve(self.disk_reserve_gb * GB)

    crowd: CrowdConfiguration
    metrics_token: str
    """With it `/metrics` is read from elsewhere; empty: only from this machine."""

    @property
    def log_dir(self) -> Path:
        """Where processes write their logs."""
        return self.data_dir / "logs"

    @property
    def journal_dir(self) -> Path:
        """Where a worker keeps events while Redis is away."""
        return self.data_dir / "journal"

    @property
    def crowd_dir(self) -> Path:
        """Where videos of the crowd interface are while they are analysed, and their results for an hour."""
        return self.data_dir / "spool" / "crowd"

    @property
    def run_dir(self) -> Path:
        """Where processes hold their places, so that there is never a second one."""
        return self.data_dir / "run"

    @property
    def own_models_dir(self) -> Path:
        """Where the models are that `make model` added."""
        return self.data_dir / "models"

    @property
    def pm2_home(self) -> Path:
        """PM2's own files, so that two installations on one machine do not meet."""
        return self.data_dir / "pm2"
