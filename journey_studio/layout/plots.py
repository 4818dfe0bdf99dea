# SPDX-License-Identifier: Apache-2.0
"""What a lane of curves needs: whose points lie where, and which words stand at them.

From the top of the row: the words of the highest points, the plot, all other words. Words stand in
the column of their point, so nothing ever lies on top of anything else.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct, structs

from journey_studio.layout.blocks import Block, hugging, one_line
from journey_studio.layout.display import Column
from journey_studio.layout.geometry import Point as Spot
from journey_studio.layout.markers import shown_value
from journey_studio.layout.scene import Scene
from journey_studio.layout.theme import PersonaLook
from journey_studio.model.records import Lane, Point

LEVELS = (1.0, 0.5, 0.0, -0.5, -1.0)


class Line(NamedTuple):
    """The curve of one persona: points by column."""

    persona: str | None
    look: PersonaLook
    points: tuple[tuple[int, Point], ...]


class Words(NamedTuple):
    """What stands at a point: its value and its note. `extreme` points speak up."""

    column: int
    point: Point
    look: PersonaLook
    value: Block
    note: Block
    extreme: bool

    @property
    def height(self) -> float:
        """The value on a line, the note below."""
        return self.value.height + self.note.height


class Plot(Struct, frozen=True):
    """A curve lane before its row has a height. `above` and `below` are words by column."""

    lane: Lane
    scene: Scene
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    above: Mapping[int, tuple[Words, ...]]
    below: Mapping[int, tuple[Words, ...]]
    top: float
    bottom: float
    before: tuple[Line, ...] = ()  # the curves of the map this one is compared with
    added: frozenset[int] = frozenset()  # columns that were not there before
    removed: frozenset[int] = frozenset()  # columns that are there no more

    @property
    def height(self) -> float:
        """What the row needs at least."""
        return self.top + self.scene.theme.curve.plot + self.bottom

    def y(self, value: float, row_height: float) -> float:
        """How far below the top of a row a value (-1 to 1) lies."""
        margin = self.scene.theme.curve.plot_margin
        room = row_height - self.top - self.bottom - 2 * margin
        return self.top + margin + (1 - value) / 2 * room

    def value(self, y: float, row_height: float) -> float:
        """The value at `y` px below the top of a row, from -1 to 1."""
        high, low = self.y(1, row_height), self.y(-1, row_height)
        return min(max(1 - 2 * (y - high) / (low - high), -1.0), 1.0)

    def pieces(self, line: Line, height: float, skipped: Collection[int]) -> list[list[Spot]]:
        """Where the points of a line lie in a row of `height` px, in pieces without a gap.

        Columns that are `skipped` are none of this line's and so no gap.
        """
        found: list[list[Spot]] = []
        last = -1
        for column, point in line.points:
            if not found or any(each not in skipped for each in range(last + 1, column)):
                found.append([])
            found[-1].append(Spot(self.x(column), self.y(point.value or 0, height)))
            last = column
        return found

    def x(self, column: int) -> float:
        """Where the points of a column lie."""
        return self.columns[column].x + self.columns[column].w / 2


def lines_of(scene: Scene, points: Iterable[Point], columns: Mapping[str, int]) -> tuple[Line, ...]:
    """The points of a lane by persona, in the order of the project's personas, by column."""
    found: dict[str | None, list[tuple[int, Point]]] = {}
    for point in points:
        column = columns.get(point.step or "")
        known = point.persona is None or point.persona in scene.personas
        if column is not None and known:
            found.setdefault(point.persona, []).append((column, point))

    def place(persona: str | None) -> int:
        return -1 if persona is None else scene.personas[persona][0]

    return tuple(
        Line(
            persona,
            scene.theme.persona(None if persona is None else place(persona)),
            tuple(sorted(found[persona], key=lambda entry: entry[0])),
        )
        for persona in sorted(found, key=place)
    )


def plot_of(
    scene: Scene, lane: Lane, lines: tuple[Line, ...], columns: tuple[Column, ...], title: float
) -> Plot:
    """The plot of a lane whose head needs `title` px above the highest level."""
    above: dict[int, list[Words]] = {}
    below: dict[int, list[Words]] = {}
    for line in lines:
        high = max(line.points, key=lambda entry: entry[1].value or 0)
        low = min(line.points, key=lambda entry: entry[1].value or 0)
        for column, point in line.points:
            extreme = point in (high[1], low[1])
            if extreme or point.note:
                side = above if point is high[1] else below
                words = _words(scene, lane, line.look, column, point, columns[column].w, extreme)
                side.setdefault(column, []).append(words)
    plot = Plot(lane, scene, columns, lines, {}, {}, 0, 0)
    return with_words(plot, above, below, title)


def with_words(
    plot: Plot,
    above: Mapping[int, Sequence[Words]],
    below: Mapping[int, Sequence[Words]],
    title: float,
) -> Plot:
    """The plot with these words, and the room that they need above and below it."""
    gap, padding = plot.scene.theme.curve.note_gap, plot.scene.theme.grid.cell_padding
    highest = max((stack_height(words, gap) for words in above.values()), default=0)
    lowest = max((stack_height(words, gap) for words in below.values()), default=0)
    return structs.replace(
        plot,
        above={column: tuple(words) for column, words in above.items()},
        below={column: tuple(words) for column, words in below.items()},
        top=max(highest + padding if highest else 0, title),
        bottom=lowest + padding if lowest else 0,
    )


def stack_height(words: Sequence[Words], gap: float) -> float:
    """The height of words one below the other."""
    return sum(one.height for one in words) + gap * (len(words) - 1)


def _words(
    scene: Scene,
    lane: Lane,
    look: PersonaLook,
    column: int,
    point: Point,
    width: float,
    extreme: bool,
) -> Words:
    room = width - 2 * scene.theme.grid.cell_padding
    shown = one_line(shown_value(lane.kind, point.value or 0), scene.type.label)
    note = hugging(point.note, scene.type.note, room)
    return Words(column, point, look, shown, note, extreme)
