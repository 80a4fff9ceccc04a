"""Bodies and answers of `/api/cameras`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from backend.core.cameras.camera import CameraState
from backend.core.cameras.judging import Judging
from backend.core.schedules.camera_mode import CameraMode
from backend.routes.cameras.settings_schemas import SettingsAnswer, SettingsAsked
from backend.routes.fields import Answered, Asked, Cursor, Id, Name, Utc

Mode = Literal["detect", "stream"]
SourceText = Annotated[str, Field(min_length=1, max_length=4096)]


class CameraList(Asked):
    """A page of the list."""

    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 200


class NewCamera(Asked):
    """A camera to add."""

    name: Name
    source: SourceText
    mode: Mode = "detect"
    enabled: Annotated[bool, Field(strict=True)] = True
    site_id: Annotated[Id, Field(strict=True)] | None = None
    """The first one that the user may use by default."""
    schedule_id: Annotated[Id, Field(strict=True)] | None = None
    settings: SettingsAsked | None = None
    """What is absent is the default."""


class CameraChange(Asked):
    """What to change; what is absent stays."""

    name: Name | None = None
    source: SourceText | None = None
    mode: Mode | None = None
    enabled: Annotated[bool, Field(strict=True)] | None = None
    site_id: Annotated[Id, Field(strict=True)] | None = None
    """Another site: schedules follow its time zone. Violations of the past stay with the site before."""
    schedule_id: Annotated[Id, Field(strict=True)] | None = None
    """null removes the schedule."""
    settings: SettingsAsked | None = None
    """What is absent stays; null restores a setting's default, for a group or `settings` all of them."""


class SourceToTest(Asked):
    """A source to test; a masked one gets the stored password of `camera_id`."""

    source: SourceText
    camera_id: Annotated[Id, Field(strict=True)] | None = None


class ReasonAnswer(Answered):
    """Why a camera is in its state, and how to fix it."""

    code: str
    message: str
    hint: str


class ModeWhyAnswer(Answered):
    """Why the mode applies, the name of slot, exception or user, and until when."""

    why: Literal["disabled", "override", "slot", "exception", "otherwise", "fixed", "unreadable"]
    name: str
    until: Utc | None


class OverrideAnswer(Answered):
    """A mode that a user chose, until `until` or until further notice."""

    mode: CameraMode
    until: Utc | None
    by_name: str


class CameraAnswer(Answered):
    """A camera and its state."""

    id: int
    name: str
    source: str
    site_id: int
    mode: Mode
    """Applies while there is no schedule."""
    schedule_id: int | None
    mode_now: CameraMode
    mode_why: ModeWhyAnswer
    override: OverrideAnswer | None
    enabled: bool
    demo: bool
    settings: SettingsAnswer
    state: CameraState
    state_since: Utc | None
    reason: ReasonAnswer | None
    judging: Judging
    """Whether PPE is checked now: in enough pictures, in too few, in none though wanted, or not wanted."""
    last_frame_at: Utc | None
    width: int | None
    height: int | None
    stream_fps: float | None
    detect_fps: float | None
    detect_fps_wanted: float | None
    """`detect_fps` if every due picture were analysed."""
    frames_dropped: int | None
    people: int | None
    open_violations: int | None
    restarts: int | None
    next_attempt_at: Utc | None
    created_at: Utc


class CamerasAnswer(Answered):
    """A page of the list."""

    items: list[CameraAnswer]
    next_cursor: str | None


class SourceSeen(Answered):
    """A source that works. `snapshot` is a JPEG as a `data:` URL."""

    ok: Literal[True] = True
    width: int
    height: int
    fps: float | None
    codec: str
    snapshot: str


class SourceFailed(Answered):
    """A source that does not work, and why."""

    ok: Literal[False] = False
    reason: ReasonAnswer


class StreamTokenAnswer(Answered):
    """A token for the live picture, and the paths that carry it."""

    token: str
    expires_at: Utc
    mjpg: str
    snapshot: str
