"""A camera for tests: serves H.264 mp4 files over RTSP, looped, without encoding them again.

    /usr/bin/python3 rtsp_server.py PORT name=file.mp4 ... [--user U --password P] [--audio name] [--begins FILE]

Port 0 takes a free one. When it listens it prints `up PORT`. `--begins`: a line with the time for each beginning of a
clip, so that somebody else knows what is to be seen when. It needs GStreamer's RTSP server for the system's
Python (Debian: python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-base, -good and -bad), which is why
it is a process of its own.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import NamedTuple

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstApp", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstApp, GstRtsp, GstRtspServer  # noqa: E402, F401 - after require_version

CAPS = "video/x-h264,stream-format=byte-stream,alignment=au"
READ = (
    'filesrc location="{path}" ! qtdemux ! h264parse config-interval=-1 ! ' + CAPS + " ! appsink name=sink sync=false"
)
SERVE = (
    f'( appsrc name=source is-live=true format=time block=false caps="{CAPS}"'
    " ! h264parse config-interval=-1 ! rtph264pay name=pay0 pt=96 aggregate-mode=zero-latency )"
)
TONE = "( audiotestsrc is-live=true ! mulawenc ! rtppcmupay name=pay0 pt=0 )"
DEFAULT_DURATION = 40 * Gst.MSECOND


class AccessUnit(NamedTuple):
    """One encoded picture; its times are nanoseconds from the clip's beginning."""

    data: bytes
    pts: int
    dts: int
    duration: int


def access_units(path: str) -> list[AccessUnit]:
    """Every encoded picture of the file, in the order of decoding."""
    pipeline = Gst.parse_launch(READ.format(path=path))
    pipeline.set_state(Gst.State.PLAYING)
    sink = pipeline.get_by_name("sink")
    units = []
    while (sample := sink.emit("pull-sample")) is not None:
        buffer = sample.get_buffer()
        duration = DEFAULT_DURATION if buffer.duration == Gst.CLOCK_TIME_NONE else buffer.duration
        units.append(AccessUnit(buffer.extract_dup(0, buffer.get_size()), buffer.pts, buffer.dts, duration))
    pipeline.set_state(Gst.State.NULL)
    if not units:
        sys.exit(f"{path}: no H.264 in it")
    first = min(unit.dts for unit in units)
    return [unit._replace(pts=unit.pts - first, dts=unit.dts - first) for unit in units]


class LoopedClip(GstRtspServer.RTSPMediaFactory):
    """One stream: all viewers share it, and it starts again at its end with time stamps going on."""

    def __init__(self, units: list[AccessUnit], begins: Path | None) -> None:
        super().__init__()
        self._begins = begins
        self._units = units
        self._length = sum(unit.duration for unit in units)
        self.set_shared(True)
        self.set_launch(SERVE)
        self.connect("media-configure", lambda _factory, media: self._feed(media))

    def _feed(self, media: GstRtspServer.RTSPMedia) -> None:
        source = media.get_element().get_by_name("source")
        state = {"next": 0, "ended": False}

        def push() -> bool:
            if state["ended"]:
                return False
            rounds, index = divmod(state["next"], len(self._units))
            unit = self._units[index]
            if index == 0 and self._begins is not None:
                with self._begins.open("a") as file:
                    file.write(f"{time.time()}\n")
            buffer = Gst.Buffer.new_wrapped(unit.data)
            buffer.pts = rounds * self._length + unit.pts
            buffer.dts = rounds * self._length + unit.dts
            buffer.duration = unit.duration
            state["next"] += 1
            if source.emit("push-buffer", buffer) == Gst.FlowReturn.OK:
                GLib.timeout_add(max(1, unit.duration // Gst.MSECOND), push)
            return False

        media.connect("unprepared", lambda _media: state.__setitem__("ended", True))
        GLib.idle_add(push)


def tone() -> GstRtspServer.RTSPMediaFactory:
    """A stream with sound and no picture."""
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_launch(TONE)
    return factory


def require_login(server: GstRtspServer.RTSPServer, user: str, password: str) -> GstRtspServer.RTSPToken:
    """Refuse everybody but this user. Digest is asked for first, basic is accepted."""
    auth = GstRtspServer.RTSPAuth()
    auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", "viewer")
    auth.add_digest(user, password, token)
    server.set_auth(auth)
    return token


def allow(factory: GstRtspServer.RTSPMediaFactory) -> None:
    """Let the role `viewer` see and use this stream."""
    permissions = GstRtspServer.RTSPPermissions()
    permissions.add_permission_for_role("viewer", "media.factory.access", True)
    permissions.add_permission_for_role("viewer", "media.factory.construct", True)
    factory.set_permissions(permissions)


def main() -> None:
    """Serve until killed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("streams", nargs="*", metavar="name=file.mp4")
    parser.add_argument("--user", default="")
    parser.add_argument("--password", default="")
    parser.add_argument("--audio", default="", metavar="name")
    parser.add_argument("--begins", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(str(arguments.port))
    streams = [stream.split("=", 1) for stream in arguments.streams]
    factories = {name: LoopedClip(access_units(path), arguments.begins) for name, path in streams}
    if arguments.audio:
        factories[arguments.audio] = tone()
    if arguments.user:
        require_login(server, arguments.user, arguments.password)
    for name, factory in factories.items():
        if arguments.user:
            allow(factory)
        server.get_mount_points().add_factory("/" + name, factory)
    if server.attach(None) == 0:
        sys.exit(f"port {arguments.port} cannot be listened on")
    sys.stdout.write(f"up {server.get_bound_port()}\n")
    sys.stdout.flush()
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
