"""People are recorded once a second, in parts of at most a minute."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from backend.core.ppe.belief import Wear
from backend.core.track_history.recorder import MOST_PEOPLE, TrackPart, TrackRecorder
from backend.core.track_history.samples import StoredPart, TrackSamples, samples_of
from backend.core.vision.boxes import Box

SIZE = (1000, 500)


@dataclass(frozen=True)
class Person:
    """Somebody in the picture."""

    track_id: int = 1
    box: Box = (300, 100, 340, 250)
    states: dict[str, str] = field(default_factory=lambda: {"helmet": Wear.WORN, "vest": Wear.MISSING})


def observe(one: TrackRecorder, times: Iterable[float], *people: Person, colour: bool = True) -> list[TrackPart]:
    return [part for at in times for part in one.observe(people, SIZE, at, colour=colour)]


def fifths(begin: float, end: float) -> list[float]:
    return [begin + n / 5 for n in range(round((end - begin) * 5))]


def read(parts: list[TrackPart], items: tuple[str, ...] = ("helmet", "vest")) -> TrackSamples:
    return samples_of(
        [
            StoredPart(track_id=one.track_id, since=one.since, items=items, width=640, height=320, packed=one.packed)
            for one in parts
        ]
    )


def test_five_pictures_a_second_are_one_sample_a_second() -> None:
    one = TrackRecorder(["helmet", "vest"])
    observe(one, fifths(0, 10), Person())
    (part,) = one.finish()
    samples = read([part])
    assert samples.at.tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert (round(float(samples.x[0]), 3), round(float(samples.y[0]), 3)) == (0.32, 0.5)
    assert round(float(samples.person_height[0]), 1) == 96.0
    assert (samples.state_of("helmet")[0], samples.state_of("vest")[0]) == (1, 2)
    assert len(part.packed) == 80


def test_a_track_ends_three_seconds_after_its_person_is_gone() -> None:
    one = TrackRecorder(["helmet"])
    assert observe(one, fifths(0, 10), Person()) == []
    assert observe(one, [12.8]) == []
    (part,) = observe(one, [12.9])
    assert (part.since, part.until) == (0, 9)


def test_a_long_track_is_cut_into_minutes() -> None:
    one = TrackRecorder(["helmet"])
    parts = [*observe(one, fifths(0, 150), Person()), *one.finish()]
    assert [len(part.packed) // 8 for part in parts] == [60, 60, 30]
    samples = read(parts, ("helmet",))
    assert (samples.at[-1], set(samples.person.tolist())) == (149, {0})


def test_an_item_that_is_not_assessed_on_the_camera_is_not_recorded() -> None:
    one = TrackRecorder(["boots", "helmet"])
    observe(one, [0], Person())
    samples = read(one.finish(), ("boots", "helmet"))
    assert (samples.state_of("boots").tolist(), samples.state_of("helmet").tolist()) == ([0], [1])


def test_colour_is_recorded() -> None:
    one = TrackRecorder([])
    observe(one, [0, 1], Person(), colour=False)
    assert read(one.finish(), ()).colour.tolist() == [1, 1]


def test_a_clock_that_is_set_back_ends_the_parts() -> None:
    one = TrackRecorder([])
    observe(one, [100, 101], Person())
    (part,) = observe(one, [50], Person())
    assert (part.since, part.until) == (100, 101)


def test_a_crowd_beyond_the_limit_is_recorded_up_to_it() -> None:
    one = TrackRecorder([])
    observe(one, [0], *(Person(n) for n in range(MOST_PEOPLE + 5)))
    assert len(one.finish()) == MOST_PEOPLE
