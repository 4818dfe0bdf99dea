# SPDX-License-Identifier: Apache-2.0
"""Where groups are rendered, and what many of them have in common.

To begin a picture of its own and to draw a ground with round corners take a third of the time of a
whole card. So all are painted on one pixmap, of which copies are kept, and cards of one look and
size begin with a copy of the first one's ground and edge.
"""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPixmap

from journey_studio.layout.cards import CardFrame

_SIDE = 512  # device px: what is wider or higher is painted on a pixmap of its own
_SOURCE = QPainter.CompositionMode.CompositionMode_Source
_OVER = QPainter.CompositionMode.CompositionMode_SourceOver


class Easel:
    """A pixmap that pictures are painted on one after the other."""

    def __init__(self) -> None:
        self._pixmap = QPixmap()
        self._part = QRect()

    def begin(self, width: int, height: int, under: QPixmap | None) -> QPainter:
        """A painter of a new picture, which is clear or begins as the one `under` it."""
        large = max(width, height) > _SIDE
        if large or self._pixmap.width() != _SIDE:
            self._pixmap = QPixmap(*((width, height) if large else (_SIDE, _SIDE)))
            self._pixmap.fill(Qt.GlobalColor.transparent)
        self._part = QRect(0, 0, width, height)
        painter = QPainter(self._pixmap)
        painter.setCompositionMode(_SOURCE)
        if under is None:
            painter.fillRect(self._part, Qt.GlobalColor.transparent)
        else:
            painter.drawPixmap(0, 0, under)
        painter.setCompositionMode(_OVER)
        return painter

    def picture(self) -> QPixmap:
        """What has been painted so far."""
        return self._pixmap.copy(self._part)


class Blanks:
    """Pictures of cards without content at one scale; the oldest are forgotten."""

    def __init__(self) -> None:
        self._made: dict[CardFrame, QPixmap] = {}
        self._scale = 0.0
        self._bytes = 0

    def clear(self) -> None:
        """Forget everything."""
        self._made.clear()
        self._bytes = 0

    def find(self, frame: CardFrame, scale: float) -> QPixmap | None:
        """The picture of a frame at a scale."""
        if scale != self._scale:
            self.clear()
            self._scale = scale
        return self._made.get(frame)

    def keep(self, frame: CardFrame, picture: QPixmap, most: int) -> None:
        """Keep one that is not there, at the scale asked for last; all take `most` bytes."""
        self._made[frame] = picture
        self._bytes += size_of(picture)
        while self._bytes > most:
            self._bytes -= size_of(self._made.pop(next(iter(self._made))))


def size_of(pixmap: QPixmap) -> int:
    """How many bytes a picture takes."""
    return pixmap.width() * pixmap.height() * 4
