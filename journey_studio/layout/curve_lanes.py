# SPDX-License-Identifier: Apache-2.0
"""What a lane of curves shows: levels, lines, points, and the words at them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from journey_studio.i18n import t
from journey_studio.layout.blocks import hugging
from journey_studio.layout.compared_curves import before_groups
from journey_studio.layout.curves import area, between, curve
from journey_studio.layout.display import Group, Item, Path, Rect
from journey_studio.layout.geometry import Box
from journey_studio.layout.geometry import Point as Spot
from journey_studio.layout.markers import marker
from journey_studio.layout.marks import MIDDLE, record_marks
from journey_studio.layout.plots import LEVELS, Line, Plot, Words, stack_height
from journey_studio.layout.scene import NO_MARKS, Marks, Scene
from journey_studio.layout.theme import PersonaLook, faded
from journey_studio.model.records import Point

_MARK_GAP = 5.0


class LevelsKey(NamedTuple):
    """The levels of a plot, highest first: how far below the top of its row, and which value."""

    levels: tuple[tuple[float, float], ...]
    kind: str
    scene: Scene


class NoteKey(NamedTuple):
    """Everything the words at a point depend on; `spot` is how far below the top of its row the
    point lies, `high` words stand above the plot, and from `led` ones a fine line leads to it.
    """

    words: Words
    spot: float
    high: bool
    led: bool
    scene: Scene


class PointKey(NamedTuple):
    """What a point on the board stands for, and everything its items depend on."""

    lane: str
    step: str
    persona: str | None
    value: float
    evidence: str
    look: PersonaLook
    known: Marks
    scene: Scene


def plot_groups(
    plot: Plot, height: float, marks: Mapping[str, Marks] | None = None
) -> tuple[Group, ...]:
    """What the lane shows in a row of `height` px; `marks` are those of its points."""
    return tuple(_groups(plot, height, marks or {}))


def _groups(plot: Plot, height: float, marks: Mapping[str, Marks]) -> Iterator[Group]:
    yield _levels(plot, height)
    if not (plot.lines or plot.before or plot.scene.shown.paper) and _has_room(plot):
        yield _hint(plot, height)
    banded = plot.scene.shown.band and len(plot.lines) > 1
    if banded:
        yield _band(plot, height)
    if plot.before:
        yield from before_groups(plot, height)
    for line in plot.lines:
        yield _line(plot, line, height, filled=not (banded or plot.before))
    for high, stacks in ((True, plot.above), (False, plot.below)):
        for words in stacks.values():
            yield from _worded(plot, words, height, high=high)
    for line in plot.lines:
        for column, point in line.points:
            yield _point(plot, line, column, point, height, marks.get(point.id, NO_MARKS))


def _levels(plot: Plot, height: float) -> Group:
    colours, width = plot.scene.theme.colours, plot.scene.theme.curve.level_width
    left = plot.columns[0].x if plot.columns else 0
    right = plot.columns[-1].x + plot.columns[-1].w if plot.columns else 0
    levels = tuple((plot.y(value, height), value) for value in LEVELS)

    def make() -> tuple[Item, ...]:
        return tuple(
            Path(
                (("M", left, y), ("L", right, y)),
                line=colours.level if value else colours.neutral,
                line_width=width,
            )
            for y, value in levels
        )

    top, bottom = levels[0][0], levels[-1][0]
    box = Box(left, top, right - left, bottom - top)
    return Group(plot.lane.id, "levels", box, LevelsKey(levels, plot.lane.kind, plot.scene), make)


def _has_room(plot: Plot) -> bool:
    """Whether an invitation fits; in the thin column of a folded stage it would be a tower."""
    columns = plot.columns
    width = columns[-1].x + columns[-1].w - columns[0].x if columns else 0
    return width >= plot.scene.theme.grid.column_least


def _hint(plot: Plot, height: float) -> Group:
    """What an empty lane of curves invites to, on a plate that keeps lines away from the words."""
    scene = plot.scene
    grid, colours = scene.theme.grid, scene.theme.colours
    left = plot.columns[0].x + grid.cell_padding
    room = plot.columns[-1].x + plot.columns[-1].w - grid.cell_padding - left
    words = hugging(t(f"layout.empty.{plot.lane.kind}"), scene.type.card, room - 2 * grid.card_x)
    w, h = words.width + 2 * grid.card_x, words.height + grid.card_y
    box = Box(left, plot.y(0.25, height) - h / 2, w, h)

    def make() -> tuple[Item, ...]:
        plate = Rect(box.inset(0.5, 0.5), colours.band, colours.line, radius=grid.radius)
        return (plate, *words.at(left + grid.card_x, box.y + grid.card_y / 2, colours.quiet))

    return Group("", "hint", box, (words, scene), make)


def _band(plot: Plot, height: float) -> Group:
    """Where the answers of several personas spread: from the highest to the lowest of each step."""
    values: dict[int, list[float]] = {}
    for line in plot.lines:
        for column, point in line.points:
            values.setdefault(column, []).append(point.value or 0)
    pieces = runs_of(sorted(values))
    theme = plot.scene.theme
    fill = faded(theme.colours.quiet, theme.curve.spread)
    spans = tuple(
        (
            tuple(Spot(plot.x(c), plot.y(max(values[c]), height)) for c in piece),
            tuple(Spot(plot.x(c), plot.y(min(values[c]), height)) for c in piece),
        )
        for piece in pieces
        if len(piece) > 1
    )

    def make() -> tuple[Item, ...]:
        return tuple(Path(between(upper, lower), fill=fill) for upper, lower in spans)

    top, bottom = plot.y(1, height), plot.y(-1, height)
    left, right = plot.x(min(values)), plot.x(max(values))
    box = Box(left, top, right - left, bottom - top)
    return Group(plot.lane.id, "curve", box, ("band", spans, fill), make)


def runs_of(columns: Sequence[int]) -> list[list[int]]:
    """Rising numbers in pieces without a gap."""
    pieces: list[list[int]] = []
    for column in columns:
        if not pieces or column > pieces[-1][-1] + 1:
            pieces.append([])
        pieces[-1].append(column)
    return pieces


def _line(plot: Plot, line: Line, height: float, *, filled: bool) -> Group:
    """The curve of a persona, with its area; a gap in the points is a gap in the curve."""
    arc = plot.lane.kind == "arc"
    theme = plot.scene.theme
    pieces = plot.pieces(line, height, plot.removed)
    spots = [spot for piece in pieces for spot in piece]
    level = plot.y(-1 if arc else 0, height)
    colour = theme.colours.arc if arc else line.look.colour
    # The areas of many personas would add up to grey: each is fainter the more there are.
    share = min(1.0, 2 / len(plot.lines))
    fill = theme.colours.arc_fill if arc else faded(colour, theme.curve.area * share)

    def make() -> tuple[Item, ...]:
        areas = [
            Path(area(piece, level), fill=fill) for piece in pieces if filled and len(piece) > 1
        ]
        curves = [
            Path(curve(piece), line=colour, line_width=theme.curve.line, dash=line.look.dash)
            for piece in pieces
            if len(piece) > 1
        ]
        return (*areas, *curves)

    ys = [spot.y for spot in spots] + [level]
    left, right = spots[0].x, spots[-1].x
    box = Box(left, min(ys), right - left, max(ys) - min(ys)).inset(-theme.curve.line, -2)
    key = (plot.lane.kind, tuple(map(tuple, pieces)), line.look, fill, level, filled)
    return Group(line.persona or plot.lane.id, "curve", box, key, make)


def _worded(plot: Plot, stack: Sequence[Words], height: float, *, high: bool) -> Iterator[Group]:
    """The words of a column, one below the other, towards the plot."""
    curve_sizes = plot.scene.theme.curve
    gap = curve_sizes.note_gap
    padding = plot.scene.theme.grid.cell_padding
    bottom = height - plot.bottom
    y = plot.top - stack_height(stack, gap) if high else bottom
    y += 0 if high else padding / 2
    for place, words in enumerate(stack):
        nearest = place == (len(stack) - 1 if high else 0)
        yield _words_group(plot, words, y, height, high=high, led=nearest and words.extreme)
        y += words.height + gap


def _words_group(
    plot: Plot, words: Words, y: float, height: float, *, high: bool, led: bool
) -> Group:
    """The words of one point; where `led`, a fine line leads from them to it."""
    scene, theme = plot.scene, plot.scene.theme
    x = plot.x(words.column)
    size = theme.curve.point
    value_width = size + _MARK_GAP + words.value.width
    w = max(value_width, words.note.width)
    left = x - w / 2
    spot = plot.y(words.point.value or 0, height)
    colour = theme.colours.arc if plot.lane.kind == "arc" else words.look.colour

    def make() -> tuple[Item, ...]:
        items: list[Item] = []
        reach = size / 2 + 3
        start, end = (y + words.height + 4, spot - reach) if high else (spot + reach, y - 4)
        if led and end - start > size:
            line = (("M", x, start), ("L", x, end))
            faint = faded(colour, 0.45)
            items.append(Path(line, line=faint, line_width=theme.curve.leader_width, dash=(2, 3)))
        middle = y + words.value.style.leading / 2
        sign = marker(words.look.marker, left + size / 2, middle, size * 0.8)
        items.append(Path(sign, fill=colour))
        items += words.value.at(left + size + _MARK_GAP, y, colour)
        quiet = theme.colours.text if words.extreme else theme.colours.quiet
        items += words.note.at(left, y + words.value.height, quiet)
        return tuple(items)

    box = Box(left, y, w, words.height)
    if led:
        box = box.united(Box(x - 1, min(spot, y), 2, abs(spot - y)))
    key = NoteKey(words, spot, high, led, scene)
    return Group(words.point.id, "note", box, key, make)


def _point(plot: Plot, line: Line, column: int, point: Point, height: float, known: Marks) -> Group:
    theme = plot.scene.theme
    size, stroke = theme.curve.point, theme.curve.point_line
    x, y = plot.x(column), plot.y(point.value or 0, height)
    colour = theme.colours.arc if plot.lane.kind == "arc" else line.look.colour

    def make() -> tuple[Item, ...]:
        ground = theme.colours.band
        sign = marker(line.look.marker, x, y, size)
        # Above the point, to its left: words stand in the middle, on either side of the line.
        above = Box(x, y - size - MIDDLE, 0, 0)
        others = record_marks(plot.scene, known, box=above, x=x - size)
        if point.evidence == "assumed":
            halo = marker(line.look.marker, x, y, size + 2 * stroke)
            inner = marker(line.look.marker, x, y, size - stroke / 2)
            return (Path(halo, fill=ground), Path(inner, ground, colour, stroke), *others)
        return (Path(sign, colour, ground, stroke), Path(sign, colour), *others)

    box = Box(x - size, y - size, 2 * size, 2 * size)
    if known != NO_MARKS:
        box = box.inset(-2 * size, -size)
    key = PointKey(
        lane=plot.lane.id,
        step=plot.columns[column].step,
        persona=line.persona,
        value=point.value or 0.0,
        evidence=point.evidence,
        look=line.look,
        known=known,
        scene=plot.scene,
    )
    return Group(point.id, "point", box, key, make)


def legend_mark(look: PersonaLook, x: float, y: float, scene: Scene) -> list[Item]:
    """A short piece of a persona's line with its marker, 24 px wide, around the height `y`."""
    theme = scene.theme
    line = (("M", x, y), ("L", x + 24, y))
    sign = marker(look.marker, x + 12, y, theme.curve.point * 0.9)
    dash = tuple(part * 0.6 for part in look.dash)
    return [
        Path(line, line=look.colour, line_width=theme.curve.line * 0.7, dash=dash),
        Path(sign, look.colour, theme.colours.band, theme.curve.point_line * 0.7),
        Path(sign, look.colour),
    ]


def face(value: float, x: float, y: float, scene: Scene) -> Path:
    """A face that feels `value` (-1 to 1), in three strokes around (x, y)."""
    size = scene.theme.curve.face
    eye, eye_y = size * 0.22, y - size * 0.32
    mouth_y, bend = y + size * 0.22, size * 0.34 * value
    half = size * 0.36
    return Path(
        (
            ("M", x - eye, eye_y), ("L", x - eye, eye_y + size * 0.12),
            ("M", x + eye, eye_y), ("L", x + eye, eye_y + size * 0.12),
            ("M", x - half, mouth_y - bend * 0.5),
            ("C", x - half * 0.45, mouth_y + bend, x + half * 0.45, mouth_y + bend,
             x + half, mouth_y - bend * 0.5),
        ),
        line=scene.theme.colours.face,
        line_width=scene.theme.grid.icon_stroke,
    )  # fmt: skip
