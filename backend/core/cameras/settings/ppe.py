"""Settings of the check for protective equipment."""

from __future__ import annotations

from dataclasses import dataclass

from backend.core.cameras.settings.specification import names
from backend.core.ppe.items import ITEM_TABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class PpeSettings:
    """Protective equipment on one camera."""

    required_items: tuple[str, ...] = names(
        ITEM_TABLE.required_by_default,
        names_of="items",
        may_be_empty=True,
        description="Items that everybody in the picture must wear; none: only rules of zones apply. An item that is "
        "taken away is no longer checked, and its ongoing violations end as `stopped`.",
    )
