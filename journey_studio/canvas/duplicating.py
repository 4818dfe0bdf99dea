# SPDX-License-Identifier: Apache-2.0
"""Ctrl+D, again and again: the next copy lies as far from the last one as that from its original.

So whoever duplicates a card, moves the copy one step to the right and duplicates again, gets a row.
"""

from collections.abc import Iterable, Sequence

from journey_studio.canvas import verbs
from journey_studio.model.commands import Batch, Command, Duplicate, Move
from journey_studio.model.commands.duplicate import parents_of
from journey_studio.model.ids import kind_of
from journey_studio.model.records import Card
from journey_studio.model.snapshot import Snapshot, order_key


def duplicate(
    snapshot: Snapshot, map_id: str, ids: Iterable[str], last: Duplicate | None
) -> tuple[Duplicate, Command]:
    """What copies these records, and the one step it is part of.

    `last` is what made them, where they are copies themselves.
    """
    live = [record for i in ids if (record := snapshot.records.get(i)) and not record.deleted]
    ordered = sorted(live, key=lambda record: (parents_of(record), order_key(record)))
    made = Duplicate(ids=tuple(record.id for record in ordered))
    moves: list[Command] = []
    if last is not None and set(last.copies) == set(made.ids):
        pairs = dict(zip(last.copies, last.ids, strict=True))
        before, after = pairs[made.ids[0]], made.ids[0]
        if kind_of(after) == "card":
            moves = _move_cards(snapshot, map_id, made, before, after)
        else:
            moves = _move_heads(snapshot, map_id, made, before, after)
    if not moves:
        return made, made
    return made, Batch([made, *moves], made.plan(snapshot).label)


def _move_cards(
    snapshot: Snapshot, map_id: str, made: Duplicate, before: str, after: str
) -> list[Command]:
    """Each copy as many lanes and steps on; none where one would lie beside the map."""
    lanes = [lane.id for lane in snapshot.lanes(map_id) if verbs.takes_cards(snapshot, lane.id)]
    steps = [step.id for step in snapshot.steps_of_map(map_id)]

    def place(card_id: str) -> tuple[int, int] | None:
        card = snapshot.get(Card, card_id)
        cell = card.place if card is not None else None
        if cell is None or cell.lane not in lanes or cell.step not in steps:
            return None
        return lanes.index(cell.lane), steps.index(cell.step)

    old, new = place(before), place(after)
    if old is None or new is None or old == new:
        return []
    down, right = new[0] - old[0], new[1] - old[1]
    cells: dict[tuple[str, str], list[str]] = {}
    for original, copy in zip(made.ids, made.copies, strict=True):
        here = place(original)
        row, column = (here[0] + down, here[1] + right) if here else (-1, -1)
        if not (0 <= row < len(lanes) and 0 <= column < len(steps)):
            return []
        cells.setdefault((lanes[row], steps[column]), []).append(copy)
    return [Move(ids=tuple(copies), under=cell) for cell, copies in cells.items()]


def _move_heads(
    snapshot: Snapshot, map_id: str, made: Duplicate, before: str, after: str
) -> list[Command]:
    """The copies as many places on, where that is not right behind their originals."""
    kind = kind_of(after)
    order: Sequence[str] = snapshot.children.get((kind, map_id), ())
    order = [step.id for step in snapshot.steps_of_map(map_id)] if kind == "step" else order
    if before not in order or after not in order:
        return []
    off = order.index(after) - order.index(before)
    at = min(max(order.index(after) + off, 0), len(order))
    if off == len(made.ids):
        return []
    if kind != "step":
        return [Move(ids=made.copies, under=(map_id,), at=at)]
    neighbour = order[max(at - 1, 0)]
    under = parents_of(snapshot.records[neighbour])
    siblings = [each for each in order if parents_of(snapshot.records[each]) == under]
    place = siblings.index(neighbour) + (1 if at else 0)
    return [Move(ids=made.copies, under=under, at=place)]
