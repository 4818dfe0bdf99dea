# SPDX-License-Identifier: Apache-2.0
"""Paragraphs as lines on the display list, each at the side its script starts from."""

from functools import lru_cache
from typing import NamedTuple

from journey_studio.layout.display import Colour, TextLine
from journey_studio.layout.text import Line, TextStyle, count_lines, is_rtl, measure, runs_of, wrap

# Where the baseline lies: Inter's capitals are 0.727 em high and stand in the middle of the line.
HALF_CAPITAL = 0.3637
_TRIES = 5  # halvings of a width

_new_tuple = tuple.__new__  # a TextLine without the detour through its Python constructor


class Block(NamedTuple):
    """A text broken for a width: its lines, each with the direction of its paragraph."""

    lines: tuple[tuple[Line, bool], ...]
    style: TextStyle
    width: float

    @property
    def height(self) -> float:
        """All lines, one leading each."""
        return len(self.lines) * self.style.leading

    @property
    def widest(self) -> float:
        """The width of the longest line."""
        return max((line.width for line, _ in self.lines), default=0.0)

    def at(self, x: float, y: float, colour: Colour) -> list[TextLine]:
        """The lines in a box that is `width` wide, from its top left corner on."""
        size, leading = self.style.size, self.style.leading
        baseline = y + leading / 2 + size * HALF_CAPITAL
        drawn = runs_of(self.lines, self.style)
        found = []
        for index, ((text, width), rtl) in enumerate(self.lines):
            if text:
                left = x + self.width - width if rtl else x
                line = (left, baseline + index * leading, text, drawn[index], size, colour)
                found.append(_new_tuple(TextLine, line))
        return found


def block(text: str, style: TextStyle, width: float) -> Block:
    """`text` broken into lines at most `width` px wide."""
    if text.isascii() or "\n" not in text:
        rtl = is_rtl(text)
        return Block(tuple((line, rtl) for line in wrap(text, style, width)), style, width)
    lines: list[tuple[Line, bool]] = []
    for paragraph in text.split("\n"):
        rtl = is_rtl(paragraph)
        lines += [(line, rtl) for line in wrap(paragraph, style, width) or (Line("", 0.0),)]
    return Block(tuple(lines), style, width)


def height_of(text: str, style: TextStyle, width: float) -> float:
    """The height of `text` broken into lines at most `width` px wide."""
    return count_lines(text, style, width) * style.leading


@lru_cache(maxsize=4096)
def hugging(text: str, style: TextStyle, width: float) -> Block:
    """Like `block`, but only as wide as its longest line. Kept: a tag stands on many cards."""
    made = block(text, style, width)
    return made._replace(width=made.widest)


def balanced(text: str, style: TextStyle, width: float) -> Block:
    """Like `hugging`, but with lines about equally long: no last word alone on its line."""
    lines = count_lines(text, style, width)
    made = hugging(text, style, width)
    if lines < 2:
        return made
    low, high = width / lines, width
    for _ in range(_TRIES):
        middle = (low + high) / 2
        if count_lines(text, style, middle) > lines:
            low = middle
        else:
            high = middle
    # A narrow line may break a long word that a wide one would not.
    narrow = hugging(text, style, high)
    return narrow if len(narrow.lines) == len(made.lines) and _same_words(narrow, made) else made


def _same_words(one: Block, other: Block) -> bool:
    words = [
        [word for line, _ in each.lines for word in line.text.split()] for each in (one, other)
    ]
    return words[0] == words[1]


@lru_cache(maxsize=4096)
def one_line(text: str, style: TextStyle) -> Block:
    """A text known to be short, on one line."""
    width = measure(text, style)
    return Block(((Line(text, width), is_rtl(text)),) if text else (), style, width)
