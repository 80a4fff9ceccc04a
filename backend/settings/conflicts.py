"""What is wrong with settings that can each be read: values that nothing can be made of, and those that clash."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from backend.settings.values import Settings

LONGEST_DATA_DIR = 80
LEAST_AUDIT_DAYS = 180
"""As the database's triggers have it."""
DATABASE = re.compile(
    r"sqlite(\+pysqlite)?:///(?!:memory:)[^?].*"
    r"|postgres(ql(\+psycopg)?)?://([^:/]*(:[^@]*)?@)?(\[[^/?]+\]|[^/:?]+)?(:\d*)?(/[^?]*)?(\?.*)?"
)


def conflicts(settings: Settings) -> list[str]:
    """Every fault, with what would do."""
    faults = []
    if urlsplit(settings.redis_url).scheme not in ("redis", "rediss", "unix"):
        faults.append("REDIS_URL cannot be used: it starts with redis://, rediss:// or unix://.")
    if not DATABASE.fullmatch(settings.database_url):  # which is not repeated: it may hold a password
        faults.append("DATABASE_URL cannot be used: postgresql://user:password@host:port/database, or sqlite:///file.")
    if len(str(settings.data_dir).encode()) > LONGEST_DATA_DIR:
        faults.append(f"DATA_DIR is too long: it holds sockets, so at most {LONGEST_DATA_DIR} bytes.")
    if settings.face_model_path is not None and not settings.face_model_path.is_file():
        faults.append(f"FACE_MODEL_PATH={str(settings.face_model_path)!r} cannot be used: there is no such file.")
    if settings.port == settings.backend_port:
        faults.append(f"PORT and BACKEND_PORT are both {settings.port}: they must differ.")
    if "@" not in settings.admin_email:
        faults.append("ADMIN_EMAIL cannot be used: it is an e-mail address.")
    if 0 < settings.audit_days < LEAST_AUDIT_DAYS:
        faults.append(f"AUDIT_DAYS={settings.audit_days} is too short: 0 for ever, or at least {LEAST_AUDIT_DAYS}.")
    return faults + _retention_conflicts(settings)


def _retention_conflicts(settings: Settings) -> list[str]:
    """Times of which a shorter one would overtake a longer one. 0 is for ever."""

    def overtakes(one: int, other: int) -> bool:
        return one != 0 and (other == 0 or one < other)

    faults = []
    if overtakes(settings.evidence_days_reviewed, settings.evidence_days):
        faults.append("EVIDENCE_DAYS_REVIEWED is shorter than EVIDENCE_DAYS: a review would make pictures go earlier.")
    for name, days in (
        ("EVIDENCE_DAYS", settings.evidence_days),
        ("EVIDENCE_DAYS_REVIEWED", settings.evidence_days_reviewed),
    ):
        if overtakes(settings.violation_days, days):
            faults.append(f"VIOLATION_DAYS is shorter than {name}: pictures would outlive their violations.")
    return faults
