# SPDX-License-Identifier: Apache-2.0
"""How cards stack in the cells of a lane, beside those that span several columns.

Cells are made of immutable records, so one whose cards are the same objects as before is taken
from what was kept: an edit costs one cell.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from journey_studio.layout.cards import CardKey, CardMaker
from journey_studio.layout.display import Cell, Column, Group, Item, Rect
from journey_studio.layout.fonts import missing
from journey_studio.layout.geometry import Box
from journey_studio.layout.grid import Columns
from journey_studio.layout.scene import NO_MARKS, Marks, plain_kind
from journey_studio.model.records import Card, CardKind, Lane

Interval = tuple[float, float]
_NOTHING: frozenset[str] = frozenset()
CellCards = Sequence[tuple[int, tuple[Card, ...]]]  # column, its cards; in order of column


Span = tuple[int, int, Box]  # first and last column of a card, its box in the cell


class CardCell(Cell):
    """A cell as it was stacked: y, width and height of each card, one after the other."""

    __slots__ = ("_cards", "_maker", "_marks", "_places", "_plain")

    def __init__(
        self,
        maker: CardMaker,
        marks: Mapping[str, Marks],
        cards: tuple[Card, ...],
        plain: CardKind,
        places: "array[float]",
        height: float,
    ) -> None:
        self.height = height
        self.right = maker.scene.theme.grid.cell_padding + max(places[1::3])
        self._groups = None
        self._maker = maker
        self._marks = marks
        self._cards = cards
        self._plain = plain
        self._places = places

    def boxes(self) -> dict[str, Box]:
        """The boxes of the cards by id."""
        x = self._maker.scene.theme.grid.cell_padding
        numbers = iter(self._places)
        places = zip(self._cards, numbers, numbers, numbers, strict=True)
        return {card.id: Box(x, y, w, h) for card, y, w, h in places}

    def _made(self) -> tuple[Group, ...]:
        make, marks, plain, boxes = self._maker.group, self._marks, self._plain, self.boxes()
        return tuple(
            make(
                card,
                plain if card.kind == "text" else card.kind,
                marks.get(card.id, NO_MARKS),
                boxes[card.id],
            )
            for card in self._cards
        )


class Stacked(NamedTuple):
    """A cell and what it was made from: equal sources make an equal cell."""

    cards: tuple[Card, ...]
    source: tuple[object, ...]
    cell: Cell
    reach: tuple[tuple[int, Interval], ...]  # columns on the right that its cards take room in
    spans: tuple[Span, ...]
    missing: frozenset[str]  # signs that no face can draw


def first_free(y: float, height: float, blocked: Iterable[Interval], gap: float) -> float:
    """The first place from `y` on where `height` px are free with `gap` to every blocked part.

    `blocked` is in order of where its parts begin.
    """
    for top, bottom in blocked:
        if y + height + gap > top and bottom + gap > y:
            y = bottom + gap
    return y


class StackedLane(NamedTuple):
    """A lane and what it was made from.

    `spans` are its cards that cover several columns, `moments` the columns with moments of truth.
    """

    source: tuple[object, ...]
    cells: Mapping[int, Cell]
    height: float
    stacks: Mapping[int, Stacked]
    spans: tuple[Span, ...] = ()
    moments: frozenset[int] = frozenset()
    missing: frozenset[str] = frozenset()


@dataclass
class StackCache:
    """The lanes of the layout before."""

    columns: tuple[Column, ...] = ()
    marks: Mapping[str, Marks] = field(default_factory=dict)
    lanes: dict[str, StackedLane] = field(default_factory=dict)


class Stacker:
    """Stacks the cards of cells, taking from `kept` what has not changed."""

    def __init__(
        self, maker: CardMaker, columns: Columns, marks: Mapping[str, Marks], kept: StackCache
    ) -> None:
        self.maker = maker
        self.columns = columns
        self.marks = marks
        self.grid = maker.scene.theme.grid
        self._place = {step: index for index, step in enumerate(columns.steps)}
        self._same = kept.columns == columns.columns and kept.marks == marks
        self._before = kept.lanes
        self._after: dict[str, StackedLane] = {}
        kept.columns, kept.marks, kept.lanes = columns.columns, marks, self._after

    def lane(self, lane: Lane, cells: CellCards, top: float, *, slim: bool) -> StackedLane:
        """The cells of a lane. Cards begin below `top`; in a `slim` lane they are small signs."""
        plain = plain_kind(lane)
        source = (plain, top, slim, cells)
        before = self._before.get(lane.id)
        if before and self._same and before.source == source:
            self._after[lane.id] = before
            return before
        if slim:
            found = {column: self._pills(plain, column, cards) for column, cards in cells}
            made = StackedLane(source, found, _highest(found), {})
        else:
            made = self._lane(source, plain, cells, top, before.stacks if before else {})
        made = made._replace(
            moments=frozenset(n for n, cards in cells if any(c.moment_of_truth for c in cards)),
            missing=frozenset[str]().union(*(one.missing for one in made.stacks.values())),
        )
        self._after[lane.id] = made
        return made

    def _lane(
        self,
        source: tuple[object, ...],
        plain: CardKind,
        cells: CellCards,
        top: float,
        before: Mapping[int, Stacked],
    ) -> StackedLane:
        taken: dict[int, list[Interval]] = {}
        stacks: dict[int, Stacked] = {}
        spans: list[Span] = []
        columns, marks = self.columns.columns, self.marks
        for column, cards in cells:
            known = [marks[card.id] for card in cards if card.id in marks] if marks else None
            if column in taken or any([card.span > 1 for card in cards]):  # noqa: C419  quicker
                stacked = self._beside(
                    before.get(column), cards, column, (plain, top, known), taken
                )
            else:
                own = (plain, top, known, columns[column].w)
                old = before.get(column)
                if old is not None and old.cards == cards and old.source == own:
                    stacked = old
                else:
                    cell = self._pile(cards, column, plain, top)
                    stacked = Stacked(cards, own, cell, (), (), self._missing(cards))
            stacks[column] = stacked
            if stacked.reach:
                for other, interval in stacked.reach:
                    taken.setdefault(other, []).append(interval)
                spans += stacked.spans
        found = {column: stacked.cell for column, stacked in stacks.items()}
        return StackedLane(source, found, _highest(found), stacks, tuple(spans))

    def _missing(self, cards: tuple[Card, ...]) -> frozenset[str]:
        language = self.maker.scene.language
        texts = [card.text for card in cards if not card.text.isascii()]
        return frozenset(missing("\n".join(texts), language)) if texts else _NOTHING

    def _pile(self, cards: tuple[Card, ...], column: int, plain: CardKind, top: float) -> Cell:
        """Cards of one column one below the other, with nothing in their way."""
        pad, gap, measure = self.grid.cell_padding, self.grid.card_gap, self.maker.height
        width = self.columns.columns[column].w - 2 * pad
        y = top + pad
        places: list[float] = []
        for card in cards:
            height = measure(card, plain if card.kind == "text" else card.kind, width)
            places += (y, width, height)
            y += height + gap
        return self._cell(cards, plain, places, y - gap + pad)

    def _cell(
        self, cards: tuple[Card, ...], plain: CardKind, places: list[float], height: float
    ) -> Cell:
        return CardCell(self.maker, self.marks, cards, plain, array("d", places), height)

    def _beside(
        self,
        before: Stacked | None,
        cards: tuple[Card, ...],
        column: int,
        source: tuple[CardKind, float, object],
        taken: Mapping[int, Sequence[Interval]],
    ) -> Stacked:
        """A cell with cards that cover several columns, or with room taken by those of others."""
        columns = self.columns.columns
        lasts = [column if card.span == 1 else self._last_column(card, column) for card in cards]
        covered = range(column, max(lasts) + 1)
        widths = [columns[other].w for other in covered]
        blocked = [tuple(sorted(taken.get(other, ()))) for other in covered]
        own = (*source, lasts, widths, blocked)
        if before is not None and before.cards == cards and before.source == own:
            return before
        return self._stack(cards, column, lasts, own, blocked)

    def _stack(
        self,
        cards: tuple[Card, ...],
        column: int,
        lasts: Sequence[int],
        source: tuple[object, ...],
        blocked: Sequence[tuple[Interval, ...]],
    ) -> Stacked:
        """Cards one below the other, each at the first height where all it covers is free.

        `blocked` says what is taken in this column and in those to its right.
        """
        pad, gap, measure = self.grid.cell_padding, self.grid.card_gap, self.maker.height
        columns = self.columns.columns
        here = blocked[0]
        single, left = columns[column].w - 2 * pad, columns[column].x + 2 * pad
        plain: CardKind = source[0]  # type: ignore[assignment]
        y: float = source[1] + pad  # type: ignore[operator]
        places: list[float] = []
        reach: list[tuple[int, Interval]] = []
        spans: list[Span] = []
        for card, last in zip(cards, lasts, strict=True):
            width = single if last == column else columns[last].x + columns[last].w - left
            height = measure(card, plain if card.kind == "text" else card.kind, width)
            if last == column:
                y = first_free(y, height, here, gap) if here else y
            else:
                covered = blocked[: last - column + 1]
                y = first_free(y, height, sorted(part for one in covered for part in one), gap)
                reach += [(other, (y, y + height)) for other in range(column + 1, last + 1)]
                spans.append((column, last, Box(pad, y, width, height)))
            places += (y, width, height)
            y += height + gap
        cell = self._cell(cards, plain, places, y - gap + pad)
        return Stacked(cards, source, cell, tuple(reach), tuple(spans), self._missing(cards))

    def _last_column(self, card: Card, column: int) -> int:
        """The last column a card covers; the steps of a collapsed stage share one."""
        steps = self.columns.steps
        step = self._place.get(self.columns.columns[column].step, -1)
        if step < 0:
            return column
        return self.columns.of_step[steps[min(step + card.span, len(steps)) - 1]]

    def _pills(self, plain: CardKind, column: int, cards: tuple[Card, ...]) -> Cell:
        """A small sign for each card."""
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
            kind = plain if card.kind == "text" else card.kind
            groups.append(self._pill(card, kind, box))
        return Cell(tuple(groups), groups[-1].box.bottom + top)

    def _pill(self, card: Card, kind: CardKind, box: Box) -> Group:
        look = self.maker.scene.theme.kinds[kind]
        key = CardKey(card, kind, NO_MARKS, self.maker.scene)
        shape = Rect(box.inset(0.5, 0.5), look.fill, look.mark, radius=box.h / 4)
        return Group(card.id, "card", box, key, partial(_only, shape), look.fill)


def _highest(cells: Mapping[int, Cell]) -> float:
    return max((cell.height for cell in cells.values()), default=0.0)


def _only(item: Item) -> tuple[Item, ...]:
    return (item,)
