"""Things that tests are about, with sensible values where a test does not care."""

from __future__ import annotations

import base64
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from backend.adapters.accounts import passwords
from backend.adapters.accounts.tokens import Tokens
from backend.adapters.cameras.state import write
from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import cameras, companies, users
from backend.adapters.database.schema_upgrade import upgrade
from backend.core.accounts.roles import Role
from backend.core.accounts.scope import Scope
from backend.core.cameras.camera import CameraStatus
from backend.core.events.camera import CameraChanged
from backend.core.events.event_id import uuid7
from backend.core.events.exposure import ExposureMinute
from backend.core.events.sampled_batch import SampledBatch
from backend.core.events.track import TrackSummary
from backend.core.events.violation import ViolationClosed, ViolationOpened, ViolationReopened, ViolationUpdated
from backend.core.track_history.packing import TrackSample, pack

SECRET_KEY = "a key for tests, long enough to sign with it"
PASSWORD = "quite-a-password"
PASSWORD_HASH = passwords.hashed(PASSWORD)
CAMERA_PASSWORD = "s3cr3t%2Fpw"
SOURCE = f"rtsp://viewer:{CAMERA_PASSWORD}@10.9.8.7:554/stream1"
START = datetime(2026, 11, 21, 2, 19, 3, 123000, tzinfo=UTC)
CROP = b"\xff\xd8crop\xff\xd9"
WIDE = b"\xff\xd8wide\xff\xd9"


@dataclass(frozen=True)
class CompanyOfWorld:
    """A company with one of everything."""

    company_id: int
    site_id: int
    camera_id: int
    tokens: dict[str, str]
    """Access tokens by role."""
    user_ids: dict[str, int]

    @property
    def scope(self) -> Scope:
        """All of it."""
        return Scope.company(self.company_id)

    def headers(self, role: str = "admin") -> dict[str, str]:
        """What a caller of that role sends."""
        return {"Authorization": f"Bearer {self.tokens[role]}"}


@dataclass(frozen=True)
class World:
    """Two companies."""

    ours: CompanyOfWorld
    theirs: CompanyOfWorld


def build_world(database: Database) -> World:
    """Two companies in the database."""
    return World(build_company(database, "ours"), build_company(database, "theirs"))


def build_company(database: Database, name: str) -> CompanyOfWorld:
    """A company with a site, a user of each role and a camera of long standing.

    The administrator of `ours` is the platform's, too.
    """
    at = datetime.now(UTC)
    tokens, user_ids = {}, {}
    with database.writing(Scope.installation()) as session:
        company = companies.add(session, name, at=at)
        site = companies.add_site(session, company.id, f"site of {name}", "Asia/Jakarta", at=at)
        for role in Role:
            user = users.add(
                session,
                company.id,
                email=f"{role}@{name}.example",
                name=f"{role} of {name}",
                role=role,
                is_platform=role == Role.ADMIN and name == "ours",
                password_hash=PASSWORD_HASH,
                at=at,
            )
            user_ids[role] = user.id
            tokens[role] = access_token(user.id)
        camera = cameras.add(
            session,
            company.id,
            site.id,
            name=f"gate of {name}",
            source=SOURCE,
            mode="detect",
            enabled=True,
            demo=False,
            at=at - timedelta(hours=1),
        )
    return CompanyOfWorld(company.id, site.id, camera.id, tokens, user_ids)


@dataclass(frozen=True)
class PlantOfCameras:
    """A company's site with nothing but cameras."""

    company_id: int
    site_id: int
    camera_ids: list[int]


def build_plant(url: str, sources: list[str], *, mode: str = "detect") -> PlantOfCameras:
    """A new database there, with a camera for each source."""
    upgrade(url)
    database, at = Database(url), datetime.now(UTC)
    with database.writing(Scope.installation()) as session:
        company = companies.add(session, "ours", at=at)
        site = companies.add_site(session, company.id, "plant", "Asia/Jakarta", at=at)
        values: dict[str, Any] = {"mode": mode, "enabled": True, "demo": False, "at": at}
        ids = [
            cameras.add(session, company.id, site.id, name=f"camera {n}", source=source, **values).id
            for n, source in enumerate(sources, start=1)
        ]
    database.close()
    return PlantOfCameras(company.id, site.id, ids)


