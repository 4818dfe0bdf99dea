# SPDX-License-Identifier: Apache-2.0
"""Cutting a board that is too large for one page, so that every piece keeps its heads.

A piece is made of panes, like the frozen panes of a spreadsheet: each shows one part of the board
at one place on the paper.
"""

from collections.abc import Iterable, Iterator
from itertools import chain, repeat
from typing import NamedTuple

from journey_studio.layout.fit import Fitted
from journey_studio.layout.geometry import Box


class Pane(NamedTuple):
    """The part `source` of the board (px) with its top left corner at `x`, `y` (mm)."""

    source: Box
    x: float
    y: float


Piece = tuple[Pane, ...]


def whole(fitted: Fitted, target: Box) -> list[Piece]:
    """The whole board at the top left of `target`."""
    board = fitted.board
    return [(Pane(Box(0, 0, board.width, board.height), target.x, target.y),)]


def down(fitted: Fitted, target: Box) -> list[Piece]:
    """Pieces one below the other, each as high as `target`, with the stages and steps on top."""
    board, scale = fitted
    head = board.head_height
    edges = [row.y - head for row in board.rows]
    rooms = repeat(max(target.h / scale - head, 1))
    return [
        (
            Pane(Box(0, 0, board.width, head), target.x, target.y),
            Pane(Box(0, head + top, board.width, size), target.x, target.y + head * scale),
        )
        for top, size in _cut(edges, board.height - head, rooms)
    ]


def across(fitted: Fitted, target: Box, left: float) -> list[Piece]:
    """Pieces side by side with the lane heads at the left of each.

    The first fills `target`; the others, without a title block, begin at `left` (mm).
    """
    board, scale = fitted
    head = board.head_width
    edges = [column.x - head for column in board.columns]
    later = repeat(max((target.right - left) / scale - head, 1))
    rooms = chain((max(target.w / scale - head, 1),), later)
    pieces: list[Piece] = []
    for start, size in _cut(edges, board.width - head, rooms):
        x = left if pieces else target.x
        lane_heads = Pane(Box(0, 0, head, board.height), x, target.y)
        cells = Box(head + start, 0, size, board.height)
        pieces.append((lane_heads, Pane(cells, x + head * scale, target.y)))
    return pieces


def _cut(
    edges: Iterable[float], end: float, rooms: Iterator[float]
) -> Iterator[tuple[float, float]]:
    """Cut 0..end into (start, size) no longer than their rooms, at `edges` where one is near."""
    places = sorted({edge for edge in edges if 0 < edge < end} | {end})
    start = 0.0
    for room in rooms:
        limit = start + room
        within = [edge for edge in places if start < edge <= limit + 0.01]
        # A row that alone is higher than the page is cut where the page ends.
        stop = within[-1] if within else limit
        yield start, stop - start
        start = stop
        if start >= end:
            return
