# SPDX-License-Identifier: Apache-2.0
"""Where stages, steps and lanes would land if they were let go.

What is asked for a place is the board that is on show, which may already show them there: over
themselves they stay, past the middle of another they go behind it. So no place ever leads back to
the one before it while the mouse stands still.
"""

from collections.abc import Collection, Sequence
from itertools import groupby
from typing import NamedTuple

from journey_studio.layout.display import Board, Column


class Span(NamedTuple):
    """A stage, step or lane along its direction, in board px."""

    id: str
    start: float
    end: float

    @property
    def middle(self) -> float:
        """Past it, something lands behind."""
        return (self.start + self.end) / 2


class Landing(NamedTuple):
    """The parents, and the index among those that stay; None is the end."""

    under: tuple[str, ...]
    at: int | None


def stages_of(board: Board) -> list[Span]:
    """The stages from left to right."""
    return [_span(stage, list(found)) for stage, found in groupby(board.columns, _stage)]


def steps_of(board: Board) -> list[Span]:
    """The steps from left to right; those of collapsed stages are not shown."""
    return [_span(column.step, [column]) for column in board.columns if column.step]


def lanes_of(board: Board) -> list[Span]:
    """The lanes from top to bottom."""
    return [Span(row.lane, row.y, row.y + row.h) for row in board.rows]


def _stage(column: Column) -> str:
    return column.stage


def _span(record: str, columns: Sequence[Column]) -> Span:
    return Span(record, columns[0].x, columns[-1].x + columns[-1].w)


def stage_landing(board: Board, x: float, moving: Collection[str]) -> Landing | None:
    """Where the stages `moving` would land; None where they lie already."""
    return _among(stages_of(board), x, moving, (board.map_id,))


def lane_landing(board: Board, y: float, moving: Collection[str]) -> Landing | None:
    """Where the lanes `moving` would land; None where they lie already."""
    return _among(lanes_of(board), y, moving, (board.map_id,))


def step_landing(board: Board, x: float, moving: Collection[str]) -> Landing | None:
    """Where the steps `moving` would land; None where they lie already.

    A collapsed stage takes them at its end, one without steps as its first.
    """
    columns = board.columns
    if not columns:
        return None
    over = next((column for column in columns if x < column.x + column.w), columns[-1])
    if over.step in moving:
        return None
    if not over.step:
        return Landing((over.stage,), None)
    siblings = [span for span in steps_of(board) if _stage_of(board, span.id) == over.stage]
    return _among(siblings, x, moving, (over.stage,))


def _stage_of(board: Board, step: str) -> str:
    return next(column.stage for column in board.columns if column.step == step)


def _among(
    spans: Sequence[Span], at: float, moving: Collection[str], under: tuple[str, ...]
) -> Landing | None:
    if not spans:
        return None
    over = next((span for span in spans if at < span.end), spans[-1])
    if over.id in moving:
        return None
    staying = [span for span in spans if span.id not in moving]
    return Landing(under, sum(span.middle <= at for span in staying))


def seams(before: Sequence[Span], now: Sequence[Span], moving: Collection[str]) -> list[float]:
    """Where on the board of now what moves has left: each place between two that stay, closed.

    `before` are the spans of the board without the gesture.
    """
    ends = {span.id: span.end for span in now}
    found: dict[float, None] = {}
    last = now[0].start if now else 0.0
    for span in before:
        if span.id in moving:
            found[last] = None
        else:
            last = ends.get(span.id, last)
    return list(found)
