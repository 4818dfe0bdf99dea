# SPDX-License-Identifier: Apache-2.0
"""Text as every painter draws it: broken into lines once, measured once.

Widths are computed in em, once for each word, and kept; a line's width is the sum of its words and
blanks (no face kerns across a blank, and blanks are always the main family's).
"""

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from math import inf
from typing import NamedTuple

from journey_studio.layout import bidi
from journey_studio.layout.bidi import is_rtl
from journey_studio.layout.breaking import Widths, break_word, clean, is_plain, widths_of
from journey_studio.layout.segments import segments
from journey_studio.layout.shaping import Glyph, advance, glyphs
from journey_studio.layout.text_style import TextStyle

__all__ = [
    "Glyph",
    "Line",
    "Run",
    "TextStyle",
    "count_lines",
    "is_rtl",
    "measure",
    "runs",
    "runs_of",
    "shape",
    "wrap",
]

# A line is filled to this part of the width it has, so that a painter that rounds the place of
# each glyph never runs over.
_ROOM = 1 / 1.005
_BLANK = ("", " ")

_new_tuple = tuple.__new__  # a Line or a Run without the detour through a Python constructor


class Line(NamedTuple):
    """One line in logical order without blanks at its end; the width is px at 100 %."""

    text: str
    width: float


class Run(NamedTuple):
    """A piece of a line in one face and direction, in logical order; `x` is its left edge.

    `x` and `width` are px at 100 % from the left edge of the line.
    """

    text: str
    face: str
    x: float
    width: float
    rtl: bool


@lru_cache(maxsize=32768)
def wrap(text: str, style: TextStyle, width: float) -> tuple[Line, ...]:
    """`text` in lines that are at most `width` px wide.

    Lines break at blanks, after hyphens and slashes within words, between Chinese and Japanese
    signs, and at newlines, which are kept. A word wider than `width` is broken between written
    signs; a line is wider than `width` only where one sign is. No text: no lines.
    """
    if not text:
        return ()
    weight, size, _, language = style
    widths = widths_of(weight, language)
    room = width * _ROOM / size
    lines: list[Line] = []
    ends = _ends(text, weight, language)  # a layout has counted the lines of it
    if ends is not None:
        _fill(text.split(" "), ends, widths, size, room, lines)
        return tuple(lines)
    if "\r" in text:
        text = clean(text)
    for paragraph in text.split("\n") if "\n" in text else (text,):
        _wrap(paragraph, widths, size, room, lines)
    return tuple(lines)


@lru_cache(maxsize=32768)
def count_lines(text: str, style: TextStyle, width: float) -> int:
    """How many lines `wrap` makes of `text`, much quicker: a layout asks this of every card, only
    a painter asks for the lines, and only of the cards it shows.
    """
    weight, size, _, language = style
    ends = _ends(text, weight, language)
    if ends is None:
        return len(wrap(text, style, width))
    reach = width * _ROOM / size + widths_of(weight, language).blank
    lines, start, count = 1, 0, len(ends)
    end = bisect_right(ends, reach)
    while end < count:
        if end == start:
            return len(wrap(text, style, width))
        lines += 1
        start = end
        end = bisect_right(ends, ends[end - 1] + reach, start)
    return lines


@lru_cache(maxsize=32768)
def _ends(text: str, weight: str, language: str) -> "array[float] | None":
    """How far each word of `text` reaches, in em, with a blank after it.

    None for a text whose lines take more than this to find: several paragraphs, blanks side by
    side or at an end, words that can be broken or run from right to left.
    """
    if "  " in text or text[:1] in _BLANK or text[-1:] in _BLANK:
        return None
    widths = widths_of(weight, language)
    words = text.split(" ")
    ends = array("d", accumulate(map(widths.__getitem__, words)))
    if ends[-1] == inf or not widths.breakable.isdisjoint(words):
        return None
    return ends


def _wrap(text: str, widths: Widths, size: float, room: float, lines: list[Line]) -> None:
    """Append the lines of `text`, one paragraph, to `lines`. `room` is in em."""
    words = text.split(" ")
    ends = array("d", accumulate(map(widths.__getitem__, words)))
    if ends[-1] == inf:
        _wrap_odd(text, widths, size, room, lines)
    elif "  " in text or not words[0] or not words[-1]:
        _wrap_slowly(words, widths, size, room, lines)
    else:
        _fill(words, ends, widths, size, room, lines)


