# SPDX-License-Identifier: Apache-2.0
"""A map as figures for drawing programs: the board with whole texts in place of broken lines.

The board knows lines, of runs; a drawing program breaks lines by itself and lets people write into
them. So the lines of one text are put together again, and where that text is a register of the
record it stands on, the figure says which: who edits the drawing edits that.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from math import hypot
from typing import Any, NamedTuple

from msgspec import structs

from journey_studio.exchange.strict.xml_signs import plain
from journey_studio.layout.board import LayoutOptions, lay_out
from journey_studio.layout.display import (
    Board,
    Group,
    Hyperlink,
    Item,
    Path,
    Picture,
    Placed,
    Rect,
    TextLine,
)
from journey_studio.layout.fonts import face
from journey_studio.layout.geometry import Box
from journey_studio.layout.scene import Shown
from journey_studio.layout.theme import load_theme
from journey_studio.model.fragments import said
from journey_studio.model.records import Connection
from journey_studio.model.registers import find
from journey_studio.model.snapshot import Snapshot

_BOLD = 600
_NEAR = 0.01  # px
_TURN = 0.01  # the sine of what is no turn
_SPACING = 2  # lines of one text lie at most so many times their size apart
BACKGROUND = frozenset({"ground", "band", "moment", "rule", "levels"})  # roles nobody would move


class Words(NamedTuple):
    """A text: its left edge, the baselines of its lines, how wide it is and how it is set.

    `register` is the one of the figure's record whose whole value it is, "" for other texts.
    """

    x: float
    baselines: tuple[float, ...]
    width: float
    lines: tuple[str, ...]
    text: str
    size: float
    colour: str
    bold: bool
    rtl: bool
    register: str = ""


Part = Rect | Path | Picture | Hyperlink | Words


class Figure(NamedTuple):
    """What one record shows, in px of the drawing; `base` is the plate the rest lies on.

    `id` is unique in a drawing. `ends` are the figures that a connection joins.
    """

    id: str
    record: str
    role: str
    box: Box
    base: Rect | None
    parts: tuple[Part, ...]
    ends: tuple[str, str] | None = None


class Drawing(NamedTuple):
    """A map as figures, in painting order."""

    map_id: str
    title: str
    width: float
    height: float
    ground: str
    figures: tuple[Figure, ...]


def drawn(snapshot: Snapshot, map_id: str) -> Drawing:
    """The figures of a live map as it is printed."""
    options = LayoutOptions(shown=Shown(paper=True))
    board = lay_out(snapshot, map_id, load_theme("print"), options)
    figures = tuple(_figures(snapshot, board))
    return Drawing(map_id, board.title, board.width, board.height, board.ground_colour, figures)


def _figures(snapshot: Snapshot, board: Board) -> Iterator[Figure]:
    known: dict[str, int] = {}
    cards = {group.id for cell in board.cells.values() for group in cell.groups}
    for placed in board.everything():
        group = placed.group
        name = group.id or group.role or "part"
        known[name] = known.get(name, 0) + 1
        own = name if known[name] == 1 and group.id else f"{name}~{known[name]}"
        record = snapshot.records.get(group.id)
        texts = said(record) if record is not None else {}
        ends = None
        if isinstance(record, Connection) and group.role == "connection":
            ends = (record.source or "", record.target or "")
            ends = ends if cards.issuperset(ends) else None
        yield _figure(placed, group, own, texts, ends)


def _figure(
    placed: Placed, group: Group, own: str, texts: dict[str, Any], ends: tuple[str, str] | None
) -> Figure:
    items = [_moved(item, placed.dx, placed.dy) for item in group.items]
    base = None
    if items and isinstance(items[0], Rect) and (len(items) > 1 or group.role == "card"):
        base, items = items[0], items[1:]
    parts = tuple(_parts(items, texts))
    return Figure(own, group.id, group.role, placed.box, base, parts, ends)


def _moved(item: Item, dx: float, dy: float) -> Item:
    if isinstance(item, TextLine):
        return item._replace(x=item.x + dx, y=item.y + dy)
    if isinstance(item, Path):
        return item._replace(segments=tuple(_shifted(each, dx, dy) for each in item.segments))
    return item._replace(box=item.box.moved(dx, dy))


def _shifted(segment: tuple[str | float, ...], dx: float, dy: float) -> tuple[str | float, ...]:
    kind, *numbers = segment
    moved = (float(n) + (dy if place % 2 else dx) for place, n in enumerate(numbers))
    return (kind, *moved)


def _parts(items: list[Item], texts: dict[str, Any]) -> Iterator[Part]:
    """The items, lines of one text put together."""
    waiting: list[TextLine] = []
    for item in items:
        if isinstance(item, TextLine) and (not waiting or _goes_on(waiting, item)):
            waiting.append(item)
            continue
        if waiting:
            yield _words(waiting, texts)
        waiting = [item] if isinstance(item, TextLine) else []
        if not isinstance(item, TextLine):
            yield item
    if waiting:
        yield _words(waiting, texts)


def _goes_on(lines: list[TextLine], line: TextLine) -> bool:
    """Whether a line belongs to the text that the lines before it are of."""
    last = lines[-1]
    alike = (line.size, line.colour, _weight(line)) == (last.size, last.colour, _weight(last))
    step = line.y - last.y
    even = len(lines) < 2 or abs(step - (last.y - lines[-2].y)) < _NEAR
    beside = abs(line.x - last.x) < _NEAR or _rtl(line) or _rtl(last)
    return alike and even and beside and 0 < step < _SPACING * line.size


def _weight(line: TextLine) -> int:
    return face(line.runs[0].face).weight if line.runs else 0


def _rtl(line: TextLine) -> bool:
    return bool(line.runs) and sum(run.rtl for run in line.runs) * 2 > len(line.runs)


def _words(lines: list[TextLine], texts: dict[str, Any]) -> Words:
    left = min(line.x for line in lines)
    right = max(line.x + max((run.x + run.width for run in line.runs), default=0) for line in lines)
    shown = tuple(line.text for line in lines)
    text, register = " ".join(shown), ""
    for name, value in texts.items():
        if isinstance(value, str) and _signs(value) == _signs(text):
            text, register = value, name
            break
    first = lines[0]
    return Words(
        left,
        tuple(line.y for line in lines),
        right - left,
        shown,
        text,
        first.size,
        first.colour,
        _weight(first) >= _BOLD,
        _rtl(first),
        register,
    )


def _signs(text: str) -> str:
    """A text without its blanks: lines break at some of them, and also where there is none."""
    return "".join(text.split())


def corners(path: Path) -> list[tuple[float, float]]:
    """The way of an upright line with round corners as a plain line with sharp ones."""
    found: list[tuple[float, float]] = []
    for kind, *numbers in path.segments:
        points = list(zip(map(float, numbers[::2]), map(float, numbers[1::2]), strict=True))
        if kind == "C" and found:
            (x, y), (_, first_y), end = found[-1], points[0], points[-1]
            found += [(end[0], y) if abs(first_y - y) < _NEAR else (x, end[1]), end]
        else:
            found += points
    return _simple(found)


def _simple(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Without points that lie on the straight line between their neighbours."""
    kept = [b for a, b in pairwise(points) if a != b]
    way = points[:1] + kept
    return [
        point
        for place, point in enumerate(way)
        if not 0 < place < len(way) - 1 or not _straight(way[place - 1], point, way[place + 1])
    ]


def _straight(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> bool:
    """Whether the way from `a` over `b` to `c` turns by less than half a degree."""
    one, other = (b[0] - a[0], b[1] - a[1]), (c[0] - b[0], c[1] - b[1])
    turned = abs(one[0] * other[1] - one[1] * other[0])
    return turned < _TURN * hypot(*one) * hypot(*other)


def rewritten(snapshot: Snapshot, texts: Mapping[tuple[str, str], str]) -> tuple[Snapshot, int]:
    """The snapshot with texts that somebody edited in a drawing, and how many those are.

    `texts` are what stands in the drawing, by record and register. A text that differs only in
    its blanks is the same: drawing programs break lines as they like.
    """
    records = dict(snapshot.records)
    count = 0
    for (record_id, register), text in texts.items():
        record = records.get(record_id)
        before = getattr(record, register, None) if record is not None else None
        if record is None or not isinstance(before, str) or _signs(before) == _signs(text):
            continue
        known = find(record.KIND, register)
        try:
            value = known.read(plain(text)) if known else before
        except ValueError:
            continue
        records[record_id] = structs.replace(record, **{register: value})
        count += 1
    return replace(snapshot, records=records), count
