# SPDX-License-Identifier: Apache-2.0
"""Comparing what is seen, pixel by pixel."""

from PIL import Image, ImageChops
from PySide6.QtGui import QImage

ROUNDING = 2  # of 255: what comes of blending the same colours in another order


def pillow(image: QImage) -> Image.Image:
    """The same picture for Pillow, without transparency."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    size = (plain.width(), plain.height())
    data = bytes(plain.constBits())
    return Image.frombytes("RGB", size, data, "raw", "RGB", plain.bytesPerLine())


def farthest(one: QImage, other: QImage) -> int:
    """How far apart two pictures are at most, in any channel of any pixel."""
    apart = ImageChops.difference(pillow(one), pillow(other))
    histogram = apart.histogram()
    return max(level % 256 for level, count in enumerate(histogram) if count)


def share_apart(one: QImage, other: QImage, least: int = 24) -> float:
    """The share of pixels that differ by more than `least` in some channel."""
    apart = ImageChops.difference(pillow(one), pillow(other))
    red, green, blue = apart.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    counts = most.histogram()
    return sum(counts[least + 1 :]) / sum(counts)
