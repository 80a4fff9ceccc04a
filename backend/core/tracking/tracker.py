"""Multi-object tracking of people: SORT with all tracks in one set of arrays.

Bewley et al., "Simple Online and Realtime Tracking" (2016), with the weak boxes of Zhang et al., "ByteTrack" (2022): a
person half hidden by another has a weak box, and that box still continues a track, but never starts one. Boxes fit by
area and height, see `similarity`; what everybody moves in common is the camera's motion, see `common_motion`. Ids
belong to the tracker that assigned them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

from backend.core.tracking import kalman, records
from backend.core.tracking.association import MatchOptions, Pairing, match
from backend.core.tracking.common_motion import STILL, Shift, common_shift
from backend.core.tracking.kalman import BoxFilter, MotionNoise, outlines
from backend.core.tracking.records import FOUND_SCORE, MEASURED, OUTLINE, STATE
from backend.core.vision.boxes import Boxes

Array = NDArray[np.float64]
Index = NDArray[np.int64]
Mask = NDArray[np.bool_]
LONGEST_PAUSE_SECONDS = 3.0
"""After so long without a picture no track goes on: a person walks through in that time, and another may stand there.
The coverage report calls it blind. Longer: a person inherits another's observations. Shorter: a busy detector that
answers every other second tracks nobody."""
UNCONFIRMED_PATIENCE = 1 / 3
"""How long a track that is not confirmed is kept, in shares of `keep_seconds`. Higher: flicker is confirmed in time."""


@dataclass(frozen=True, slots=True)
class TrackerOptions:
    """When boxes start, continue and end tracks."""

    start_score: float = 0.5
    """A box with this score may start a track. Lower: false detections get ids. Higher: people are tracked later."""
    strong_score: float = 0.45
    """Boxes from here on are matched before others and keep a track alive."""
    weak_score: float = 0.10
    """Boxes from here on are matched to tracks that are left."""
    confirm_detections: int = 2
    """Detections before a track counts as a person. More: later. Fewer: flicker becomes people."""
    keep_seconds: float = 1.5
    """How long a track without a strong box is kept. Longer: bridges occlusions. Shorter: a weak false detection (a
    pillar that resembles a person) cannot carry a person's id to the next one who passes."""
    match: MatchOptions = field(default_factory=MatchOptions)
    noise: MotionNoise = field(default_factory=MotionNoise)


@dataclass(frozen=True, slots=True)
class Tracks:
    """The confirmed tracks after a picture, N of them."""

    ids: NDArray[np.int64]
    boxes: Boxes
    """(N, 4) pixels: as measured where the person was detected in this picture, else as predicted."""
    seen: NDArray[np.bool_]
    """Whether the person was detected in this very picture."""
    scores: NDArray[np.float64]
    """Score of the box that was matched last."""
    first_seen: NDArray[np.float64]
    """When each track began, seconds."""
    first_boxes: Boxes
    """Where each track began, (N, 4) pixels."""
    speeds: NDArray[np.float64]
    """How fast each goes to the right, pixels per second."""

    def only(self, chosen: NDArray[np.bool_]) -> Tracks:
        """Those that are chosen: (N,)."""
        return Tracks(**{one.name: getattr(self, one.name)[chosen] for one in fields(self)})


