# SPDX-License-Identifier: Apache-2.0
"""Two curves of one persona in one lane: as it was, fine and dotted, as it is, and what lies
between them.

Where it feels better the area between is plain, where worse it is hatched; an arrow leads from each
old point to the new one, and words beside it say both values and the difference.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec import structs

from journey_studio.i18n import t
from journey_studio.layout.blocks import hugging, one_line
from journey_studio.layout.curves import curve
from journey_studio.layout.display import Group, Item, Path, Segment
from journey_studio.layout.geometry import Box
from journey_studio.layout.geometry import Point as Spot
from journey_studio.layout.markers import marker
from journey_studio.layout.plots import Line, Plot, Words, with_words
from journey_studio.layout.scene import Compared
from journey_studio.layout.theme import PersonaLook, faded
from journey_studio.model.records import Point

# Not "curve": from afar curves are drawn wider, and what was must stay the quieter one.
ROLE = "compared"

_SAMPLES = 16  # of a curve between two points
_HATCH = 5.0  # px between two strokes
_DOTS = (0.5, 4.5)
_OLD_LINE, _OLD_POINT = 0.6, 0.75  # of the line and the point as it is
_OLD = 0.75  # opacity
_ARROW = 4.0


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


def compared_plot(plot: Plot, before: tuple[Line, ...], compared: Compared, title: float) -> Plot:
    """The plot with the curves before, and words at every point that differs."""
    ways = [compared.way(column.step) for column in plot.columns]
    above: dict[int, list[Words]] = {}
    below: dict[int, list[Words]] = {}
    pairs = pairs_of(plot.lines, before)
    most = max((abs(pair.delta) for pair in pairs), default=0.0)
    for pair in pairs:
        risen = pair.delta > 0 or pair.old is None
        side = above if risen else below
        side.setdefault(pair.column, []).append(_words(plot, pair, abs(pair.delta) == most > 0))
    both = structs.replace(
        plot,
        before=before,
        added=frozenset(n for n, way in enumerate(ways) if way == "added"),
        removed=frozenset(n for n, way in enumerate(ways) if way == "removed"),
    )
    return with_words(both, above, below, title)


def _words(plot: Plot, pair: Pair, extreme: bool) -> Words:
    # Comparing is imported when somebody compares.
    from journey_studio.model.difference_words import delta_words, number_words

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


def _old_line(plot: Plot, line: Line, height: float) -> Group:
    theme, sizes = plot.scene.theme, plot.scene.theme.curve
    colour = faded(theme.colours.arc if plot.lane.kind == "arc" else line.look.colour, _OLD)
    pieces = plot.pieces(line, height, plot.added)
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
    return Group("", ROLE, box, key, make)


def _around(spots: Sequence[Spot]) -> Box:
    xs, ys = [spot.x for spot in spots], [spot.y for spot in spots]
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _area(plot: Plot, old: Line, new: Line, height: float) -> Iterator[Group]:
    """The area between two curves where both are drawn: better and worse apart."""
    looks = plot.scene.theme.differences
    pieces = plot.pieces(old, height, plot.added), plot.pieces(new, height, plot.removed)
    for strip in _shared(*(list(_spans(each)) for each in pieces)):
        for better, part in _parted(strip):
            fill = looks.better if better else looks.worse
            yield _between(plot, part, fill, hatched=not better)


class _Span(NamedTuple):
    """A curve between two of its points; x is linear in between."""

    start: Spot
    end: Spot
    pulls: tuple[float, float]  # the heights of its control points

    def y(self, x: float) -> float:
        s = (x - self.start.x) / (self.end.x - self.start.x)
        r = 1 - s
        b, c = self.pulls
        return self.start.y * r**3 + 3 * b * r * r * s + 3 * c * r * s * s + self.end.y * s**3


def _spans(pieces: Sequence[Sequence[Spot]]) -> Iterator[_Span]:
    for piece in pieces:
        for start, end, bend in zip(piece, piece[1:], curve(piece)[1:], strict=False):
            yield _Span(start, end, (float(bend[2]), float(bend[4])))


_Strip = list[tuple[float, float, float]]  # x, y before, y after


def _shared(olds: Sequence[_Span], news: Sequence[_Span]) -> Iterator[_Strip]:
    """The stretches that both curves cover and where they are not the same on both ends."""
    strip: _Strip = []
    for old, new in _together(olds, news):
        left, right = max(old.start.x, new.start.x), min(old.end.x, new.end.x)
        if strip and strip[-1][0] != left:
            yield strip
            strip = []
        if old[:2] == new[:2]:
            continue
        xs = (left + (right - left) * n / _SAMPLES for n in range(_SAMPLES + 1))
        strip += [(x, old.y(x), new.y(x)) for x in xs]
    if strip:
        yield strip


def _together(olds: Sequence[_Span], news: Sequence[_Span]) -> Iterator[tuple[_Span, _Span]]:
    """The spans of both curves that lie over one another, from left to right."""
    a = b = 0
    while a < len(olds) and b < len(news):
        old, new = olds[a], news[b]
        if min(old.end.x, new.end.x) > max(old.start.x, new.start.x):
            yield old, new
        if old.end.x <= new.end.x:
            a += 1
        else:
            b += 1


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
    return Group("", ROLE, box, ("between", tuple(part), fill, hatched), make)


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
    return Group("", ROLE, box, ("arrow", x, start, end, look), make)
