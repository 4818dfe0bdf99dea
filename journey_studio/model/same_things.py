# SPDX-License-Identifier: Apache-2.0
"""Which records of one map are which of another, also where the two share no ids.

By id where both maps have it. Where the maps are two (as it is and as it shall be, a duplicate,
another file) what is left is told by content: stages, steps and lanes by title and order, cards by
their words, in the cells that are the same first.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from journey_studio.model.arrangement import Arrangement, CellKey, arrange, parking_ids
from journey_studio.model.likeness import Pairs, Words, alike, identical, unmistakable, words_of
from journey_studio.model.records import Card
from journey_studio.model.references import REFERENCES
from journey_studio.model.same_rows import Row, same_rows
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.walk import canonical_json, plain

_ALIKE = 0.5  # of the words of two cards in one cell
_FAR_ALIKE = 0.6  # of two cards in different cells
_TELLING = 3  # words of a card that can be known again elsewhere


@dataclass(frozen=True)
class Side:
    """One of the two maps that are compared."""

    snapshot: Snapshot
    map_id: str

    @cached_property
    def shape(self) -> Arrangement:
        """Its stages, steps, lanes and cards."""
        return arrange(self.snapshot, self.map_id)

    @cached_property
    def cells(self) -> dict[str, CellKey]:
        """The cell of each card."""
        return {card.id: cell for cell, cards in self.shape.cells.items() for card in cards}

    @cached_property
    def cards(self) -> dict[str, Card]:
        """Its cards, lane by lane from the first step to the last."""
        shape, cells = self.shape, self.shape.cells
        steps = shape.steps
        return {
            card.id: card
            for lane in shape.lanes
            for step in steps
            for card in cells.get((lane.id, step.id), ())
        }

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of all that lies in the map."""
        shape = self.shape
        rows = (*(stage for stage, _ in shape.stages), *shape.steps, *shape.lanes)
        return frozenset((*(row.id for row in rows), *self.cells))

    def said(self, card: Card) -> str:
        """All that a card says, with the names of what it refers to in place of ids."""
        made = plain(card)
        for register in REFERENCES["card"]:
            held = getattr(card, register)
            if register != "place" and held:
                several = held if isinstance(held, tuple) else (held,)
                made[register] = [library_name(self.snapshot, each) for each in several]
        return canonical_json(made)


def library_name(snapshot: Snapshot, record_id: str) -> str:
    """What a record of the library is called; "" where it is not there."""
    record = snapshot.records.get(record_id)
    if record is None or record.deleted:
        return ""
    return str(getattr(record, "name", "") or getattr(record, "title", ""))


def same_library(before: Snapshot, after: Snapshot) -> Callable[[str], str]:
    """Says the id after of a library record: its own where it is known there, else that of the
    only one of the same kind and name, else its own.
    """
    pairs: dict[str, Pairs] = {}

    def of_kind(kind: str) -> Pairs:
        if kind not in pairs:
            pairs[kind] = unmistakable(
                _strangers(before, after, kind), _strangers(after, before, kind)
            )
        return pairs[kind]

    def same(record_id: str) -> str:
        record = before.records.get(record_id)
        return record_id if record is None else of_kind(record.KIND).get(record_id, record_id)

    return same


def _strangers(here: Snapshot, there: Snapshot, kind: str) -> dict[str, Hashable]:
    names = {
        each: library_name(here, each).casefold().strip()
        for each in here.children.get((kind,), ())
        if each not in there.records
    }
    return {each: name for each, name in names.items() if name}


def same_things(before: Side, after: Side) -> Pairs:
    """The id after of each stage, step, lane and card that is in both maps, by its id before."""
    olds, news = parking_ids(before.map_id), parking_ids(after.map_id)
    found = {
        old: new
        for old, new in zip(olds, news, strict=True)
        if old in before.ids and new in after.ids
    }
    found |= {each: each for each in before.ids & after.ids}
    if before.map_id != after.map_id:
        _same_frames(before, after, found)
        _same_cards(before, after, found)
    return found


