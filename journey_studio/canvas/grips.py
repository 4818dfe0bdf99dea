# SPDX-License-Identifier: Apache-2.0
"""What can be taken hold of besides things themselves: edges, ends of connections, points.

All of it is as large on screen at every zoom.
"""

from typing import Literal, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from journey_studio.canvas.connections import End, handle_of, way_of
from journey_studio.canvas.overlay import HANDLE, paint_handle
from journey_studio.canvas.pixmaps import TEXT_ZOOM
from journey_studio.canvas.points import is_curve, keys_in, row_of
from journey_studio.canvas.selection import ids_of
from journey_studio.canvas.sizing import has_height
from journey_studio.canvas.tools.base import Canvas, Pointer
from journey_studio.layout.edges import Edge, card_edge_at, edge_at
from journey_studio.layout.geometry import Box, Point
from journey_studio.layout.hit import Hit, find_placed, group_box
from journey_studio.model.records import Card, Lane

_SLACK = 4.0  # view px beside an edge in which it can be taken
_HOLD = 9.0  # view px around a handle, an end or a point
_NEAR_POINT = 12.0

_SIDES: tuple[End, End] = ("source", "target")

Shape = Qt.CursorShape


class Grip(NamedTuple):
    """What a pull at a place takes hold of.

    "column", "row" and "card" are edges, "connect" the handle of the card `id`, "end" an end of
    the connection `id`, "point" a point, "new point" an empty place of a curve lane.
    """

    what: Literal["column", "row", "card", "connect", "end", "point", "new point"]
    id: str
    cursor: Qt.CursorShape
    edge: Edge | None = None
    end: End = "target"


def grip_at(canvas: Canvas, under: Hit, pointer: Pointer) -> Grip | None:
    """What can be taken hold of at a place where `under` lies; None where only things can."""
    return (
        _end(canvas, pointer)
        or _edge(canvas, pointer)
        or _on_cards(canvas, under, pointer)
        or _on_curve(canvas, under, pointer)
    )


def _end(canvas: Canvas, pointer: Pointer) -> Grip | None:
    """The ends of the selected connection."""
    chosen = ids_of(canvas.selection.ids, "connection")
    if len(chosen) != 1 or canvas.camera.zoom < TEXT_ZOOM or not canvas.writable:
        return None
    reach = _HOLD / canvas.camera.zoom
    for end, spot in zip(_SIDES, _ends(canvas, chosen[0]), strict=False):
        if abs(spot.x - pointer.x) <= reach and abs(spot.y - pointer.y) <= reach:
            return Grip("end", chosen[0], Shape.CrossCursor, end=end)
    return None


def _edge(canvas: Canvas, pointer: Pointer) -> Grip | None:
    """The edges of heads."""
    snapshot = canvas.showing.snapshot
    edge = edge_at(canvas.board, pointer.x, pointer.y, _SLACK / canvas.camera.zoom)
    if edge is None or edge.id not in snapshot.records:  # the parking place stays as it is
        return None
    if edge.what == "column":
        return Grip("column", edge.id, Shape.SplitHCursor, edge)
    if has_height(snapshot, edge.id):
        return Grip("row", edge.id, Shape.SplitVCursor, edge)
    return None


def _on_cards(canvas: Canvas, under: Hit, pointer: Pointer) -> Grip | None:
    """The handle and the right edge of a card."""
    zoom = canvas.camera.zoom
    if not canvas.writable or zoom < TEXT_ZOOM or under.role in ("stage", "step", "lane", "map"):
        return None
    board = canvas.board
    edge = card_edge_at(board, pointer.x, pointer.y, _HOLD / zoom)
    if edge is None or not _is_open(canvas, edge.id):
        return None
    handle = handle_of(edge.box)
    if abs(pointer.y - handle.y) <= _HOLD / zoom:
        return Grip("connect", edge.id, Shape.CrossCursor, edge)
    if abs(pointer.x - handle.x) <= _SLACK / zoom:
        return Grip("card", edge.id, Shape.SplitHCursor, edge)
    return None


