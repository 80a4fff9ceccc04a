"""What a camera is told (configuration) and what it says of itself (state)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from backend.core.cameras.connection_quality import ConnectionNumbers
from backend.core.cameras.drops import Drops
from backend.core.cameras.settings.camera_settings import CameraSettings
from backend.core.schedules.camera_plan import ModeOverride
from backend.core.system.latency import LagNumbers

MODES = ("detect", "stream")

STATES = ("off", "starting", "connecting", "live", "blind", "stale", "failed", "down", "unknown")
"""off: disabled by a person, or off by its schedule. starting: its worker has not reported yet. connecting: the worker
is opening the source. live: frames arrive. blind: frames arrive, but nothing can be judged in them, `reason` says why.
stale: frames have stopped arriving, the connection is not given up yet. failed: the source cannot be watched, `reason`
says why; it is tried again. down: the worker has stopped reporting. unknown: nobody can tell, because Redis is away
or full."""

REASONS: dict[str, str] = {
    "invalid_source": "The address is not one that Mandor can open.",
    "unreachable": "Nothing answers at this address.",
    "timeout": "The camera accepts the connection but sends nothing.",
    "login_refused": "The camera refuses the user name or password.",
    "stream_not_found": "The camera answers, but has no stream at this path.",
    "file_missing": "There is no such file on the Mandor machine.",
    "not_video": "What is at this address is not video.",
    "codec_unsupported": "The camera's video codec cannot be decoded here.",
    "picture_too_small": "The picture is too small to judge anything (under 64 pixels on a side).",
    "picture_too_large": (
        "The picture is larger than 4096 pixels on a side or 8.8 megapixels; use the camera's second stream."
    ),
    "stream_ended": "The stream ended; it is opened again.",
    "stream_broken": "The stream stopped in the middle of a picture; it is opened again.",
    "device_missing": "There is no such video device on the Mandor machine.",
    "inference_away": "The detection process is away: the picture is live, but nothing is judged.",
    "picture_refused": "The detector ended repeatedly over this camera's pictures; it leaves them out for a while.",
    "nothing_to_judge": "The model can judge none of the items that are asked for, so nothing is judged.",
    "dark": "The picture is black: there is no light, so nothing can be judged.",
    "covered": "The picture shows nothing: something is in front of the lens, so nothing can be judged.",
    "frozen": "The camera sends the same picture again and again, so nothing can be judged.",
    "falling_behind": "Pictures are judged too late or too seldom: this machine or the network does not keep up.",
    "moved": "The camera shows another view than before: it was knocked or turned.",
    "defocused": "The picture is far less sharp than usual.",
    "no_colour": "The picture has no colour, as by night: whether a vest is worn cannot be told; helmets are judged.",
    "clock_jumped": "The time stamps of the camera's stream have jumped; recent times may be wrong.",
    "worker_down": "The camera's worker process has stopped reporting; it is being restarted.",
    "restarts_too_often": "The camera's worker process has ended too often; it is tried again every five minutes.",
    "redis_away": "Redis is away or full, so the camera's state is not known.",
    "schedule_unreadable": "The camera's schedule, or its site's time zone, cannot be read; its own mode holds.",
    "settings_unreadable": "The camera's settings cannot be read; the defaults hold.",
}
"""Every reason code and its plain English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraConfig:
    """Everything a worker needs to know about its camera. `version` grows with each change."""

    camera_id: int
    company_id: int
    site_id: int
    name: str
    source: str
    """With credentials: never log it, never put it in an error."""
    mode: str = "detect"
    """While there is no schedule."""
    schedule: str = ""
    """The schedule's definition as JSON (`schedule_definition`); empty when there is none."""
    time_zone: str = "UTC"
    """The site's, IANA name: the schedule's times are local."""
    override: ModeOverride | None = None
    settings: CameraSettings = field(default_factory=CameraSettings)
    settings_unreadable: bool = False
    """The stored settings cannot be read; `settings` are the defaults meanwhile, and the camera shows this."""
    demo: bool = False
    version: int = 1

    @property
    def detect_fps(self) -> float:
        """Pictures a second to analyse."""
        return self.settings.detection.detect_fps

    @property
    def required_items(self) -> tuple[str, ...]:
        """Items that everybody must wear."""
        return self.settings.ppe.required_items

    def with_required_items(self, items: tuple[str, ...]) -> CameraConfig:
        """The same with other required items."""
        ppe = replace(self.settings.ppe, required_items=items)
        return replace(self, settings=replace(self.settings, ppe=ppe))


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraStatus:
    """What a worker says of itself, about once a second."""

    state: str
    mode: str
    """In which it is now; `mode_why`, `mode_name` and `mode_until` as in `camera_plan.ModeNow`."""
    since: datetime
    """When `state` began."""
    reason: str = ""
    """A code of `REASONS`; empty when all is well."""
    hint: str = ""
    """What somebody can do about it; may be empty."""
    width: int = 0
    height: int = 0
    stream_fps: float = 0.0
    """Frames a second that arrive."""
    detect_fps: float = 0.0
    """Frames a second that were looked at by the detector or passed by the motion gate."""
    detect_fps_wanted: float = 0.0
    """What `detect_fps` would be if every frame that is due were judged; 0 while none is."""
    judged_share: float | None = None
    """Frames that were judged of those that were worth a look, over the last minute, 0 to 1; None when none was."""
    last_frame_at: datetime | None = None
    frames_received: int = 0
    frames_judged: int = 0
    frames_quiet: int = 0
    """Frames that the motion gate skipped."""
    frames_dropped: int = 0
    """Frames that were due but not judged: the sum of `drops`."""
    drops: Drops = field(default_factory=Drops)
    """The same by why."""
    people: int | None = None
    """How many are seen; None while nobody is looked for."""
    open_violations: int = 0
    journal_waiting: int = 0
    """Events that wait in the worker's journal."""
    journal_refused: int = 0
    """Events that this worker decided and could not keep: the journal was full, or broken on disk."""
    violations_decided: int = 0
    """Violations that this process opened."""
    reconnects: int = 0
    decode_errors: int = 0
    connection: ConnectionNumbers | None = None
    lag: LagNumbers | None = None
    """From a picture to the decision on it."""
    pid: int = 0
    mode_why: str = "fixed"
    mode_name: str = ""
    mode_until: datetime | None = None
    extra: dict[str, str] = field(default_factory=dict)
