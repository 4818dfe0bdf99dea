# SPDX-License-Identifier: Apache-2.0
"""Rings around what is chosen: which of it is in view, and what shape its ring has."""

from collections.abc import Container, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Protocol

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from journey_studio.canvas.camera import Camera
from journey_studio.canvas.connections import way_of
from journey_studio.canvas.culling import index_of, meets
from journey_studio.canvas.frame import FramePainter
from journey_studio.canvas.overlay import (
    paint_edge,
    paint_many_rings,
    paint_ring,
    paint_round_ring,
    paint_way,
)
from journey_studio.canvas.pixmaps import FLAT_ZOOM, TEXT_ZOOM
from journey_studio.canvas.showing import Showing
from journey_studio.layout.display import Board
from journey_studio.layout.far_places import seen_box
from journey_studio.layout.geometry import Box
from journey_studio.layout.hit import find_group, group_box
from journey_studio.layout.theme import Theme
from journey_studio.model.ids import kind_of
from journey_studio.paint.qt import BoardPainter, TextMode

_OWN = ("connection", "point")  # kinds whose ring is no rectangle
_FEW = 12
_MANY = 300  # rings that are painted plainly: nobody sees round corners among so many


class Ringed(Protocol):
    """What is asked of a view to ring what it shows."""

    showing: Showing
    camera: Camera
    frames: FramePainter

    @property
    def board(self) -> Board:
        """The board on show."""

    @property
    def view_size(self) -> tuple[float, float]:
        """Width and height of the view in px."""

    def enter(self, painter: QPainter, box: Box) -> None:
        """Stick with the heads where the box is one of them; keep clear of them where not."""


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
    yield from _points(board, chosen)
    for group in board.links:
        if group.id in chosen and meets(group.box, seen):
            yield group.id, group.box


@lru_cache(maxsize=2)
def card_rects(board: Board) -> Mapping[str, QRectF]:
    """The box of every card on a board, as Qt wants it: for when thousands are chosen at once."""
    return {
        group.id: QRectF(*group.box.moved(board.columns[column].x, board.rows[row].y))
        for (row, column), cell in board.cells.items()
        for group in cell.groups
    }


def _points(board: Board, chosen: Container[str]) -> Iterator[tuple[str, Box]]:
    for row in board.rows:
        for group in row.groups:
            if group.role == "point" and group.id in chosen:
                yield group.id, group.box.moved(0, row.y)


def paint_rings(
    painter: QPainter,
    view: Ringed,
    records: Sequence[str],
    hidden: Container[str] = (),
) -> None:
    """Ring records, each in its own shape, unless they are not to be seen."""
    board, zoom = view.board, view.camera.zoom
    clear: list[Box] = []  # of the heads
    if len(records) <= _FEW:  # what is dragged is not looked for
        records = [record for record in records if record not in hidden]
        if not records:
            return
    if len(records) > _MANY and zoom < FLAT_ZOOM and kind_of(records[0]) == "card":
        rects = card_rects(board)
        _paint_many(painter, view, [rects[i] for i in records if i in rects and i not in hidden])
        return
    width, height = view.view_size
    corner, far = view.camera.to_board(0, 0), view.camera.to_board(width, height)
    seen = Box(*corner, far.x - corner.x, far.y - corner.y)
    for record, box in in_view(board, seen, records):
        if record in hidden:
            continue
        if kind_of(record) in _OWN or box.x < board.head_width or box.y < board.head_height:
            painter.save()
            view.enter(painter, box)
            _paint_one(painter, view, record, box)
            painter.restore()
        else:
            clear.append(box)
    if len(clear) > _MANY:
        _paint_many(painter, view, [QRectF(*box) for box in clear])
    elif clear:
        painter.save()
        view.enter(painter, clear[0])
        for box in clear:
            paint_ring(painter, view.showing.theme, view.camera, box)
        painter.restore()


def _paint_many(painter: QPainter, view: Ringed, rects: Sequence[QRectF]) -> None:
    painter.save()
    view.enter(painter, Box(view.board.head_width, view.board.head_height, 1, 1))
    paint_many_rings(painter, view.showing.theme, view.camera, rects)
    painter.restore()


def _paint_one(painter: QPainter, view: Ringed, record: str, box: Box) -> None:
    theme, camera, board = view.showing.theme, view.camera, view.board
    kind = kind_of(record)
    way = way_of(board, record) if kind == "connection" else ()
    if way:
        paint_way(painter, theme, camera, way)
        _paint_labels(painter, view.frames.painter, theme, camera, board, record)
    elif kind == "point":
        paint_round_ring(painter, theme, camera, box)
    else:
        paint_ring(painter, theme, camera, seen_box(board, camera.zoom, box))


def _paint_labels(
    painter: QPainter, items: BoardPainter, theme: Theme, camera: Camera, board: Board, chosen: str
) -> None:
    """The labels that the line would run through, its own with a ring."""
    line = find_group(board, chosen)
    mode = TextMode.FULL if camera.zoom >= TEXT_ZOOM else TextMode.BARS
    for group in board.links:
        if group.role == "label" and line is not None and meets(group.box, line.box):
            painter.save()
            painter.translate(-camera.x * camera.zoom, -camera.y * camera.zoom)
            painter.scale(camera.zoom, camera.zoom)
            items.paint_group(painter, group, mode)
            painter.restore()
            if group.id == chosen:
                paint_edge(painter, theme, camera, group.box)
