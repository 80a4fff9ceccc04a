"""What a setting accepts: kind, bounds or names, and a description.

It is kept in the metadata of the dataclass field. Everything else about a setting follows from here: its check, its
stored form, the schema of the HTTP interface.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import Field, dataclass, field
from typing import Any, TypeAlias

SettingNames: TypeAlias = Mapping[str, Sequence[str]]
"""The names that exist, by what they are names of (`items`, `analysers`). Handed in, since other subjects own them."""
_SPECIFICATION = "specification"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberSpecification:
    """A number from `least` to `most`, both included."""

    description: str
    least: float
    most: float

    def fault_of(self, value: Any, names: SettingNames | None) -> str:
        """What is wrong with the value; empty when it can be used."""
        if isinstance(value, bool) or not isinstance(value, int | float) or not self.least <= value <= self.most:
            return f"Choose a number from {self.least:g} to {self.most:g}."
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagSpecification:
    """Yes or no."""

    description: str

    def fault_of(self, value: Any, names: SettingNames | None) -> str:
        """What is wrong with the value; empty when it can be used."""
        return "" if isinstance(value, bool) else "Choose true or false."


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesSpecification:
    """Names of those that `SettingNames` has under `names_of`, each once; at least one unless it `may_be_empty`."""

    description: str
    names_of: str
    may_be_empty: bool = False

    def fault_of(self, value: Any, names: SettingNames | None) -> str:
        """What is wrong with the value; empty when it can be used.

        Without `names` every name counts as known.
        """
        if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
            return "Give a list of names."
        if not value and not self.may_be_empty:
            return "Choose at least one."
        if len(set(value)) < len(value):
            return "Each name may be given once."
        unknown = [one for one in value if names is not None and one not in names[self.names_of]]
        if unknown and names is not None:
            return f"Unknown: {', '.join(unknown)}. Known: {', '.join(names[self.names_of])}."
        return ""


Specification: TypeAlias = NumberSpecification | FlagSpecification | NamesSpecification


def number(default: float, *, least: float, most: float, description: str) -> float:
    """A setting that is a number."""
    found = NumberSpecification(description=description, least=least, most=most)
    return field(default=default, metadata={_SPECIFICATION: found})


def flag(default: bool, *, description: str) -> bool:
    """A setting that is on or off."""
    return field(default=default, metadata={_SPECIFICATION: FlagSpecification(description=description)})


def names(default: tuple[str, ...], *, names_of: str, description: str, may_be_empty: bool = False) -> tuple[str, ...]:
    """A setting that is a list of names."""
    found = NamesSpecification(description=description, names_of=names_of, may_be_empty=may_be_empty)
    return field(default=default, metadata={_SPECIFICATION: found})


def specification_of(setting: Field[Any]) -> Specification:
    """What the field of a settings group accepts."""
    found: Specification = setting.metadata[_SPECIFICATION]
    return found
