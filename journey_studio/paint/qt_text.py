# SPDX-License-Identifier: Apache-2.0
"""Text for QPainter: made once at a large size and drawn scaled down.

At small sizes Qt rounds every advance to 1/64 px, which shifts the end of a long line by a pixel.
At EM pixels the advances of our faces are exact, drawing costs the same, and what was made serves
every size and zoom.

Plain lines of the main family are put together from their signs and the pairs the layout has
measured: Qt would take three times as long to shape them again. What else there is (marks, other
faces, text from right to left) is a QTextLayout.
"""

from collections import OrderedDict, deque
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import accumulate, pairwise

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QGlyphRun, QPainter, QRawFont, QTextLayout, QTextOption

from journey_studio.layout import fonts
from journey_studio.layout.breaking import is_plain, pairs_of
from journey_studio.layout.display import TextLine
from journey_studio.layout.shaping import glyphs
from journey_studio.layout.text import Run
from journey_studio.paint.qt_faces import family_of
from journey_studio.paint.qt_pens import qt_colour

EM = 512

# Optional forms that a face of the computer may have switched on; ours do not contain them.
_OFF = ("liga", "clig", "dlig", "calt")

# Far wider than any line, well inside Qt's fixed point numbers.
_ENDLESS = 1e7

_WORDS = 20_000  # that are kept


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


@cache
def _raw_font(face: str) -> QRawFont:
    return QRawFont.fromFont(_em_font(face))


@cache
def _sign(sign: str, face: str) -> int:
    """The glyph of a plain sign; every one of them has its own."""
    return glyphs(sign, face, False)[0].glyph


class _Points:
    """Points that are set again and again: to make one takes three times as long."""

    def __init__(self) -> None:
        self._points: list[QPointF] = []

    def at(self, places: list[float]) -> list[QPointF]:
        """Points on the base line."""
        lacking = len(places) - len(self._points)
        self._points += [QPointF() for _ in range(lacking)]
        points = self._points[: len(places)]
        deque(map(QPointF.setX, points, places), maxlen=0)
        return points


@lru_cache(maxsize=_WORDS)
def _word(word: str, face: str) -> tuple[list[int], list[float], float]:
    """The glyphs of a plain word, how far each is from its beginning, and how far a blank is."""
    pairs = pairs_of(face)
    steps = (pairs[each] * EM for each in pairwise(word + " "))
    *places, end = accumulate(steps, initial=0.0)
    return [_sign(each, face) for each in word], places, end


def _glyph_run(text: str, face: str, points: _Points) -> QGlyphRun:
    """A run of plain text, put together from its words: most of them have been drawn before.

    Blanks are left out: Qt would look up the shape of each anew and find nothing to draw.
    """
    pairs, at = pairs_of(face), 0.0
    signs: list[int] = []
    places: list[float] = []
    for number, word in enumerate(text.split(" ")):
        if number:
            at += pairs[" ", word[:1] or " "] * EM
        letters, ways, end = _word(word, face)
        signs += letters
        places += [at + way for way in ways]
        at += end
    made = QGlyphRun()
    made.setRawFont(_raw_font(face))
    made.setGlyphIndexes(signs)
    made.setPositions(points.at(places))
    return made


class TextCache:
    """The runs drawn last as Qt draws them, so that a text is shaped once, not at every repaint.

    Glyphs of a line take about 8 us to put together and 1 kB to keep, a layout 30 us and 10 kB.
    """

    def __init__(self, capacity: int = 3000) -> None:
        self._capacity = capacity
        self._made: OrderedDict[tuple[str, str, bool], QGlyphRun | QTextLayout] = OrderedDict()
        self._points = _Points()

    def __len__(self) -> int:
        return len(self._made)

    def _get(self, run: Run) -> QGlyphRun | QTextLayout:
        key = (run.text, run.face, run.rtl)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._make(*key)
            if len(self._made) > self._capacity:
                self._made.popitem(last=False)
        else:
            self._made.move_to_end(key)
        return made

    def _make(self, text: str, face: str, rtl: bool) -> QGlyphRun | QTextLayout:
        if face in fonts.WEIGHTS and not rtl and is_plain(text, face):
            return _glyph_run(text, face, self._points)
        return _layout(text, face, rtl)

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
                made, place = self._get(run), QPointF((x + run.x) / scale, y)
                if isinstance(made, QGlyphRun):
                    painter.drawGlyphRun(place, made)
                else:
                    made.draw(painter, place)
        painter.setWorldTransform(before)
