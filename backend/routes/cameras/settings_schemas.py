"""The schema of camera settings, derived from `core.cameras.settings`.

The models check types only. Bounds and names are in the schema for readers and are checked by `settings_of`, which
answers every fault in one wording.
"""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, Field, Strict, WithJsonSchema, create_model

from backend.core.cameras.settings.camera_settings import groups
from backend.core.cameras.settings.specification import (
    FlagSpecification,
    NumberSpecification,
    SettingNames,
    Specification,
    specification_of,
)
from backend.core.cameras.settings.stored import SettingChanges
from backend.routes.fields import Answered, Asked
from backend.services.cameras.setting_names import SETTING_NAMES


def settings_model(parent: type[BaseModel], name: str, names: SettingNames) -> type[BaseModel]:
    """A model with a field per group, each a model with a field per setting.

    Of a body (`Asked`) everything may be absent, and null restores the default, of a group all its defaults; an answer
    has everything and names the defaults.
    """
    partial = issubclass(parent, Asked)
    made: dict[str, Any] = {}
    for group, kind in groups().items():
        defaults = asdict(kind())
        values: dict[str, Any] = {}
        for one in fields(kind):
            found = specification_of(one)
            schema = {} if partial else {"default": defaults[one.name]}
            value: Any = _type_of(found, names)
            values[one.name] = (
                value | None if partial else value,
                Field(default=None if partial else ..., description=found.description, json_schema_extra=schema),
            )
        title = "".join(part.capitalize() for part in group.split("_"))
        model = create_model(f"{title}{name}", __base__=parent, __doc__=kind.__doc__, **values)
        made[group] = (model | None, None) if partial else (model, ...)
    return create_model(f"Camera{name}", __base__=parent, __doc__="Settings of a camera, in groups.", **made)


def _type_of(found: Specification, names: SettingNames) -> Any:
    if isinstance(found, NumberSpecification):
        return Annotated[
            float, Strict(), WithJsonSchema({"type": "number", "minimum": found.least, "maximum": found.most})
        ]
    if isinstance(found, FlagSpecification):
        return Annotated[bool, Strict(), WithJsonSchema({"type": "boolean"})]
    items = {"type": "string", "enum": list(names[found.names_of])}
    schema = {"type": "array", "items": items, "minItems": 0 if found.may_be_empty else 1, "uniqueItems": True}
    return Annotated[list[str], WithJsonSchema(schema)]


if TYPE_CHECKING:
    SettingsAsked = Asked
    SettingsAnswer = Answered
else:
    SettingsAsked = settings_model(Asked, "SettingsAsked", SETTING_NAMES)
    SettingsAnswer = settings_model(Answered, "SettingsAnswer", SETTING_NAMES)


def changes_of(asked: Asked | None, *, is_named: bool) -> SettingChanges | None:
    """The settings that a body names, by group and field; None when it names none.

    `is_named`: whether the body has `settings`, which may be null and then restores every default.
    """
    if not is_named:
        return None
    return dict.fromkeys(groups()) if asked is None else asked.model_dump(exclude_unset=True)
