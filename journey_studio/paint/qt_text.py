# SPDX-License-Identifier: Apache-2.0
"""Text for QPainter: made once at a large size and drawn scaled down.

At small sizes Qt rounds every advance to 1/64 px, which shifts the end of a long line by a pixel.
At EM pixels the advances of our faces are exact, drawing costs the same, and what was made serves
every size and zoom.

Plain lines of the main family are put together from their signs and the pairs the layout has
measured: Qt would take three times as long to shape them again. What else there is (marks, other
faces, text from right to left) is a QTextLayout.
"""

from array import array
from collections import OrderedDict, deque
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

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

_WORDS = 20_000  # of a face that are kept
_LINES = 4000  # of a face that are kept
_ROWS = 100  # of points that are kept
_GRID = 65536  # parts of a px at EM

_set_x = QPointF.setX


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


class _Signs(dict[str, int]):
    """The glyphs of the plain signs of one face; every one of them has its own."""

    def __init__(self, face: str) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, sign: str) -> int:
        self[sign] = glyph = glyphs(sign, self._face, False)[0].glyph
        return glyph


class _Points:
    """Points that are set again and again: to make one takes three times as long.

    They are kept in rows, so that only their places in a row have to be set.
    """

    def __init__(self) -> None:
        self._rows: dict[float, list[QPointF]] = {}
        self._taken: dict[float, int] = {}  # of rows

    def begin(self) -> None:
        """What was given is not needed any more."""
        self._taken.clear()
        if len(self._rows) > _ROWS:
            self._rows.clear()

    def at(self, places: Sequence[float], y: float) -> list[QPointF]:
        """Points of the row at `y`."""
        row = self._rows.get(y)
        if row is None:
            row = self._rows[y] = []
        start = self._taken.get(y, 0)
        end = self._taken[y] = start + len(places)
        if end > len(row):
            row += [QPointF(0, y) for _ in range(end - len(row))]
        points = row[start:end]
        deque(map(_set_x, points, places), maxlen=0)
        return points


_Word = tuple[list[int], list[float], float]


class _Words(dict[str, _Word]):
    """The plain words of one face, in px at EM; filled as words are asked for.

    The glyphs of a word, how far each is from its beginning, and how far the next word is: nothing
    kerns with the blank between them.
    """

    def __init__(self, face: str) -> None:
        super().__init__()
        self._signs, self._pairs = _Signs(face), pairs_of(face)
        self._blank = self._pairs[" ", " "] * EM

    def __missing__(self, word: str) -> _Word:
        steps = map(self._pairs.__getitem__, zip(word, word[1:] + " ", strict=False))
        *ways, end = [at * EM for at in accumulate(steps, initial=0.0)]
        made = list(map(self._signs.__getitem__, word)), ways, end + self._blank
        self[word] = made
        return made


_Line = tuple[list[int], "array[float]"]


class _Lines(dict[str, _Line]):
    """Plain texts of one face, put together from their words: most have been drawn before.

    The glyphs, and how far each is from the beginning, in px at EM. Lines come again, too, though
    seldom below the same others. Blanks are left out: Qt would look up the shape of each anew and
    find nothing to draw.
    """

    def __init__(self, face: str) -> None:
        super().__init__()
        self._words = _Words(face)

    def __missing__(self, text: str) -> _Line:
        if len(self) > _LINES:
            self.clear()
        if len(self._words) > _WORDS:
            self._words.clear()
        at, signs, places = 0.0, list[int](), list[float]()
        for letters, ways, end in map(self._words.__getitem__, text.split(" ")):
            signs += letters
            places += [at + way for way in ways]
            at += end
        self[text] = made = signs, array("d", places)
        return made


@cache
def _lines_of(face: str) -> _Lines:
    return _Lines(face)


# A run of some lines: its text, its face, whether it runs from right to left, and how far it is to
# the right of the first one and below it, in parts of a px at EM: elsewhere on the board the same
# differs in the last digits of its places. (To round to some digits, Python writes them out first.)
_Piece = tuple[str, str, bool, int, int]


def _glyph_run(pieces: Iterable[_Piece], face: str, points: _Points) -> QGlyphRun:
    """Plain text of one face as one run."""
    line_of = _lines_of(face).__getitem__
    signs: list[int] = []
    spots: list[QPointF] = []
    points.begin()
    for text, _, _, x, y in pieces:
        letters, ways = line_of(text)
        signs += letters
        places = [x / _GRID + way for way in ways] if x else ways
        spots += points.at(places, y / _GRID)
    made = QGlyphRun()
    made.setRawFont(_raw_font(face))
    made.setGlyphIndexes(signs)
    made.setPositions(spots)
    return made


