# SPDX-License-Identifier: Apache-2.0
"""Pictures of what is selected, for other programs: as it is seen, twice as sharp."""

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage, QPainter

from journey_studio.canvas.showing import Showing
from journey_studio.layout.display import Board, Placed
from journey_studio.layout.geometry import Box
from journey_studio.model.commands import Add, Spot
from journey_studio.model.document import Document, MemoryJournal
from journey_studio.model.records import Connection, Map
from journey_studio.model.snapshot import Snapshot
from journey_studio.paint.qt import BoardPainter, qt_colour

if TYPE_CHECKING:  # the clipboard's form is imported when it is used
    from journey_studio.model.fragments import Fragment

SCALE = 2.0
BESIDE_MOST = 6_000_000  # pixels of a picture that only goes along with what is copied
_MARGIN = 16.0  # board px around cards
_LONGEST = 30_000  # pixels a side: the raster engine counts in 16 bits and a sign


def of_cards(
    snapshot: Snapshot, board: Board, ids: Iterable[str], painter: BoardPainter, most: int
) -> QImage | None:
    """The cards where they lie, with the connections among them; None for more than `most` pixels.

    Less than `SCALE` sharp where that would be too large, but never less than on the screen.
    """
    chosen = frozenset(ids)
    seen = [placed for placed in board.body() if _is_seen(snapshot, placed, chosen)]
    cards = [placed.box for placed in seen if placed.group.id in chosen]
    if not cards:
        return None
    around = cards[0]
    for box in cards[1:]:
        around = around.united(box)
    return _render(seen, around.inset(-_MARGIN, -_MARGIN), board, painter, most, least=1.0)


def _is_seen(snapshot: Snapshot, placed: Placed, chosen: frozenset[str]) -> bool:
    link = snapshot.get(Connection, placed.group.id)
    if link is not None:
        return link.source in chosen and link.target in chosen
    return placed.group.id in chosen


def of_fragment(
    fragment: "Fragment", like: Map, showing: Showing, painter: BoardPainter, most: int
) -> QImage | None:
    """Steps, stages or lanes as a map of their own, with the heads they need."""
    from journey_studio.model.commands.paste import Paste

    document = Document(Snapshot(), MemoryJournal(), "project-picture")
    values = {"title": like.title, "language": like.language}
    the_map = Add(kind="map", values=values)
    document.apply(the_map)
    document.apply(Paste(fragment, Spot(the_map.id)))
    board = Showing(document, the_map.id, showing.theme, showing.shown).board
    return of_board(board, painter, most, least=1.0)


def of_board(board: Board, painter: BoardPainter, most: int, least: float = 0.0) -> QImage | None:
    """The whole board."""
    whole = Box(0, 0, board.width, board.height)
    return _render(board.everything(), whole, board, painter, most, least)


def _render(
    placed: Iterable[Placed],
    area: Box,
    board: Board,
    painter: BoardPainter,
    most: int,
    least: float,
) -> QImage | None:
    if area.w <= 0 or area.h <= 0:
        return None
    scale = min(SCALE, math.sqrt(most / (area.w * area.h)), _LONGEST / max(area.w, area.h))
    if scale < least:
        return None
    width, height = max(int(area.w * scale), 1), max(int(area.h * scale), 1)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    if image.isNull():
        return None
    image.setDotsPerMeterX(round(96 * scale / 0.0254))
    image.setDotsPerMeterY(round(96 * scale / 0.0254))
    image.fill(qt_colour(board.ground_colour))
    brush = QPainter(image)
    brush.scale(scale, scale)
    brush.translate(-area.x, -area.y)
    painter.paint_placed(brush, placed)
    brush.end()
    return image
