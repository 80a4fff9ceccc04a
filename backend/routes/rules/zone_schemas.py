"""Bodies and answers about zones."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, Strict, WithJsonSchema, model_validator

from backend.core.zones.polygon import LEAST_CORNERS, MOST_CORNERS
from backend.core.zones.zone import ZoneKind
from backend.routes.fields import Answered, Asked, Id, Name, Utc

DEFAULT_COLOUR = "#2f9e44"
MOST_PIXELS = 20_000
Colour = Annotated[str, Field(pattern="^#[0-9a-f]{6}$", examples=[DEFAULT_COLOUR])]
_FRACTION = {"type": "number", "minimum": 0, "maximum": 1}
_CORNER = {"type": "array", "items": _FRACTION, "minItems": 2, "maxItems": 2}
_Number = Annotated[float, Strict()]
Corners = Annotated[
    tuple[tuple[_Number, _Number], ...],
    WithJsonSchema({"type": "array", "items": _CORNER, "minItems": LEAST_CORNERS, "maxItems": MOST_CORNERS}),
]
"""Checked by `core.zones.polygon`, which names each fault by a code of its own."""
Pixels = Annotated[int, Field(ge=1, le=MOST_PIXELS, strict=True)]


class PictureAsked(Asked):
    """The size of the picture over which a zone was drawn."""

    width: Pixels
    height: Pixels

    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.width, self.height


class NewZoneAsked(Asked):
    """A zone to add."""

    name: Name
    kind: ZoneKind = ZoneKind.RULE
    colour: Colour = DEFAULT_COLOUR
    corners: Corners
    """In fractions of the picture's width and height, from its top left corner; the last joins the first."""
    picture: PictureAsked | None = None
    """By default the camera's present one."""


class ZoneChange(Asked):
    """What to change; what is absent stays."""

    version: Annotated[int, Field(ge=1, strict=True)]
    """As it was read."""
    name: Name | None = None
    kind: ZoneKind | None = None
    colour: Colour | None = None
    corners: Corners | None = None
    """Saving them again, changed or not, confirms that the zone fits the present view."""
    picture: PictureAsked | None = None
    """Of `corners`; by default the camera's present one."""


class ZonesToCopy(Asked):
    """The camera whose zones are added to this one."""

    from_camera_id: Annotated[Id, Field(strict=True)]


class DeleteZone(Asked):
    """`with_rules`: delete its rules, too."""

    with_rules: bool = False


class NoteAnswer(Answered):
    """Something that a user should know. `values`: what it is about, such as names of items."""

    code: str
    message: str
    values: list[str]


class UnreadableAnswer(Answered):
    """A stored zone or rule that cannot be read: it does not apply, and can be deleted."""

    id: int
    name: str


class PictureAnswer(Answered):
    """A size in pixels."""

    width: int
    height: int


class ZoneAnswer(Answered):
    """A zone, and whether it still fits the picture."""

    id: int
    camera_id: int
    name: str
    kind: ZoneKind
    colour: str
    corners: list[tuple[float, float]]
    picture: PictureAnswer | None
    """Over which it was drawn; null when that was not known."""
    shape_changed: bool | None
    """Whether the camera's picture has another aspect ratio now; null while one of the two is not known."""
    view_changed: bool
    """Whether the camera reported another view (`moved`) after the corners were saved."""
    applied: bool
    """Whether Mandor acts on a zone of this kind; `notes` says why not."""
    notes: list[NoteAnswer]
    rule_ids: list[int]
    version: int
    drawn_at: Utc
    """When the corners were last saved."""
    created_at: Utc
    updated_at: Utc

    @model_validator(mode="before")
    @classmethod
    def _of_view(cls, view: Any) -> Any:
        if isinstance(view, dict):
            return view
        size = view.picture
        picture = {"width": size[0], "height": size[1]} if size is not None else None
        return {name: getattr(view, name) for name in cls.model_fields} | {"picture": picture}


class ZonesAnswer(Answered):
    """The zones of a camera, oldest first."""

    items: list[ZoneAnswer]
    unreadable: list[UnreadableAnswer]
