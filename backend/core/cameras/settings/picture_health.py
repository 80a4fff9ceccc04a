"""Settings of the checks of the picture itself.

Only warnings can be switched off. A dark, covered or frozen picture always makes the camera blind: to go on judging
such a picture would report an empty site as a safe one.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from backend.core.cameras.settings.specification import flag

WARNING_SUFFIX = "_warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureHealthSettings:
    """Warnings about the picture of one camera.

    `<code>_warning` is about the reason of that code.
    """

    moved_warning: bool = flag(
        True, description="Warn when the camera shows another view than before. Switch off for a camera that turns."
    )
    defocused_warning: bool = flag(
        True, description="Warn when the picture is far less sharp than usual. Switch off for a camera that zooms."
    )
    no_colour_warning: bool = flag(
        True, description="Warn when the picture has no colour. Switch off for a black-and-white camera."
    )

    @property
    def ignored(self) -> frozenset[str]:
        """Reason codes of which no warning is wanted."""
        warnings = (one.name for one in fields(self) if one.name.endswith(WARNING_SUFFIX))
        return frozenset(name.removesuffix(WARNING_SUFFIX) for name in warnings if not getattr(self, name))
