# SPDX-License-Identifier: Apache-2.0
"""Copying: from records of a map to a fragment that makes sense without it."""

import base64
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from journey_studio.i18n import t
from journey_studio.model.arrangement import Arrangement, arrange
from journey_studio.model.fragments import (
    FORM,
    LIBRARY_KINDS,
    MOST_PICTURE_BYTES,
    MOST_PIECES,
    CardPiece,
    ConnectionPiece,
    Fragment,
    FragmentError,
    FragmentKind,
    LooseEnd,
    Piece,
    PointPiece,
    ReadingPiece,
    StepPiece,
    holds_cards,
    referred,
    said,
)
from journey_studio.model.ids import kind_of
from journey_studio.model.kinds import CURVE_KINDS
from journey_studio.model.records import (
    Card,
    Connection,
    Lane,
    Persona,
    Point,
    Reading,
    Record,
    Step,
)
from journey_studio.model.references import REFERENCES
from journey_studio.model.snapshot import Snapshot

_LaneOrStep = TypeVar("_LaneOrStep", Lane, Step)
_KINDS: dict[str, FragmentKind] = {
    "card": "card", "step": "step", "stage": "stage", "lane": "lane",
}  # fmt: skip


def fragment_of(snapshot: Snapshot, map_id: str, ids: Sequence[str]) -> Fragment:
    """The fragment of these records of a map, all of one kind; the order is that of the map.

    Cards come with the rectangle of cells they lie in, so that a table can be made of them.
    Raises FragmentError where there is nothing to copy, or more than one copies.
    """
    kind = _KINDS.get(kind_of(ids[-1]) if ids else "")
    chosen = frozenset(i for i in ids if _is_live(snapshot, i) and kind_of(i) == kind)
    if kind is None or not chosen:
        raise FragmentError(t("model.fragment.nothing"))
    copy = _Copy(snapshot, arrange(snapshot, map_id), kind, chosen)
    if max(len(copy.cards), len(copy.points), len(copy.lanes), len(copy.steps)) > MOST_PIECES:
        raise FragmentError(t("model.fragment.too_many", count=MOST_PIECES))
    return copy.fragment()


def with_pictures(fragment: Fragment, find: Callable[[str], bytes | None]) -> Fragment:
    """Carrying the pictures it shows, as far as there is room for them."""
    carried, room = {}, MOST_PICTURE_BYTES
    for name in sorted(fragment.hashes()):
        data = find(name)
        if data is not None and len(data) <= room:
            room -= len(data)
            carried[name] = base64.b64encode(data).decode()
    return replace(fragment, pictures=carried)


def _is_live(snapshot: Snapshot, record_id: str) -> bool:
    record = snapshot.records.get(record_id)
    return record is not None and not record.deleted


