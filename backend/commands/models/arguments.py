"""The arguments of `make model`: NAME=value pairs, all checked together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

from backend.services.models.description import Overrides

FLAGS = ("YES", "BACK", "LIST")
USAGE = """make model                           which models there are
make model FILE=best.pt              add one: .pt, .onnx or .engine; test it, measure it, run it
    NAME=plant-1                     call it so
    MAP="Hardhat=helmet,Person=person"   what its classes are to us (- for none)
    NAMES=helmet,vest,person         its class names, when the file does not name them
    DATA=folder                      measure it on labelled pictures (as `make evaluate`)
    PICTURE=site.jpg                 test it on this picture, not on the demonstration
    LICENCE=… SIZE=640 LAYOUT=… PIXELS=…   when the file has them wrong or not at all
    YES=1                            agree to everything
make model USE=name                  run another one
make model BACK=1                    run the one before (TASK=name: of another task than ppe)
make model REMOVE=name               delete one that was added"""


class ArgumentsError(Exception):
    """An argument that is unknown, or two that exclude each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arguments:
    """The pairs; empty where an argument is missing."""

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
    task: str = ""
    remove: str = ""
    yes: bool = False
    back: bool = False
    list: bool = False

    @property
    def overrides(self) -> Overrides:
        """What the user states about the model, in place of the file."""
        return Overrides(names=self.names, size=self.size, layout=self.layout, pixels=self.pixels)


def parse(arguments: Sequence[str]) -> Arguments:
    """ArgumentsError for an argument that is unknown, and for two actions at once."""
    known = {field.name.upper() for field in fields(Arguments)}
    given: dict[str, str | bool] = {}
    for argument in arguments:
        name, sign, value = argument.partition("=")
        if not sign or name.upper() not in known:
            raise ArgumentsError(f"{argument!r} is not understood.")
        given[name.lower()] = value not in ("", "0", "no", "false") if name.upper() in FLAGS else value.strip()
    actions = [name.upper() for name in ("file", "use", "back", "remove", "list") if given.get(name)]
    if len(actions) > 1:
        raise ArgumentsError(f"{' and '.join(actions)} exclude each other.")
    return Arguments(**given)  # type: ignore[arg-type]
