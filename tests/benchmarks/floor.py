# SPDX-License-Identifier: Apache-2.0
"""The fewest Qt calls that show the cards a canvas shows: what its frames are measured against.

The rectangles of the visible cards colour by colour, their glyphs in one run for each face and
size, and the copy of a whole picture to the screen. Pictures, lists and runs are made beforehand.
"""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGlyphRun, QPainter, QPixmap, QRawFont

from journey_studio.canvas.camera import Camera
from journey_studio.canvas.view import CanvasView
from journey_studio.layout import fonts
from journey_studio.layout.display import Placed, TextLine
from journey_studio.layout.geometry import Box
from journey_studio.layout.text import shape
from journey_studio.paint.qt_text import qt_font

_TEXT_FROM = 0.4  # the zoom from which words are shown


def visible(view: CanvasView) -> list[Placed]:
    """The cards that meet the view."""
    x, y, zoom = view.camera
    width, height = view.view_size
    seen = Box(x, y, width / zoom, height / zoom)
    return [
        each for each in view.board.body() if each.group.role == "card" and each.box.meets(seen)
    ]


def floor_of(view: CanvasView) -> Callable[[], None]:
    """What shows the visible cards with as few calls as can be; everything is made beforehand."""
    cards, camera = visible(view), view.camera
    rects: dict[str, list[QRectF]] = {}
    for card in cards:
        rects.setdefault(card.group.tint, []).append(QRectF(*camera.box_to_view(card.box)))
    glyphs = _glyph_runs(cards, camera) if camera.zoom >= _TEXT_FROM else []
    size = view.viewport().size()
    picture, screen = QPixmap(size), QPixmap(size)

    def paint() -> None:
        painter = QPainter(picture)
        painter.setPen(Qt.PenStyle.NoPen)
        for tint, boxes in rects.items():
            painter.setBrush(QColor(tint))
            painter.drawRects(boxes)
        painter.setPen(QColor("black"))
        for run in glyphs:
            painter.drawGlyphRun(QPointF(0, 0), run)
        painter.end()
        painter.begin(screen)
        painter.drawPixmap(0, 0, picture)
        painter.end()

    return paint


def _glyph_runs(cards: list[Placed], camera: Camera) -> list[QGlyphRun]:
    """All glyphs of the cards' texts, one run for each face and size."""
    found: dict[tuple[str, float], tuple[list[int], list[QPointF]]] = {}
    for card in cards:
        for line in card.group.items:
            if not isinstance(line, TextLine):
                continue
            for part in line.runs:
                numbers, places = found.setdefault((part.face, line.size), ([], []))
                scale = line.size / fonts.face(part.face).units_per_em
                x = card.dx + line.x + part.x
                for glyph in shape(part):
                    numbers.append(glyph.glyph)
                    y = card.dy + line.y - glyph.y_offset * scale
                    places.append(QPointF(*camera.to_view(x + glyph.x_offset * scale, y)))
                    x += glyph.x_advance * scale
    runs = []
    for (face, size), (numbers, places) in found.items():
        font = QRawFont.fromFont(qt_font(face, size))
        font.setPixelSize(size * camera.zoom)
        run = QGlyphRun()
        run.setRawFont(font)
        run.setGlyphIndexes(numbers)
        run.setPositions(places)
        runs.append(run)
    return runs
