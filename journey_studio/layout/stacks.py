# SPDX-License-Identifier: Apache-2.0
"""How cards stack in the cells of a lane, beside those that span several columns.

Cells are made of immutable records, so one whose cards are the same objects as before is taken
from what was kept: an edit costs one cell.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from journey_studio.layout.cards import CardKey, CardMaker
from journey_studio.layout.display import Cell, Group, Item, Rect
from journey_studio.layout.geometry import Box
from journey_studio.layout.grid import Columns
from journey_studio.layout.scene import NO_MARKS, Marks, plain_kind
from journey_studio.model.records import Card, CardKind, Lane

Interval = tuple[float, float]
CellCards = Sequence[tuple[int, tuple[Card, ...]]]  # column, its cards; in order of column


class Stacked(NamedTuple):
    """A cell and what it was made from: equal sources make an equal cell."""

    cards: tuple[Card, ...]
    source: tuple[object, ...]
    cell: Cell
    reach: tuple[tuple[int, Interval], ...]  # columns on the right that its cards take room in


StackCache = dict[tuple[str, int], Stacked]


def first_free(y: float, height: float, blocked: Iterable[Interval], gap: float) -> float:
    """The first place from `y` on where `height` px are free with `gap` to every blocked part.

    `blocked` is in order of where its parts begin.
    """
    for top, bottom in blocked:
        if y + height + gap > top and bottom + gap > y:
            y = bottom + gap
    return y


Span = tuple[int, int, Box]  # first and last column of a card, its box in the cell


class StackedLane(NamedTuple):
    """The cells of a lane by column, and its cards that cover several columns."""

    cells: Mapping[int, Cell]
    spans: tuple[Span, ...] = ()


class Stacker:
    """Stacks the cards of cells, taking from `kept` what has not changed.

    `used` holds what the next layout may take.
    """

    def __init__(
        self, maker: CardMaker, columns: Columns, marks: Mapping[str, Marks], kept: StackCache
    ) -> None:
        self.maker = maker
        self.columns = columns
        self.marks = marks
        self.kept = kept
        self.used: StackCache = {}
        self.grid = maker.scene.theme.grid
        self._place = {step: index for index, step in enumerate(columns.steps)}

    def lane(self, lane: Lane, cells: CellCards, top: float) -> StackedLane:
        """The cells of a lane. Cards begin below `top`."""
        taken: dict[int, list[Interval]] = {}
        found: dict[int, Cell] = {}
        spans: list[Span] = []
        columns, kept, used, marks = self.columns.columns, self.kept, self.used, self.marks
        plain = plain_kind(lane)
        for column, cards in cells:
            width = columns[column].w
            lasts = [self._last_column(card, column) for card in cards if card.span > 1]
            known = [marks[card.id] for card in cards if card.id in marks] if marks else []
            blocked = [tuple(sorted(taken.get(column, ())))] if taken else []
            source: tuple[object, ...] = (width, plain, top, known, blocked)
            if lasts:
                beyond = range(column + 1, max(lasts) + 1)
                widths = [columns[other].w for other in beyond]
                blocked += [tuple(sorted(taken.get(other, ()))) for other in beyond]
                source = (*source, lasts, widths)
            stacked = kept.get((lane.id, column))
            if stacked is None or stacked.cards != cards or stacked.source != source:
                stacked = self._stack(cards, column, source, blocked)
            used[lane.id, column] = stacked
            found[column] = stacked.cell
            for other, interval in stacked.reach:
                taken.setdefault(other, []).append(interval)
            if stacked.reach:
                pairs = zip(cards, stacked.cell.groups, strict=True)
                ends = ((self._last_column(card, column), group.box) for card, group in pairs)
                spans += [(column, last, box) for last, box in ends if last > column]
        return StackedLane(found, tuple(spans))

    def _stack(
        self,
        cards: tuple[Card, ...],
        column: int,
        source: tuple[object, ...],
        blocked: Sequence[tuple[Interval, ...]],
    ) -> Stacked:
        """Cards one below the other, each at the first height where all it covers is free.

        `blocked` says what is taken in this column and in those to its right.
        """
        pad, gap = self.grid.cell_padding, self.grid.card_gap
        columns, marks = self.columns.columns, self.marks
        make, measure = self.maker.group, self.maker.height
        single, plain, top = columns[column].w - 2 * pad, source[1], source[2]
        y: float = top + pad  # type: ignore[operator]
        groups: list[Group] = []
        reach: list[tuple[int, Interval]] = []
        for card in cards:
            last = column if card.span == 1 else self._last_column(card, column)
            width = single
            if last > column:
                width = columns[last].x + columns[last].w - columns[column].x - 2 * pad
            kind: CardKind = plain if card.kind == "text" else card.kind  # type: ignore[assignment]
            height = measure(card, kind, width)
            if blocked:
                parts = sorted(part for one in blocked[: last - column + 1] for part in one)
                y = first_free(y, height, parts, gap)
            box = Box(pad, y, width, height)
            groups.append(make(card, kind, marks.get(card.id, NO_MARKS), box))
            if last > column:
                reach += [(other, (y, y + height)) for other in range(column + 1, last + 1)]
            y += height + gap
        return Stacked(cards, source, Cell(tuple(groups), y - gap + pad), tuple(reach))

    def _last_column(self, card: Card, column: int) -> int:
        """The last column a card covers; the steps of a collapsed stage share one."""
        steps = self.columns.steps
        step = self._place.get(self.columns.columns[column].step, -1)
        if step < 0:
            return column
        return self.columns.of_step[steps[min(step + card.span, len(steps)) - 1]]

    def pills(self, lane: Lane, cells: CellCards) -> StackedLane:
        """The cells of a collapsed lane: a small sign for each card."""
        return StackedLane({column: self._pills(lane, column, cards) for column, cards in cells})

    def _pills(self, lane: Lane, column: int, cards: tuple[Card, ...]) -> Cell:
        grid = self.grid
        step = grid.pill + grid.pill_gap
        room = self.columns.columns[column].w - 2 * grid.cell_padding
        in_a_row = max(int((room + grid.pill_gap) // step), 1)
        top = (grid.lane_slim - grid.pill) / 2
        groups = []
        for place, card in enumerate(cards):
            row, along = divmod(place, in_a_row)
            x, y = grid.cell_padding + along * step, top + row * step
            box = Box(x, y, grid.pill, grid.pill)
            kind = plain_kind(lane) if card.kind == "text" else card.kind
            groups.append(self._pill(card, kind, box))
        return Cell(tuple(groups), groups[-1].box.bottom + top)

    def _pill(self, card: Card, kind: CardKind, box: Box) -> Group:
        look = self.maker.scene.theme.kinds[kind]
        key = CardKey(card, kind, NO_MARKS, self.maker.scene)
        shape = Rect(box.inset(0.5, 0.5), look.fill, look.mark, radius=box.h / 4)
        return Group(card.id, "card", box, key, partial(_only, shape), look.fill)


def _only(item: Item) -> tuple[Item, ...]:
    return (item,)
