# SPDX-License-Identifier: Apache-2.0
"""Walking over the map with the arrows: cells and the cards in them, and the heads around them.

Above the first row stand the steps, above them the stages; left of the first column the lanes; in
the corner the map. Shift extends the selection on the way.
"""

from journey_studio.canvas.ranges import HEADS, extended, heads_like
from journey_studio.canvas.selection import CellKey, Selection, only
from journey_studio.canvas.shaping import cell_of_point, select_point_in
from journey_studio.canvas.workplace import Workplace
from journey_studio.layout.hit import group_box
from journey_studio.model.ids import kind_of
from journey_studio.model.records import Card


def _cells(canvas: Workplace) -> tuple[list[str], list[str]]:
    """Lanes and steps; a stage that is collapsed or empty has no cells to walk through."""
    board = canvas.board
    return [row.lane for row in board.rows], [each.step for each in board.columns if each.step]


def _here(canvas: Workplace) -> tuple[int, int] | None:
    """Row and column of the keyboard, or None where it has not been on the map yet."""
    lanes, steps = _cells(canvas)
    selection = canvas.selection
    cell = selection.cell
    card = canvas.showing.snapshot.get(Card, selection.ids[-1] if selection.ids else None)
    if card is not None and card.place is not None and selection.anchor is None:
        cell = (card.place.lane, card.place.step)
    cell = cell_of_point(canvas, selection) or cell
    if cell is None or cell[0] not in lanes or cell[1] not in steps:
        return None
    return lanes.index(cell[0]), steps.index(cell[1])


def _go(canvas: Workplace, row: int, column: int, *, last: bool = False) -> None:
    """Select the first or last card or point of a cell, or the cell where it is empty."""
    lanes, steps = _cells(canvas)
    cell = (lanes[row], steps[column])
    cards = canvas.showing.snapshot.cards(*cell)
    if cards:
        canvas.select(only(cards[-1 if last else 0].id, cell))
    elif not select_point_in(canvas, cell, last=last):
        canvas.select(Selection((), cell))
    canvas.reveal_cell(cell)


def _go_to_head(canvas: Workplace, record: str | None) -> None:
    if record is not None:
        canvas.select(only(record))
        canvas.reveal_head_or_body(group_box(canvas.board, record))


def walk(canvas: Workplace, dx: int, dy: int, *, extend: bool = False) -> None:
    """One card up or down, one cell left or right, one head on; from the edge to the heads."""
    if canvas.selection.kind in (*HEADS, "map") and canvas.selection.ids:
        _from_head(canvas, dx, dy, extend=extend)
        return
    lanes, steps = _cells(canvas)
    if not lanes or not steps:
        _go_to_head(canvas, canvas.board.map_id)
        return
    here = _here(canvas)
    if here is None:
        _go(canvas, 0, 0)
        return
    row, column = here[0] + dy, here[1] + dx
    if dy and _within_cell(canvas, (lanes[here[0]], steps[here[1]]), dy, extend=extend):
        return
    if 0 <= row < len(lanes) and 0 <= column < len(steps):
        if extend:
            _extend(canvas, (lanes[row], steps[column]))
        else:
            _go(canvas, row, column, last=dy < 0)
    elif not extend and row < 0:
        _go_to_head(canvas, steps[column])
    elif not extend and column < 0:
        _go_to_head(canvas, lanes[row])


def _within_cell(canvas: Workplace, cell: CellKey, dy: int, *, extend: bool) -> bool:
    """One card further in the cell; false beyond its first and its last."""
    selection = canvas.selection
    if not selection.ids or (extend and selection.start.cell != cell):
        return False
    cards = [card.id for card in canvas.showing.snapshot.cards(*cell)]
    chosen = selection.ids[-1]
    at = cards.index(chosen) + dy if chosen in cards else -1
    if not 0 <= at < len(cards):
        return False
    if extend:
        canvas.select(extended(canvas.board, selection, cards[at], cell))
    else:
        canvas.select(only(cards[at], cell))
    canvas.reveal_cell(cell)
    return True


