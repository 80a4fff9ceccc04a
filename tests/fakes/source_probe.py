"""A source probe that gives the set answer and records its calls."""

from __future__ import annotations

from typing import Any

from backend.adapters.video.source_probe_process import SourceProbe


class FakeSourceProbe(SourceProbe):
    """Answers `answer`."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.answer: dict[str, Any] = {
            "ok": True,
            "width": 640,
            "height": 360,
            "fps": 25.0,
            "codec": "h264",
            "snapshot": "/9j/",
        }

    def probe(self, source: str) -> dict[str, Any]:
        """The answer."""
        self.asked.append(source)
        return self.answer
