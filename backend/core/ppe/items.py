"""The items of protective equipment: one row each, from which all else derives.

Detection classes, crop regions, class-name proposals, schemas and filters read this table, so a new item is one row.
Order matters: the detector's class ids are numbered through the rows, worn before missing, and then `person`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

PERSON_CLASS = "person"


class CropKind(IntEnum):
    """What the crop classifier was trained to classify. The order is that of the network's answers."""

    HEAD = 0
    TORSO = 1
    BODY = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRegion:
    """Where an item is worn, in fractions of the person's box from its top left corner."""

    top: float
    bottom: float
    """The part of the body, top to bottom, that must be visible for an observation to count."""
    centre: float
    """Height at which the item's middle is expected."""
    reach: float
    """How far from there its middle may be, in heights. Too wide: a helmet at the hip counts as worn."""
    occlusion: float
    """Share of the part that nearer people may occlude before nothing can be assessed."""
    across: float = 0.5
    """Where the item's middle is expected from left to right."""
    inset_left: float = 0.2
    inset_right: float = 0.2
    """How far from the box's left and right the part that must be visible begins and ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CropTarget:
    """How the crop classifier is asked about an item, and where the item ought to be when no detection says so.

    The place is in fractions of the person's box, fitted to the training pictures. A box 2.4 times as high as wide
    shows a whole person, one under 1.5 times shows head and shoulders: `top` and `bottom` are for the latter, and less
    by `top_whole` and `bottom_whole` for the former.
    """

    kind: CropKind
    context: float
    """Side of the crop in longer sides of the region's box. Smaller: the classifier does not see what it is worn on."""
    left: float
    right: float
    top: float
    bottom: float
    top_whole: float = 0.0
    bottom_whole: float = 0.0
    trust_certain_boxes: bool = False
    """Whether the box of a certain detection is corrected less than the box of an uncertain one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PpeItem:
    """One item. `name` is stored and shown to programs: at most 16 characters, never changed."""

    name: str
    worn_class: str
    missing_class: str
    """The detector's class names."""
    regions: tuple[BodyRegion, ...]
    """One, or two for what is worn in pairs (gloves, shoes): it is missing when one visible region lacks it."""
    by_colour: bool
    """Whether it is recognised by its colour: in a picture without colour it cannot be assessed."""
    least_height: float
    """Height of the person in model pixels up to which nothing can be assessed.
    Lower: far people are accused on a guess. Higher: only near people are assessed."""
    full_height: float
    """Height from which on an observation counts fully; in between it counts in proportion."""
    crop: CropTarget | None = None
    """None for an item that the crop classifier was not trained for: the detections stand."""
    required_by_default: bool = False
    """Whether a camera requires it unless its settings say otherwise."""
    worn_spellings: tuple[str, ...] = ()
    missing_spellings: tuple[str, ...] = ()
    """What other models call its classes, lower case, singular, in English and Indonesian."""
    glued_spellings: tuple[str, ...] = ()
    """Spellings that are joined to a negation, as in `nohelmet`."""


@dataclass(frozen=True, kw_only=True)
class ItemTable:
    """The items that are known, and what derives from them. Handed down as a value; see `ITEM_TABLE`."""

    rows: tuple[PpeItem, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of all items."""
        return tuple(row.name for row in self.rows)

    @cached_property
    def required_by_default(self) -> tuple[str, ...]:
        """Names of the items that a camera requires unless its settings say otherwise."""
        return tuple(row.name for row in self.rows if row.required_by_default)

    @cached_property
    def classes(self) -> tuple[str, ...]:
        """Names of the detection classes: their places are the class ids."""
        return (*(name for row in self.rows for name in (row.worn_class, row.missing_class)), PERSON_CLASS)

    @cached_property
    def person_id(self) -> int:
        """The class id of a person."""
        return len(self.classes) - 1

    @cached_property
    def class_pairs(self) -> tuple[tuple[int, int], ...]:
        """The class ids of each item, worn and missing, in the order of the rows."""
        return tuple((2 * n, 2 * n + 1) for n in range(len(self.rows)))

    def row(self, name: str) -> PpeItem:
        """The item of this name; KeyError when there is none."""
        return self.rows[self._place(name)]

    def class_pair(self, name: str) -> tuple[int, int]:
        """The class ids of the item of this name, worn and missing; KeyError when there is none."""
        return self.class_pairs[self._place(name)]

    def _place(self, name: str) -> int:
        if name not in self.names:
            raise KeyError(name)
        return self.names.index(name)


ITEM_TABLE = ItemTable(
    rows=(
        PpeItem(
            name="helmet",
            worn_class="helmet",
            missing_class="no-helmet",
            regions=(BodyRegion(top=0.0, bottom=0.16, centre=0.06, reach=0.13, occlusion=0.25),),
            by_colour=False,
            least_height=80.0,
            full_height=110.0,
            crop=CropTarget(
                kind=CropKind.HEAD,
                context=2.0,
                left=0.24,
                right=0.75,
                top=0.01,
                bottom=0.32,
                bottom_whole=0.17,
                trust_certain_boxes=True,
            ),
            required_by_default=True,
            worn_spellings=("helmet", "hardhat", "hard hat", "hat", "helm", "construction helmet"),
            missing_spellings=("head", "bare head", "bareheaded", "unhelmeted", "kepala"),
            glued_spellings=("helmet", "hardhat", "hat", "helm"),
        ),
        PpeItem(
            name="vest",
            worn_class="vest",
            missing_class="no-vest",
            regions=(BodyRegion(top=0.2, bottom=0.5, centre=0.36, reach=0.18, occlusion=0.45),),
            by_colour=True,
            least_height=85.0,
            full_height=115.0,
            crop=CropTarget(
                kind=CropKind.TORSO,
                context=1.4,
                left=0.1,
                right=0.89,
                top=0.34,
                top_whole=0.16,
                bottom=1.0,
                bottom_whole=0.41,
            ),
            required_by_default=True,
            worn_spellings=(
                "vest",
                "reflective",
                "reflective vest",
                "reflective clothes",
                "reflective clothing",
                "reflective jacket",
                "jacket",
                "hi vis",
                "hi viz",
                "hivis",
                "hi vis vest",
                "hi viz vest",
                "high vis vest",
                "high visibility",
                "high visibility vest",
                "rompi",
            ),
            missing_spellings=("other clothes", "ordinary clothes", "normal clothes"),
            glued_spellings=("vest", "jacket", "rompi"),
        ),
    )
)
CLASSES = ITEM_TABLE.classes
"""Names of the detection classes of `ITEM_TABLE`."""
PERSON = ITEM_TABLE.person_id
"""The class id of a person."""
