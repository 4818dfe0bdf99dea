# SPDX-License-Identifier: Apache-2.0
"""Pictures for QPainter, decoded at about the size they are drawn and kept while they are used."""

from collections import OrderedDict

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from journey_studio.layout.display import Picture
from journey_studio.paint.pictures import MAX_PIXELS, PictureSource, format_of, wanted_pixels


def decode(data: bytes, longest: int = 1 << 16) -> QImage | None:
    """The picture, its longer side scaled down to `longest` px; None where it cannot be shown.

    Only PNG, JPEG, WebP and GIF, told by their first bytes and decoded by that format alone: Qt's
    own detection would take an SVG that opens other files.
    """
    name = format_of(data)
    if name is None:
        return None
    buffer = QBuffer()
    buffer.setData(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, name.encode())
    reader.setAutoDetectImageFormat(False)
    size = reader.size()
    if size.isEmpty() or size.width() * size.height() > MAX_PIXELS:
        return None
    if max(size.width(), size.height()) > longest:
        reader.setScaledSize(
            size.scaled(QSize(longest, longest), Qt.AspectRatioMode.KeepAspectRatio).expandedTo(
                QSize(1, 1)
            )
        )
        reader.setQuality(75)  # smooth scaling
    image = reader.read()
    return None if image.isNull() else image


# To decode a picture smaller than this takes as long; smaller ones are made of it.
_LEAST = 256


class PictureCache:
    """Decoded pictures, the least recently drawn ones let go beyond `budget` bytes."""

    def __init__(self, source: PictureSource, budget: int) -> None:
        self._source = source
        self._budget = budget
        self._used = 0
        self._images: OrderedDict[tuple[str, int], QImage | None] = OrderedDict()

    def image(self, picture: Picture, pixels_per_unit: float) -> QImage | None:
        """The whole picture sharp enough for that zoom; None where it cannot be shown."""
        return self._sized(picture.sha256, wanted_pixels(picture, pixels_per_unit))

    def _sized(self, sha256: str, longest: int) -> QImage | None:
        key = (sha256, longest)
        if key in self._images:
            self._images.move_to_end(key)
            return self._images[key]
        image = self._smaller(*key) if longest < _LEAST else self._decoded(*key)
        self._images[key] = image
        self._used += _bytes(image)
        while self._used > self._budget and len(self._images) > 1:
            self._used -= _bytes(self._images.popitem(last=False)[1])
        return image

    def _decoded(self, sha256: str, longest: int) -> QImage | None:
        data = self._source(sha256)
        return None if data is None else decode(data, longest)

    def _smaller(self, sha256: str, longest: int) -> QImage | None:
        image = self._sized(sha256, _LEAST)
        if image is None or max(image.width(), image.height()) <= longest:
            return image
        size = image.size().scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio)
        smooth = Qt.TransformationMode.SmoothTransformation
        ways = Qt.AspectRatioMode.IgnoreAspectRatio
        return image.scaled(size.expandedTo(QSize(1, 1)), ways, smooth)

    def forget(self, sha256: str) -> None:
        """Ask the source again for this picture, because it has arrived."""
        for key in [key for key in self._images if key[0] == sha256]:
            self._used -= _bytes(self._images.pop(key))


def _bytes(image: QImage | None) -> int:
    return 0 if image is None else image.sizeInBytes()
