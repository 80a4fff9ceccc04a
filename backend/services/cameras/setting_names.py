"""The names that camera settings may use, from the subjects that own them."""

from __future__ import annotations

from backend.core.cameras.settings.specification import SettingNames
from backend.core.models.class_mapping import JUDGED

SETTING_NAMES: SettingNames = {"items": JUDGED, "analysers": ("ppe",)}
