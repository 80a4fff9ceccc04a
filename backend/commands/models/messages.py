"""What stands behind `make model`: NAME=value pairs, all checked together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

from backend.services.models.description import Wishes

FLAGS = ("YES", "BACK", "LIST")
USAGE = """make model                           which models there are
make model FILE=best.pt              add one: .pt, .onnx or .engine; try it, measure it, run it
    NAME=plant-1                     call it so
    MAP="Hardhat=helmet,Person=person"   what its classes are to us (- for none)
    NAMES=helmet,vest,person         its class names, when the file does not say them
    DATA=folder                      measure it on labelled pictures (as `make evaluate`)
    PICTURE=site.jpg                 try it on this picture, not on the demonstration
    LICENCE=… SIZE=640 LAYOUT=… PIXELS=…   when the file is wrong or silent about them
    YES=1                            agree to everything
make model USE=name                  run another one
make model BACK=1                    run the one before
make model REMOVE=name               delete one that was added"""


class WordsError(Exception):
    """A word that is none of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The pairs; empty where nothing was said."""

    file: str = ""
    name: str = ""
    names: str = ""
    map: str = ""
    licence: str = ""
    picture: str = ""
    data: str = ""
    size: str = ""
    layout: str = ""
    pixels: str = ""
    use: str = ""
    remove: str = ""
    yes: bool = False
    back: bool = False
    list: bool = False

    @property
    def wishes(self) -> Wishes:
        """What the person says of the model."""
        return Wishes(names=self.names, size=self.size, layout=self.layout, pixels=self.pixels)


def parse(arguments: Sequence[str]) -> Words:
    """WordsError when something is said that is unknown, or when two things are asked at once."""
    known = {field.name.upper() for field in fields(Words)}
    said: dict[str, str | bool] = {}
    for argument in arguments:
        name, sign, value = argument.partition("=")
        if not sign or name.upper() not in known:
            raise WordsError(f"{argument!r} is not understood.")
        said[name.lower()] = value not in ("", "0", "no", "false") if name.upper() in FLAGS else value.strip()
    asked = [name.upper() for name in ("file", "use", "back", "remove", "list") if said.get(name)]
    if len(asked) > 1:
        raise WordsError(f"{' and '.join(asked)} cannot be asked at once.")
    return Words(**said)  # type: ignore[arg-type]
