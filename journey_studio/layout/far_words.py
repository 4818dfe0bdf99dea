# SPDX-License-Identifier: Apache-2.0
"""Titles at sizes of the screen, for heads seen from afar: as large as has room, never cut.

Titles of one kind step down together. What then still has no room steps further down alone, and is
left out where even that is too large.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from journey_studio.layout.blocks import Block, block
from journey_studio.layout.text import TextStyle

_LEADING = 1.22
_IDEOGRAPHS = "\u2e80"  # from here on lines may end between any two signs


class Room(NamedTuple):
    """A title, and the room there is for it in board px."""

    text: str
    style: TextStyle
    width: float
    height: float


def fitted(room: Room, sizes: Iterable[float], px: float) -> Block | None:
    """The title at the largest of some sizes that has room; None where none has.

    Sizes are px of the screen, `px` is how many board px one of them is.
    """
    for size in sizes:
        leading = round(size * _LEADING) * px
        style = room.style._replace(size=size * px, leading=leading)
        if leading <= room.height:
            made = block(room.text, style, room.width)
            if made.height <= room.height and made.widest <= room.width and _whole(room.text, made):
                return made
    return None


def _whole(text: str, made: Block) -> bool:
    """Whether lines end between words only."""
    at = 0
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
) -> list[Block | None]:
    """Titles at the largest of `sizes` that all have room for, else each as large as it can be."""
    made = all_at_once(rooms, sizes, px)
    if made is not None:
        return list(made)
    return [fitted(room, (sizes[-1], *alone), px) for room in rooms]


def all_at_once(rooms: Sequence[Room], sizes: Sequence[float], px: float) -> list[Block] | None:
    """Titles at the largest size that all have room for; None where there is none."""
    for size in sizes:
        made: list[Block] = []
        for room in rooms:
            one = fitted(room, (size,), px)
            if one is None:
                break
            made.append(one)
        else:
            return made
    return None