class _Passage(NamedTuple):
    """What is drawn of some lines: glyphs, and layouts with their places from where all begin."""

    glyphs: tuple[QGlyphRun, ...]
    layouts: tuple[tuple[QPointF, QTextLayout], ...]


def _passage(pieces: tuple[_Piece, ...], points: _Points) -> _Passage:
    first = pieces[0][1]
    if _all_plain(pieces, first):  # nearly always
        return _Passage((_glyph_run(pieces, first, points),), ())
    plain: dict[str, list[_Piece]] = {}
    layouts = []
    for piece in pieces:
        text, face, rtl, x, y = piece
        if _all_plain((piece,), face):
            plain.setdefault(face, []).append(piece)
        else:
            layouts.append((QPointF(x / _GRID, y / _GRID), _layout(text, face, rtl)))
    runs = (_glyph_run(some, face, points) for face, some in plain.items())
    return _Passage(tuple(runs), tuple(layouts))


def _all_plain(pieces: tuple[_Piece, ...], face: str) -> bool:
    """Whether these are of one face, and put together from their signs."""
    texts = [text for text, its_face, rtl, _, _ in pieces if its_face == face and not rtl]
    return len(texts) == len(pieces) and face in fonts.WEIGHTS and is_plain("".join(texts), face)


class TextCache:
    """The passages drawn last as Qt draws them, so that a text is shaped once, not at every
    repaint. A passage is what stands together in one size and colour, as all lines of a card: they
    are one run of glyphs, which is made and drawn in half the time of one for each line.

    Glyphs of a line take about 8 us to put together and 1 kB to keep, a layout 30 us and 10 kB.
    """

    def __init__(self, capacity: int = 3000) -> None:
        """`capacity` is how many runs of lines are kept."""
        self._capacity = capacity
        self._made: OrderedDict[tuple[_Piece, ...], _Passage] = OrderedDict()
        self._kept = 0
        self._points = _Points()

    def __len__(self) -> int:
        return self._kept

    def _get(self, pieces: tuple[_Piece, ...]) -> _Passage:
        made = self._made.get(pieces)
        if made is None:
            made = self._made[pieces] = _passage(pieces, self._points)
            self._kept += len(pieces)
            while self._kept > self._capacity and len(self._made) > 1:
                self._kept -= len(self._made.popitem(last=False)[0])
        else:
            self._made.move_to_end(pieces)
        return made

    def draw(self, painter: QPainter, lines: Iterable[TextLine]) -> None:
        """Draw lines.

        Changing the painter's scale costs as much as drawing a line, so lines of one size and
        colour in a row are cheapest.
        """
        before = painter.worldTransform()
        size, colour, scale = 0.0, "", 1.0
        pieces: list[_Piece] = []
        left = top = 0.0
        for line_x, line_y, _, runs, its_size, its_colour in lines:
            if its_size != size or its_colour != colour:
                self._draw_pieces(painter, pieces, left, top)
                pieces = []
                if its_size != size:
                    size, scale = its_size, its_size / EM
                    painter.setWorldTransform(before)
                    painter.scale(scale, scale)
                colour = its_colour
                painter.setPen(qt_colour(colour))
            y = line_y / scale
            for text, face, run_x, _, rtl in runs:
                x = (line_x + run_x) / scale
                if pieces:
                    across = round((x - left) * _GRID) if x != left else 0
                    pieces.append((text, face, rtl, across, round((y - top) * _GRID)))
                else:
                    left, top = x, y
                    pieces.append((text, face, rtl, 0, 0))
        self._draw_pieces(painter, pieces, left, top)
        painter.setWorldTransform(before)

    def _draw_pieces(
        self, painter: QPainter, pieces: list[_Piece], left: float, top: float
    ) -> None:
        """Draw runs of one size and colour, the first at a place; the painter is in px at EM."""
        if not pieces:
            return
        glyphs, layouts = self._get(tuple(pieces))
        start = QPointF(left, top)
        for run in glyphs:
            painter.drawGlyphRun(start, run)
        for place, layout in layouts:
            layout.draw(painter, start + place)
