# SPDX-License-Identifier: Apache-2.0
"""Ranges of a selection: from where it began to where the hands are now, as people read.

Cells are a grid, so between two of them lies a rectangle, with all its cards; within one cell it
is the cards from one to the other. Heads are a row each: stages, steps, lanes.
"""

from collections.abc import Iterable, Iterator, Sequence

from journey_studio.canvas.selection import Anchor, CellKey, Selection
from journey_studio.layout.display import Board
from journey_studio.model.ids import kind_of

HEADS = ("stage", "step", "lane")


def heads_like(board: Board, kind: str) -> tuple[str, ...]:
    """The records of one kind of head, in order."""
    groups = board.lane_heads if kind == "lane" else board.heads
    return tuple(group.id for group in groups if group.id and group.role == kind)


def cards_in(board: Board, rows: Sequence[int], columns: Sequence[int]) -> Iterator[str]:
    """The cards of some cells, row by row, from left to right, from the top."""
    for row in rows:
        for column in columns:
            cell = board.cells.get((row, column))
            if cell is not None:
                yield from (group.id for group in cell.groups)


def all_cards(board: Board) -> tuple[str, ...]:
    """All cards on show, as they are read."""
    return tuple(cards_in(board, range(len(board.rows)), range(len(board.columns))))


def place_of(board: Board, cell: CellKey | None) -> tuple[int, int] | None:
    """Row and column of a cell; None where the board does not show it."""
    if cell is None or not cell[1]:
        return None
    row = next((n for n, one in enumerate(board.rows) if one.lane == cell[0]), -1)
    column = next((n for n, one in enumerate(board.columns) if one.step == cell[1]), -1)
    return (row, column) if row >= 0 and column >= 0 else None


def extended(
    board: Board, selection: Selection, record: str, cell: CellKey | None, *, adding: bool = False
) -> Selection:
    """The selection from where it began to a record, or to an empty place of a cell ("").

    What was clicked comes last. `adding` keeps what else was selected. Where nothing of the kind
    had been selected, the range is what was clicked.
    """
    start = selection.start
    kind = kind_of(record) if record else "card"
    if kind in HEADS:
        found = _between(heads_like(board, kind), start.id, record)
    elif kind == "card" and (not start.id or kind_of(start.id) == "card"):
        found = _cards(board, start, Anchor(record, cell))
    else:
        found = None
    if found is None:
        found, start = ([record] if record else []), Anchor(record, cell)
    kept = selection.ids if adding and selection.kind == kind else ()
    return Selection(_last(record, (*kept, *found)), cell, start)


def _between(siblings: Sequence[str], one: str, other: str) -> list[str] | None:
    if one not in siblings or other not in siblings:
        return None
    first, last = sorted((siblings.index(one), siblings.index(other)))
    return list(siblings[first : last + 1])


def _cards(board: Board, start: Anchor, end: Anchor) -> list[str] | None:
    here, there = place_of(board, start.cell), place_of(board, end.cell)
    if here is None or there is None:
        return None
    if here == there and start.id and end.id:
        return _between(list(cards_in(board, [here[0]], [here[1]])), start.id, end.id)
    rows, columns = sorted((here[0], there[0])), sorted((here[1], there[1]))
    return list(cards_in(board, range(rows[0], rows[1] + 1), range(columns[0], columns[1] + 1)))


def _last(record: str, ids: Iterable[str]) -> tuple[str, ...]:
    """Each once, with one of them at the end."""
    found = dict.fromkeys(ids)
    if record in found:
        del found[record]
        found[record] = None
    return tuple(found)
