# SPDX-License-Identifier: Apache-2.0
"""Text for QPainter: each run as a QTextLayout made once at a large size and drawn scaled down.

At small sizes Qt rounds every advance to 1/64 px, which shifts the end of a long line by a pixel.
At EM pixels the advances of our faces are exact, drawing costs the same, and one layout serves
every size and zoom.
"""

from collections import OrderedDict
from collections.abc import Iterable
from functools import cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextOption

from journey_studio.layout import fonts
from journey_studio.layout.display import Item, TextLine
from journey_studio.layout.text import Run
from journey_studio.paint.qt_faces import family_of
from journey_studio.paint.qt_pens import qt_colour

EM = 512

# Optional forms that a face of the computer may have switched on; ours do not contain them.
_OFF = ("liga", "clig", "dlig", "calt")

# Far wider than any line, well inside Qt's fixed point numbers.
_ENDLESS = 1e7


@cache
def _em_font(key: str) -> QFont:
    font = qt_font(key, 1)
    font.setPixelSize(EM)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    for feature in _OFF:
        font.setFeature(QFont.Tag(feature), 0)
    return font


def qt_font(key: str, size: float) -> QFont:
    """A font of the face `key` at `size` px, for widgets that edit a text in place."""
    face = fonts.face(key)
    font = QFont(family_of(face))
    font.setStyleName(face.style)
    font.setWeight(QFont.Weight(face.weight))
    font.setItalic(face.italic)
    font.setPixelSize(max(1, round(size)))
    font.setKerning(True)
    font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
    return font


@cache
def _option(rtl: bool) -> QTextOption:
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    direction = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    option.setTextDirection(direction)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    return option


def _layout(text: str, face: str, rtl: bool) -> QTextLayout:
    layout = QTextLayout(text, _em_font(face))
    layout.setCacheEnabled(True)
    layout.setTextOption(_option(rtl))
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(_ENDLESS)
    # QTextLayout.draw places the top; a Run is placed by its baseline.
    line.setPosition(QPointF(0, -line.ascent()))
    layout.endLayout()
    return layout


def run_width(run: Run, size: float) -> float:
    """How wide Qt draws `run` at `size`, px at 100 %."""
    layout = _layout(run.text, run.face, run.rtl)
    return layout.lineAt(0).horizontalAdvance() * size / EM


class TextCache:
    """The laid out runs drawn last, so that a text is shaped once and not at every repaint.

    A layout takes about 30 us to build and 10 kB to keep; painting builds what is missing, or a
    view builds ahead while nothing else happens: `ready` asks, `build` makes.
    """

    def __init__(self, capacity: int = 3000) -> None:
        self._capacity = capacity
        self._layouts: OrderedDict[tuple[str, str, bool], QTextLayout] = OrderedDict()

    def __len__(self) -> int:
        return len(self._layouts)

    def ready(self, line: TextLine) -> bool:
        """Whether drawing `line` needs nothing to be built first."""
        layouts = self._layouts
        return all((run.text, run.face, run.rtl) in layouts for run in line.runs)

    def missing(self, items: Iterable[Item]) -> list[TextLine]:
        """The lines among `items` that are not ready."""
        return [item for item in items if isinstance(item, TextLine) and not self.ready(item)]

    def build(self, line: TextLine) -> None:
        """Make what drawing `line` needs."""
        for run in line.runs:
            self._get(run)

    def _get(self, run: Run) -> QTextLayout:
        key = (run.text, run.face, run.rtl)
        layout = self._layouts.get(key)
        if layout is None:
            layout = self._layouts[key] = _layout(*key)
            if len(self._layouts) > self._capacity:
                self._layouts.popitem(last=False)
        else:
            self._layouts.move_to_end(key)
        return layout

    def draw(self, painter: QPainter, lines: Iterable[tuple[float, float, TextLine]]) -> None:
        """Draw lines, each moved by the two numbers before it.

        Changing the painter's scale costs as much as drawing a line, so lines of one size and
        colour in a row are cheapest.
        """
        before = painter.worldTransform()
        scale = size = 0.0
        colour = None
        for dx, dy, line in lines:
            if line.size != size:
                size = line.size
                scale = size / EM
                painter.setWorldTransform(before)
                painter.scale(scale, scale)
            if line.colour != colour:
                colour = line.colour
                painter.setPen(qt_colour(colour))
            x, y = line.x + dx, (line.y + dy) / scale
            for run in line.runs:
                self._get(run).draw(painter, QPointF((x + run.x) / scale, y))
        painter.setWorldTransform(before)