def _extend(canvas: Workplace, cell: CellKey) -> None:
    """Select all cards up to a cell; back where it began, what it began with."""
    start = canvas.selection.start
    record = start.id if start.cell == cell else ""
    canvas.select(extended(canvas.board, canvas.selection, record, cell))
    canvas.reveal_cell(cell)


def walk_far(
    canvas: Workplace, dx: int, dy: int, *, both: bool = False, extend: bool = False
) -> None:
    """To the end of the row or the column, or with `both` of the map."""
    if canvas.selection.kind in HEADS and not both:
        siblings = heads_like(canvas.board, canvas.selection.kind)
        down = canvas.selection.kind == "lane"
        if (dy if down else dx) or (down and dx):
            _on_to(canvas, siblings[0 if dx + dy < 0 else -1], extend=extend)
        return
    lanes, steps = _cells(canvas)
    if not lanes or not steps:
        return
    row, column = _here(canvas) or (0, 0)
    column = column if not dx else (0 if dx < 0 else len(steps) - 1)
    row = row if not (dy or both) else (0 if dy + dx < 0 else len(lanes) - 1)
    if extend:
        _extend(canvas, (lanes[row], steps[column]))
    else:
        _go(canvas, row, column)


def _from_head(canvas: Workplace, dx: int, dy: int, *, extend: bool) -> None:
    """To the next head of the kind, or from steps, stages, lanes and the map to one another."""
    board, chosen = canvas.board, canvas.selection.ids[-1]
    kind = kind_of(chosen)
    siblings = heads_like(board, kind) if kind in HEADS else ()
    along = dy if kind == "lane" else dx
    if along and chosen in siblings:
        at = siblings.index(chosen) + along
        if 0 <= at < len(siblings):
            _on_to(canvas, siblings[at], extend=extend)
        elif at < 0 and not extend:
            _go_to_head(canvas, board.map_id)
    elif not extend:
        _off_head(canvas, kind, chosen, dx, dy)


def _on_to(canvas: Workplace, head: str, *, extend: bool) -> None:
    if extend:
        canvas.select(extended(canvas.board, canvas.selection, head, None))
        canvas.reveal_head_or_body(group_box(canvas.board, head))
    else:
        _go_to_head(canvas, head)


def _off_head(canvas: Workplace, kind: str, chosen: str, dx: int, dy: int) -> None:
    board = canvas.board
    lanes, steps = _cells(canvas)
    stage_of = {column.step: column.stage for column in board.columns if column.step}
    if kind == "map":
        _go_to_head(canvas, next(iter(heads_like(board, "stage" if dx > 0 else "lane")), None))
    elif kind == "stage" and dy > 0:
        _go_to_head(canvas, next((s for s in steps if stage_of[s] == chosen), None))
    elif kind == "step" and dy < 0:
        _go_to_head(canvas, stage_of.get(chosen))
    elif kind == "step" and dy > 0 and lanes and chosen in steps:
        _go(canvas, 0, steps.index(chosen))
    elif kind == "lane" and dx > 0 and steps and chosen in lanes:
        _go(canvas, lanes.index(chosen), 0)


def next_cell(canvas: Workplace, by: int) -> None:
    """The next cell in reading order, at the end of a lane the first of the next; or head."""
    selection = canvas.selection
    if selection.kind in HEADS:
        siblings = heads_like(canvas.board, selection.kind)
        at = siblings.index(selection.ids[-1]) + by if selection.ids[-1] in siblings else -1
        if 0 <= at < len(siblings):
            _go_to_head(canvas, siblings[at])
        return
    lanes, steps = _cells(canvas)
    here = _here(canvas)
    if not lanes or not steps:
        return
    at = 0 if here is None else here[0] * len(steps) + here[1] + by
    if 0 <= at < len(lanes) * len(steps):
        _go(canvas, *divmod(at, len(steps)))
