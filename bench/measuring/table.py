"""The table that a person reads."""

from __future__ import annotations

from typing import Any

ROWS = (
    ("CPU per camera, viewer", "cpu_percent_per_camera", "% of a core"),
    ("CPU per camera, no viewer", "cpu_percent_per_camera_without_viewer", "% of a core"),
    ("CPU per frame", "cpu_ms_per_frame", "ms"),
    ("judged per camera", "judged_fps", "a second"),
    ("passed by the motion gate", "quiet_share", "of these"),
    ("dropped", "dropped", "frames"),
    ("memory, first camera", "first_camera_mb", "MB"),
    ("memory, each added", "memory_mb_per_added_camera", "MB"),
    ("CPU of everything else", "elsewhere_percent", "% of a core"),
)
RATIOS = {
    "cpu_percent_per_camera": "cpu",
    "cpu_ms_per_frame": "cpu_per_frame",
    "first_camera_mb": "first_camera_memory",
    "memory_mb_per_added_camera": "memory",
}


def lines(answer: dict[str, Any]) -> list[str]:
    """One block per case, then what is held and what must be known to read it."""
    machine = answer["machine"]
    found = [f"{machine['cpu']}, {machine['cores']} cores, load before {machine['load_before']}", ""]
    for name, case in answer.items():
        if isinstance(case, dict) and "ratios" in case:
            found += [*_case(name, case), ""]
    held = answer["held"]
    if held["ours"] is not None:
        found += [f"cameras held, busy scene: ours {held['ours']}, the usual way {_shown(held['peer'])}", ""]
    return [*found, *answer["notes"]]


def _case(name: str, case: dict[str, Any]) -> list[str]:
    ours, peer = case["ours"], case["peer"] or {}
    found = [
        f"{name}: {ours['cameras']} cameras; ours {ours['model']}; the usual way {peer.get('model', 'not measured')}",
        f"{'':28}{'ours':>10}{'usual':>10}{'ratio':>8}{'aim':>7}",
    ]
    for label, key, unit in ROWS:
        ratio = RATIOS.get(key, "")
        cells = [_shown(ours[key]), _shown(peer.get(key)), _shown((case["ratios"] or {}).get(ratio))]
        aim = _shown(case["aims"].get(ratio))
        found.append(f"{label:28}{cells[0]:>10}{cells[1]:>10}{cells[2]:>8}{aim:>7}  {unit}")
    return found


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
