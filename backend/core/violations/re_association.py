"""Re-association: is a new track the person of a suspended violation?"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot, inf

from backend.core.violations.episode import AssessedPerson, Episode
from backend.core.vision.boxes import Box

EDGE_HEIGHTS = 0.1
"""How near to the picture's side a person who has left there was last seen, in heights of the person."""
AHEAD_SECONDS = 0.5
"""How soon a walker would have been there. Longer: a person who vanishes behind a rack near the side has left."""
LARGEST_SIZE_RATIO = 2.0
"""Heights of two boxes that differ more are not of the same person."""


@dataclass(frozen=True, slots=True)
class ReassociationOptions:
    """How far from where a person was last seen a new track may continue their violation."""

    at_once: float = 1.2
    """How far without any time in between, in heights of the person."""
    speed: float = 0.6
    """How much farther for each second in between, in heights of the person."""
    edge: float = 0.5
    """How far from the picture's edge a person who left there may reappear, in heights. Farther: of people who pass one
    by one before a near camera, all are taken for the first. Nearer: a person who turns round is accused twice."""
    farthest: float = 2.5
    """How far at most. Farther: strangers are taken for the person. Nearer: the person is accused twice."""


def edge_of(box: Box, width: int, speed: float = 0.0) -> float | None:
    """Where the picture ends, if it cuts the box at its left or right, or nearly does, or soon will.

    `width` of the picture in pixels, `speed` to the right in pixels per second.
    """
    near, ahead = EDGE_HEIGHTS * (box[3] - box[1]), AHEAD_SECONDS * speed
    if box[0] + min(ahead, 0.0) < near:
        return 0.0
    return float(width) if box[2] + max(ahead, 0.0) > width - near else None


def distance(episode: Episode, person: AssessedPerson, options: ReassociationOptions) -> float:
    """How far this person is from where the episode's was, in heights; infinite when it cannot be the same.

    A track begins where its person comes into view. But when two people cross, a helmeted one's track may go on with a
    bareheaded one, who is then there since the item began to be missing.
    """
    from_start = _distance(episode, person.first_seen, person.first_box, person.first_edge, options)
    if not person.was_worn or person.missing_since is None:
        return from_start
    return min(from_start, _distance(episode, person.missing_since, person.box, person.edge, options))


def _distance(episode: Episode, since: float, box: Box, edge: float | None, options: ReassociationOptions) -> float:
    """The same of a person who appeared at `since` in `box`.

    A person who left at a side of the picture comes back there, and one who comes in at a side had left there.
    """
    if since < episode.last_missing:
        return inf
    same_way = edge == episode.edge or (_is_near(box, episode.edge, options) and _is_near(episode.box, edge, options))
    if not same_way:
        return inf
    speed = options.speed if episode.edge is None else 0.0
    apart = _apart(episode.box, box)
    reachable = min(options.at_once + speed * (since - episode.last_missing), options.farthest)
    return apart if apart <= reachable else inf


def _is_near(box: Box, edge: float | None, options: ReassociationOptions) -> bool:
    """Whether a person in this box may enter or leave at this edge; true if there is none."""
    return edge is None or min(abs(box[0] - edge), abs(box[2] - edge)) <= options.edge * (box[3] - box[1])


def _apart(a: Box, b: Box) -> float:
    """Distance of the feet in heights of the taller person; infinite when their sizes differ too much."""
    height_a, height_b = a[3] - a[1], b[3] - b[1]
    tall, small = max(height_a, height_b), min(height_a, height_b)
    if small <= 0 or tall > LARGEST_SIZE_RATIO * small:
        return inf
    return hypot((a[0] + a[2] - b[0] - b[2]) / 2, a[3] - b[3]) / tall
