# SPDX-License-Identifier: Apache-2.0
"""Which columns and which rows of a map stand on which slide, and how large.

Nothing is cut off: what does not fit in larger type is set smaller, down to nine points, and what
does not fit then goes on on the next slide, a long card line by line.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil
from typing import Literal, NamedTuple

from journey_studio.exchange.map_view import LaneView, MapView
from journey_studio.exchange.powerpoint.text import Para, height, shortened
from journey_studio.exchange.powerpoint.tiles import (
    GAP,
    GLYPHS,
    Tile,
    Tiler,
    Types,
    split,
    types_of,
)
from journey_studio.i18n import t
from journey_studio.layout.markers import shown_value
from journey_studio.model.records import Card

MARGIN, HEAD = 36.0, 150.0
TOP, FOOT = 92.0, 44.0  # px above and below the table
_SCALES = (1.1, 1.0, 0.93, 0.86)
_MOST_COLUMNS = 6
_MOST_TRIED = 8  # slides of one stage; for more nothing better is looked for
_SMALL_STAGE = 2
_PLOT, _DIVIDER = 104.0, 26.0
_ANOTHER = 10.0  # for each line beyond the second
_WHOLE_PLOT = 150.0  # on a slide of the whole map, which has no other for its curves
_HEAD_PAD = 6.0
_LEAST_ROW = 28.0

Form = Literal["cards", "curve", "said", "divider"]


class Row(NamedTuple):
    """A row of the table: the number of its lane, its height, and what it shows.

    `said` are the words of a curve by column.
    """

    lane: int
    form: Form
    height: float
    tiles: tuple[Tile, ...] = ()
    said: tuple[tuple[Para, ...], ...] = ()


class Sheet(NamedTuple):
    """The size of a slide, px."""

    width: float = 1280.0
    height: float = 720.0


class Board(NamedTuple):
    """What one slide shows of a map: columns from `first` to `end`, not included, and rows.

    `heads` are what stands in the heads of the lanes, `steps` in those of the columns. `part` and
    `parts` count the slides that share these columns; `begun` tells that the first lane began on
    the one before.
    """

    sheet: Sheet
    types: Types
    first: int
    end: int
    column: float
    stages: float  # the height of the row of stages, 0 where one stage is the title
    step: float
    steps: tuple[tuple[Para, ...], ...]
    rows: tuple[Row, ...]
    part: int = 1
    parts: int = 1
    begun: bool = False


def spans(view: MapView) -> Iterator[tuple[int, int]]:
    """The columns of each slide: those of a stage, or of several small ones side by side."""
    waiting: list[int] = []  # first and end of small stages that share a slide
    for head in view.stages:
        count = head.end - head.first
        if waiting and (count > _SMALL_STAGE or head.end - waiting[0] > _MOST_COLUMNS):
            yield waiting[0], waiting[1]
            waiting = []
        if count <= _SMALL_STAGE:
            waiting = [waiting[0] if waiting else head.first, head.end]
            continue
        slides = ceil(count / _MOST_COLUMNS)
        bounds = [head.first + round(count * part / slides) for part in range(slides + 1)]
        yield from pairwise(bounds)
    if waiting:
        yield waiting[0], waiting[1]


def boards(
    view: MapView, first: int, end: int, sheet: Sheet, pictures: frozenset[str]
) -> list[Board]:
    """The slides that show these columns."""
    plans = []
    for scale in _SCALES:
        plan = _planned(view, first, end, sheet, pictures, scale)
        if sum(row.height for row in plan.rows) <= _room(plan):
            return [plan]
        plans.append(plan)
    # As few slides as in the smallest type, in the largest type that needs no more.
    plan, pages = plans[-1], _paged(view, plans[-1])
    for larger in plans[1:-1] if len(pages) <= _MOST_TRIED else ():
        found = _paged(view, larger)
        if len(found) == len(pages):
            plan, pages = larger, found
            break
    return [
        plan._replace(
            rows=tuple(_headed(view, plan.types, page)),
            part=n + 1,
            parts=len(pages),
            begun=n > 0 and pages[n - 1][-1].lane == page[0].lane,
        )
        for n, page in enumerate(pages)
    ]


def whole(view: MapView, pictures: frozenset[str], most: float) -> Sheet | None:
    """A slide so large that the whole map has room on it; None where it would be wider than `most`
    px.
    """
    wide = 2 * MARGIN + HEAD + 190 * len(view.columns)
    for _ in range(12):
        sheet = Sheet(max(wide, 1280.0), max(wide, 1280.0) * 9 / 16)
        if sheet.width > most:
            return None
        plan = _planned(view, 0, len(view.columns), sheet, pictures, 1.0)
        if sum(row.height for row in plan.rows) <= _room(plan):
            return sheet
        wide = max(wide, 1280.0) * 1.12
    return None


def _room(plan: Board) -> float:
    return plan.sheet.height - TOP - FOOT - plan.stages - plan.step


def _planned(
    view: MapView, first: int, end: int, sheet: Sheet, pictures: frozenset[str], scale: float
) -> Board:
    """All rows of these columns, whether or not there is room for them."""
    types = types_of(view, scale)
    column = (sheet.width - 2 * MARGIN - HEAD) / max(end - first, 1)
    tiler = Tiler(view, types, column, pictures)
    steps = tuple(_step(view, types, number, column) for number in range(first, end))
    tallest = max((height(paras, column - 20) for paras in steps), default=0.0)
    several = sum(head.first < end and first < head.end for head in view.stages) > 1
    rows = [
        row
        for number, lane in enumerate(view.lanes)
        for row in _rows(tiler, number, lane, first, end)
    ]
    return Board(
        sheet=sheet,
        types=types,
        first=first,
        end=end,
        column=column,
        stages=_stage_height(view, types, first, end, column) if several else 0.0,
        step=max(tallest + 16, 30.0),
        steps=steps,
        rows=tuple(_headed(view, types, rows)),
    )


def stage_paras(view: MapView, types: Types, number: int, width: float) -> list[Para]:
    """A stage as it stands above its columns."""
    stage = view.stages[number].stage
    colour = view.scene.theme.hue(number).text
    title = stage.title or t("exchange.page.a_stage")
    found = [shortened(Para(title, types.stage, colour), width, 3)]
    if stage.goal:
        found.append(shortened(Para(stage.goal, types.note, colour, 1), width, 3))
    return found


def _stage_height(view: MapView, types: Types, first: int, end: int, column: float) -> float:
    tallest = 0.0
    for number, head in enumerate(view.stages):
        count = min(head.end, end) - max(head.first, first)
        if count > 0:
            width = count * column - 24
            tallest = max(tallest, height(stage_paras(view, types, number, width), width))
    return tallest + 16


def _step(view: MapView, types: Types, number: int, column: float) -> tuple[Para, ...]:
    step, colours = view.columns[number].step, view.scene.theme.colours
    if step is None:
        return ()
    title = step.title or t("exchange.page.a_step")
    room = column - 20
    indent = 16.0 * types.scale if number in view.moments else 0.0
    found = [shortened(Para(title, types.step, colours.text, indent=indent), room, 4)]
    if step.description:
        found.append(shortened(Para(step.description, types.note, colours.quiet, 1), room, 3))
    return tuple(found)


def _rows(tiler: Tiler, number: int, lane: LaneView, first: int, end: int) -> Iterator[Row]:
    if lane.is_divider:
        yield Row(number, "divider", _DIVIDER)
    if lane.is_curve:
        is_whole = end - first == len(tiler.view.columns)
        plot = _WHOLE_PLOT if is_whole else _PLOT
        plot += _ANOTHER * max(len(lane.lines) - 2, 0)
        yield Row(number, "curve", plot * tiler.types.scale)
        said = tuple(_said(tiler, lane, column) for column in range(first, end))
        tallest = max((height(words, tiler.column - 20) for words in said), default=0.0)
        if tallest:
            yield Row(number, "said", tallest + 12, (), said)
    found = [
        Row(number, "cards", max(tile.height for tile in tiles), tuple(tiles))
        for tiles in _tiled(tiler, lane, first, end)
    ]
    yield from found
    if not (found or lane.is_divider or lane.is_curve):
        yield Row(number, "cards", _LEAST_ROW)


def _tiled(tiler: Tiler, lane: LaneView, first: int, end: int) -> list[list[Tile]]:
    """The tiles of a lane in rows: in a column in their order, each as high up as there is room."""
    rows: list[list[Tile]] = []
    lowest: dict[int, int] = {}  # column -> the first row for the next card that begins there
    taken: set[tuple[int, int]] = set()
    for one in sorted((u for row in lane.rows for u in row), key=lambda unit: unit.first):
        left, right = max(one.first, first), min(one.last, end - 1)
        if left > right:
            continue
        for card in one.cards:
            covered = range(left, right + 1)
            at = lowest.get(left, 0)
            while any((at, column) in taken for column in covered):
                at += 1
            taken.update((at, column) for column in covered)
            lowest[left] = at + 1
            while len(rows) <= at:
                rows.append([])
            rows[at].append(tiler.tile(lane, card, left, right))
    return [sorted(row, key=lambda tile: tile.first) for row in rows]


def _said(tiler: Tiler, lane: LaneView, column: int) -> tuple[Para, ...]:
    """What everybody says at a step, the value before the words."""
    view, types = tiler.view, tiler.types
    found = []
    for line in lane.lines:
        for place, point in line.points:
            if place == column:
                value = shown_value(lane.lane.kind, point.value or 0)
                words = f"{GLYPHS[line.look.marker]}  {value}  {point.note}".rstrip()
                colour = view.scene.theme.colours.arc if lane.lane.kind == "arc" else ""
                found.append(Para(words, types.note, colour or line.look.colour, 1))
    return tuple(found)


def lane_paras(
    view: MapView, types: Types, number: int, *, begun: bool = False, quiet: bool = False
) -> list[Para]:
    """What stands in the head of a lane; in a `quiet` one, which is empty here, its title."""
    lane, colours = view.lanes[number], view.scene.theme.colours
    room = HEAD - 20
    if lane.is_divider:
        return [shortened(Para(lane.title, types.label, colours.quiet), room, 2)]
    found = [shortened(Para(lane.title, types.lane, colours.text), room, 4)]
    if begun:
        found.append(Para(t("exchange.slides.continued"), types.label, colours.quiet))
    elif lane.lane.owner and not quiet:
        found.append(shortened(Para(lane.lane.owner, types.label, colours.quiet, 1), room, 2))
    if lane.lane.kind == "curve":
        for line in lane.lines:
            known = view.scene.personas.get(line.persona or "")
            if known:
                words = f"{GLYPHS[line.look.marker]}  {known[1].name}"
                para = Para(words, types.label, line.look.colour, 4)
                found.append(shortened(para, room, 2))
    return found


def _headed(view: MapView, types: Types, rows: Sequence[Row]) -> Iterator[Row]:
    """The rows, the last of each lane high enough for the head of the lane."""
    used = 0.0
    for place, row in enumerate(rows):
        used += row.height
        last = place + 1 == len(rows) or rows[place + 1].lane != row.lane
        if last:
            paras = lane_paras(view, types, row.lane, quiet=is_quiet(row))
            wanted = height(paras, HEAD - 20) + 2 * _HEAD_PAD
            yield row._replace(height=row.height + max(wanted - used, 0.0))
            used = 0.0
        else:
            yield row


def _paged(view: MapView, plan: Board) -> list[list[Row]]:
    """The rows in pages, about equally full."""
    room = _room(plan)
    total = sum(row.height for row in plan.rows)
    best = _filled(view, plan, room)
    if len(best) > _MOST_TRIED:
        return best
    for share in (0.0, 0.2, 0.4, 0.6, 0.8):
        limit = total / len(best) + (room - total / len(best)) * share
        made = _filled(view, plan, min(limit, room)) if limit > room / 2 else best
        if len(made) <= len(best):
            return made
    return best


def _filled(view: MapView, plan: Board, room: float) -> list[list[Row]]:
    """The rows in pages of `room` px; a lane stays together where no page gets half empty by it."""
    pages: list[list[Row]] = [[]]
    left = room
    waiting = list(plan.rows)
    while waiting:
        row = waiting.pop(0)
        begins = not pages[-1] or pages[-1][-1].lane != row.lane
        lane = row.height + sum(other.height for other in waiting if other.lane == row.lane)
        if begins and pages[-1] and left < lane <= room and left < room * 0.55:
            pages.append([])
            left = room
        if row.height <= left:
            pages[-1].append(row)
            left -= row.height
            continue
        kept, rest = _split_row(view, plan, row, left)
        if kept is not None and (kept.height >= room * 0.25 or not pages[-1]):
            pages[-1].append(kept)
            waiting[:0] = [rest] if rest else []
        elif pages[-1]:
            waiting.insert(0, row)
        else:  # a single line that has no room on a page: it is alone there
            pages[-1].append(row)
        if waiting:
            pages.append([])
            left = room
    return [page for page in pages if page]


def _split_row(view: MapView, plan: Board, row: Row, room: float) -> tuple[Row | None, Row | None]:
    """A row of cards parted at `room` px."""
    if row.form != "cards" or not row.tiles:
        return None, row
    now: list[Tile] = []
    later: list[Tile] = []
    for tile in row.tiles:
        colour = view.scene.theme.kinds[tile.kind].label
        kept, rest = split(tile, room, plan.types, colour)
        now += [kept] if kept else []
        later += [rest] if rest else []
    if not now:
        return None, row
    first = row._replace(tiles=tuple(now), height=max(tile.height for tile in now))
    if not later:
        return first, None
    return first, row._replace(tiles=tuple(later), height=max(tile.height for tile in later))


def is_quiet(row: Row) -> bool:
    """Whether a lane has nothing in these columns."""
    return row.form == "cards" and not row.tiles


def cards_of(board: Board) -> Iterator[Card]:
    """The cards on a slide."""
    for row in board.rows:
        for tile in row.tiles:
            yield tile.card


__all__ = ["FOOT", "GAP", "HEAD", "MARGIN", "TOP", "Board", "Row", "Sheet", "boards", "spans"]
