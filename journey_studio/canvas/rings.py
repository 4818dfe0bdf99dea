# SPDX-License-Identifier: Apache-2.0
"""Which of the chosen records are in view, and where: ten thousand may be chosen at once."""

from collections.abc import Iterator, Sequence

from journey_studio.canvas.culling import index_of, meets
from journey_studio.layout.display import Board
from journey_studio.layout.geometry import Box
from journey_studio.layout.hit import group_box

_FEW = 12


def in_view(board: Board, seen: Box, records: Sequence[str]) -> Iterator[tuple[str, Box]]:
    """The records that are on the board, with their boxes; of many those that meet `seen` (board
    px), and heads, which stick."""
    if len(records) <= _FEW:
        for record in records:
            box = group_box(board, record)
            if box is not None:
                yield record, box
        return
    chosen = set(records)
    for placed in index_of(board).cards(seen):
        if placed.group.id in chosen:
            yield placed.group.id, placed.box
    for group in (*board.heads, *board.lane_heads):
        if group.id in chosen:
            yield group.id, group.box
    for group in board.links:
        if group.id in chosen and meets(group.box, seen):
            yield group.id, group.box
