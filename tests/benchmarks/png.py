# SPDX-License-Identifier: Apache-2.0
"""A0 at 300 dpi as PNG, next to painting the same pixels and compressing the same bytes."""

import zlib
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from journey_studio.export.poster import export_poster
from journey_studio.layout.display import Placed
from journey_studio.layout.pages import Page, Placement
from journey_studio.paint.pictures import PictureSource
from journey_studio.paint.qt import BoardPainter
from journey_studio.session import open_session
from tests.benchmarks.measure import Figure, in_turn
from tests.benchmarks.posters import A0, command_line, memory_rows, planned_page, poster_file
from tests.benchmarks.project import project_file

_DOTS = 300 / 25.4  # a mm
_BAND = 256
_LEVEL = 4


def figures() -> list[Figure]:
    """2,000 cards against the floor; 10,000 for the record."""
    spent = command_line(2_000, "png", 3)
    note = f"CPU of the whole command; {spent.wall:.2f} s wall"
    found = [Figure("PNG A0 300 dpi, 2,000 cards: the command", spent.cpu, "s", note=note)]
    found += memory_rows(2_000, "png", spent, 250)
    found.append(_next_to_the_floor())
    more = command_line(10_000, "png", 1)
    note = f"CPU; {more.wall:.1f} s wall, {more.peak:.0f} MiB at its peak"
    return [*found, Figure("PNG A0 300 dpi, 10,000 cards: the command", more.cpu, "s", note=note)]


def _next_to_the_floor() -> Figure:
    _application = QApplication.instance() or QApplication([])
    with open_session(project_file(2_000), read_only=True) as session, poster_file("png") as out:
        page, _ = planned_page(session)
        picture = session.picture

        def whole() -> None:
            export_poster(session.snapshot, out, A0, picture)

        whole()
        rows = b"".join(_idat(out))
        works = {
            "whole": whole,
            "raster": lambda: _raster(page, picture),
            "compression": lambda: _compress(rows),
        }
        spent = in_turn(3, works)
    raster, packing = spent["raster"], spent["compression"]
    note = f"raster {raster:.2f} s + compression {packing:.2f} s"
    name = "PNG A0 300 dpi, 2,000 cards: laid out and written"
    return Figure(name, spent["whole"], "s", 1.4, raster + packing, note)


def _idat(path: Path) -> Iterator[bytes]:
    """The bytes that were compressed into a PNG file, piece by piece."""
    data = path.read_bytes()
    unpack = zlib.decompressobj()
    at = 8
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] == b"IDAT":
            yield unpack.decompress(data[at + 8 : at + 8 + length])
        at += length + 12


def _compress(rows: bytes) -> None:
    packer = zlib.compressobj(_LEVEL)
    for at in range(0, len(rows), 10_000_000):
        packer.compress(rows[at : at + 10_000_000])
    packer.flush()


def _raster(page: Page, pictures: PictureSource) -> None:
    """Paint the page band by band, each group only where it is seen."""
    width, height = round(page.width * _DOTS), round(page.height * _DOTS)
    painter = BoardPainter(pictures)
    image = QImage(width, _BAND, QImage.Format.Format_RGB32)
    seen: dict[int, list[tuple[Placement, Placed]]] = {}
    for placement in page.placements:
        for placed in placement.groups:
            box = placement.box(placed)
            first, last = int(box.y * _DOTS) // _BAND, int(box.bottom * _DOTS) // _BAND
            for band in range(first, last + 1):
                seen.setdefault(band, []).append((placement, placed))
    for band in range(-(-height // _BAND)):
        image.fill(0xFFFFFFFF)
        brush = QPainter(image)
        brush.translate(0, -band * _BAND)
        brush.scale(_DOTS, _DOTS)
        for placement, placed in seen.get(band, ()):
            brush.save()
            brush.translate(placement.dx, placement.dy)
            brush.scale(placement.scale, placement.scale)
            painter.paint_placed(brush, [placed])
            brush.restore()
        brush.end()
