# SPDX-License-Identifier: Apache-2.0
"""A map as the table that people draw of it: lanes down, stages and steps across, words in cells.

It is made to be read. What a card is beyond its words has no room here; long tables have it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from journey_studio.exchange.figures import written
from journey_studio.exchange.reporting import called, not_carried, words_of
from journey_studio.exchange.scales import Scale, scale_of
from journey_studio.exchange.tables.columns import heading
from journey_studio.exchange.tables.long import cards_of
from journey_studio.exchange.tables.writing import ARC_SCALE
from journey_studio.i18n import t
from journey_studio.model.contents import contents
from journey_studio.model.fragments import LIBRARY_KINDS
from journey_studio.model.kinds import CURVE_KINDS
from journey_studio.model.loss import Loss
from journey_studio.model.records import Card, Lane, Metric, Persona, Record, Step
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.walk import Walk, walk

# What the cells of a matrix say whole, where nothing in the words speaks against it.
CARRIED = {
    "map": frozenset(("title",)),
    "stage": frozenset(("title",)),
    "step": frozenset(("title",)),
    "lane": frozenset(("title",)),
    "card": frozenset(("text",)),
    "point": frozenset(("value",)),
}


class MatrixRow(NamedTuple):
    """A lane: what it is called, its kind, and its cells from the first step to the last."""

    title: str
    kind: str
    cells: tuple[str, ...]


class Matrix(NamedTuple):
    """A map as a table. `stages` holds each title and over how many steps it goes."""

    title: str
    stages: tuple[tuple[str, int], ...]
    steps: tuple[str, ...]
    rows: tuple[MatrixRow, ...]

    def grid(self) -> list[tuple[str, ...]]:
        """The rows of a table: the title, stages, steps, then lane by lane."""
        head: list[str] = [heading("stage")]
        for stage, wide in self.stages:
            head += [stage, *[""] * (wide - 1)]
        title = [(self.title,)] if self.title else []
        lanes = [(row.title, *row.cells) for row in self.rows]
        return [*title, tuple(head), (heading("step"), *self.steps), *lanes]


def matrix(snapshot: Snapshot, map_id: str, decimal: str = ".") -> Matrix:
    """The table of a live map. KeyError where there is none."""
    found = walk(snapshot, map_id)
    scale = scale_of(found.shape.map.scale)
    stages: list[tuple[str, int]] = []
    order: list[Step | None] = []  # None is the column of a stage without steps
    for n, (stage, steps) in enumerate(found.shape.stages, 1):
        stages.append((stage.title or f"{heading('stage')} {n}", max(len(steps), 1)))
        ordered: list[Step] = sorted(steps, key=lambda step: found.where[step.id])
        order += ordered or [None]
    rows = tuple(
        MatrixRow(_title(lane, scale, n), lane.kind, _cells(snapshot, found, lane, order, decimal))
        for n, lane in enumerate(found.shape.lanes, 1)
    )
    titles = tuple(step.title if step else "" for step in order)
    return Matrix(found.shape.map.title, tuple(stages), titles, rows)


def _title(lane: Lane, scale: Scale, number: int) -> str:
    """What a lane is called; of a curve also what its numbers are counted in."""
    title = lane.title or f"{heading('lane')} {number}"
    if lane.kind not in CURVE_KINDS:
        return title
    return f"{title} [{ARC_SCALE.name if lane.kind == 'arc' else scale.name}]"


def _cells(
    snapshot: Snapshot, found: Walk, lane: Lane, steps: Sequence[Step | None], decimal: str
) -> tuple[str, ...]:
    """The words of each cell of a lane, step by step."""
    if lane.kind in CURVE_KINDS:
        values = _values(snapshot, found, lane, decimal)
        return tuple("\n".join(values.get(step.id, ())) if step else "" for step in steps)
    words = {
        step: "\n\n".join(filter(None, (card_words(snapshot, card) for card in cards)))
        for step, cards in found.cards.get(lane.id, ())
    }
    return tuple(words.get(step.id, "") if step else "" for step in steps)


def card_words(snapshot: Snapshot, card: Card) -> str:
    """What a card says: its words, else the name of its metric, else its first address."""
    metric = snapshot.get(Metric, card.metric)
    address = card.links[0].url if card.links else ""
    return card.text or (metric.name if metric else "") or address


def _values(
    snapshot: Snapshot, found: Walk, lane: Lane, decimal: str
) -> dict[str, tuple[str, ...]]:
    scale = ARC_SCALE if lane.kind == "arc" else scale_of(found.shape.map.scale)
    made: dict[str, tuple[str, ...]] = {}
    for point in snapshot.points(lane.id):
        persona = snapshot.get(Persona, point.persona)
        if point.value is None or (point.persona and persona is None):
            continue
        shown = written(scale.number_of(point.value), decimal)
        text = f"{persona.name}: {shown}" if persona and persona.name else shown
        made[point.step or ""] = (*made.get(point.step or "", ()), text)
    order = {f"{persona.name}:": n for n, persona in enumerate(snapshot.personas())}
    return {
        step: tuple(sorted(texts, key=lambda text: order.get(text.rpartition(" ")[0], -1)))
        for step, texts in made.items()
    }


def losses(snapshot: Snapshot, map_ids: Sequence[str]) -> list[Loss]:
    """What of these maps is not in their matrices, or not as it was."""
    found = []
    kept = _texts_kept(snapshot, map_ids)
    for record in contents(snapshot, map_ids):
        for register in words_of(record):
            if register not in CARRIED.get(record.KIND, ()) or record.KIND in LIBRARY_KINDS:
                found.append(not_carried(snapshot, record, register))
            elif record.id not in kept and isinstance(record, Card):
                found.append(_changed(snapshot, record, register))
    return found


def _changed(snapshot: Snapshot, record: Record, register: str) -> Loss:
    what, reason = f"{record.KIND}.{register}", t("exchange.table.loss.cell")
    return Loss("changed", what, called(snapshot, record), reason, record.id, register)


def _texts_kept(snapshot: Snapshot, map_ids: Sequence[str]) -> set[str]:
    """The cards whose words can be told from those of the others in their cell."""
    kept: set[str] = set()
    for map_id in map_ids:
        for cells in walk(snapshot, map_id).cards.values():
            for _, cards in cells:
                words = [card.text for card in cards]
                if cards_of("\n\n".join(words)) == words:
                    kept |= {card.id for card in cards}
    return kept
