# SPDX-License-Identifier: Apache-2.0
"""Titles at sizes of the screen, for heads seen from afar: as large as has room, never cut.

Titles of one kind step down together. What then still has no room steps further down alone, and is
left out where even that is too large. This runs for every step of a zoom, so lines are counted
here and only broken where somebody looks.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from journey_studio.layout.blocks import Block, block
from journey_studio.layout.display import Colour, TextLine
from journey_studio.layout.text import TextStyle, count_lines, measure

_LEADING = 1.22
_MOST = 0.75  # of the titles of one kind
_HEBREW, _SIGNS = "\u0590", "\u2000"  # between them are scripts with ways of their own
_IDEOGRAPHS = "\u2e80"  # from here on lines may end between any two signs
_PARTS = re.compile(r"\s+|(?<=[-/])")


class Room(NamedTuple):
    """A title, and the room there is for it in board px."""

    text: str
    style: TextStyle
    width: float
    height: float


class Title(NamedTuple):
    """A title at the size it is shown at; it has `lines` lines at `width`."""

    text: str
    style: TextStyle
    width: float
    lines: int

    @property
    def height(self) -> float:
        """All lines, one leading each."""
        return self.lines * self.style.leading

    def at(self, x: float, y: float, colour: Colour) -> list[TextLine]:
        """The lines from their top left corner on."""
        return block(self.text, self.style, self.width).at(x, y, colour)


def fitted(room: Room, sizes: Iterable[float], px: float) -> Title | None:
    """The title at the largest of some sizes that has room; None where none has.

    Sizes are px of the screen, `px` is how many board px one of them is.
    """
    text, near, width, height = room
    widest = _widest(text, near.weight, near.language)
    for size in sizes:
        leading = round(size * _LEADING) * px
        if leading > height or (widest or 0) * size * px > width:
            continue
        style = TextStyle(near.weight, size * px, leading, near.language)
        lines = count_lines(text, style, width)
        if lines * leading > height:
            continue
        if widest is not None or _whole(text, block(text, style, width)):
            return Title(text, style, width, lines)
    return None


@lru_cache(maxsize=4096)
def _widest(text: str, weight: str, language: str) -> float | None:
    """The widest part that lines do not break, in em; None where that takes more to find out."""
    if not text.isascii() and any(_HEBREW <= sign < _SIGNS or sign >= _IDEOGRAPHS for sign in text):
        return None
    style = TextStyle(weight, 1, 1, language)
    # A line takes a little less than its room, lest rounding break it elsewhere.
    return 1.01 * max((measure(part, style) for part in _PARTS.split(text) if part), default=0.0)


def _whole(text: str, made: Block) -> bool:
    """Whether lines have room and end between words only."""
    at = 0
    if made.widest > made.width:
        return False
    for line, _ in made.lines[:-1]:
        found = text.find(line.text, at)
        at = found + len(line.text)
        if found < 0 or at >= len(text):
            return False
        last = text[at - 1]
        if not text[at].isspace() and last.isalnum() and last < _IDEOGRAPHS:
            return False
    return True


def together(
    rooms: Sequence[Room], sizes: Sequence[float], alone: Sequence[float], px: float
) -> list[Title | None]:
    """Titles at the largest of `sizes` that most have room for, the others as large as they can be.

    A single long name does not make all others small.
    """
    for size in sizes:
        made = [fitted(room, (size,), px) for room in rooms]
        if len(made) - made.count(None) >= _MOST * len(made):
            smaller = [each for each in (*sizes, *alone) if each < size]
            return [one or fitted(room, smaller, px) for one, room in zip(made, rooms, strict=True)]
    return [fitted(room, (sizes[-1], *alone), px) for room in rooms]


def all_at_once(rooms: Sequence[Room], sizes: Sequence[float], px: float) -> list[Title] | None:
    """Titles at the largest size that all have room for; None where there is none."""
    for size in sizes:
        made: list[Title] = []
        for room in rooms:
            one = fitted(room, (size,), px)
            if one is None:
                break
            made.append(one)
        else:
            return made
    return None
