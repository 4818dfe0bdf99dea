# SPDX-License-Identifier: Apache-2.0
"""Paints the small picture of a map from its board, with the painter of the canvas."""

from collections.abc import Callable, Generator, Iterator
from time import perf_counter

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter

from journey_studio.canvas.culling import index_of, meets
from journey_studio.layout.display import Board, Placed
from journey_studio.layout.geometry import Box
from journey_studio.layout.theme import ThemeName
from journey_studio.paint.pictures import PictureSource
from journey_studio.paint.qt import BoardPainter, TextMode
from journey_studio.paint.qt_pens import brush, qt_colour
from journey_studio.session import Session
from journey_studio.store.errors import StoreError
from journey_studio.ui.thumbnails import SIZE, save_thumbnail

_LEAST_ZOOM = 0.16  # a wider map shows its beginning instead of slivers
_MOST_ZOOM = 0.5
_MOST_CARDS = 400  # beyond, cards are their colours alone: nobody waits for a small picture
_SLICE = 0.008  # s of one turn of the window, while the picture is made beside its work
_BETWEEN = 12  # ms from one such turn to the next


def keep_thumbnail(session: Session, board: Board, look: ThemeName) -> None:
    """Keep the picture of an open project's map; a picture that is damaged shows as a frame."""
    image = paint_thumbnail(board, _pictures(session), SIZE)
    save_thumbnail(session.place, look, image)


class Sketch(QTimer):
    """Does the same little by little, so that nobody who works meanwhile notices.

    It waits while what is in view is not `seen` yet. Whoever closes the project calls `drop`
    first, which leaves it undone.
    """

    def __init__(
        self,
        session: Session,
        board: Board,
        look: ThemeName,
        seen: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__()
        self._seen = seen
        self.setInterval(_BETWEEN)
        self._parts = _painting(board, _pictures(session), SIZE)
        self._place, self._look = session.place, look
        self.timeout.connect(self._go_on)
        self.start()

    def _go_on(self) -> None:
        if not self._seen():
            return
        until = perf_counter() + _SLICE
        for image in self._parts:
            if image is not None:
                self.drop()
                save_thumbnail(self._place, self._look, image)
                return
            if perf_counter() > until:
                return

    def drop(self) -> None:
        """Leave it at that."""
        self.stop()
        self._parts.close()


def _pictures(session: Session) -> PictureSource:
    def picture(sha256: str) -> bytes | None:
        try:
            return session.picture(sha256)
        except StoreError:
            return None

    return picture


def paint_thumbnail(board: Board, pictures: PictureSource, size: QSize) -> QImage:
    """The map, its upper left part where it is too large, without words that nobody could read."""
    return next(image for image in _painting(board, pictures, size) if image is not None)


def _painting(
    board: Board, pictures: PictureSource, size: QSize
) -> Generator[QImage | None, None, None]:
    """Paint it part by part; the picture comes last."""
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(qt_colour(board.ground_colour))
    painter = QPainter(image)
    try:
        yield from _parts(painter, board, pictures, size)
    finally:
        painter.end()
    yield image


def _parts(
    painter: QPainter, board: Board, pictures: PictureSource, size: QSize
) -> Generator[None, None, None]:
    fitting = min(size.width() / board.width, size.height() / board.height)
    zoom = min(max(fitting, size.width() / board.width, _LEAST_ZOOM), _MOST_ZOOM)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    left = max((size.width() - board.width * zoom) / 2, 0)
    top = max((size.height() - board.height * zoom) / 2, 0)
    painter.translate(left, top)
    painter.scale(zoom, zoom)
    seen = list(_within(board, Box(0, 0, size.width() / zoom, size.height() / zoom)))
    plain = sum(placed.group.role == "card" for placed in seen) > _MOST_CARDS
    drawn = BoardPainter(pictures)
    for placed in seen:
        if plain and placed.group.role == "card":
            _paint_plainly(painter, placed)
        else:
            drawn.paint_placed(painter, (placed,), TextMode.BARS)
        yield


def _within(board: Board, part: Box) -> Iterator[Placed]:
    """What of a board meets a part of it, in painting order; to look at all of a large one would
    hold up the window."""
    index, heads = index_of(board), (*board.lane_heads, *board.heads, board.corner)
    yield from (Placed(0, 0, group) for group in board.ground if meets(group.box, part))
    yield from (placed for _, placed in index.lane_groups(part))
    yield from index.cards(part)
    yield from index.links_in(part)
    yield from (Placed(0, 0, group) for group in heads if meets(group.box, part))


def _paint_plainly(painter: QPainter, placed: Placed) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush(placed.group.tint or None))
    painter.drawRect(QRectF(*placed.box))
