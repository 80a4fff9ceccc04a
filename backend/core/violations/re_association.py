"""Re-association: is a new track the person of a suspended violation?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf, isfinite

from backend.core.violations.episode import AssessedItem, AssessedPerson, Episode
from backend.core.vision.boxes import Box, feet_apart

EDGE_HEIGHTS = 0.1
"""How near to the picture's side a person who has left there was last seen, in heights of the person."""
AHEAD_SECONDS = 0.5
"""How soon a walker would have been there. Longer: a person who vanishes behind a rack near the side has left."""
LARGEST_SIZE_RATIO = 2.0
"""Heights of two boxes that differ more are not of the same person."""
WALKING = 0.3
"""Heights per second from which on a person is walking. Lower: who turns on the spot is."""


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
    edge_depth: float = 0.15
    """How far nearer or farther, by the height of the feet in heights, who left at an edge may come back there. Wider:
    who walks in where another went out is taken for them. Narrower: a person who turns round is accused twice."""
    farthest: float = 2.5
    """How far at most. Farther: strangers are taken for the person. Nearer: the person is accused twice."""
    forgotten_seconds: float = 4.0
    """How long after a person was lost in a gap only who stands in the same place is taken for them; until then
    distance and size allow less and less. Longer: the next person inherits a violation. Shorter: the person is
    accused twice after a short gap."""
    same_place: float = 0.25
    """How far apart, in heights, the same place may be."""
    same_size: float = 1.2
    """Ratio of heights up to which two boxes are of the same size."""


def edge_of(box: Box, width: int, speed: float = 0.0) -> float | None:
    """Where the picture ends, if it cuts the box at its left or right, or nearly does, or soon will.

    `width` of the picture in pixels, `speed` to the right in pixels per second.
    """
    near, ahead = EDGE_HEIGHTS * (box[3] - box[1]), AHEAD_SECONDS * speed
    if box[0] + min(ahead, 0.0) < near:
        return 0.0
    return float(width) if box[2] + max(ahead, 0.0) > width - near else None


def nearest(
    episodes: Iterable[Episode], person: AssessedPerson, item: str, options: ReassociationOptions
) -> Episode | None:
    """The nearest of the episodes that miss this item and may be this person's; None when there is none."""
    holding = (episode for episode in episodes if item in episode.items)
    found = ((distance(episode, person, person.items[item], options), episode) for episode in holding)
    near = [pair for pair in found if isfinite(pair[0])]
    return min(near, key=lambda pair: pair[0])[1] if near else None


def distance(episode: Episode, person: AssessedPerson, item: AssessedItem, options: ReassociationOptions) -> float:
    """How far this person is from where the episode's was, in heights; infinite when it cannot be the same.

    `item` is the person's that the episode misses. A track begins where its person comes into view. But when two
    people cross, a helmeted one's track may go on with a bareheaded one, who is then there since the item began to be
    missing.
    """
    if not _same_way(episode, person.first_box, person.first_edge, options) or person.first_seen < episode.last_missing:
        from_start = inf
    elif episode.lost:
        from_start = _distance_after_gap(episode, person, options)
    else:
        from_start = _distance(episode, person.first_seen, person.first_box, options)
    swapped = item.was_worn and not episode.lost and _same_way(episode, person.box, person.edge, options)
    if not swapped or item.missing_since is None or item.missing_since < episode.last_missing:
        return from_start
    return min(from_start, _distance(episode, item.missing_since, person.box, options))


def _distance(episode: Episode, since: float, box: Box, options: ReassociationOptions) -> float:
    """The same of a person who appeared at `since` in `box`, while the camera watched."""
    speed = options.speed if episode.edge is None else 0.0
    reachable = min(options.at_once + speed * (since - episode.last_missing), options.farthest)
    left = episode.edge is not None
    if left and abs(box[3] - episode.box[3]) > options.edge_depth * (episode.box[3] - episode.box[1]):
        return inf
    apart = feet_apart(episode.box, box, options.same_size if left else LARGEST_SIZE_RATIO)
    return apart if apart <= reachable else inf


def _distance_after_gap(episode: Episode, person: AssessedPerson, options: ReassociationOptions) -> float:
    """The same of a person who was there, or came, after a time that nobody watched.

    The longer it was, the likelier the person has gone and another come. Who walked is on their way for a moment, and
    then anywhere; who stood is known by still standing there.
    """
    box, away = person.first_box, person.first_seen - episode.last_missing
    known = max(1.0 - away / options.forgotten_seconds, 0.0)
    walked = _walks(episode.speed, episode.box)
    if (walked or _walks(person.speed, person.box)) and known == 0.0:
        return inf
    way = episode.speed * away if walked else 0.0
    aside = (box[0] + box[2] - episode.box[0] - episode.box[2]) / 2
    on_way = min(max(aside, min(way, 0.0)), max(way, 0.0))
    expected = (episode.box[0] + on_way, episode.box[1], episode.box[2] + on_way, episode.box[3])
    apart = feet_apart(expected, box, options.same_size + (LARGEST_SIZE_RATIO - options.same_size) * known)
    return apart if apart <= options.same_place + (options.at_once - options.same_place) * known else inf


def _walks(speed: float, box: Box) -> bool:
    return abs(speed) >= WALKING * (box[3] - box[1])


def _same_way(episode: Episode, box: Box, edge: float | None, options: ReassociationOptions) -> bool:
    """Whether a person who appears in `box`, coming in at `edge`, may have gone where the episode's person went.

    A person who left at a side of the picture comes back there, and one who comes in at a side had left there.
    """
    return edge == episode.edge or (_is_near(box, episode.edge, options) and _is_near(episode.box, edge, options))


def _is_near(box: Box, edge: float | None, options: ReassociationOptions) -> bool:
    """Whether a person in this box may enter or leave at this edge; true if there is none."""
    return edge is None or min(abs(box[0] - edge), abs(box[2] - edge)) <= options.edge * (box[3] - box[1])
