# SPDX-License-Identifier: Apache-2.0
"""Two curves of one persona in one lane: as it was, fine and dotted, as it is, and what lies
between them.

Where it feels better the area between is plain, where worse it is hatched; an arrow leads from each
old point to the new one, and words beside it say both values and the difference.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from journey_studio.i18n import t
from journey_studio.layout.blocks import hugging, one_line
from journey_studio.layout.curves import curve
from journey_studio.layout.display import Group, Item, Path, Segment
from journey_studio.layout.geometry import Box
from journey_studio.layout.geometry import Point as Spot
from journey_studio.layout.markers import marker
from journey_studio.layout.plots import Line, Plot, Words, with_words
from journey_studio.layout.theme import PersonaLook, faded
from journey_studio.model.difference_words import delta_words, number_words
from journey_studio.model.records import Point

_SAMPLES = 16  # of a curve between two points
_HATCH = 5.0  # px between two strokes
_DOTS = (0.5, 4.5)
_OLD_LINE, _OLD_POINT = 0.6, 0.75  # of the line and the point as it is
_OLD = 0.75  # opacity
_ARROW = 4.0

_Pieces = list[list[tuple[int, Spot]]]


class Pair(NamedTuple):
    """The same persona before and after, at one column."""

    column: int
    old: Point | None
    new: Point | None
    look: PersonaLook

    @property
    def delta(self) -> float:
        """How much higher it lies; 0 where one side has no answer."""
        if self.old is None or self.new is None:
            return 0.0
        return (self.new.value or 0.0) - (self.old.value or 0.0)


def pairs_of(lines: Sequence[Line], before: Sequence[Line]) -> list[Pair]:
    """The points that differ in value, by persona, from left to right."""
    olds = {line.persona: dict(line.points) for line in before}
    news = {line.persona: dict(line.points) for line in lines}
    looks = {line.persona: line.look for line in (*before, *lines)}
    found = []
    for persona, look in looks.items():
        old, new = olds.get(persona, {}), news.get(persona, {})
        for column in sorted(old.keys() | new.keys()):
            pair = Pair(column, old.get(column), new.get(column), look)
            if pair.old is None or pair.new is None or pair.delta:
                found.append(pair)
    return found


def compared_plot(plot: Plot, before: tuple[Line, ...], title: float) -> Plot:
    """The plot with the curves before, and words at every point that differs."""
    above: dict[int, list[Words]] = {}
    below: dict[int, list[Words]] = {}
    pairs = pairs_of(plot.lines, before)
    most = max((abs(pair.delta) for pair in pairs), default=0.0)
    for pair in pairs:
        risen = pair.delta > 0 or pair.old is None
        side = above if risen else below
        side.setdefault(pair.column, []).append(_words(plot, pair, abs(pair.delta) == most > 0))
    return with_words(replace(plot, before=before), above, below, title)


def _words(plot: Plot, pair: Pair, extreme: bool) -> Words:
    scene, kind = plot.scene, plot.lane.kind
    room = plot.columns[pair.column].w - 2 * scene.theme.grid.cell_padding
    old, new = (number_words(each.value if each else None, kind) for each in (pair.old, pair.new))
    shown = t("compare.point.values", old=old, new=new)
    said = delta_words(pair.delta) if pair.old and pair.new else ""
    point = pair.new or pair.old
    assert point is not None
    value = one_line(shown, scene.type.label)
    note = hugging(said, scene.type.note, room)
    return Words(pair.column, point, pair.look, value, note, extreme)


def before_groups(plot: Plot, height: float) -> Iterator[Group]:
    """What lies between the curves, then the curves before, then what leads from old to new."""
    news = {line.persona: line for line in plot.lines}
    for old in plot.before:
        new = news.get(old.persona)
        if new is not None:
            yield from _area(plot, old, new, height)
    for old in plot.before:
        yield _old_line(plot, old, height)
    for pair in pairs_of(plot.lines, plot.before):
        if pair.delta:
            yield _arrow(plot, pair, height)


def _spots(plot: Plot, line: Line, height: float) -> _Pieces:
    """The points of a line, in pieces without a gap."""
    pieces: _Pieces = []
    for column, point in line.points:
        if not pieces or column > pieces[-1][-1][0] + 1:
            pieces.append([])
        pieces[-1].append((column, Spot(plot.x(column), plot.y(point.value or 0, height))))
    return pieces


def _old_line(plot: Plot, line: Line, height: float) -> Group:
    theme, sizes = plot.scene.theme, plot.scene.theme.curve
    colour = faded(theme.colours.arc if plot.lane.kind == "arc" else line.look.colour, _OLD)
    pieces = [[spot for _, spot in piece] for piece in _spots(plot, line, height)]
    spots = [spot for piece in pieces for spot in piece]
    width = sizes.line * _OLD_LINE

    def make() -> tuple[Item, ...]:
        ground = theme.colours.band
        lines = [
            Path(curve(piece), line=colour, line_width=width, dash=_DOTS)
            for piece in pieces
            if len(piece) > 1
        ]
        signs = [
            Path(marker(line.look.marker, *spot, sizes.point * _OLD_POINT), ground, colour, 1.2)
            for spot in spots
        ]
        return (*lines, *signs)

    box = _around(spots).inset(-sizes.point, -sizes.point)
    key = ("before", tuple(map(tuple, pieces)), line.look, plot.scene)
    return Group(line.persona or plot.lane.id, "curve", box, key, make)


def _around(spots: Sequence[Spot]) -> Box:
    xs, ys = [spot.x for spot in spots], [spot.y for spot in spots]
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _area(plot: Plot, old: Line, new: Line, height: float) -> Iterator[Group]:
    """The area between two curves where both are drawn: better and worse apart."""
    looks = plot.scene.theme.differences
    lower, upper = _sampled(plot, old, height), _sampled(plot, new, height)
    for piece in _shared(lower, upper):
        for better, part in _parted(piece):
            fill = looks.better if better else looks.worse
            yield _between(plot, part, fill, hatched=not better)


def _sampled(plot: Plot, line: Line, height: float) -> dict[int, dict[int, Spot]]:
    """Places on a curve by column and by how far to the next; x is linear in between."""
    found: dict[int, dict[int, Spot]] = {}
    for piece in _spots(plot, line, height):
        segments = curve([spot for _, spot in piece])
        for (column, start), segment in zip(piece, segments[1:], strict=False):
            _, _, y1, _, y2, x3, y3 = (float(each) if each != "C" else 0.0 for each in segment)
            found[column] = {
                n: Spot(start.x + (x3 - start.x) * s, _bezier(start.y, y1, y2, y3, s))
                for n in range(_SAMPLES + 1)
                for s in (n / _SAMPLES,)
            }
    return found


def _bezier(a: float, b: float, c: float, d: float, s: float) -> float:
    r = 1 - s
    return a * r**3 + 3 * b * r * r * s + 3 * c * r * s * s + d * s**3


_Strip = list[tuple[float, float, float]]  # x, y before, y after


def _shared(
    old: Mapping[int, Mapping[int, Spot]], new: Mapping[int, Mapping[int, Spot]]
) -> Iterator[_Strip]:
    """The stretches that both curves cover."""
    strip: _Strip = []
    last = None
    for column in sorted(old.keys() & new.keys()):
        if last is not None and column != last + 1:
            yield strip
            strip = []
        strip += [(spot.x, spot.y, new[column][n].y) for n, spot in old[column].items()]
        last = column
    if strip:
        yield strip


def _parted(strip: _Strip) -> Iterator[tuple[bool, _Strip]]:
    """A stretch cut where the curves cross: whether the new one is higher, and the part."""
    part: _Strip = strip[:1]
    for (x1, a1, b1), (x2, a2, b2) in pairwise(strip):
        before, after = a1 - b1, a2 - b2  # positive where the new curve lies higher
        if before * after < 0:
            s = before / (before - after)
            cross = (x1 + (x2 - x1) * s, a1 + (a2 - a1) * s, a1 + (a2 - a1) * s)
            yield before > 0, [*part, cross]
            part = [cross]
        part.append((x2, a2, b2))
        if after == 0:
            if any(a != b for _, a, b in part):
                yield _sign(part), part
            part = [(x2, a2, b2)]
    if any(a != b for _, a, b in part):
        yield _sign(part), part


def _sign(part: _Strip) -> bool:
    return sum(a - b for _, a, b in part) > 0


def _between(plot: Plot, part: _Strip, fill: str, *, hatched: bool) -> Group:
    looks = plot.scene.theme.differences
    there: list[Segment] = [("L", x, a) for x, a, _ in part]
    there[0] = ("M", *there[0][1:])
    back: list[Segment] = [("L", x, b) for x, _, b in reversed(part)]

    def make() -> tuple[Item, ...]:
        area = Path((*there, *back, ("Z",)), fill=fill)
        if not hatched:
            return (area,)
        strokes = tuple(_strokes(part))
        if not strokes:
            return (area,)
        return (area, Path(strokes, line=faded(looks.removed.line, 0.4), line_width=0.8))

    box = _around([Spot(x, y) for x, a, b in part for y in (a, b)])
    return Group("", "curve", box, ("between", tuple(part), fill, hatched), make)


def _strokes(part: _Strip) -> Iterator[Segment]:
    """Upright strokes from one curve to the other."""
    start = part[0][0]
    number = int(start // _HATCH) + 1
    for (x1, a1, b1), (x2, a2, b2) in pairwise(part):
        while number * _HATCH < x2:
            x = number * _HATCH
            if x >= x1 and x2 > x1:
                s = (x - x1) / (x2 - x1)
                yield ("M", x, a1 + (a2 - a1) * s)
                yield ("L", x, b1 + (b2 - b1) * s)
            number += 1


def _arrow(plot: Plot, pair: Pair, height: float) -> Group:
    """The arrow from an old point to the new one."""
    assert pair.old is not None
    assert pair.new is not None
    theme = plot.scene.theme
    look = theme.differences.added if pair.delta > 0 else theme.differences.removed
    x = plot.x(pair.column)
    start = plot.y(pair.old.value or 0, height)
    end = plot.y(pair.new.value or 0, height)
    way = 1 if end > start else -1
    reach = theme.curve.point / 2 + theme.curve.point_line
    tip = end - way * reach
    tail = start + way * reach * _OLD_POINT

    def make() -> tuple[Item, ...]:
        if (tip - tail) * way < _ARROW:
            return ()
        line = (("M", x, tail), ("L", x, tip))
        head = (
            ("M", x - _ARROW, tip - way * _ARROW),
            ("L", x, tip),
            ("L", x + _ARROW, tip - way * _ARROW),
        )
        return (
            Path(line, line=look.line, line_width=1.5),
            Path(head, line=look.line, line_width=1.5),
        )

    box = Box(x - _ARROW, min(start, end), 2 * _ARROW, abs(end - start))
    return Group("", "curve", box, ("arrow", x, start, end, look), make)
