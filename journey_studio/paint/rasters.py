# SPDX-License-Identifier: Apache-2.0
"""Pictures made ready for a file: cropped for good, not larger than needed, in a known format.

What a crop hides is really cut away, so that a poster does not carry it along unseen.
"""

import warnings
from io import BytesIO
from typing import NamedTuple

from PIL import Image

from journey_studio.layout.geometry import Box
from journey_studio.paint.pictures import MAX_PIXELS, format_of

# A file this small is passed on as it is, even where it has more pixels than needed.
_SMALL = 150_000
_QUALITY = 88
_WHOLE = Box(0, 0, 1, 1)

# What Pillow raises at a picture that is damaged or claims to be huge.
_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


class Raster(NamedTuple):
    """A picture of `width` x `height` pixels in `channels` colours, and the format it came in.

    Where nothing had to change `image` is None and `data` the file as it came; otherwise `image`
    is L, RGB or RGBA and `data` empty.
    """

    width: int
    height: int
    channels: int
    format: str
    data: bytes
    image: Image.Image | None

    @property
    def lossy(self) -> bool:
        """Whether it came from a format for photographs."""
        return self.format in ("jpeg", "webp")


def prepare(data: bytes, crop: Box, longest: int, keep: tuple[str, ...]) -> Raster | None:
    """The part `crop` of a picture with a longer side of about `longest` px at most.

    Files in the formats `keep` stay as they are where nothing has to change. None: no picture.
    """
    name = format_of(data)
    if name is None:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(data), formats=(name.upper(),))
        with image:
            if image.width * image.height > MAX_PIXELS:
                return None
            fits = max(image.size) <= longest or len(data) <= _SMALL
            if name in keep and crop == _WHOLE and fits and image.mode != "CMYK":
                return Raster(*image.size, len(image.getbands()), name, data, None)
            changed = _changed(image, crop, longest)
    except _BROKEN:
        return None
    return Raster(*changed.size, len(changed.getbands()), name, b"", changed)


def _changed(image: Image.Image, crop: Box, longest: int) -> Image.Image:
    """An RGB, RGBA or L image of its own."""
    width, height = image.size
    image.draft(None, (longest, longest))  # a JPEG is decoded at a fraction of its size
    plain = _plain(image)
    if crop != _WHOLE:
        scale_x, scale_y = plain.width / width, plain.height / height
        left, top = round(crop.x * width * scale_x), round(crop.y * height * scale_y)
        right = max(left + 1, round(crop.right * width * scale_x))
        bottom = max(top + 1, round(crop.bottom * height * scale_y))
        plain = plain.crop((left, top, right, bottom))
    if max(plain.size) > longest:
        plain.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return plain


def _plain(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):  # 16 bits of grey
        return image.point(lambda value: value / 256).convert("L")
    if image.mode in ("LA", "PA", "La", "RGBa") or "transparency" in image.info:
        return image.convert("RGBA")
    if image.mode in ("RGB", "RGBA", "L"):
        return image.copy()
    return image.convert("L" if image.mode == "1" else "RGB")


def opaque_jpeg(image: Image.Image) -> bytes:
    """An image without transparency as JPEG."""
    out = BytesIO()
    image.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()


def png(image: Image.Image) -> bytes:
    """An image as PNG."""
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def encode(raster: Raster) -> tuple[str, bytes]:
    """The media type and the bytes of a file with this picture."""
    if raster.image is None:
        return f"image/{raster.format}", raster.data
    if raster.image.mode == "RGBA" or not raster.lossy:
        return "image/png", png(raster.image)
    return "image/jpeg", opaque_jpeg(raster.image)
