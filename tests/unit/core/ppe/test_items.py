"""What derives from the table of items."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from backend.core.ppe.crop_regions import refinement_request
from backend.core.ppe.items import ITEM_TABLE, BodyRegion, CropKind, CropTarget, ItemTable, PpeItem
from backend.core.ppe.observation import Observation, PpeOptions, observe_people
from backend.core.ppe.refinement import NO_KIND, RefinementOptions, crop_classes, detected_regions
from backend.core.vision.detections import Detections

LEFT_HAND = BodyRegion(
    top=0.4, bottom=0.6, centre=0.5, reach=0.12, occlusion=0.3, across=0.1, inset_left=0.0, inset_right=0.7
)
RIGHT_HAND = replace(LEFT_HAND, across=0.9, inset_left=0.7, inset_right=0.0)
GLOVES = PpeItem(
    name="gloves",
    worn_class="glove",
    missing_class="bare-hand",
    regions=(LEFT_HAND, RIGHT_HAND),
    by_colour=False,
    least_height=80.0,
    full_height=110.0,
)
SHOES = replace(
    GLOVES,
    name="shoes",
    worn_class="shoe",
    missing_class="no-shoe",
    regions=(BodyRegion(top=0.9, bottom=1.0, centre=0.95, reach=0.1, occlusion=0.3),),
)
TABLE = ItemTable(rows=(*ITEM_TABLE.rows, GLOVES, SHOES))
GLOVE, BARE_HAND = TABLE.class_pair("gloves")
PERSON = (100.0, 100.0, 200.0, 400.0)
LEFT, RIGHT = (100.0, 240.0, 120.0, 260.0), (180.0, 240.0, 200.0, 260.0)


def detections(*rows: tuple[int, float, tuple[float, float, float, float]]) -> Detections:
    return Detections(
        np.array([box for _, _, box in rows], np.float32).reshape(-1, 4),
        np.array([score for _, score, _ in rows], np.float32),
        np.array([cls for cls, _, _ in rows], np.int64),
    )


def observed(item: str, *rows: tuple[int, float, tuple[float, float, float, float]], height: int = 540) -> Observation:
    (found,) = observe_people(
        np.array([PERSON]),
        np.array([0.9]),
        detections(*rows),
        size=(960, height),
        scale=1.0,
        items=(item,),
        options=PpeOptions(),
        table=TABLE,
    )
    return found[item]


def test_class_ids_are_numbered_through_the_rows_and_the_person_comes_last() -> None:
    assert ITEM_TABLE.classes == ("helmet", "no-helmet", "vest", "no-vest", "person")
    assert (ITEM_TABLE.person_id, ITEM_TABLE.class_pair("vest")) == (4, (2, 3))
    assert TABLE.classes[4:] == ("glove", "bare-hand", "shoe", "no-shoe", "person")


FITTED = {
    "helmet": (
        BodyRegion(
            top=0.0, bottom=0.16, centre=0.06, reach=0.13, occlusion=0.25, across=0.5, inset_left=0.2, inset_right=0.2
        ),
        (80.0, 110.0, False),
        CropTarget(
            kind=CropKind.HEAD,
            context=2.0,
            left=0.24,
            right=0.75,
            top=0.01,
            bottom=0.32,
            top_whole=0.0,
            bottom_whole=0.17,
            trust_certain_boxes=True,
        ),
    ),
    "vest": (
        BodyRegion(
            top=0.2, bottom=0.5, centre=0.36, reach=0.18, occlusion=0.45, across=0.5, inset_left=0.2, inset_right=0.2
        ),
        (85.0, 115.0, True),
        CropTarget(
            kind=CropKind.TORSO,
            context=1.4,
            left=0.1,
            right=0.89,
            top=0.34,
            bottom=1.0,
            top_whole=0.16,
            bottom_whole=0.41,
            trust_certain_boxes=False,
        ),
    ),
}
"""Fitted to labelled pictures: a change needs a measurement, with `make bench NAME=violations`."""


@pytest.mark.parametrize("name", ITEM_TABLE.names)
def test_fitted_numbers_change_on_purpose_only(name: str) -> None:
    row, (region, sizes, crop) = ITEM_TABLE.row(name), FITTED[name]
    assert row.regions == (region,)
    assert (row.least_height, row.full_height, row.by_colour) == sizes
    assert row.crop == crop


def test_an_item_is_not_required_and_has_no_crop_by_default() -> None:
    assert (GLOVES.required_by_default, GLOVES.crop) == (False, None)
    assert CropTarget(kind=CropKind.BODY, context=1.0, left=0.0, right=1.0, top=0.0, bottom=1.0) == CropTarget(
        kind=CropKind.BODY,
        context=1.0,
        left=0.0,
        right=1.0,
        top=0.0,
        bottom=1.0,
        top_whole=0.0,
        bottom_whole=0.0,
        trust_certain_boxes=False,
    )


def test_an_unknown_item_raises() -> None:
    with pytest.raises(KeyError):
        ITEM_TABLE.row("goggles")


def test_what_the_shipped_cameras_require_does_not_change_with_a_new_row() -> None:
    assert TABLE.required_by_default == ITEM_TABLE.required_by_default == ("helmet", "vest")


@pytest.mark.parametrize(
    ("rows", "missing"),
    [
        ([(GLOVE, 0.9, LEFT), (GLOVE, 0.9, RIGHT)], False),  # both gloves on
        ([(GLOVE, 0.9, LEFT), (BARE_HAND, 0.9, RIGHT)], True),  # one bare hand
        ([(GLOVE, 0.9, LEFT)], True),  # the other hand shows nothing
        ([(BARE_HAND, 0.9, LEFT), (BARE_HAND, 0.9, RIGHT)], True),
    ],
)
def test_an_item_worn_in_pairs_is_missing_where_one_of_them_is(
    rows: list[tuple[int, float, tuple[float, float, float, float]]], missing: bool
) -> None:
    evidence = observed("gloves", *rows).evidence
    assert evidence is not None and (evidence > 0) is missing


def test_one_glove_is_assigned_to_one_hand_only() -> None:
    seen = observed("gloves", (GLOVE, 0.9, LEFT))
    assert (seen.worn, seen.missing) == (0.0, 0.0), "the hand without a glove decides"


@pytest.mark.parametrize(("height", "assessable"), [(540, True), (402, False)])
def test_what_is_worn_at_the_feet_needs_the_feet_in_the_picture(height: int, assessable: bool) -> None:
    assert (observed("shoes", height=height).evidence is not None) is assessable


def test_an_item_that_the_crop_classifier_does_not_know_keeps_its_detections() -> None:
    classes = crop_classes(TABLE)
    assert classes.kind_of.tolist() == [0, 0, 1, 1, NO_KIND, NO_KIND, NO_KIND, NO_KIND, CropKind.BODY]
    found = detections((GLOVE, 0.9, LEFT), (0, 0.9, (130.0, 100.0, 170.0, 140.0)), (TABLE.person_id, 0.9, PERSON))
    regions, rest = detected_regions(found, RefinementOptions(), classes)
    assert (regions.kinds.tolist(), rest.classes.tolist()) == ([CropKind.HEAD, CropKind.BODY], [GLOVE])
    asked = refinement_request(found, [(2, "gloves"), (2, "helmet")], table=TABLE, classes=classes)
    assert asked.regions.kinds.tolist() == [CropKind.HEAD]
    assert sorted(asked.settled.classes.tolist()) == [GLOVE, TABLE.person_id]
