# SPDX-License-Identifier: Apache-2.0
"""Widths of columns, heights of rows, spans of cards, and what is collapsed: as commands."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from journey_studio.canvas.showing import Showing
from journey_studio.layout.display import Board
from journey_studio.layout.theme import Grid
from journey_studio.model.commands import Batch, Command, Edit
from journey_studio.model.commands.base import label_for
from journey_studio.model.commands.edit import verb_of
from journey_studio.model.records import MOST_SIZE, MOST_SPAN, Card, Lane, Record, Stage, Step
from journey_studio.model.snapshot import Snapshot

UNIT = 4.0  # board px that sizes snap to
STEP = 16.0  # board px that a key changes them by


def steps_of(snapshot: Snapshot, ids: Iterable[str]) -> tuple[str, ...]:
    """The steps that are selected, a stage standing for all of its own."""
    found: list[str] = []
    for i in ids:
        if snapshot.get(Stage, i):
            found += [step.id for step in snapshot.steps(i)]
        elif snapshot.get(Step, i):
            found.append(i)
    return tuple(dict.fromkeys(found))


def together(snapshot: Snapshot, chosen: Iterable[str], pulled: str) -> tuple[str, ...]:
    """What gets another size when the edge of `pulled` is: all that is selected with it."""
    ids = tuple(chosen)
    if snapshot.get(Step, pulled):
        steps = steps_of(snapshot, ids)
        return steps if pulled in steps else (pulled,)
    lanes = tuple(i for i in ids if snapshot.get(Lane, i))
    return lanes if pulled in lanes else (pulled,)


def sized(snapshot: Snapshot, sizes: Sequence[tuple[str, float]]) -> Command | None:
    """Steps by width and lanes by height, 0 for automatic, as one step to undo."""
    commands: list[Edit] = []
    records: list[Record] = []
    for record_id, size in sizes:
        record = snapshot.records[record_id]
        register = "width" if isinstance(record, Step) else "height"
        if getattr(record, register) != size:
            commands.append(Edit(id=record_id, values={register: size}))
            records.append(record)
    return _as_one(commands, records)


def _as_one(commands: Sequence[Edit], records: Sequence[Record]) -> Command | None:
    if len(commands) < 2:
        return commands[0] if commands else None
    return Batch(commands, label_for(verb_of(commands[0].values), records))


def snapped(size: float, others: Iterable[float], reach: float) -> float:
    """The size of a neighbour within `reach`, else the nearest multiple of the grid's unit."""
    near = min(others, key=lambda other: abs(other - size), default=None)
    if near is not None and abs(near - size) <= reach:
        return near
    return min(round(size / UNIT) * UNIT, MOST_SIZE)


class Natural(NamedTuple):
    """What a row needs for its content, and what it keeps free below for labels, in board px."""

    content: float
    labels: float


def natural(showing: Showing, lanes: Iterable[str]) -> dict[str, Natural]:
    """How high rows are without a height of their own. The board on show is settled afterwards."""
    snapshot = showing.snapshot
    found = [lane.id for i in lanes if (lane := snapshot.get(Lane, i)) is not None]
    heights = []
    for size in (0.0, MOST_SIZE):
        command = sized(snapshot, [(i, size) for i in found])
        showing.settle()
        if command is not None:
            showing.preview(command)
        heights.append({row.lane: row.h for row in showing.board.rows})
    showing.settle()
    least, most = heights
    labels = {i: max(most[i] - max(MOST_SIZE, least[i]), 0.0) for i in found if i in most}
    return {i: Natural(least[i] - labels[i], labels[i]) for i in labels}


def height_for(shown: float, needed: Natural) -> float:
    """The height to write for a row to be `shown` px high: 0 where its content needs as much."""
    size = shown - needed.labels
    return min(size, MOST_SIZE) if size > needed.content else 0.0


def width_for(shown: float, grid: Grid) -> float:
    """The width to write for a column to be `shown` px wide: 0 where that is the theme's own."""
    size = min(max(shown, grid.column_least), MOST_SIZE)
    return size if size != grid.column else 0.0


