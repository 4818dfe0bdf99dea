# SPDX-License-Identifier: Apache-2.0
"""What somebody changed in the readable sheet of a map, done to the map that its rows give.

A workbook holds a map twice, and the rows hold more; so they are read. But the sheet is what people
see and write in. Its check, kept beside the rows, tells whether it is still as it was written. If
not, each cell that says something else than the rows is taken from the sheet.
"""

import json
import zlib
from collections.abc import Sequence

from journey_studio.exchange.emotions import of_word
from journey_studio.exchange.figures import number
from journey_studio.exchange.refusal import quote
from journey_studio.exchange.scales import Scale, scale_of
from journey_studio.exchange.tables.columns import heading
from journey_studio.exchange.tables.long import cards_of
from journey_studio.exchange.tables.matrix import felt_in
from journey_studio.exchange.tables.matrix_writing import Matrix, matrix
from journey_studio.exchange.tables.writing import ARC_SCALE, value_on
from journey_studio.i18n import t
from journey_studio.model.builder import Builder
from journey_studio.model.commands.points import point_id
from journey_studio.model.kinds import CARDLESS, CURVE_KINDS
from journey_studio.model.records import Lane, Map, Persona
from journey_studio.model.snapshot import Snapshot

Rows = Sequence[Sequence[str]]
Grid = list[tuple[str, ...]]


def plain_rows(rows: Rows) -> Grid:
    """Rows as they are compared: without empty ones, and without empty cells at their ends."""
    made = []
    for row in rows:
        cells = list(row)
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            made.append(tuple(cells))
    return made


def check_of(rows: Rows) -> str:
    """What tells whether a sheet is as it was written."""
    said = json.dumps(plain_rows(rows), ensure_ascii=False).encode("utf-8", "replace")
    return f"{zlib.crc32(said):08x}"


class SheetEdits:
    """Takes over the changes in the sheet of one map, whose records the builder holds."""

    def __init__(self, builder: Builder, map_id: str, name: str) -> None:
        self.builder, self._map, self._name = builder, map_id, name
        self._snapshot: Snapshot = builder.snapshot()

    def take(self, rows: Rows) -> int:
        """How many cells were taken over; -1 where rows or columns of the sheet are others."""
        made = matrix(self._snapshot, self._map)
        before, now = plain_rows(made.grid()), plain_rows(rows)
        lanes = list(self._snapshot.lanes(self._map))
        steps = self._snapshot.steps_of_map(self._map)
        if not _same_frame(made, before, now) or len(steps) != len(made.steps):
            return -1
        top = bool(made.title)
        changed = self._heads(made, now, top)
        for n, lane in enumerate(lanes):
            old, new = _padded(before[top + 2 + n], made), _padded(now[top + 2 + n], made)
            for column, (was, is_) in enumerate(zip(old[1:], new[1:], strict=True)):
                if was != is_:
                    self._cell(lane, steps[column].id, is_)
                    changed += 1
        return changed

    def _heads(self, made: Matrix, now: Grid, top: bool) -> int:
        """The titles that were written anew, of the map, its stages, its steps and its lanes."""
        titles: list[tuple[str, str, str]] = []
        if top:
            titles.append((self._map, made.title, now[0][0]))
        stages, steps = _padded(now[top], made), _padded(now[top + 1], made)
        column = 1
        for stage, (title, wide) in zip(self._snapshot.stages(self._map), made.stages, strict=True):
            titles.append((stage.id, title, stages[column]))
            column += wide
        for n, step in enumerate(self._snapshot.steps_of_map(self._map)):
            titles.append((step.id, made.steps[n], steps[n + 1]))
        for n, lane in enumerate(self._snapshot.lanes(self._map)):
            if lane.kind not in CURVE_KINDS:
                titles.append((lane.id, made.rows[n].title, now[top + 2 + n][0]))
        changed = [(record, title) for record, was, title in titles if title and title != was]
        for record, title in changed:
            self.builder.set(record, at=self._name, title=title)
        return len(changed)

    def _cell(self, lane: Lane, step: str, text: str) -> None:
        if lane.kind in CURVE_KINDS:
            self._points(lane, step, text)
        elif lane.kind not in CARDLESS:
            self._cards(lane, step, text)
        elif text.strip():
            reason = t("exchange.table.loss.divider")
            self.builder.lost(quote(text), self._name, reason)

    def _cards(self, lane: Lane, step: str, text: str) -> None:
        """The cards of a cell say what it says now; what they are beyond their words stays."""
        cards, words = self._snapshot.cards(lane.id, step), cards_of(text)
        for card, said in zip(cards, words, strict=False):
            self.builder.set(card.id, at=self._name, text=said)
        for card in cards[len(words) :]:
            self.builder.set(card.id, deleted=True)
        for said in words[len(cards) :]:
            kind = None if lane.kind == "text" else lane.kind
            self.builder.add("card", lane.id, step, at=self._name, text=said, kind=kind)

    def _points(self, lane: Lane, step: str, text: str) -> None:
        scale = self._scale(lane)
        people = {persona.name: persona.id for persona in self._snapshot.under(Persona)}
        kept = set()
        for who, said in felt_in(text):
            found = number(said)
            value = of_word(said) if found is None else None
            if found is not None and scale.holds(found):
                value = value_on(scale, found)
            if value is None:
                reason = t("exchange.table.loss.score", text=quote(said))
                self.builder.lost(heading("score"), self._name, reason)
                continue
            persona = people.get(who) or self.builder.named("persona", who) if who else None
            kept.add(self.builder.point(lane.id, step, persona, at=self._name, value=value))
        for persona in (None, *people.values()):
            gone = point_id(lane.id, step, persona)
            if gone in self._snapshot.records and gone not in kept:
                self.builder.set(gone, deleted=True)

    def _scale(self, lane: Lane) -> Scale:
        if lane.kind == "arc":
            return ARC_SCALE
        the_map = self._snapshot.get(Map, self._map)
        return scale_of(the_map.scale if the_map else "")


def _same_frame(made: Matrix, before: Grid, now: Grid) -> bool:
    """Whether a sheet has as many rows and columns as it was written with."""
    wide = len(made.steps) + 1
    return len(before) == len(now) and all(len(row) <= wide for row in now)


def _padded(row: Sequence[str], made: Matrix) -> list[str]:
    return [*row, *[""] * (len(made.steps) + 1 - len(row))]
