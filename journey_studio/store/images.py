# SPDX-License-Identifier: Apache-2.0
"""Foreign pictures made fit for a project: of a known kind and size, without what they tell.

Cameras and programs write places, times, names and previews into pictures. They are cut out of the
container and the pixels stay as they are, unless showing them right needs more than the pixels (a
turned photo, a colour space of its own, several frames): then the picture is drawn anew.
"""

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from journey_studio.i18n import t
from journey_studio.store.containers import strip_jpeg, strip_png, strip_webp
from journey_studio.store.errors import PictureRefused

MEGAPIXELS = 40
MEGABYTES = 32
_LONGEST = 30_000  # a side longer than this fits no painter
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
_STRIP = {"PNG": strip_png, "JPEG": strip_jpeg, "WEBP": strip_webp}
# What Pillow raises on damaged files, besides its own errors.
_BROKEN = (
    OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, ArithmeticError,
    RuntimeError, MemoryError, struct.error, zlib.error,
)  # fmt: skip
_PLAIN_MODES = {"1", "L", "LA", "P", "RGB", "RGBA", "I;16"}


class CleanPicture(NamedTuple):
    """A picture that may be stored: its bytes, what they are, and its size in pixels."""

    data: bytes
    media_type: str
    width: int
    height: int


def clean_picture(data: bytes) -> CleanPicture:
    """The picture without anything but its pixels.

    Raises PictureRefused for other formats, more than 40 megapixels, and what does not decode.
    """
    _check_bytes(data)
    with _refusing():
        return _cleaned(data)


def checked_picture(data: bytes) -> CleanPicture:
    """The very same bytes, once they have shown to be a picture that may be stored.

    For pictures from other copies of a project, which are known by the hash of their bytes: those
    were cleaned where they were added. Raises PictureRefused like `clean_picture`.
    """
    _check_bytes(data)
    with _refusing(), _opened(data) as image:
        return CleanPicture(data, Image.MIME[image.format or ""], image.width, image.height)


def _check_bytes(data: bytes) -> None:
    if len(data) > MEGABYTES * 1_000_000:
        size = -(-len(data) // 1_000_000)
        raise PictureRefused(t("store.picture.bytes", count=size, most=MEGABYTES))


@contextmanager
def _refusing() -> Iterator[None]:
    """Turns what Pillow says of a bad picture into PictureRefused."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about odd metadata, which is not kept anyway
            yield
    except PictureRefused:
        raise
    except UnidentifiedImageError as error:
        raise PictureRefused(t("store.picture.kind")) from error
    except Image.DecompressionBombError as error:
        raise PictureRefused(t("store.picture.damaged")) from error
    except _BROKEN as error:
        raise PictureRefused(t("store.picture.damaged")) from error


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    """The picture with its pixels read."""
    with Image.open(io.BytesIO(data), formats=FORMATS) as image:
        _check_size(image)
        image.load()
        yield image


def _cleaned(data: bytes) -> CleanPicture:
    with _opened(data) as image:
        return _stripped(image, data) or _redrawn(image)


def _check_size(image: Image.Image) -> None:
    pixels = image.width * image.height
    if pixels > MEGAPIXELS * 1_000_000 or max(image.size) > _LONGEST:
        size = -(-pixels // 1_000_000)
        raise PictureRefused(t("store.picture.pixels", count=size, most=MEGAPIXELS))


def _stripped(image: Image.Image, data: bytes) -> CleanPicture | None:
    """The same bytes without metadata; None where the picture has to be drawn anew."""
    strip = _STRIP.get(image.format or "")
    if strip is None or getattr(image, "n_frames", 1) > 1 or image.mode not in _PLAIN_MODES:
        return None
    if _is_turned(image) or not _is_srgb(image):
        return None
    bare = strip(data)
    with Image.open(io.BytesIO(bare), formats=FORMATS) as again:
        again.load()
        return CleanPicture(bare, Image.MIME[again.format or ""], again.width, again.height)


def _is_turned(image: Image.Image) -> bool:
    try:
        return image.getexif().get(0x0112, 1) in range(2, 9)
    except _BROKEN:
        return False  # nobody can tell, so it is shown as it lies


def _is_srgb(image: Image.Image) -> bool:
    profile = image.info.get("icc_profile")
    if not profile:
        return True
    try:
        described = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile)))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return True  # a profile nobody can read changes nothing
    return "srgb" in described.lower()


def _redrawn(image: Image.Image) -> CleanPicture:
    """The first frame, upright and in sRGB: JPEG stays JPEG, everything else becomes PNG."""
    photo = image.format == "JPEG"
    upright = ImageOps.exif_transpose(image) if _is_turned(image) else image
    plain = _to_srgb(upright, "RGB" if photo else "RGBA")
    # A new picture: the old one's `info` would be written along.
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    out = io.BytesIO()
    if photo:
        bare.save(out, "JPEG", quality=95, subsampling=0, optimize=True)
    else:
        bare.save(out, "PNG", optimize=False)
    # The same form as that of stripped pictures: cleaning twice must give the same bytes.
    if photo:
        return CleanPicture(strip_jpeg(out.getvalue()), "image/jpeg", *bare.size)
    return CleanPicture(strip_png(out.getvalue()), "image/png", *bare.size)


def _to_srgb(image: Image.Image, mode: str) -> Image.Image:
    profile = image.info.get("icc_profile")
    if profile and not _is_srgb(image) and image.mode in ("RGB", "CMYK", "L", "RGBA"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            found = ImageCms.profileToProfile(
                image, source, target, outputMode="RGBA" if image.mode == "RGBA" else "RGB"
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            found = None
        image = found or image
    return image if image.mode == mode else image.convert(mode)