class _Copy:
    """What is copied: rows, columns, and what lies where they meet."""

    def __init__(
        self, snapshot: Snapshot, shape: Arrangement, kind: FragmentKind, chosen: frozenset[str]
    ) -> None:
        self.snapshot = snapshot
        self.shape = shape
        self.kind = kind
        here = {stage.id for stage, _ in shape.stages}
        self.chosen = chosen & here if kind == "stage" else chosen
        self.stage_of = {step.id: stage for stage, steps in shape.stages for step in steps}
        self.lanes, self.steps = self._extent()
        self.cards = self._cards()
        self.points = self._points()
        if not {"card": self.cards, "step": self.steps, "lane": self.lanes}.get(kind, self.chosen):
            raise FragmentError(t("model.fragment.nothing"))

    def _extent(self) -> tuple[list[Lane], list[Step]]:
        """The lanes and the steps of it, in order."""
        shape, chosen = self.shape, self.chosen
        if self.kind == "card":
            lanes = [each for each in shape.lanes if holds_cards(each)]
            seen = {lane.id for lane in lanes}  # a card may have strayed into a curve
            cells = [
                cell
                for cell, cards in shape.cells.items()
                if cell[0] in seen and any(card.id in chosen for card in cards)
            ]
            within = {lane for lane, _ in cells}, {step for _, step in cells}
            return _span(lanes, within[0]), _span(shape.steps, within[1])
        if self.kind == "lane":
            lanes = [lane for lane in shape.lanes if lane.id in chosen]
            used = {step for _, step in self._used({lane.id for lane in lanes}, None)}
            return lanes, [step for step in shape.steps if step.id in used]
        steps = [
            step
            for stage, steps in shape.stages
            for step in steps
            if (stage.id if self.kind == "stage" else step.id) in chosen
        ]
        rows = {lane for lane, _ in self._used(None, {step.id for step in steps})}
        return [lane for lane in shape.lanes if lane.id in rows], steps

    def _used(self, lanes: set[str] | None, steps: set[str] | None) -> set[tuple[str, str]]:
        """The cells in these lanes, or at these steps, that hold a card or a point."""
        seen = {lane.id for lane in self.shape.lanes if holds_cards(lane)}
        seen = seen if lanes is None else seen & lanes
        found = {
            (lane, step)
            for lane, step in self.shape.cells
            if lane in seen and (steps is None or step in steps)
        }
        for lane in self.shape.lanes:
            if lanes is None or lane.id in lanes:
                points = (point.step or "" for point in self._live_points(lane))
                found |= {(lane.id, step) for step in points if steps is None or step in steps}
        return found

    def _live_points(self, lane: Lane) -> list[Point]:
        """The points of a curve that say something, of personas that live."""
        if lane.kind not in CURVE_KINDS:
            return []
        return [
            point
            for point in self.snapshot.under(Point, lane.id)
            if (point.persona is None or self.snapshot.get(Persona, point.persona))
            and (point.value is not None or point.evidence or point.note)
            and point.step in self.stage_of
        ]

    def _cards(self) -> list[tuple[int, int, Card]]:
        rows = {lane.id: row for row, lane in enumerate(self.lanes) if holds_cards(lane)}
        columns = {step.id: column for column, step in enumerate(self.steps)}
        found = [
            (rows[lane], columns[step], card)
            for (lane, step), cards in self.shape.cells.items()
            if lane in rows and step in columns
            for card in cards
            if self.kind != "card" or card.id in self.chosen
        ]
        return sorted(found, key=lambda entry: entry[:2])

    def _points(self) -> list[tuple[int, int, Point]]:
        if self.kind == "card":
            return []
        columns = {step.id: column for column, step in enumerate(self.steps)}
        found = [
            (row, columns[point.step or ""], point)
            for row, lane in enumerate(self.lanes)
            for point in self._live_points(lane)
            if point.step in columns
        ]
        return sorted(found, key=lambda entry: entry[:2])

    def fragment(self) -> Fragment:
        """The whole of it."""
        used = {self.stage_of[step.id].id for step in self.steps} | self.chosen
        stages = [stage for stage, _ in self.shape.stages if stage.id in used]
        place = {stage.id: index for index, stage in enumerate(stages)}
        cards = tuple(
            CardPiece(id=card.id, values=self._said(card), row=row, column=column)
            for row, column, card in self.cards
        )
        points = tuple(_point(*entry) for entry in self.points)
        library = self._library(cards, points)
        return Fragment(
            form=FORM,
            kind=self.kind,
            stages=tuple(Piece(id=stage.id, values=said(stage)) for stage in stages),
            steps=tuple(
                StepPiece(id=step.id, values=said(step), stage=place[self.stage_of[step.id].id])
                for step in self.steps
            ),
            lanes=tuple(Piece(id=lane.id, values=said(lane)) for lane in self.lanes),
            cards=cards,
            points=points,
            connections=self._connections(),
            loose=tuple(self._loose()),
            library=library,
            readings=self._readings(library),
        )

    def _connections(self) -> tuple[ConnectionPiece, ...]:
        place = {card.id: index for index, (_, _, card) in enumerate(self.cards)}
        return tuple(
            ConnectionPiece(
                id=link.id,
                source=place[link.source or ""],
                target=place[link.target or ""],
                label=link.label,
            )
            for link in self.snapshot.under(Connection)
            if link.source in place and link.target in place and link.source != link.target
        )

    def _loose(self) -> Iterator[LooseEnd]:
        """The connections that lead out of it."""
        place = {card.id: index for index, (_, _, card) in enumerate(self.cards)}
        for link in self.snapshot.under(Connection):
            source, target = link.source or "", link.target or ""
            other = target if source in place else source
            if (source in place) != (target in place) and _is_live(self.snapshot, other):
                card = place[source if source in place else target]
                away = source in place
                yield LooseEnd(id=link.id, card=card, other=other, away=away, label=link.label)

    def _said(self, record: Record) -> dict[str, Any]:
        """What a record says, without the names of what is gone or will not go with it."""

        def goes(each: str) -> bool:
            return kind_of(each) in LIBRARY_KINDS and _is_live(self.snapshot, each)

        values = said(record)
        for name in REFERENCES.get(record.KIND, {}):
            held = values.pop(name, None)
            if isinstance(held, list | tuple):
                held = [each for each in held if goes(each)]
            elif held is not None and not goes(held):
                held = None
            if held:
                values[name] = held
        return values

    def _library(
        self, cards: Iterable[CardPiece], points: Iterable[PointPiece]
    ) -> tuple[Piece, ...]:
        """What cards and points refer to, and what that refers to in the library."""
        found: dict[str, Piece] = {}
        waiting = [each for card in cards for each in referred(card.values, "card")]
        waiting += [point.persona for point in points if point.persona]
        while waiting:
            each = waiting.pop()
            if each not in found:
                values = self._said(self.snapshot.records[each])
                found[each] = Piece(id=each, values=values)
                waiting += referred(values, kind_of(each))
        order = [each for kind in LIBRARY_KINDS for each in self.snapshot.children.get((kind,), ())]
        return tuple(found[each] for each in order if each in found)

    def _readings(self, library: Iterable[Piece]) -> tuple[ReadingPiece, ...]:
        return tuple(
            ReadingPiece(metric=piece.id, day=each.day, value=each.value)
            for piece in library
            if piece.kind == "metric"
            for each in self.snapshot.under(Reading, piece.id)
            if each.value is not None
        )


def _span(records: Sequence[_LaneOrStep], within: set[str]) -> list[_LaneOrStep]:
    """The records from the first to the last of those `within`."""
    found = [index for index, record in enumerate(records) if record.id in within]
    return list(records[found[0] : found[-1] + 1]) if found else []


def _point(row: int, column: int, point: Point) -> PointPiece:
    return PointPiece(
        row=row,
        column=column,
        persona=point.persona,
        value=point.value,
        evidence=point.evidence,
        note=point.note,
    )