class Tracker:
    """Tracks of one camera. Not thread-safe."""

    def __init__(self, options: TrackerOptions | None = None) -> None:
        self.options = options or TrackerOptions()
        self._filter = BoxFilter(self.options.noise)
        self._rows = records.EMPTY
        """See `records`."""
        self._common_speed = STILL
        """Of the picture, pixels per second; tracks' own motion is relative to it."""
        self._next_id = 1
        self._time: float | None = None

    def update(self, boxes: Boxes, scores: NDArray[np.floating], at_seconds: float) -> Tracks:
        """A picture of `at_seconds` has these people. After a long pause all tracks are new.

        1. Predict every track. 2. Match strong boxes, and weak boxes to the tracks that are left. 3. Correct what is
        matched. 4. Start tracks from strong boxes that are not. 5. Drop tracks that were not detected for long.
        """
        elapsed = self._predict(at_seconds)
        found, scored = records.found_at(boxes, scores, at_seconds), scores.tolist()
        if scored and min(scored) < self.options.weak_score:
            found = found.compress(scores >= self.options.weak_score, 1)
            scored = found[FOUND_SCORE].tolist()
        taken: dict[int, int] = {}
        if scored and self._rows.shape[1]:
            taken = self._associate(found, elapsed, at_seconds)
        if len(taken) < len(scored):
            least = max(self.options.start_score, self.options.strong_score)
            self._start(found, [i for i, score in enumerate(scored) if score >= least and i not in taken])
        self._drop(at_seconds)
        return self._confirmed(at_seconds)

    def hold(self, at_seconds: float) -> Tracks:
        """Nothing moved until `at_seconds`: people who were in view still are, standing. After a long pause none is."""
        self._forget_after_pause(at_seconds)
        if self._time is not None:
            in_view = self._rows[records.LAST_SEEN] >= self._time
            self._rows[kalman.VELOCITY, in_view] = 0.0
            self._rows[records.LAST_SEEN, in_view] = at_seconds
            self._rows[records.LAST_STRONG, in_view] += at_seconds - self._time
        self._common_speed = STILL
        self._time = at_seconds
        self._drop(at_seconds)
        return self._confirmed(at_seconds)

    def _forget_after_pause(self, at_seconds: float) -> None:
        if self._time is not None and at_seconds - self._time > LONGEST_PAUSE_SECONDS:
            self._rows = records.EMPTY
            self._common_speed = STILL

    def _predict(self, at_seconds: float) -> float:
        """The seconds that tracks were moved on."""
        self._forget_after_pause(at_seconds)
        elapsed = 0.0 if self._time is None else min(max(at_seconds - self._time, 0.0), self.options.keep_seconds)
        self._filter.predict(self._rows[STATE], elapsed)
        self._time = at_seconds
        return elapsed

    def _associate(self, found: Array, elapsed: float, at_seconds: float) -> dict[int, int]:
        """The track of each box that has one.

        1. Match as if the picture moved on as before. 2. If those who were matched moved otherwise in common, match
        again with that. 3. Correct what is matched.
        """
        rows, strong = self._rows, found[FOUND_SCORE] >= self.options.strong_score
        expected = self._common_speed.times(elapsed)
        pairing = self._match(found, strong, expected, at_seconds)
        matched = found.take(pairing.box_of, 1)
        ways = matched[MEASURED][kalman.PLACE] - rows[kalman.PLACE]
        height = sum(found[MEASURED][kalman.HEIGHT].tolist()) / len(strong)
        shift = common_shift(ways.compress(pairing.is_matched, 1), height, expected)
        if shift != expected:
            pairing = self._match(found, strong, shift, at_seconds)
            matched = found.take(pairing.box_of, 1)
        if shift != STILL:
            rows[kalman.PLACE] += np.array([[shift.x], [shift.y]])
        if elapsed > 0.0:
            self._common_speed = shift.times(1.0 / elapsed)
        seen = pairing.is_matched
        self._filter.correct(rows[STATE], matched[MEASURED], seen)
        records.detected(rows, matched, seen, seen & strong.take(pairing.box_of))
        return pairing.track_of

    def _match(self, found: Array, strong: Mask, shift: Shift, at_seconds: float) -> Pairing:
        tracks = outlines(self._rows)
        if shift != STILL:
            tracks[:4] += np.array([[shift.x], [shift.y], [shift.x], [shift.y]])
        unseen = at_seconds - self._rows[records.LAST_SEEN]
        return match(tracks, unseen, found[OUTLINE], strong, self.options.match)

    def _start(self, found: Array, chosen: list[int]) -> None:
        if chosen:
            new = found.take(chosen, 1)
            state = self._filter.start(new[MEASURED])
            self._rows = np.concatenate([self._rows, records.new_tracks(state, new, self._next_id)], 1)
            self._next_id += len(chosen)

    def _drop(self, at_seconds: float) -> None:
        patience, unseen = self.options.keep_seconds, at_seconds - self._rows[records.LAST_STRONG]
        if max(unseen.tolist(), default=0.0) > UNCONFIRMED_PATIENCE * patience:
            confirmed = self._rows[records.DETECTIONS] >= self.options.confirm_detections
            kept = unseen <= np.where(confirmed, patience, UNCONFIRMED_PATIENCE * patience)
            self._rows = self._rows.compress(kept, 1)

    def _confirmed(self, at_seconds: float) -> Tracks:
        rows = self._rows.compress(self._rows[records.DETECTIONS] >= self.options.confirm_detections, 1)
        seen, boxes = rows[records.LAST_SEEN] >= at_seconds, rows[records.BOX]
        if np.count_nonzero(seen) < len(seen):
            boxes = np.where(seen, boxes, outlines(rows)[:4])
        return Tracks(
            ids=rows[records.ID].astype(np.int64),
            boxes=boxes.T,
            seen=seen,
            scores=rows[records.SCORE],
            first_seen=rows[records.FIRST_SEEN],
            first_boxes=rows[records.FIRST_BOX].T,
            speeds=rows[kalman.SPEED] + self._common_speed.x,
        )
