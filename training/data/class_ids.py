"""The class ids of the shipped items, by name."""

from __future__ import annotations

from backend.core.ppe.items import ITEM_TABLE

HELMET, NO_HELMET = ITEM_TABLE.class_pair("helmet")
VEST, NO_VEST = ITEM_TABLE.class_pair("vest")
