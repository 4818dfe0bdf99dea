# SPDX-License-Identifier: Apache-2.0
"""A page as a PNG of any size: painted in bands, each with only the groups that meet it."""

from collections.abc import Iterator
from functools import cache
from typing import Any, BinaryIO

from journey_studio.errors import JourneyError
from journey_studio.export.png_stream import PngStream
from journey_studio.export.watch import Watch
from journey_studio.i18n import t
from journey_studio.layout.display import Placed
from journey_studio.layout.pages import Page, Placement
from journey_studio.paint.pictures import PictureSource

_INCH = 25.4
_BAND = 256  # rows
_LEAST = 32
# What two bands of a full poster show; a poster is painted once, from the top down.
_TEXTS = 1500
_PICTURE_BYTES = 32 << 20
# A band of A0 at 300 dpi; wider pictures get lower bands, so that memory stays the same.
_BAND_PIXELS = 14_100 * _BAND
_MOST_PIXELS = 65_000  # a side; the raster engine counts in 16 bits and a sign


def pixel_size(page: Page, dpi: int) -> tuple[int, int]:
    """Width and height of a page in pixels. JourneyError where that is more than can be drawn."""
    width, height = (max(round(side * dpi / _INCH), 1) for side in (page.width, page.height))
    if max(width, height) > _MOST_PIXELS:
        raise JourneyError(
            t("export.too_many_dots", dpi=dpi, width=width, height=height, most=_MOST_PIXELS)
        )
    return width, height


def write_png(
    file: BinaryIO,
    page: Page,
    title: str,
    dpi: int,
    pictures: PictureSource,
    watch: Watch,
    band: int = _BAND,
    source: bytes | None = None,
) -> None:
    """Write `page` as an RGB picture of `dpi` dots per inch; `title` goes into its metadata.

    `source`, the JSON of its map, goes along as text.
    `band` is how many rows are painted at once: it changes nothing in the picture.
    """
    from PySide6.QtGui import QImage

    from journey_studio.paint.qt import BoardPainter
    from journey_studio.paint.qt_text import TextCache

    _application()
    width, height = pixel_size(page, dpi)
    rows = max(min(band, _BAND_PIXELS // width), _LEAST)
    painter = BoardPainter(pictures, TextCache(_TEXTS), _PICTURE_BYTES)
    image = QImage(width, rows, QImage.Format.Format_RGB32)
    stream = PngStream(file, width, height, dpi, title, source)
    text = t("export.progress_writing", name=title)
    try:
        for top, seen in _bands(page, dpi / _INCH, height, rows):
            watch.at(top / height, text)
            count = min(rows, height - top)
            _paint(image, painter, top, (width / page.width, height / page.height), seen)
            packed = image.convertToFormat(QImage.Format.Format_RGB888)
            stream.write(packed.constBits(), count, packed.bytesPerLine())
        watch.at(1, text)
        stream.close()
    finally:
        stream.abandon()


def _bands(
    page: Page, dots: float, height: int, rows: int
) -> Iterator[tuple[int, list[tuple[Placement, list[Placed]]]]]:
    """Each band's first row and what is seen of the page in it, in painting order."""
    count = -(-height // rows)
    bands: list[list[tuple[Placement, list[Placed]]]] = [[] for _ in range(count)]
    for placement in page.placements:
        for placed in placement.groups:
            box = placement.box(placed)
            first = max(int(box.y * dots - 1) // rows, 0)
            last = min(int(box.bottom * dots + 1) // rows, count - 1)
            for band in bands[first : last + 1]:
                if not band or band[-1][0] is not placement:
                    band.append((placement, []))
                band[-1][1].append(placed)
    for number, band in enumerate(bands):
        yield number * rows, band


def _paint(
    image: Any,
    painter: Any,
    top: int,
    scales: tuple[float, float],
    seen: list[tuple[Placement, list[Placed]]],
) -> None:
    """Paint the band that begins at row `top` on clean paper; `scales` are pixels for each mm."""
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    image.fill(0xFFFFFFFF)
    brush = QPainter(image)
    try:
        brush.translate(0, -top)
        brush.scale(*scales)
        for placement, groups in seen:
            brush.save()
            if placement.clip:
                brush.setClipRect(QRectF(*placement.clip))
            brush.translate(placement.dx, placement.dy)
            brush.scale(placement.scale, placement.scale)
            painter.paint_placed(brush, groups)
            brush.restore()
    finally:
        brush.end()


@cache
def _application() -> object:
    """The application that fonts need; one without a screen where there is none yet.

    A QApplication, because a process can have only one and a window may follow.
    """
    from PySide6.QtWidgets import QApplication

    return QApplication.instance() or QApplication(["journey-studio", "-platform", "offscreen"])
