# SPDX-License-Identifier: Apache-2.0
"""What every painter knows about pictures: which formats, how large, where they go, and what is
drawn in the place of one that is not there.
"""

from collections.abc import Callable

from journey_studio.layout.display import Item, Path, Picture, Rect
from journey_studio.layout.geometry import Box

# Gives the encoded bytes (PNG, JPEG, WebP, GIF) of the picture with this SHA-256, None where the
# project does not hold them.
PictureSource = Callable[[str], bytes | None]

# Larger pictures are not decoded: a file of 200 kB can claim 8,000 x 8,000 and take 256 MB.
MAX_PIXELS = 40_000_000

# Painters draw what the theme says; a missing picture is none of its business. This grey shows
# faintly on any ground.
_GREY = "#808080"

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
)


def no_pictures(sha256: str) -> bytes | None:  # noqa: ARG001 - the shape of a PictureSource
    """The source of a board without pictures."""
    return None


def format_of(data: bytes) -> str | None:
    """The format by the first bytes, "png", "jpeg", "webp" or "gif"; None for anything else."""
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            return name
    return "webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None


def placement(picture: Picture, width: float, height: float) -> Box:
    """Where the whole picture of `width` x `height` pixels lies so that its crop covers the box.

    Proportions are kept: what sticks out on two sides is to be clipped to `picture.box`.
    """
    box, crop = picture.box, picture.crop
    part_w, part_h = max(crop.w * width, 1e-6), max(crop.h * height, 1e-6)
    scale = max(box.w / part_w, box.h / part_h)
    x = box.x + (box.w - part_w * scale) / 2 - crop.x * width * scale
    y = box.y + (box.h - part_h * scale) / 2 - crop.y * height * scale
    return Box(x, y, width * scale, height * scale)


def wanted_pixels(picture: Picture, pixels_per_unit: float) -> int:
    """How many pixels the longer side of the whole picture needs, in steps of powers of two.

    Steps, so that one decoded picture serves many boxes and zooms.
    """
    crop = max(min(picture.crop.w, picture.crop.h), 0.01)
    need = max(picture.box.w, picture.box.h) * pixels_per_unit / crop
    return 1 << max(6, (max(int(need), 1) - 1).bit_length())


def placeholder(picture: Picture) -> tuple[Item, ...]:
    """A quiet frame with a hill and a sun, for a picture that is not there."""
    box = picture.box
    frame = Rect(box, fill=_GREY + "1a", line=_GREY + "66", radius=picture.radius)
    size = min(box.w, box.h, 64) / 2
    if size < 4:
        return (frame,)
    x, y = box.centre.x - size / 2, box.centre.y - size / 2
    hills = Path(
        (
            ("M", x, y + size * 0.85),
            ("L", x + size * 0.35, y + size * 0.4),
            ("L", x + size * 0.6, y + size * 0.7),
            ("L", x + size * 0.75, y + size * 0.52),
            ("L", x + size, y + size * 0.85),
            ("Z",),
        ),
        line=_GREY + "99",
        line_width=max(size / 16, 0.75),
    )
    dot = size * 0.2
    sun = Rect(Box(x + size * 0.68, y + size * 0.1, dot, dot), fill=_GREY + "99", radius=dot / 2)
    return (frame, hills, sun)
