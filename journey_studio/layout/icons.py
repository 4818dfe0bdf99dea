# SPDX-License-Identifier: Apache-2.0
"""Icons as paths of the display list."""

from journey_studio.layout.display import Colour, Path
from journey_studio.layout.outlines import outline


def icon(name: str, x: float, y: float, size: float, colour: Colour, stroke: float) -> Path:
    """The outline of that name in a square of `size` px with its top left corner at (x, y)."""
    return Path(outline(name, x, y, size), line=colour, line_width=stroke)
