"""Time zones by their IANA names, as the machine's (or the tzdata package's) files know them."""

from __future__ import annotations

import zoneinfo
from datetime import tzinfo

from backend.core.errors import InvalidInput

HINT = "Choose a name of the IANA database, such as Asia/Jakarta or Europe/Berlin."


def time_zone(name: str) -> tzinfo:
    """The zone. InvalidInput when there is none of that name here."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InvalidInput(f"There is no time zone {name!r}.", hint=HINT) from error


def is_time_zone(name: str) -> bool:
    """May this name be chosen? Slower than `time_zone`, and refuses what only happens to lie beside the zones."""
    return name in zoneinfo.available_timezones()