def _is_open(canvas: Canvas, card_id: str) -> bool:
    """Whether a card is seen as a card, not as a sign of a collapsed lane."""
    snapshot = canvas.showing.snapshot
    card = snapshot.get(Card, card_id)
    lane = snapshot.get(Lane, card.place.lane) if card is not None and card.place else None
    return lane is None or not lane.collapsed


def _on_curve(canvas: Canvas, under: Hit, pointer: Pointer) -> Grip | None:
    """A point, its words, or an empty place of a curve lane, where one comes into being."""
    if under.role in ("point", "note"):
        return Grip("point", under.id, Shape.SizeVerCursor)
    snapshot = canvas.showing.snapshot
    if under.role != "cell" or not under.step or not is_curve(snapshot, under.lane):
        return None
    lane = snapshot.get(Lane, under.lane)
    if lane is None or lane.collapsed:
        return None
    near = _point_near(canvas, under, pointer)
    if near:
        return Grip("point", near, Shape.SizeVerCursor)
    return Grip("new point", under.lane, Shape.CrossCursor)


def _point_near(canvas: Canvas, under: Hit, pointer: Pointer) -> str:
    """The point of the cell that is close on screen: from afar points are small."""
    row = row_of(canvas.board, under.lane)
    reach = _NEAR_POINT / canvas.camera.zoom
    found: list[tuple[float, str]] = []
    for point, key in keys_in(row) if row is not None else ():
        box = group_box(canvas.board, point) if key.step == under.step else None
        if box is not None:
            far = max(abs(box.centre.x - pointer.x), abs(box.centre.y - pointer.y))
            found.append((far, point))
    far, point = min(found, default=(reach + 1, ""))
    return point if far <= reach else ""


def paint_grips(painter: QPainter, canvas: Canvas, hovered: str, grip: Grip | None) -> None:
    """The handle of the card under the mouse and of the selected one; ends that can be pulled."""
    if not canvas.writable or canvas.camera.zoom < TEXT_ZOOM:
        return
    theme = canvas.showing.theme
    cards = dict.fromkeys(ids_of((hovered, *canvas.selection.ids[:2]), "card"))
    if len(canvas.selection.ids) > 1:
        cards = dict.fromkeys(ids_of((hovered,), "card"))
    for card in cards:
        card_box = group_box(canvas.board, card)
        if card_box is not None and _is_open(canvas, card):
            hot = grip is not None and grip.what == "connect" and grip.id == card
            painter.save()
            canvas.enter(painter, card_box)
            at = canvas.camera.to_view(*handle_of(card_box))
            paint_handle(painter, theme, at, hot=hot)
            painter.restore()
    for link in ids_of(canvas.selection.ids[:1], "connection"):
        for end, spot in zip(_SIDES, _ends(canvas, link), strict=False):
            hot = grip is not None and grip.what == "end" and grip.end == end
            painter.save()
            placed = find_placed(canvas.board, link)
            if placed is not None:
                canvas.enter(painter, placed.box)
            paint_handle(painter, theme, canvas.camera.to_view(*spot), hot=hot)
            painter.restore()


def _ends(canvas: Canvas, link: str) -> tuple[Point, ...]:
    """Where on the board the handles of a connection sit: at its start, and behind its arrow."""
    way = way_of(canvas.board, link)
    if not way:
        return ()
    (x, y), tip = way[-2], way[-1]
    length = abs(tip.x - x) + abs(tip.y - y)  # ways are upright or level
    back = min((canvas.showing.theme.grid.arrow + HANDLE) / max(length, 1.0), 1.0)
    return way[0], Point(tip.x + (x - tip.x) * back, tip.y + (y - tip.y) * back)


def handle_box(card: Box) -> Box:
    """What of the view has to be painted again with the handle of a card seen there."""
    return card.inset(-HANDLE, -HANDLE)
