# SPDX-License-Identifier: Apache-2.0
"""What a pasted table comes to: cards in the cells from one on, points of a curve, or new lanes."""

import math
from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any

from journey_studio.canvas import points, verbs
from journey_studio.canvas.selection import CellKey, Selection
from journey_studio.i18n import t
from journey_studio.model import scales
from journey_studio.model.change import Label
from journey_studio.model.commands import Add, Batch, Command, SetPoint
from journey_studio.model.kinds import CURVE_KINDS
from journey_studio.model.records import Lane
from journey_studio.model.snapshot import Snapshot

if TYPE_CHECKING:  # the clipboard's form is imported when it is used
    from journey_studio.exchange.tables.clipboard import Grid

_LONGEST_TITLE = 500
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-", "+": ""})


class TableChoice(Enum):
    """What a person wants of a table that does not fit into the map as it is."""

    FILL = "fill"  # from the cell on; what reaches over the edge gets new steps and lanes
    NEW = "new"  # its first row names new steps, its first column lanes
    LINES = "lines"  # one card for each of its lines, all in the cell


def value_of(text: str, kind: str) -> float | None:
    """The value of a point (-1 to 1) that a number stands for, with point or comma; None else.

    People read a feeling from -2 to +2 and the tension of an arc from 1 to 5.
    """
    try:
        number = float(text.strip().translate(_MINUS).replace(",", "."))
    except ValueError:
        return None
    value = scales.value_of(number, kind)
    return value if math.isfinite(value) and -1 <= value <= 1 else None


def only_numbers(row: Sequence[str], kind: str) -> bool:
    """Whether there are values for a curve of this kind in a row, and nothing else."""
    said = [cell for cell in row if cell]
    return bool(said) and all(value_of(cell, kind) is not None for cell in said)


class _Filling:
    """Where the rows and columns of a table go, from a cell on; "" where something is missing."""

    def __init__(self, snapshot: Snapshot, map_id: str, cell: CellKey, grid: "Grid") -> None:
        self.snapshot = snapshot
        self.map_id = map_id
        self.grid = grid
        lanes = snapshot.lanes(map_id)
        start = next((n for n, lane in enumerate(lanes) if lane.id == cell[0]), len(lanes))
        self.rows = _rows(grid, lanes[start:])
        steps = [step.id for step in snapshot.steps_of_map(map_id)]
        first = steps.index(cell[1]) if cell[1] in steps else len(steps)
        width = len(grid[0])
        self.columns = [*steps[first : first + width], *[""] * width][:width]

    @property
    def fits(self) -> bool:
        return all(self.rows) and all(self.columns)

    def commands(self) -> list[Command]:
        """What is missing is made first."""
        made: list[Command] = []
        stages = self.snapshot.stages(self.map_id)
        under = stages[-1].id if stages else ""
        if not under:
            stage = _add("stage", (self.map_id,), t("canvas.new.stage"))
            made, under = [stage], stage.id
        for number, step in enumerate(self.columns):
            if not step:
                new = _add("step", (under,), t("canvas.new.step"))
                self.columns[number] = new.id
                made.append(new)
        for number, lane in enumerate(self.rows):
            if not lane:
                new = _add("lane", (self.map_id,), t("canvas.lane.text"))
                self.rows[number] = new.id
                made.append(new)
        return made + self.cells()

    def cells(self) -> list[Command]:
        """A card for each cell that says something, a point where its lane is a curve."""
        made: list[Command] = []
        for lane, row in zip(self.rows, self.grid, strict=True):
            for step, text in zip(self.columns, row, strict=True):
                if text:
                    made.append(_cell(self.snapshot, self.map_id, lane, step, text))
        return made


def _rows(grid: "Grid", lanes: Sequence[Lane]) -> list[str]:
    """The lane of each row: the next that takes its words, or its numbers; "" at the end."""
    found: list[str] = []
    rest = iter(lanes)
    for row in grid:
        found.append(next((lane.id for lane in rest if _takes(lane, row)), ""))
    return found


def _add(kind: Any, under: tuple[str, ...], title: str, **values: Any) -> Add:
    title = " ".join(title.split())[:_LONGEST_TITLE]
    return Add(kind=kind, under=under, values={"title": title, **values})


def _cell(snapshot: Snapshot, map_id: str, lane: str, step: str, text: str) -> Command:
    record = snapshot.get(Lane, lane)
    value = value_of(text, record.kind) if record and points.is_curve(snapshot, lane) else None
    if value is not None:
        whose = points.persona_for(snapshot, map_id, lane, "", Selection())
        return SetPoint(lane=lane, step=step, persona=whose, value=value)
    kind = verbs.card_kind(snapshot, lane)
    values = {"text": text, **({"kind": kind} if kind != "text" else {})}
    return Add(kind="card", under=(lane, step), values=values)


def fits(snapshot: Snapshot, map_id: str, cell: CellKey, grid: "Grid") -> bool:
    """Whether every cell of the table has a cell of the map to go to."""
    return _Filling(snapshot, map_id, cell, grid).fits


def paste_table(
    snapshot: Snapshot,
    map_id: str,
    cell: CellKey,
    grid: "Grid",
    choice: TableChoice,
) -> tuple[Command, tuple[str, ...]]:
    """The one step a table comes to, and the cards or else heads that are then selected."""
    if choice is TableChoice.NEW:
        made = _new_parts(snapshot, map_id, grid)
    else:
        made = _Filling(snapshot, map_id, cell, grid).commands()
    added = [command for command in made if isinstance(command, Add)]
    for kind in ("card", "step", "lane"):
        ids = tuple(command.id for command in added if command.kind == kind)
        if ids:
            break
    return Batch(made, Label("model.label.paste_table")), ids


def lines_of(grid: "Grid") -> tuple[str, ...]:
    """The words of each row, for one card each."""
    rows = (" · ".join(cell for cell in row if cell) for row in grid)
    return tuple(row for row in rows if row)


def _new_parts(snapshot: Snapshot, map_id: str, grid: "Grid") -> list[Command]:
    """A new stage with a step for each column, and lanes: those of the same titles, or new ones."""
    stage = _add("stage", (map_id,), grid[0][0] or t("canvas.new.stage"))
    steps = [_add("step", (stage.id,), title or t("canvas.new.step")) for title in grid[0][1:]]
    made: list[Command] = [stage, *steps]
    titled = {lane.title: lane for lane in reversed(snapshot.lanes(map_id)) if lane.title}
    for title, *row in grid[1:]:
        lane = titled.get(title)
        if lane is not None and _takes(lane, row):
            home = lane.id
        else:
            new = _add("lane", (map_id,), title or t("canvas.lane.text"))
            made.append(new)
            home = new.id
        for step, text in zip(steps, row, strict=True):
            if text:
                made.append(_cell(snapshot, map_id, home, step.id, text))
    return made


def _takes(lane: Lane, row: Sequence[str]) -> bool:
    """Whether a lane can hold the words, or the numbers, of a row."""
    if lane.kind in CURVE_KINDS:
        return only_numbers(row, lane.kind)
    return lane.kind != "divider"


def along(snapshot: Snapshot, map_id: str, cell: CellKey, numbers: Sequence[str]) -> Command | None:
    """Numbers one below the other, pasted on a curve: its points from this step on; None else."""
    lane = snapshot.get(Lane, cell[0])
    if lane is None or lane.kind not in CURVE_KINDS or not only_numbers(numbers, lane.kind):
        return None
    filling = _Filling(snapshot, map_id, cell, (tuple(numbers),))
    return Batch(filling.commands(), Label("model.label.paste_table"))
