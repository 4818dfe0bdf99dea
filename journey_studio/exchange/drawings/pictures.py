# SPDX-License-Identifier: Apache-2.0
"""Pictures for drawing programs: cut to what the board shows of them, no larger than needed."""

from base64 import b64encode

from journey_studio.exchange.formats import Pictures
from journey_studio.layout.display import Picture
from journey_studio.layout.geometry import Box
from journey_studio.paint.pictures import placement
from journey_studio.paint.rasters import encode, prepare

_SHARP = 2  # pixels for each px of the board
_WHOLE = Box(0, 0, 1, 1)


def shown_part(item: Picture, pictures: Pictures) -> tuple[str, str] | None:
    """The media type and the bytes, in base 64, of what is seen; None where it is not here."""
    data = pictures(item.sha256)
    longest = round(max(item.box.w, item.box.h) * _SHARP)
    raster = None if data is None else prepare(data, item.crop, 4 * longest, ("png", "jpeg"))
    if raster is None:
        return None
    at = placement(item._replace(crop=_WHOLE), raster.width, raster.height)
    box = item.box
    seen = Box((box.x - at.x) / at.w, (box.y - at.y) / at.h, box.w / at.w, box.h / at.h)
    kind, whole = encode(raster)
    cut = prepare(whole, seen, longest, ("png", "jpeg"))
    if cut is not None:
        kind, whole = encode(cut)
    return kind, b64encode(whole).decode("ascii")
