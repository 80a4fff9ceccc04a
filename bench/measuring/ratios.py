"""Ours beside the usual way: ratios, and what they are meant to be."""

from __future__ import annotations

from bench.scenes.scene_run import SceneRun

AIMS = {"busy": {"cpu": 1 / 3, "memory": 1 / 5}, "busy_416": {"cpu": 1 / 3, "memory": 1 / 5}, "quiet": {"cpu": 1 / 10}}
"""At most so much of what the usual way takes."""


def of(ours: SceneRun, peer: SceneRun | None) -> dict[str, float] | None:
    """Ours divided by the peer's: below 1 is better. None without a peer."""
    if peer is None:
        return None
    found = {
        "cpu": ours.compared.cpu_per_camera / peer.compared.cpu_per_camera,
        "cpu_per_frame": ours.compared.cpu_ms_per_frame / peer.compared.cpu_ms_per_frame,
    }
    if ours.added_mb is not None and peer.added_mb:
        found["memory"] = ours.added_mb / peer.added_mb
        found["first_camera_memory"] = ours.memory_mb[min(ours.memory_mb)] / peer.memory_mb[min(peer.memory_mb)]
    return {name: round(value, 3) for name, value in found.items()}