def access_token(user_id: int, *, at: datetime | None = None) -> str:
    """A log-in of that user."""
    fingerprint = passwords.fingerprint(PASSWORD_HASH)
    moment = at or datetime.now(UTC)
    return Tokens(SECRET_KEY).access(user_id, fingerprint, at=moment, lifetime=timedelta(hours=1))


def opened(company: CompanyOfWorld, *, at: datetime = START, **changes: Any) -> ViolationOpened:
    """Somebody without a helmet."""
    return ViolationOpened(**{**_envelope(company, at), **_judgement(), "item": "helmet", "opened_at": at, **changes})


def updated(company: CompanyOfWorld, violation_id: str, *, at: datetime, **changes: Any) -> ViolationUpdated:
    """A better picture of it."""
    values = {**_envelope(company, at), **_judgement(), "violation_id": violation_id, "confidence": 0.97}
    return ViolationUpdated(**{**values, **changes})


def closed(
    company: CompanyOfWorld, violation_id: str, *, at: datetime, reason: str = "worn", opening: int = 1
) -> ViolationClosed:
    """Its end."""
    return ViolationClosed(**_envelope(company, at), violation_id=violation_id, reason=reason, opening=opening)


def reopened(company: CompanyOfWorld, violation_id: str, *, at: datetime, opening: int = 2) -> ViolationReopened:
    """It goes on."""
    return ViolationReopened(**_envelope(company, at), violation_id=violation_id, opening=opening)


def camera_changed(company: CompanyOfWorld, state: str, *, at: datetime, reason: str = "") -> CameraChanged:
    """A camera's new state."""
    return CameraChanged(**_envelope(company, at), state=state, reason=reason)


def exposure_minute(company: CompanyOfWorld, *, at: datetime = START, **changes: Any) -> ExposureMinute:
    """Somebody wore a helmet for a minute."""
    values = {
        "minute": at.replace(second=0, microsecond=0),
        "rule_id": "anywhere",
        "rule_version": 1,
        "rule_name": "",
        "item": "helmet",
        "run": "one-0",
        "worn_seconds": 60.0,
        "missing_seconds": 0.0,
        "not_assessable_seconds": 0.0,
    }
    return ExposureMinute(**{**_envelope(company, at), **values, **changes})


def track_summary(
    company: CompanyOfWorld,
    samples: Sequence[TrackSample],
    *,
    track_id: int = 1,
    items: Sequence[str] = ("helmet", "vest"),
    width: int = 640,
    height: int = 384,
) -> TrackSummary:
    """A part of a track."""
    since, until = (datetime.fromtimestamp(samples[place].at, UTC) for place in (0, -1))
    return TrackSummary(
        **_envelope(company, until),
        track_id=track_id,
        since=since,
        until=until,
        items=list(items),
        width=width,
        height=height,
        samples=base64.b64encode(pack(samples)).decode(),
    )


def batch_of(*events: TrackSummary, first: int = 1) -> SampledBatch:
    """The events as a worker sends them, without any left out."""
    return SampledBatch(
        kind=events[0].kind,
        company_id=events[0].company_id,
        site_id=events[0].site_id,
        camera_id=events[0].camera_id,
        sequence="one",
        first=first,
        last=first + len(events) - 1,
        since=events[0].at,
        until=events[-1].at,
        events=events,
    )


def stander(since: datetime, seconds: int, **values: Any) -> list[TrackSample]:
    """Somebody who stands in the middle, with a helmet and no vest, once a second."""
    one = {"x": 0.5, "y": 0.6, "height": 0.4, "colour": True, "states": (1, 2), **values}
    return [TrackSample(at=since.timestamp() + n, **one) for n in range(seconds)]


def report_live(redis: Any, camera_id: int, **changes: Any) -> None:
    """Write the status that the worker of a healthy camera reports."""
    now = datetime.now(UTC)
    values = {"state": "live", "mode": "detect", "since": now, "width": 1280, "height": 720, "last_frame_at": now}
    write(redis, camera_id, CameraStatus(**{**values, **changes}))


def _envelope(company: CompanyOfWorld, at: datetime) -> dict[str, Any]:
    return {
        "id": uuid7(at, os.urandom(10)),
        "company_id": company.company_id,
        "site_id": company.site_id,
        "camera_id": company.camera_id,
        "at": at,
        "model": "ppe-nano@0123456789ab",
    }


def _judgement() -> dict[str, Any]:
    return {"confidence": 0.91, "box": (0.1, 0.2, 0.3, 0.8), "crop": CROP, "wide": WIDE}