def larger(showing: Showing, ids: Sequence[str], dx: int, dy: int) -> Command | None:
    """What is selected larger or smaller by a key; None where it cannot be."""
    snapshot, board = showing.snapshot, showing.settled
    if snapshot.get(Card, ids[-1] if ids else None):
        return _spanned_by(snapshot, ids, dx) if dx else None
    if dx:
        grid = showing.theme.grid
        widths = {column.step: column.w for column in board.columns}
        steps = [step for step in steps_of(snapshot, ids) if step in widths]
        sizes = [(i, width_for(widths[i] + dx * STEP, grid)) for i in steps]
    else:
        needed = natural(showing, (i for i in ids if has_height(snapshot, i)))
        heights = {row.lane: row.h for row in board.rows}
        sizes = [(i, height_for(heights[i] + dy * STEP, needed[i])) for i in needed]
    return sized(snapshot, sizes)


def has_height(snapshot: Snapshot, lane_id: str) -> bool:
    """Whether the row of a lane can be made higher: dividers and collapsed lanes cannot."""
    lane = snapshot.get(Lane, lane_id)
    return lane is not None and lane.kind != "divider" and not lane.collapsed


def _spanned_by(snapshot: Snapshot, ids: Sequence[str], by: int) -> Command | None:
    cards = [card for i in ids if (card := snapshot.get(Card, i)) is not None]
    found = [
        (card, span)
        for card in cards
        if (span := min(max(card.span + by, 1), _room(snapshot, card))) != card.span
    ]
    commands = [Edit(id=card.id, values={"span": span}) for card, span in found]
    return _as_one(commands, [card for card, _ in found])


def _room(snapshot: Snapshot, card: Card) -> int:
    """How many steps there are from a card's own on."""
    step = snapshot.get(Step, card.place.step if card.place else None)
    stage = snapshot.get(Stage, step.place.stage) if step is not None and step.place else None
    if step is None or stage is None or stage.place is None:
        return card.span
    steps = [each.id for each in snapshot.steps_of_map(stage.place.map)]
    return min(len(steps) - steps.index(step.id), MOST_SPAN)


def span_to(snapshot: Snapshot, board: Board, card: Card, x: float) -> int:
    """How many steps a card covers whose right edge is pulled to `x` on the board.

    It reaches as far as the columns whose middle lies left of that; a collapsed stage counts as
    all of its steps.
    """
    steps = [each.id for each in snapshot.steps_of_map(board.map_id)]
    if card.place is None or card.place.step not in steps:
        return card.span
    first = steps.index(card.place.step)
    last = first
    for column in board.columns:
        if column.x + column.w / 2 <= x:
            inside = [column.step] if column.step else steps_of(snapshot, (column.stage,))
            last = max(last, *(steps.index(step) for step in inside if step in steps), first)
    return min(last - first + 1, MOST_SPAN)


def folded(snapshot: Snapshot, ids: Sequence[str], cell: tuple[str, str] | None) -> Command | None:
    """Collapse the selected lanes and stages, or expand them where all of them are collapsed.

    A step stands for its stage, a card and a cell for their lane.
    """
    homes = dict.fromkeys(home for i in ids if (home := _foldable(snapshot, i)))
    if not homes and cell is not None:
        homes = dict.fromkeys((cell[0],))
    records = [r for i in homes if (r := snapshot.get(Lane, i) or snapshot.get(Stage, i))]
    fold = not all(record.collapsed for record in records)
    changed = [record for record in records if record.collapsed != fold]
    commands = [Edit(id=record.id, values={"collapsed": fold}) for record in changed]
    return _as_one(commands, changed)


def _foldable(snapshot: Snapshot, record_id: str) -> str | None:
    match snapshot.records.get(record_id):
        case Lane() | Stage() as record:
            return record.id
        case Step(place=place) if place:
            return place.stage
        case Card(place=place) if place:
            return place.lane
    point = snapshot.records.get(record_id)
    return getattr(point, "lane", None)
