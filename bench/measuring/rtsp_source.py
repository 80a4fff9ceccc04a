"""The cameras of a benchmark: clips over real RTSP on this machine, from the server that the tests use."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.measuring.processes import BenchError, Processes, wait_until

SERVER = Path(__file__).resolve().parents[2] / "tests" / "fakes" / "rtsp_server.py"
SYSTEM_PYTHON = "/usr/bin/python3"
"""GStreamer's bindings come with the distribution and belong to its Python."""
PROBE = "import gi; gi.require_version('GstRtspServer', '1.0'); from gi.repository import GstRtspServer"
HINT = (
    "No RTSP server can run here. On Debian: apt-get install python3-gi gir1.2-gst-rtsp-server-1.0 "
    "gir1.2-gstreamer-1.0 gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-bad"
)
UP_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class RtspSource:
    """A server that is up. Each camera has a stream of its own, which begins when it is opened."""

    port: int

    def url(self, scene: str, camera: int) -> str:
        """The address of a camera's stream."""
        return f"rtsp://127.0.0.1:{self.port}/{scene}{camera}"


def serve(processes: Processes, clips: Mapping[str, Path], cameras: int) -> RtspSource:
    """Serve each scene's clip to this many cameras. BenchError when GStreamer is missing."""
    try:
        subprocess.run([SYSTEM_PYTHON, "-c", PROBE], capture_output=True, check=True, timeout=60)
    except (OSError, subprocess.SubprocessError) as error:
        raise BenchError(HINT) from error
    streams = [f"{scene}{camera}={clip}" for scene, clip in clips.items() for camera in range(1, cameras + 1)]
    output = processes.start("rtsp", [SYSTEM_PYTHON, str(SERVER), "0", *streams])
    wait_until(lambda: output.read_bytes().endswith(b"\n"), "the RTSP server", seconds=UP_SECONDS, processes=processes)
    return RtspSource(port=int(output.read_text().split()[1]))
