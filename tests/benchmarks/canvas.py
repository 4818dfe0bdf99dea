# SPDX-License-Identifier: Apache-2.0
"""Frames of the canvas with 10,000 cards, next to the fewest Qt calls that show the same cards.

The floor of a zoom: the rectangles of the visible cards colour by colour, their glyphs in one run
for each face and size, and the copy of a whole picture to the screen.
"""

from collections.abc import Callable, Iterator
from itertools import count
from statistics import median

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGlyphRun, QPainter, QPixmap, QRawFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from journey_studio.canvas.camera import Camera
from journey_studio.canvas.view import CanvasView
from journey_studio.layout import fonts
from journey_studio.layout.display import Placed, TextLine
from journey_studio.layout.geometry import Box
from journey_studio.layout.hit import group_box
from journey_studio.layout.text import shape
from journey_studio.layout.theme import load_theme
from journey_studio.paint.qt_text import qt_font
from journey_studio.session import open_session
from tests.benchmarks.measure import Figure, cpu
from tests.benchmarks.project import MAP, project_file

_WIDTH, _HEIGHT = 1600, 1000
_ZOOMS = (0.25, 0.5, 1.0)
_TEXT_FROM = 0.4
_RUNS = 15
_PAN = 48.0


def figures() -> list[Figure]:
    """Whole frames, then the steps of a hand; none has a budget yet."""
    _application = QApplication.instance() or QApplication([])
    with open_session(project_file(10_000), read_only=True) as session:
        theme = load_theme("light")
        made: list[CanvasView] = []

        def show() -> None:
            made.append(CanvasView(session.document, MAP, theme, session.picture))
            made[0].resize(_WIDTH, _HEIGHT)
            made[0].show()
            made[0].viewport().repaint()

        first = cpu(show)
        view = made[0]
        _settle(view)
        found = [Figure("canvas: laid out and shown for the first time", first * 1e3, "ms")]
        found += _whole_frames(view)
        found += _steps(view)
        view.close_view()
        view.close()
    return found


def _settle(view: CanvasView) -> None:
    while not view.complete:
        QApplication.processEvents()
    QApplication.processEvents()


def _whole_frames(view: CanvasView) -> Iterator[Figure]:
    view.fit_map()
    yield _whole_frame(view, "fit")
    for zoom in _ZOOMS:
        _look_at_the_middle(view, zoom)
        yield _whole_frame(view, f"{zoom:.0%}")


def _look_at_the_middle(view: CanvasView, zoom: float) -> None:
    board = view.board
    view.look(Camera(board.width / 2, board.height / 2, zoom))
    view.viewport().repaint()
    _settle(view)


def _whole_frame(view: CanvasView, name: str) -> Figure:
    def frame() -> None:
        view._backing.forget()
        view.viewport().repaint()

    return _next_to_floor(view, f"canvas: whole frame, {name}", frame)


def _next_to_floor(view: CanvasView, name: str, work: Callable[[], object]) -> Figure:
    floor = _floor(view)
    spent: list[float] = []
    least: list[float] = []
    for _ in range(_RUNS):
        spent.append(cpu(work))
        least.append(cpu(floor))
    return Figure(name, median(spent) * 1e3, "ms", None, median(least) * 1e3)


def _steps(view: CanvasView) -> Iterator[Figure]:
    """Pan, zoom and drag around 100 %."""
    _look_at_the_middle(view, 1.0)
    sides = count()

    def pan() -> None:
        way = _PAN if next(sides) % 20 < 10 else -_PAN
        x, y, zoom = view.camera
        view.look(Camera(x + way, y + way, zoom))
        view.viewport().repaint()

    yield _next_to_floor(view, "canvas: pan by 48 px at 100 %", pan)
    _look_at_the_middle(view, 1.0)

    def zoom() -> None:
        view.zoom_to(1.1 if view.camera.zoom == 1 else 1.0)
        view.viewport().repaint()

    yield _next_to_floor(view, "canvas: zoom step around 100 %", zoom)
    _settle(view)
    _look_at_the_middle(view, 1.0)
    yield from _drag(view)


def _drag(view: CanvasView) -> Iterator[Figure]:
    surface = view.viewport()
    card = next(placed for placed in _visible(view) if placed.group.box.h < 200)
    box = group_box(view.board, card.group.id)
    assert box is not None
    at = QPoint(*(round(value) for value in view.view_box(box).centre))
    QTest.mousePress(surface, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    for step in range(1, 8):
        QTest.mouseMove(surface, at + QPoint(4 * step, 4 * step))
    places = count()

    def drag() -> None:
        step = next(places) % 20
        QTest.mouseMove(surface, at + QPoint(40 + 6 * step, 60 + 10 * step))
        QApplication.processEvents()
        surface.repaint()

    yield _next_to_floor(view, "canvas: drag a card by a step at 100 %", drag)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(surface, Qt.MouseButton.LeftButton)


def _visible(view: CanvasView) -> list[Placed]:
    """The cards that meet the view."""
    x, y, zoom = view.camera
    seen = Box(x, y, _WIDTH / zoom, _HEIGHT / zoom)
    return [
        each for each in view.board.body() if each.group.role == "card" and each.box.meets(seen)
    ]


def _floor(view: CanvasView) -> Callable[[], None]:
    """What shows the visible cards with as few calls as can be; everything is made beforehand."""
    cards, camera = _visible(view), view.camera
    rects: dict[str, list[QRectF]] = {}
    for card in cards:
        rects.setdefault(card.group.tint, []).append(QRectF(*camera.box_to_view(card.box)))
    glyphs = _glyph_runs(cards, camera) if camera.zoom >= _TEXT_FROM else []
    picture, screen = QPixmap(_WIDTH, _HEIGHT), QPixmap(_WIDTH, _HEIGHT)

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