def _same_frames(before: Side, after: Side, found: Pairs) -> None:
    one, other = before.shape, after.shape
    stages = [[Row(stage.id, stage.title) for stage, _ in shape.stages] for shape in (one, other)]
    lanes = [
        [Row(lane.id, lane.title, lane.kind) for lane in shape.lanes] for shape in (one, other)
    ]
    for olds, news in (stages, lanes):
        found |= same_rows(*_unknown(olds, news, found))
    rooms = {new: old for old, new in found.items()}
    olds = [
        Row(step.id, step.title, room=stage.id if stage.id in found else None)
        for stage, steps in one.stages
        for step in steps
    ]
    news = [
        Row(step.id, step.title, room=rooms.get(stage.id))
        for stage, steps in other.stages
        for step in steps
    ]
    found |= same_rows(*_unknown(olds, news, found))


def _unknown(olds: list[Row], news: list[Row], found: Pairs) -> tuple[list[Row], list[Row]]:
    taken = set(found.values())
    return [row for row in olds if row.id not in found], [r for r in news if r.id not in taken]


def _same_cards(before: Side, after: Side, found: Pairs) -> None:
    cards = _Cards(before, after, found)
    cards.within(lambda one, other: identical(cards.said(0, one), cards.said(1, other)))
    cards.within(lambda one, other: unmistakable(_texts(one), _texts(other)))
    cards.across(lambda one, other: unmistakable(cards.telling(0, one), cards.telling(1, other)))
    cards.across(lambda one, other: unmistakable(_texts(one), _texts(other)))
    cards.within(lambda one, other: alike(_words(one), _words(other), _ALIKE))
    cards.across(
        lambda one, other: alike(_words(one, _TELLING), _words(other, _TELLING), _FAR_ALIKE)
    )


Cards = Mapping[str, Card]


class _Cards:
    """The cards of two maps, of which ever more are paired."""

    def __init__(self, before: Side, after: Side, found: Pairs) -> None:
        self.sides = (before, after)
        self.found = found
        self.back = {new: old for old, new in found.items()}
        self._said: dict[tuple[int, str], str] = {}

    def left(self, side: int, cards: Iterable[Card]) -> dict[str, Card]:
        known: Mapping[str, str] = self.back if side else self.found
        return {card.id: card for card in cards if card.id not in known}

    def take(self, pairs: Pairs) -> None:
        self.found |= pairs
        self.back |= {new: old for old, new in pairs.items()}

    def within(self, rule: Callable[[Cards, Cards], Pairs]) -> None:
        """Pair cards of cells that are the same."""
        before, after = self.sides
        for (lane, step), cards in before.shape.cells.items():
            cell = (self.found.get(lane, ""), self.found.get(step, ""))
            others = after.shape.cells.get(cell, ())
            one, other = self.left(0, cards), self.left(1, others)
            if one and other:
                self.take(rule(one, other))

    def across(self, rule: Callable[[Cards, Cards], Pairs]) -> None:
        """Pair cards wherever they lie."""
        before, after = self.sides
        one, other = self.left(0, before.cards.values()), self.left(1, after.cards.values())
        if one and other:
            self.take(rule(one, other))

    def said(self, side: int, cards: Cards) -> dict[str, str]:
        for card in cards.values():
            if (side, card.id) not in self._said:
                self._said[side, card.id] = self.sides[side].said(card)
        return {each: self._said[side, each] for each in cards}

    def telling(self, side: int, cards: Cards) -> dict[str, str]:
        """What cards with words or a picture of their own say."""
        return self.said(side, {i: card for i, card in cards.items() if card.text or card.picture})


def _texts(cards: Cards) -> dict[str, str]:
    texts = {each: " ".join(card.text.casefold().split()) for each, card in cards.items()}
    return {each: text for each, text in texts.items() if text}


def _words(cards: Cards, least: int = 1) -> dict[str, Words]:
    found = {each: words_of(card.text) for each, card in cards.items()}
    return {each: words for each, words in found.items() if words.total() >= least}