def _fill(
    words: list[str],
    ends: "array[float]",
    widths: Widths,
    size: float,
    room: float,
    lines: list[Line],
) -> None:
    """The same for words that reach so far, each with a blank after it.

    This loop runs for every text that is shown, hence its plainness; rare cases go elsewhere.
    """
    blank, breakable = widths.blank, widths.breakable
    reach = room + blank
    start, base, count = 0, 0.0, len(words)
    end = bisect_right(ends, reach)
    while end < count:
        if end == start or words[end] in breakable:
            _wrap_slowly(words[start:], widths, size, room, lines)
            return
        to = ends[end - 1]
        line = " ".join(words[start:end]), (to - base - blank) * size
        lines.append(_new_tuple(Line, line))
        start, base = end, to
        end = bisect_right(ends, base + reach, start)
    line = " ".join(words[start:]), (ends[-1] - base - blank) * size
    lines.append(_new_tuple(Line, line))


def _add(words: list[str], width: float, widths: Widths, size: float, lines: list[Line]) -> None:
    """Append a line of these words, `width` em wide with a blank after each; not of blanks."""
    while words and not words[-1]:
        words.pop()
        width -= widths.blank
    if words:
        lines.append(Line(" ".join(words), (width - widths.blank) * size))


def _wrap_odd(text: str, widths: Widths, size: float, room: float, lines: list[Line]) -> None:
    """The same for a text with control signs or with parts that run from right to left."""
    for part in clean(text).split("\n"):
        if not bidi.has_rtl(part):
            _wrap(part, widths, size, room, lines)
            continue
        first = len(lines)
        _wrap(part, widths_of(widths.weight, widths.language, True), size, room, lines)
        if not is_rtl(part):  # a line without foreign letters is drawn, and kerned, as one run
            style = TextStyle(widths.weight, size, size, widths.language)
            lines[first:] = [Line(text, measure(text, style)) for text, _ in lines[first:]]


def _wrap_slowly(
    words: list[str], widths: Widths, size: float, room: float, lines: list[Line]
) -> None:
    """The same, word by word, where words must be broken or several blanks stand together."""
    before = len(lines)
    line: list[str] = []
    used = 0.0  # with a blank after each word
    for word in words:
        if used + widths.alone(word) <= room:
            line.append(word)
            used += widths[word]
        elif word:
            *full, rest = break_word(word, widths, room - used, room, force=not line)
            for piece in full:
                if piece:
                    line.append(piece)
                    used += widths[piece]
                _add(line, used, widths, size, lines)
                line, used = [], 0.0
            line.append(rest)
            used += widths[rest]
    _add(line, used, widths, size, lines)
    if len(lines) == before:
        lines.append(Line("", 0.0))


def measure(text: str, style: TextStyle) -> float:
    """The width of `text` on one line, in px at 100 %."""
    widths = widths_of(style.weight, style.language)
    words = text.split(" ")
    width = sum(map(widths.__getitem__, words))
    if width == inf:
        words = _on_one_line(text).split(" ")
        widths = widths_of(style.weight, style.language, bidi.has_rtl(text))
        width = sum(map(widths.__getitem__, words))
    return (width - widths.blank) * style.size


def _on_one_line(text: str) -> str:
    return clean(text).replace("\n", " ")


def runs(line: str, style: TextStyle, *, rtl: bool | None = None) -> tuple[Run, ...]:
    """A line in runs from left to right, ready to be drawn.

    `rtl` is the direction of its paragraph; None takes the line's own.
    """
    return _runs(line, style.weight, style.size, style.language, rtl)


def runs_of(lines: Sequence[tuple[Line, bool]], style: TextStyle) -> list[tuple[Run, ...]]:
    """The runs of measured lines, each with the direction of its paragraph."""
    weight, size, _, language = style
    plain = is_plain("".join([text for (text, _), _ in lines]), weight)  # nearly always
    return [
        (_new_tuple(Run, (text, weight, 0.0, width, False)),)
        if not rtl and (plain or is_plain(text, weight))
        else _runs(text, weight, size, language, rtl)
        for (text, width), rtl in lines
    ]


@lru_cache(maxsize=32768)
def _runs(line: str, weight: str, size: float, language: str, rtl: bool | None) -> tuple[Run, ...]:
    if not line:
        return ()
    if not rtl and is_plain(line, weight):
        width = measure(line, TextStyle(weight, size, size, language))
        return (Run(line, weight, 0.0, width, False),)
    line = _on_one_line(line).replace("\u00ad", "")  # Qt would show one at the end of a run
    direction = is_rtl(line) if rtl is None else rtl
    placed, x = [], 0.0
    for text, face, leftwards in segments(line, weight, language, rtl=direction):
        if not glyphs(text, face, leftwards):
            continue  # signs that only steer others
        width = advance(text, face, leftwards) * size
        placed.append(Run(text, face, x, width, leftwards))
        x += width
    return tuple(placed)


def shape(run: Run) -> tuple[Glyph, ...]:
    """The glyphs of a run from left to right: (glyph id, cluster, x advance, x and y offset).

    Measures are font units of the run's face: times the size / `units_per_em` they are px.
    `cluster` is the index in `run.text` of the first sign the glyph stands for.
    """
    return glyphs(run.text, run.face, run.rtl)
