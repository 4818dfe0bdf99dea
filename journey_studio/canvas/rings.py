# SPDX-License-Identifier: Apache-2.0
"""Rings around what is chosen: which of it is in view, and what shape its ring has."""

from collections.abc import Container, Iterator, Sequence

from PySide6.QtGui import QPainter

from journey_studio.canvas.camera import Camera
from journey_studio.canvas.culling import index_of, meets
from journey_studio.canvas.links import way_of
from journey_studio.canvas.overlay import paint_edge, paint_round_ring, paint_way
from journey_studio.canvas.pixmaps import TEXT_ZOOM
from journey_studio.layout.display import Board
from journey_studio.layout.geometry import Box
from journey_studio.layout.hit import find_group, group_box
from journey_studio.layout.theme import Theme
from journey_studio.model.ids import kind_of
from journey_studio.paint.qt import BoardPainter, TextMode

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
    yield from _points(board, chosen)
    for group in board.links:
        if group.id in chosen and meets(group.box, seen):
            yield group.id, group.box


def _points(board: Board, chosen: Container[str]) -> Iterator[tuple[str, Box]]:
    for row in board.rows:
        for group in row.groups:
            if group.role == "point" and group.id in chosen:
                yield group.id, group.box.moved(0, row.y)


def paint_own_ring(
    painter: QPainter,
    items: BoardPainter,
    theme: Theme,
    camera: Camera,
    board: Board,
    record: str,
    box: Box,
) -> bool:
    """Ring what is no rectangle: the way of a connection, a point. False for all else."""
    kind = kind_of(record)
    way = way_of(board, record) if kind == "connection" else ()
    if way:
        paint_way(painter, theme, camera, way)
        _paint_labels(painter, items, theme, camera, board, record)
    elif kind == "point":
        paint_round_ring(painter, theme, camera, box)
    return bool(way) or kind == "point"


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
