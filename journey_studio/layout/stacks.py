# SPDX-License-Identifier: Apache-2.0
"""How cards stack in the cells of a lane, beside those that span several columns.

Cells are made of immutable records, so one whose cards are the same objects as before is taken
from what was kept: an edit costs one cell.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from journey_studio.layout.cards import CardKey, CardMaker
from journey_studio.layout.display import Cell, Group, Item, Rect
from journey_studio.layout.fonts import missing
from journey_studio.layout.geometry import Box
from journey_studio.layout.grid import Columns
from journey_studio.layout.scene import NO_MARKS, Marks, plain_kind
from journey_studio.layout.sources import CellCards
from journey_studio.model.kinds import CardKind
from journey_studio.model.records import Card, Lane

Interval = tuple[float, float]
Span = tuple[int, int, Box]  # first and last column of a card, its box in the cell
_NOTHING: frozenset[str] = frozenset()


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
        self._ids = None
        self._maker = maker
        self._marks = marks
        self._cards = cards
        self._plain = plain
        self._places = places

    def _names(self) -> list[str]:
        return [card.id for card in self._cards]

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
    """A cell and what it was made from: equal sources make an equal cell.

    Columns are counted from its own, so that it holds wherever the cell lies.
    """

    cards: tuple[Card, ...]
    source: tuple[object, ...]
    cell: Cell
    reach: tuple[tuple[int, Interval], ...]  # columns on the right that its cards take room in
    spans: tuple[tuple[int, Box], ...]  # the last columns of cards that cover several
    columns: int  # how many columns have a say: its own and those its cards cover
    width: float  # of its column, where no other has a say wherever it lies; else -1
    blocked: tuple[Interval, ...]  # what is taken in its own column by cards from the left
    moment: bool  # whether it holds a moment of truth
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
    """A lane and what it was made from; `stacks` by step, or by stage where that has no steps.

    `spans` are its cards that cover several columns, `moments` the columns with moments of truth.
    """

    source: tuple[object, ...]
    cells: Mapping[int, Cell]
    height: float
    stacks: Mapping[str, Stacked]
    spans: tuple[Span, ...] = ()
    moments: frozenset[int] = frozenset()
    missing: frozenset[str] = frozenset()


class Stacker:
    """Stacks the cards of cells.

    `same` and `same_marks` say that columns and marks are those of the lanes passed as `before`.
    """

    def __init__(
        self,
        maker: CardMaker,
        columns: Columns,
        marks: Mapping[str, Marks],
        *,
        same: bool,
        same_marks: bool,
    ) -> None:
        self.maker = maker
        self.columns = columns
        self.marks = marks
        self.grid = maker.scene.theme.grid
        self._place = {step: index for index, step in enumerate(columns.steps)}
        self._names = [column.step or column.stage for column in columns.columns]
        self._same = same
        self._same_marks = same_marks

    def lane(
        self, lane: Lane, cells: CellCards, top: float, before: StackedLane | None, *, slim: bool
    ) -> StackedLane:
        """The cells of a lane. Cards begin below `top`; in a `slim` lane they are small signs."""
        plain = plain_kind(lane)
        source = (plain, top, slim)
        if slim:
            found = {column: self._pills(plain, column, cards) for column, cards in cells}
            moments = frozenset(n for n, cards in cells if _is_moment(cards))
            return StackedLane(source, found, _highest(found), {}, moments=moments)
        made = self._lane(source, cells, before)
        return before if before == made and before is not None else made

    def _lane(
        self,
        source: tuple[CardKind, float, bool],
        cells: CellCards,
        before: StackedLane | None,
    ) -> StackedLane:
        kept = before.stacks if before else {}
        alike = self._same_marks and before is not None and before.source == source
        same = alike and self._same
        taken: dict[int, list[Interval]] = {}
        moved = self._left_by(kept, cells) if same else set[int]()
        columns, names = self.columns.columns, self._names
        stacks: dict[str, Stacked] = {}
        found: dict[int, Cell] = {}
        spans: list[Span] = []
        for column, cards in cells:
            name = names[column]
            old = kept.get(name)
            if old is None or old.cards is not cards or not alike:
                stays = False
            elif same:
                stays = not moved or moved.isdisjoint(range(column, column + old.columns))
            else:
                stays = old.width == columns[column].w and old.blocked == _in_order(taken, column)
            if stays and old is not None:
                stacked = old
            else:
                stacked = self._cell_at(column, cards, source, taken, old)
                moved.update(_reached(column, old, stacked))
            for other, interval in stacked.reach:
                taken.setdefault(column + other, []).append(interval)
            if stacked.spans:
                spans += [(column, column + last, box) for last, box in stacked.spans]
            stacks[name] = stacked
            found[column] = stacked.cell
        return StackedLane(
            source=source,
            cells=found,
            height=_highest(found),
            stacks=stacks,
            spans=tuple(spans),
            moments=frozenset(n for n, _ in cells if stacks[names[n]].moment),
            missing=frozenset[str]().union(*[one.missing for one in stacks.values()]),
        )

    def _left_by(self, kept: Mapping[str, Stacked], cells: CellCards) -> set[int]:
        """The columns that cards of cells that are no more took room in."""
        gone = kept.keys() - {self._names[column] for column, _ in cells}
        return {
            column
            for name in gone
            for column in _reached(self._names.index(name), kept[name], None)
        }

    def _cell_at(
        self,
        column: int,
        cards: tuple[Card, ...],
        source: tuple[CardKind, float, bool],
        taken: Mapping[int, Sequence[Interval]],
        before: Stacked | None,
    ) -> Stacked:
        """The cell at a column; that of the layout before where nothing in it has changed."""
        plain, top, _ = source
        columns, marks = self.columns.columns, self.marks
        known = [marks[card.id] for card in cards if card.id in marks] if marks else None
        if max([card.span for card in cards]) > 1:
            return self._beside(before, cards, column, (plain, top, known), taken)
        width, blocked = columns[column].w, _in_order(taken, column)
        own = (plain, top, known, width, blocked)
        if before is not None and before.source == own and before.cards == cards:
            return before
        cell = self._pile(cards, plain, top, width - 2 * self.grid.cell_padding, blocked)
        moment, lost = _is_moment(cards), self._missing(cards)
        return Stacked(cards, own, cell, (), (), 1, width, blocked, moment, lost)

    def _missing(self, cards: tuple[Card, ...]) -> frozenset[str]:
        texts = [card.text for card in cards if not card.text.isascii()]
        if not texts:
            return _NOTHING
        return frozenset(missing("\n".join(texts), self.maker.scene.language)) or _NOTHING

    def _pile(
        self,
        cards: tuple[Card, ...],
        plain: CardKind,
        top: float,
        width: float,
        blocked: tuple[Interval, ...],
    ) -> Cell:
        """Cards of one column one below the other, around what is in their way."""
        pad, gap, measure = self.grid.cell_padding, self.grid.card_gap, self.maker.height
        y = top + pad
        places: list[float] = []
        for card in cards:
            kind = card.kind
            height = measure(card, plain if kind == "text" else kind, width)
            if blocked:
                y = first_free(y, height, blocked, gap)
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
        """A cell with cards that are to cover several columns."""
        columns = self.columns.columns
        lasts = [0 if card.span == 1 else self._last_column(card, column) for card in cards]
        covered = range(column, column + max(lasts) + 1)
        widths = [columns[other].w for other in covered]
        blocked = [_in_order(taken, other) for other in covered]
        own = (*source, lasts, widths, blocked)
        if before is not None and before.source == own and before.cards == cards:
            return before
        return self._stack(cards, own, lasts, widths, blocked)

    def _stack(
        self,
        cards: tuple[Card, ...],
        source: tuple[object, ...],
        lasts: Sequence[int],
        widths: Sequence[float],
        blocked: Sequence[tuple[Interval, ...]],
    ) -> Stacked:
        """Cards one below the other, each at the first height where all it covers is free.

        `lasts` are the last columns the cards cover, `widths` and `blocked` how wide this column
        and those to its right are and what is taken in them.
        """
        pad, gap, measure = self.grid.cell_padding, self.grid.card_gap, self.maker.height
        here, own_width = blocked[0], widths[0] - 2 * pad
        plain: CardKind = source[0]  # type: ignore[assignment]
        y: float = source[1] + pad  # type: ignore[operator]
        places: list[float] = []
        reach: list[tuple[int, Interval]] = []
        spans: list[tuple[int, Box]] = []
        for card, last in zip(cards, lasts, strict=True):
            width = sum(widths[: last + 1]) - 2 * pad if last else own_width
            kind = card.kind
            height = measure(card, plain if kind == "text" else kind, width)
            if last:
                covered = blocked[: last + 1]
                y = first_free(y, height, sorted(part for one in covered for part in one), gap)
                reach += [(other, (y, y + height)) for other in range(1, last + 1)]
                spans.append((last, Box(pad, y, width, height)))
            elif here:
                y = first_free(y, height, here, gap)
            places += (y, width, height)
            y += height + gap
        cell = self._cell(cards, plain, places, y - gap + pad)
        moment, lost = _is_moment(cards), self._missing(cards)
        own = (len(widths), -1.0, here)
        return Stacked(cards, source, cell, tuple(reach), tuple(spans), *own, moment, lost)

    def _last_column(self, card: Card, column: int) -> int:
        """How many columns further right the last one is that a card covers.

        The steps of a collapsed stage share one.
        """
        steps = self.columns.steps
        step = self._place.get(self.columns.columns[column].step, -1)
        if step < 0:
            return 0
        return self.columns.of_step[steps[min(step + card.span, len(steps)) - 1]] - column

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


def _reached(column: int, before: Stacked | None, after: Stacked | None) -> list[int]:
    """The columns on the right of a cell in which its cards take other room than before."""
    old, new = before.reach if before else (), after.reach if after else ()
    return [] if old == new else [column + other for other, _ in (*old, *new)]


def _in_order(taken: Mapping[int, Sequence[Interval]], column: int) -> tuple[Interval, ...]:
    """What is taken in a column, from the top."""
    return tuple(sorted(taken[column])) if column in taken else ()


def _is_moment(cards: Iterable[Card]) -> bool:
    return True in [card.moment_of_truth for card in cards]


def _only(item: Item) -> tuple[Item, ...]:
    return (item,)
