"""The names that camera settings may use, from the subjects that own them."""

from __future__ import annotations

from backend.core.analysers.registry import ALWAYS, ANALYSERS
from backend.core.cameras.settings.specification import SettingNames
from backend.core.ppe.items import ITEM_TABLE

SETTING_NAMES: SettingNames = {
    "items": ITEM_TABLE.names,
    "analysers": tuple(name for name in ANALYSERS if name not in ALWAYS),
}
