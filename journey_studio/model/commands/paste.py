# SPDX-License-Identifier: Apache-2.0
"""Putting a fragment into a map: the one command a paste comes to."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from journey_studio.model.change import Label
from journey_studio.model.commands.add import Add
from journey_studio.model.commands.base import Command, Plan, label_for
from journey_studio.model.commands.batch import Batch
from journey_studio.model.commands.edit import Edit
from journey_studio.model.commands.points import SetPoint, SetReading
from journey_studio.model.commands.spot import Spot
from journey_studio.model.fragments import Fragment, Piece, StepPiece, holds_cards
from journey_studio.model.ids import derived_id, new_id
from journey_studio.model.merge import make_record
from journey_studio.model.records import KINDS, Card
from journey_studio.model.references import REFERENCES
from journey_studio.model.registers import find
from journey_studio.model.snapshot import Snapshot


@dataclass(frozen=True)
class Paste:
    """Put a fragment at a spot, as one step.

    Personas, channels and so on are those of the project where it has them, by id or else by name.
    The ids of what is made follow from `seed`.
    """

    fragment: Fragment
    spot: Spot
    seed: str = field(default_factory=lambda: new_id("paste"))

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of what the person copied, as they will be."""
        return tuple(self.id_of(piece) for piece in self.fragment.copied)

    def id_of(self, piece: Piece) -> str:
        """The id that what is made of a piece has or will have."""
        return derived_id(piece.kind, self.seed, piece.id)

    @property
    def label(self) -> Label:
        """What it is called in the history."""
        return label_for("paste", [_record(piece) for piece in self.fragment.copied])

    def plan(self, snapshot: Snapshot) -> Plan:
        """All it comes to now."""
        return Batch(tuple(_Pasting(snapshot, self).commands()), self.label).plan(snapshot)


def _record(piece: Piece) -> Any:
    typed = {name: find(piece.kind, name).read(held) for name, held in piece.values.items()}  # type: ignore[union-attr]
    return make_record(piece.id, typed)


