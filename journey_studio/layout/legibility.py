# SPDX-License-Identifier: Apache-2.0
"""How large the texts of a poster print, and on which paper they would be large enough."""

from collections.abc import Iterable, Iterator, Sequence
from math import ceil, inf
from typing import NamedTuple

from journey_studio.layout.display import Board, Placed, TextLine
from journey_studio.layout.fit import Room, whole_scale
from journey_studio.layout.frame import Furniture, better_frame
from journey_studio.layout.pages import Page
from journey_studio.layout.paper import LONGEST, ROLLS, SHEETS, Paper, Sheet

POINT = 25.4 / 72
_EXAMPLES = 5
_LADDER = ("A4", "A3", "A2", "A1", "A0")


class Printed(NamedTuple):
    """A text and the size it prints at, in pt."""

    text: str
    points: float


class Legibility(NamedTuple):
    """The smallest size in pt, how many `lines` print below the limit, and some of them."""

    smallest: float
    lines: int
    examples: tuple[Printed, ...]


def legibility(pages: Iterable[Page], limit: float) -> Legibility:
    """Look at every line of text on `pages`; `limit` is pt."""
    smallest, count = inf, 0
    small: dict[str, float] = {}
    # Many groups share a size, so sizes are compared in px before a text is looked at.
    for page in pages:
        for placement in page.placements:
            to_points = placement.scale / POINT
            for line in _lines(placement.groups):
                points = line.size * to_points
                smallest = min(smallest, points)
                if points < limit - 0.005 and line.text.strip():
                    count += 1
                    small[line.text] = min(points, small.get(line.text, inf))
    # Of texts equally small the longest tells best where to look.
    ordered = sorted(small.items(), key=lambda item: (round(item[1], 1), -len(item[0])))[:_EXAMPLES]
    examples = tuple(Printed(text, points) for text, points in ordered)
    return Legibility(0.0 if smallest == inf else smallest, count, examples)


def _lines(groups: Iterable[Placed]) -> Iterator[TextLine]:
    for placed in groups:
        for item in placed.group.items:
            if isinstance(item, TextLine):
                yield item


def smallest_px(board: Board) -> float:
    """The smallest text of a board in px; 0 where there is none."""
    return min((line.size for line in _lines(board.everything())), default=0.0)


def better_paper(
    boards: Sequence[Board], smallest: float, furniture: Furniture, sheet: Sheet, limit: float
) -> Paper | None:
    """The smallest sheet, else roll, on which no text of the map is below `limit` pt.

    `boards` are layouts of one map with different widths of columns, any of which may be the one;
    `smallest` is the size of the smallest text on each, in px.
    """
    ladder = [SHEETS[name.lower()] for name in _LADDER] + list(ROLLS.values())
    area = sheet.paper.width * sheet.paper.height
    for paper in ladder:
        if paper.is_roll or paper.width * paper.height > area:
            scales = (_scale_on(board, furniture, sheet, paper) for board in boards)
            if max(scales) * smallest / POINT >= limit:
                return paper
    return None


def _scale_on(board: Board, furniture: Furniture, sheet: Sheet, paper: Paper) -> float:
    frame = better_frame(board, furniture, Sheet(paper, sheet.orientation, "page", sheet.margin))
    return whole_scale(board, Room(frame.map_box.w, frame.map_box.h))


def larger_size(page: Page, smallest: float, limit: float) -> tuple[float, float] | None:
    """The page in whole mm, enlarged until its smallest text prints at `limit` pt.

    None where no single poster can be so long.
    """
    times = limit / smallest if smallest else inf
    width, height = page.trim.w * times, page.trim.h * times
    if max(width, height) > LONGEST:
        return None
    return ceil(width), ceil(height)
