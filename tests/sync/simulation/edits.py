# SPDX-License-Identifier: Apache-2.0
"""What people do to a project in the simulation: every verb, drawn from one seed, cheap to draw.

Texts are made of words that are used once, so that an oracle can tell whose word is missing.
"""

import random
from collections.abc import Callable
from itertools import count
from typing import Any

from journey_studio.model.change import Label
from journey_studio.model.commands import (
    Add,
    Batch,
    Command,
    Delete,
    Duplicate,
    Edit,
    Move,
    Restore,
    SetPoint,
    SetReading,
)
from journey_studio.model.records import Record
from journey_studio.model.snapshot import Snapshot

PROJECT = "project-sim"
MOST_WORDS = 12
_TRIES = 12


def first_commands() -> list[Command]:
    """A map of two stages, four steps, three lanes and a persona, with twelve cards."""
    made: list[Command] = [
        Add(kind="project", id=PROJECT, values={"title": "Simulation"}),
        Add(kind="map", id="map-m", values={"title": "Borrow a book"}),
        Add(kind="persona", id="persona-p", values={"name": "Ada"}),
        Add(kind="metric", id="metric-w", values={"name": "Wait", "unit": "min"}),
    ]
    for stage in "ab":
        made.append(Add(kind="stage", id=f"stage-{stage}", under=("map-m",)))
        for step in "12":
            made.append(Add(kind="step", id=f"step-{stage}{step}", under=(f"stage-{stage}",)))
    for lane in ("text", "pain", "curve"):
        made.append(Add(kind="lane", id=f"lane-{lane}", under=("map-m",), values={"kind": lane}))
    for number in range(12):
        cell = (
            ("lane-text", "lane-pain")[number % 2],
            f"step-{'ab'[number % 4 // 2]}{number % 2 + 1}",
        )
        made.append(
            Add(kind="card", id=f"card-{number}", under=cell, values={"text": "one two three four"})
        )
    return made