class _Pasting:
    """One paste, while it is worked out."""

    def __init__(self, snapshot: Snapshot, paste: Paste) -> None:
        self.snapshot = snapshot
        self.paste = paste
        self.fragment = paste.fragment
        self.spot = paste.spot
        self.known: dict[str, str] = {}  # ids of the fragment's library, here
        self.made: list[Command] = []
        self.made_stages: dict[int, str] = {}

    def commands(self) -> list[Command]:
        """Everything, each before what refers to it."""
        self._library()
        kind = self.fragment.kind
        columns = {
            "card": self._columns_from_spot, "step": self._new_steps,
            "stage": self._new_steps, "lane": self._like_columns,
        }[kind]()  # fmt: skip
        rows = {"card": self._rows_from_spot, "lane": self._new_lanes}.get(kind, self._like_rows)()
        self._cards(rows, columns)
        self._points(rows, columns)
        self._connections()
        return self.made

    def _add(self, piece: Piece, under: Sequence[str], at: int | None = None) -> str:
        made = self.paste.id_of(piece)
        values = self._resolved(piece)
        kind: Any = piece.kind
        self.made.append(Add(kind=kind, id=made, under=tuple(under), at=at, values=values))
        return made

    def _resolved(self, piece: Piece) -> dict[str, Any]:
        """What a piece says, with the ids that its references have here."""
        values = dict(piece.values)
        for name in REFERENCES.get(piece.kind, {}):
            held = values.pop(name, None)
            if isinstance(held, list | tuple):
                values[name] = list(dict.fromkeys(self.known[i] for i in held if i in self.known))
            elif held in self.known:
                values[name] = self.known[held]
        return values

    # The library

    def _library(self) -> None:
        """Find personas, channels and so on, or make them."""
        new: list[Piece] = []
        for piece in self.fragment.library:
            there = self._like(piece)
            self.known[piece.id] = there or self.paste.id_of(piece)
            if there is None:
                new.append(piece)
                self._add(_without_references(piece), ())
        for piece in new:  # what they rest on can be any of them
            names = REFERENCES.get(piece.kind, {})
            if any(name in piece.values for name in names):
                values = {n: v for n, v in self._resolved(piece).items() if n in names}
                self.made.append(Edit(id=self.paste.id_of(piece), values=values))
        added = {piece.id for piece in new}
        for reading in self.fragment.readings:
            if reading.metric in added and reading.day:
                metric = self.known[reading.metric]
                self.made.append(SetReading(metric=metric, day=reading.day, value=reading.value))

    def _like(self, piece: Piece) -> str | None:
        """The record of the project that a piece of the library is, by id or else by name."""
        kind = KINDS[piece.kind]
        if self.snapshot.get(kind, piece.id) is not None:
            return piece.id
        register = "name" if find(piece.kind, "name") else "title"
        name = str(piece.values.get(register, "")).strip()
        if not name:
            return None
        named = (e for e in self.snapshot.under(kind) if str(getattr(e, register)).strip() == name)
        return next((each.id for each in named), None)

    # Lanes

    def _rows_from_spot(self) -> list[str]:
        """The lanes for cards from the spot's on; new ones where the map has no more."""
        lanes = self.snapshot.lanes(self.spot.map)
        start = next((n for n, lane in enumerate(lanes) if lane.id == self.spot.lane), 0)
        rest = [lane.id for lane in lanes[start:] if holds_cards(lane)]
        return [
            rest[row] if row < len(rest) else self._add(piece, (self.spot.map,))
            for row, piece in enumerate(self.fragment.lanes)
        ]

    def _new_lanes(self) -> list[str]:
        return [
            self._add(piece, (self.spot.map,), None if self.spot.at is None else self.spot.at + n)
            for n, piece in enumerate(self.fragment.lanes)
        ]

    def _like_rows(self) -> list[str]:
        """The lanes the cards came from, or those that are like them; new ones where none is."""
        lanes = self.snapshot.lanes(self.spot.map)
        free: dict[str, tuple[str, str]] = {lane.id: (lane.title, lane.kind) for lane in lanes}
        found = []
        for piece in self.fragment.lanes:
            title, kind = str(piece.values.get("title", "")), piece.values.get("kind", "text")
            same = piece.id if free.get(piece.id, ("", ""))[1] == kind else ""
            found.append(_take(free, same, (title, kind)) or self._add(piece, (self.spot.map,)))
        return found

    # Steps

    def _columns_from_spot(self) -> list[str]:
        """The steps from the spot's on; new ones where the map has no more."""
        steps = [step.id for step in self.snapshot.steps_of_map(self.spot.map)]
        start = steps.index(self.spot.step) if self.spot.step in steps else 0
        rest, stages = steps[start:], self.snapshot.stages(self.spot.map)
        return [
            rest[column]
            if column < len(rest)
            else self._add(piece, (stages[-1].id if stages else self._stage(piece),))
            for column, piece in enumerate(self.fragment.steps)
        ]

    def _stage(self, piece: StepPiece) -> str:
        """The new stage that is like the one a step was in."""
        if piece.stage not in self.made_stages:
            stage = self.fragment.stages[piece.stage]
            self.made_stages[piece.stage] = self._add(stage, (self.spot.map,))
        return self.made_stages[piece.stage]

    def _new_steps(self) -> list[str]:
        """New steps: in new stages where stages were copied, or the map has none."""
        stages = [stage.id for stage in self.snapshot.stages(self.spot.map)]
        at = self.spot.at
        if self.fragment.kind == "stage":
            for n, piece in enumerate(self.fragment.stages):
                place = None if at is None else at + n
                self.made_stages[n] = self._add(piece, (self.spot.map,), place)
        elif stages:
            home = self.spot.stage if self.spot.stage in stages else stages[-1]
            return [
                self._add(piece, (str(home),), None if at is None else at + n)
                for n, piece in enumerate(self.fragment.steps)
            ]
        return [self._add(piece, (self._stage(piece),)) for piece in self.fragment.steps]

    def _like_columns(self) -> list[str]:
        """The steps the cards came from, or those that are like them; new ones where none is."""
        stages = self.snapshot.stages(self.spot.map)
        titled = {stage.title: stage.id for stage in reversed(stages)}
        title_of = {stage.id: stage.title for stage in stages}
        free = {
            step.id: (title_of[step.place.stage], step.title)
            for step in self.snapshot.steps_of_map(self.spot.map)
            if step.place is not None
        }
        found = []
        for piece in self.fragment.steps:
            stage = str(self.fragment.stages[piece.stage].values.get("title", ""))
            there = _take(free, piece.id, (stage, str(piece.values.get("title", ""))))
            if there is None:
                if stage in titled:
                    self.made_stages.setdefault(piece.stage, titled[stage])
                there = self._add(piece, (self._stage(piece),))
            found.append(there)
        return found

    # Cells

    def _cards(self, rows: Sequence[str], columns: Sequence[str]) -> None:
        """The cards, those of the first cell at the spot, the others behind what is there."""
        at = self.spot.at if self.fragment.kind == "card" else None
        for card in self.fragment.cards:
            first = at is not None and card.row == card.column == 0
            self._add(card, (rows[card.row], columns[card.column]), at if first else None)
            if first and at is not None:
                at += 1

    def _points(self, rows: Sequence[str], columns: Sequence[str]) -> None:
        for point in self.fragment.points:
            if point.persona is None or point.persona in self.known:
                self.made.append(
                    SetPoint(
                        lane=rows[point.row],
                        step=columns[point.column],
                        persona=self.known[point.persona] if point.persona else None,
                        value=point.value,
                        evidence=point.evidence,
                        note=point.note,
                    )
                )

    def _connections(self) -> None:
        """Those among the cards; and those that cards which have been cut had with others."""
        cards = self.fragment.cards
        ids = [self.paste.id_of(card) for card in cards]
        found = [(link.id, ids[link.source], ids[link.target], link.label)
                 for link in self.fragment.connections]  # fmt: skip
        for end in self.fragment.loose:
            was_cut = self.snapshot.get(Card, cards[end.card].id) is None
            if was_cut and self.snapshot.get(Card, end.other) is not None:
                ends = (ids[end.card], end.other) if end.away else (end.other, ids[end.card])
                found.append((end.id, *ends, end.label))
        for link, source, target, label in found:
            made = derived_id("connection", self.paste.seed, link)
            values = {"source": source, "target": target, "label": label}
            self.made.append(Add(kind="connection", id=made, values=values))


def _without_references(piece: Piece) -> Piece:
    names = REFERENCES.get(piece.kind, {})
    values = {name: held for name, held in piece.values.items() if name not in names}
    return replace(piece, values=values)


def _take(free: dict[str, tuple[str, str]], like: str, name: tuple[str, str]) -> str | None:
    """The record of that id, or else the first of that name, which is then taken."""
    found = like if like in free else next((each for each in free if free[each] == name), None)
    if found is not None:
        del free[found]
    return found
