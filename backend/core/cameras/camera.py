"""A camera's configuration for its worker, and the status that it reports."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from backend.core.cameras.connection_quality import ConnectionNumbers
from backend.core.cameras.drops import Drops
from backend.core.cameras.settings.camera_settings import CameraSettings
from backend.core.rules.rule import Fact, Rule, default_rules
from backend.core.schedules.camera_mode import CameraMode
from backend.core.schedules.camera_plan import ModeOverride
from backend.core.system.latency import LagNumbers
from backend.core.zones.zone import Zone


class CameraState(StrEnum):
    """How a camera is. `reason` explains `BLIND`, `FAILED`, `DOWN` and `UNKNOWN`."""

    OFF = "off"
    """Disabled by a user, or off by its schedule."""
    STARTING = "starting"
    """Its worker has not reported yet."""
    CONNECTING = "connecting"
    """The worker is opening the source."""
    LIVE = "live"
    """Frames arrive."""
    BLIND = "blind"
    """Frames arrive, but nothing can be judged in them."""
    STALE = "stale"
    """Frames have stopped arriving; the connection is not given up yet."""
    FAILED = "failed"
    """The source cannot be connected; it is tried again."""
    DOWN = "down"
    """The worker has stopped reporting."""
    UNKNOWN = "unknown"
    """The state is not known, because Redis is away or full."""


REASONS: dict[str, str] = {
    "invalid_source": "Mandor can't open this kind of address.",
    "unreachable": "No answer from this address.",
    "timeout": "The camera accepts the connection but sends no video.",
    "login_refused": "The camera refuses the user name or password.",
    "login_unsupported": "The camera asks for a kind of login that Mandor does not know.",
    "stream_not_found": "The camera answers, but has no stream at this path.",
    "camera_busy": "The camera takes no further viewer at the moment.",
    "camera_error": "The camera answers with an error of its own.",
    "hangs_up": "The camera accepts the connection and hangs up.",
    "address_moved": "The camera names another address for its stream.",
    "transport_refused": "The camera refuses this way of transport.",
    "request_refused": "The camera refuses the request.",
    "protocol_unsupported": "The camera does not speak this version of the protocol.",
    "tls_needed": "The camera wants an encrypted connection.",
    "tls_failed": "No encrypted connection to the camera comes about.",
    "file_missing": "There is no such file on the Mandor machine.",
    "not_video": "What is at this address is not video.",
    "codec_unsupported": "This machine can't decode the camera's video codec.",
    "picture_too_small": "The picture is too small for detection (under 64 pixels on a side).",
    "picture_too_large": (
        "The picture is larger than 4096 pixels on a side or 8.8 megapixels; use the camera's second stream."
    ),
    "stream_ended": "The stream ended; Mandor connects again.",
    "stream_broken": "The stream stopped in the middle of a picture; Mandor connects again.",
    "device_missing": "There is no such video device on the Mandor machine.",
    "inference_away": "Detection stopped: the picture is live, but PPE is not checked.",
    "picture_refused": "Detection crashed repeatedly on this camera's pictures; it is paused for this camera.",
    "nothing_to_judge": "The model knows none of the required items, so PPE is not checked.",
    "dark": "The picture is black: there is no light, so PPE is not checked.",
    "covered": "The picture shows nothing: something blocks the lens, so PPE is not checked.",
    "frozen": "The camera repeats the same picture, so PPE is not checked.",
    "falling_behind": "This machine can't keep up: some people may be missed.",
    "moved": "The camera shows another view than before: it was knocked or moved.",
    "defocused": "The picture is far less sharp than usual.",
    "no_colour": "The picture has no colour, as at night: helmets are checked, vests can't be.",
    "clock_jumped": "The time stamps of the camera's stream have jumped; recent times may be wrong.",
    "worker_down": "The camera's worker process has stopped reporting; it is being restarted.",
    "restarts_too_often": "The camera's worker process crashed too often; it is restarted every five minutes.",
    "redis_away": "Redis is not available or full, so the camera's state is not known.",
    "schedule_unreadable": "The schedule or the site's time zone can't be read; the camera's own mode applies.",
    "settings_unreadable": "The camera's settings can't be read; the defaults apply.",
    "rules_unreadable": "Some of the camera's zones or rules can't be read; the others apply.",
}
"""The English message for every reason code. The dashboard has its own texts by code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraConfig:
    """What a worker needs to know about its camera. `version` grows with each change."""

    camera_id: int
    company_id: int
    site_id: int
    name: str
    source: str
    """With credentials: never log it, never put it in an error."""
    mode: CameraMode = CameraMode.DETECT
    """Applies while there is no schedule."""
    schedule: str = ""
    """The schedule's definition as JSON (`adapters.schedules.definition`); empty when there is none."""
    time_zone: str = "UTC"
    """The site's, IANA name: the schedule's times are local."""
    site_name: str = ""
    override: ModeOverride | None = None
    settings: CameraSettings = field(default_factory=CameraSettings)
    settings_unreadable: bool = False
    """The stored settings cannot be read; `settings` are the defaults meanwhile, and the camera shows this."""
    demo: bool = False
    version: int = 1
    zones: tuple[Zone, ...] = ()
    """All of the camera, also those without a rule."""
    rules: tuple[Rule, ...] = ()
    """What was drawn and saved; `all_rules` adds the one of the settings."""
    facts: tuple[Fact, ...] = ()
    """What is known from outside, for the conditions of rules."""
    rules_unreadable: bool = False
    """Some stored zones or rules cannot be read; `zones` and `rules` are the others, and the camera shows this."""

    @property
    def detect_fps(self) -> float:
        """Pictures a second to analyse."""
        return self.settings.detection.detect_fps

    @property
    def required_items(self) -> tuple[str, ...]:
        """Items that every person must wear."""
        return self.settings.ppe.required_items

    @property
    def all_rules(self) -> tuple[Rule, ...]:
        """The rules that apply on this camera."""
        return default_rules(self.required_items) + self.rules

    def as_edited(self) -> CameraConfig:
        """What a user edits at the camera itself: without its version, schedule, rules and what those depend on."""
        drawn: dict[str, Any] = {"zones": (), "rules": (), "facts": (), "rules_unreadable": False}
        return replace(self, version=0, schedule="", time_zone="UTC", site_name="", override=None, **drawn)

    def with_required_items(self, items: tuple[str, ...]) -> CameraConfig:
        """The same with other required items."""
        ppe = replace(self.settings.ppe, required_items=items)
        return replace(self, settings=replace(self.settings, ppe=ppe))


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraStatus:
    """What a worker reports about once a second."""

    state: CameraState
    mode: CameraMode
    """The current mode; `mode_why`, `mode_name` and `mode_until` as in `camera_plan.ModeNow`."""
    since: datetime
    """When `state` began."""
    reason: str = ""
    """A code of `REASONS`; empty when there is no fault."""
    hint: str = ""
    """How to fix it, where the worker knows more than `HINTS`; may be empty."""
    width: int = 0
    height: int = 0
    stream_fps: float = 0.0
    """Frames a second that arrive."""
    detect_fps: float = 0.0
    """Frames a second that the detector analysed or the motion gate skipped."""
    detect_fps_wanted: float = 0.0
    """`detect_fps` if every due frame were judged; 0 without detection."""
    judged_share: float | None = None
    """Judged of due frames over the last minute, 0 to 1; None when none was due."""
    last_frame_at: datetime | None = None
    frames_received: int = 0
    frames_judged: int = 0
    frames_quiet: int = 0
    """Frames that the motion gate skipped."""
    frames_dropped: int = 0
    """Frames that were due but not judged: the sum of `drops`."""
    drops: Drops = field(default_factory=Drops)
    """The same by cause."""
    people: int | None = None
    """Number of people in view; None without detection."""
    open_violations: int = 0
    journal_waiting: int = 0
    """Events in the worker's journal that are not delivered yet."""
    journal_refused: int = 0
    """Events that could not be stored: the journal was full, or broken on disk."""
    violations_decided: int = 0
    """Violations that this process opened."""
    reconnects: int = 0
    retry_at: datetime | None = None
    """When the source is opened again; None while it is open or being opened."""
    decode_errors: int = 0
    connection: ConnectionNumbers | None = None
    lag: LagNumbers | None = None
    """Delay from a picture to the decision on it."""
    pid: int = 0
    mode_why: str = "fixed"
    mode_name: str = ""
    mode_until: datetime | None = None
    extra: dict[str, str] = field(default_factory=dict)
