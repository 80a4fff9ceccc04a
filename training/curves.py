"""The run as a picture: what the loss and the validation figures did, epoch by epoch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

WIDTH, HEIGHT, LEFT, BOTTOM = 720, 320, 48, 28
COLOURS = ("#1c7ed6", "#e03131", "#2f9e44", "#f08c00", "#7048e8", "#0c8599", "#343a40")


def svg(title: str, curves: Mapping[str, Sequence[tuple[float, float]]]) -> str:
    """Curves of (x, y) points, each scaled on the same axes, with a legend."""
    points = [point for curve in curves.values() for point in curve]
    if not points:
        return f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}"></svg>\n'
    low_x, high_x = min(x for x, _ in points), max(x for x, _ in points)
    low_y, high_y = min(y for _, y in points), max(y for _, y in points)

    def place(x: float, y: float) -> str:
        across = LEFT + (x - low_x) / max(high_x - low_x, 1e-9) * (WIDTH - LEFT - 150)
        up = HEIGHT - BOTTOM - (y - low_y) / max(high_y - low_y, 1e-9) * (HEIGHT - BOTTOM - 30)
        return f"{across:.1f},{up:.1f}"

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="sans-serif" '
        f'font-size="12"><rect width="100%" height="100%" fill="#fff"/><text x="{LEFT}" y="18">{title}</text>',
        f'<text x="4" y="40">{high_y:.3g}</text><text x="4" y="{HEIGHT - BOTTOM}">{low_y:.3g}</text>',
        f'<text x="{LEFT}" y="{HEIGHT - 8}">{low_x:g}</text><text x="{WIDTH - 160}" y="{HEIGHT - 8}">{high_x:g}</text>',
    ]
    for i, (name, curve) in enumerate(curves.items()):
        colour = COLOURS[i % len(COLOURS)]
        line = " ".join(place(x, y) for x, y in curve)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        parts.append(f'<text x="{WIDTH - 140}" y="{40 + 16 * i}" fill="{colour}">{name} {curve[-1][1]:.3f}</text>')
    return "\n".join([*parts, "</svg>\n"])