class Hand:
    """Draws what a person does next. Each hand has words of its own."""

    def __init__(self, name: str, chance: random.Random) -> None:
        self.name = name
        self.chance = chance
        self._numbers = count()
        self._verbs: list[tuple[int, Callable[[Snapshot], Command | None]]] = [
            (30, self._write), (12, self._add), (14, self._move), (6, self._mark),
            (6, self._delete), (6, self._restore), (10, self._point), (3, self._reading),
            (2, self._shape), (2, self._duplicate), (4, self._batch), (3, self._comment),
            (2, self._connect), (6, self._title),
        ]  # fmt: skip

    def next(self, snapshot: Snapshot) -> Command | None:
        """A command, or None where this time there is nothing to do it to."""
        weights = [weight for weight, _ in self._verbs]
        ((_, verb),) = self.chance.choices(self._verbs, weights)
        return verb(snapshot)

    def word(self) -> str:
        """A word nobody has written before."""
        return f"{self.name}{next(self._numbers)}"

    def _some(self, snapshot: Snapshot, *kinds: str, gone: bool = False) -> str | None:
        """A record of one of these kinds; few tries, for a project is large and edits are many."""
        ids = list(snapshot.records)
        for _ in range(_TRIES):
            record: Record = snapshot.records[self.chance.choice(ids)]
            if record.KIND in kinds and record.deleted == gone:
                return record.id
        return None

    def _live(self, snapshot: Snapshot, kind: str) -> str | None:
        """A live record of a kind of which there are few."""
        found = [
            each
            for key, children in snapshot.children.items()
            if key[0] == kind
            for each in children
        ]
        return self.chance.choice(found) if found else None

    def _cell(self, snapshot: Snapshot) -> tuple[str, ...] | None:
        lanes = [
            lane
            for key, children in snapshot.children.items()
            if key[0] == "lane"
            for lane in children
            if getattr(snapshot.records[lane], "kind", "") not in ("curve", "arc", "divider")
        ]
        step = self._live(snapshot, "step")
        return (self.chance.choice(lanes), step) if lanes and step else None

    def _at(self) -> int | None:
        return self.chance.choice([None, None, 0, 1, 2])

    def _write(self, snapshot: Snapshot) -> Command | None:
        favourite = f"card-{self.chance.randrange(3)}"  # what everybody works on at once
        loved = self.chance.random() < 0.5 and not snapshot.records[favourite].deleted
        card = favourite if loved else self._some(snapshot, "card")
        if card is None:
            return None
        words = snapshot.records[card].text.split()  # type: ignore[attr-defined]
        if words and (len(words) >= MOST_WORDS or self.chance.random() < 0.3):
            del words[self.chance.randrange(len(words))]
        if words and self.chance.random() < 0.3:
            words[self.chance.randrange(len(words))] = self.word()
        else:
            words.insert(self.chance.randint(0, len(words)), self.word())
        return Edit(id=card, values={"text": " ".join(words)})

    def _title(self, snapshot: Snapshot) -> Command | None:
        kind = self.chance.choice(["map", "stage", "step", "lane"])
        record = self._live(snapshot, kind)
        return Edit(id=record, values={"title": self.word()}) if record else None

    def _add(self, snapshot: Snapshot) -> Command | None:
        cell = self._cell(snapshot)
        values = {"text": f"{self.word()} {self.word()}"}
        return Add(kind="card", under=cell, at=self._at(), values=values) if cell else None

    def _move(self, snapshot: Snapshot) -> Command | None:
        cell, card = self._cell(snapshot), self._some(snapshot, "card")
        return Move(ids=(card,), under=cell, at=self._at()) if cell and card else None

    def _shape(self, snapshot: Snapshot) -> Command | None:
        target = self._live(snapshot, "map")
        if target is None:
            return None
        kind = self.chance.choice(["stage", "lane", "step", "new"])
        if kind == "new":
            new = self.chance.choice(["stage", "lane"])
            return Add(kind=new, under=(target,), at=self._at(), values={"title": self.word()})  # type: ignore[arg-type]
        moved = self._live(snapshot, kind)
        under = self._live(snapshot, "stage") if kind == "step" else target
        return Move(ids=(moved,), under=(under,), at=self._at()) if moved and under else None

    def _mark(self, snapshot: Snapshot) -> Command | None:
        card = self._some(snapshot, "card")
        values: dict[str, Any] = self.chance.choice(
            [
                {"evidence": "observed"},
                {"evidence": "measured", "span": 2},
                {"personas": ["persona-p"]},
                {"personas": []},
                {"moment_of_truth": True},
                {"links": [[self.word(), "https://example.org/"]]},
            ]
        )
        return Edit(id=card, values=values) if card else None

    def _delete(self, snapshot: Snapshot) -> Command | None:
        if self.chance.random() < 0.1:
            large = self._live(snapshot, self.chance.choice(["step", "lane", "stage"]))
            return Delete(ids=(large,)) if large else None
        card = self._some(snapshot, "card", "connection", "comment")
        return Delete(ids=(card,)) if card else None

    def _restore(self, snapshot: Snapshot) -> Command | None:
        gone = self._some(snapshot, "card", "stage", "step", "lane", "comment", gone=True)
        return Restore(ids=(gone,)) if gone else None

    def _point(self, snapshot: Snapshot) -> Command | None:
        step = self._live(snapshot, "step")
        if step is None or snapshot.records["lane-curve"].deleted:
            return None
        who = self.chance.choice([None, "persona-p"])
        value = self.chance.choice([None, -1.0, -0.5, 0.0, 0.25, 1.0])
        note = self.word() if self.chance.random() < 0.3 else None
        return SetPoint(lane="lane-curve", step=step, persona=who, value=value, note=note)

    def _reading(self, _snapshot: Snapshot) -> Command:
        day = f"2026-03-{self.chance.randint(1, 28):02}"
        return SetReading(metric="metric-w", day=day, value=self.chance.randint(0, 99))

    def _duplicate(self, snapshot: Snapshot) -> Command | None:
        card = self._some(snapshot, "card")
        return Duplicate(ids=(card,)) if card else None

    def _comment(self, snapshot: Snapshot) -> Command | None:
        on = self._some(snapshot, "card", "step", "stage")
        return Add(kind="comment", values={"on": on, "text": self.word()}) if on else None

    def _connect(self, snapshot: Snapshot) -> Command | None:
        source, target = self._some(snapshot, "card"), self._some(snapshot, "card")
        if source is None or target is None or source == target:
            return None
        return Add(kind="connection", values={"source": source, "target": target})

    def _batch(self, snapshot: Snapshot) -> Command | None:
        card, cell = self._some(snapshot, "card"), self._cell(snapshot)
        if card is None or cell is None:
            return None
        made: list[Command] = [
            Edit(id=card, values={"text": self.word(), "kind": "text"}),
            Move(ids=(card,), under=cell),
            Add(kind="card", under=cell, values={"text": self.word()}),
        ]
        return Batch(made, Label("model.label.batch", {"name": self.word()}))
