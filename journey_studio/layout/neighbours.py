# SPDX-License-Identifier: Apache-2.0
"""The way through a board by the arrow keys: from card to card, through empty cells too."""

from typing import Literal, NamedTuple

from journey_studio.layout.display import Board, Group

Direction = Literal["left", "right", "up", "down"]


class Stop(NamedTuple):
    """Where the keyboard is: a cell, and a card in it ("" where it is empty)."""

    lane: str
    step: str
    card: str = ""


def first_stop(board: Board) -> Stop | None:
    """Where the keyboard begins: the first cell that can hold anything."""
    for row in range(len(board.rows)):
        for column, along in enumerate(board.columns):
            if along.step:
                return _stop(board, row, column, 0)
    return None


def neighbour(board: Board, stop: Stop, direction: Direction) -> Stop | None:
    """The next stop in a direction; None at the edge and where `stop` is not on the board.

    Up and down go through the cards of a cell before they leave it; left and right keep to the
    card that lies most nearly beside.
    """
    row = next((n for n, one in enumerate(board.rows) if one.lane == stop.lane), -1)
    column = next((n for n, one in enumerate(board.columns) if one.step == stop.step), -1)
    if row < 0 or column < 0:
        return None
    cards = _cards(board, row, column)
    at = next((n for n, group in enumerate(cards) if group.id == stop.card), -1)
    if direction in ("up", "down"):
        step = 1 if direction == "down" else -1
        inside = at + step
        if at >= 0 and 0 <= inside < len(cards):
            return _stop(board, row, column, inside)
        row += step
        if not 0 <= row < len(board.rows):
            return None
        return _stop(board, row, column, 0 if step > 0 else len(_cards(board, row, column)) - 1)
    step = 1 if direction == "right" else -1
    column += step
    while 0 <= column < len(board.columns) and not board.columns[column].step:
        column += step  # a stage without steps has no cells
    if not 0 <= column < len(board.columns):
        return None
    y = cards[at].box.y if at >= 0 else 0.0
    beside = _cards(board, row, column)
    nearest = min(range(len(beside)), key=lambda n: abs(beside[n].box.y - y), default=0)
    return _stop(board, row, column, nearest)


def _cards(board: Board, row: int, column: int) -> tuple[Group, ...]:
    cell = board.cells.get((row, column))
    return cell.groups if cell else ()


def _stop(board: Board, row: int, column: int, place: int) -> Stop:
    cards = _cards(board, row, column)
    card = cards[place].id if 0 <= place < len(cards) else ""
    return Stop(board.rows[row].lane, board.columns[column].step, card)
