# SPDX-License-Identifier: Apache-2.0
"""Connections as arrows from card to card, along the gaps between cards.

Where programs find such a way by themselves it is a connector; cells of a table are nothing that
holds one, so each of its ends is a rectangle over its card that shows nothing. A way around more
cards is a path with an arrowhead. What a connection says stands on the card it comes from, since no
gap has room for it.
"""

from collections.abc import Mapping, Sequence

from journey_studio.exchange.map_view import Arrow, MapView, brief
from journey_studio.exchange.powerpoint.drawing import Canvas, Way, stroke
from journey_studio.exchange.powerpoint.planning import HEAD, MARGIN, Board
from journey_studio.exchange.powerpoint.tiles import GAP
from journey_studio.i18n import t
from journey_studio.layout.display import Segment
from journey_studio.layout.geometry import Box

_TOP, _LEFT, _BOTTOM, _RIGHT = range(4)  # the sites of a rectangle, as the format counts them
_THIN = 4 / 3  # px: the extent of a connector that ends where it began


def put_arrows(canvas: Canvas, view: MapView, board: Board, tops: Sequence[float]) -> None:
    """The connections between cards that are both on this slide."""
    cells = _cells(board, tops)
    ends: dict[str, int] = {}
    texts = {card.id: brief(card.text) or t("exchange.page.a_card") for card in view.cards()}
    line = stroke(view.scene.theme.colours.link, 1.5, arrow=True)
    for source, arrows in view.arrows.items():
        for arrow in arrows:
            target = arrow.target
            if source == target or source not in cells or target not in cells:
                continue
            name = arrow.label or t("exchange.slides.arrow")
            about = _about(texts, source, arrow)
            way = way_between(cells[source], cells[target], [*cells.values()])
            if way is None:
                canvas.path(_around(cells[source], cells[target]), name, None, line, about)
                continue
            for each in (source, target):
                if each not in ends:
                    ends[each] = canvas.hold(cells[each], texts[each])
            canvas.connector(way, (ends[source], ends[target]), line, name, about)


def _about(texts: Mapping[str, str], source: str, arrow: Arrow) -> str:
    way = t("exchange.slides.from_to", source=texts[source], target=texts[arrow.target])
    if not arrow.label:
        return way
    return t("exchange.slides.labelled", label=arrow.label, text=way)


def _cells(board: Board, tops: Sequence[float]) -> dict[str, Box]:
    """Where each card stands; of one that goes on in another row, where it begins."""
    found: dict[str, Box] = {}
    for place, row in enumerate(board.rows):
        for tile in row.tiles:
            x = MARGIN + HEAD + (tile.first - board.first) * board.column
            width = (tile.last - tile.first + 1) * board.column
            box = Box(x + GAP, tops[place] + GAP, width - 2 * GAP, row.height - 2 * GAP)
            found.setdefault(tile.card.id, box)
    return found


def way_between(one: Box, two: Box, cells: Sequence[Box]) -> Way | None:
    """How a connector runs from one card to another; None where it would cross others."""
    back = two.x < one.x
    apart = one.x - two.right if back else two.x - one.right
    if apart < 0:
        return _down(one, two, cells)
    if apart > 2 * GAP + 1:
        return None
    x, goal = (one.x, two.right) if back else (one.right, two.x)
    y, level = one.y + one.h / 2, two.y + two.h / 2
    box = Box(min(x, goal), min(y, level), abs(goal - x), abs(level - y))
    leaves, enters = (_LEFT, _RIGHT) if back else (_RIGHT, _LEFT)
    form, bends = ("bentConnector3", (0.5,)) if box.h > 1 else ("straightConnector1", ())
    return Way(form, box, leaves, enters, bends, over=back, under=level < y)


def _down(one: Box, two: Box, cells: Sequence[Box]) -> Way:
    """Between cards one above the other."""
    upper, lower = (one, two) if one.y < two.y else (two, one)
    left, right = max(one.x, two.x), min(one.right, two.right)
    is_free = not any(
        upper.y < each.y < lower.y and each.x < right and left < each.right for each in cells
    )
    up = two.y < one.y
    if is_free:
        x, goal = one.x + one.w / 2, two.x + two.w / 2
        start, end = (one.y, two.bottom) if up else (one.bottom, two.y)
        box = Box(min(x, goal), min(start, end), abs(goal - x), abs(end - start))
        leaves, enters = (_TOP, _BOTTOM) if up else (_BOTTOM, _TOP)
        return Way("straightConnector1", box, leaves, enters, over=goal < x, under=up)
    x, y, level = min(one.x, two.x), one.y + one.h / 2, two.y + two.h / 2
    box = Box(x - _THIN, min(y, level), _THIN, abs(level - y))
    return Way("bentConnector3", box, _LEFT, _LEFT, (GAP / _THIN,), over=True, under=up)


def _around(one: Box, two: Box) -> tuple[Segment, ...]:
    """Down or up the gap beside the one, along the gap above or below the other, and into it."""
    x, side = (one.x, -GAP) if two.x < one.x else (one.right, GAP)
    y, goal = one.y + one.h / 2, two.x + two.w / 2
    up = two.y < one.y
    end, along = (two.bottom, two.bottom + GAP) if up else (two.y, two.y - GAP)
    points = ((x + side, y), (x + side, along), (goal, along), (goal, end))
    return (("M", x, y), *(("L", *point) for point in points))
