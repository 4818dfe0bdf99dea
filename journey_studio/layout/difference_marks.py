# SPDX-License-Identifier: Apache-2.0
"""How a difference between two maps is told on a record: by an outline, a badge with a sign, and
words, so that no colour is ever needed to know it.

What was added has a solid outline and a plus; what was removed a dashed one, a minus, and struck
words; what was moved an arrow; what was changed a pencil. A card that was moved leaves a dotted
mark at its old place.
"""

from collections.abc import Iterable, Iterator
from functools import partial

from journey_studio.layout.display import Colour, Group, Item, Path, Picture, Rect, TextLine
from journey_studio.layout.geometry import Box
from journey_studio.layout.grid import Columns
from journey_studio.layout.icons import icon
from journey_studio.layout.scene import Scene, Sign, Way
from journey_studio.layout.theme import DifferenceLook, faded

ICONS: dict[Way, str] = {
    "added": "plus",
    "removed": "minus",
    "moved": "arrow-right",
    "changed": "pencil",
    "left": "arrow-right",
}
_DASHES: dict[Way, tuple[float, ...]] = {"removed": (6, 4), "left": (1, 4)}
_GONE = (5.0, 4.0)  # of a connection
_SIGN = 0.62  # of the badge
_OVER = 5.0  # px that a badge reaches over the corner of a card
_BETWEEN = 2.0
_HALF_X = 0.273  # of the size: the middle of a small letter above the baseline
_COLUMN = 0.1  # opacity of the ground of a column
_GHOST, _PICTURE = 0.45, 0.6  # what is left of what was removed, and what covers its picture


def look_of(scene: Scene, way: Way) -> DifferenceLook:
    """The colours of a way to differ."""
    found: DifferenceLook = getattr(scene.theme.differences, "moved" if way == "left" else way)
    return found


def main_way(sign: Sign) -> Way:
    """The way that gives a record its outline: what it says counts more than where it lies."""
    return "changed" if "changed" in sign.ways else sign.ways[0]


def outline(scene: Scene, sign: Sign, box: Box) -> Rect:
    """The line around a record."""
    grid, way = scene.theme.grid, main_way(sign)
    width = grid.badge_line
    return Rect(
        box.inset(width / 2, width / 2),
        line=look_of(scene, way).line,
        line_width=width,
        radius=grid.radius - width / 2,
        dash=_DASHES.get(way, ()),
    )


def badges(scene: Scene, ways: Iterable[Way], x: float, y: float, size: float = 0) -> list[Item]:
    """Round badges side by side, the first with its top left corner at (x, y)."""
    size = size or scene.theme.grid.badge
    items: list[Item] = []
    for way in ways:
        look = look_of(scene, way)
        box = Box(x, y, size, size)
        inner = size * _SIGN
        at = (size - inner) / 2
        edge = size / 16
        items.append(
            Rect(box.inset(-edge, -edge), scene.theme.colours.band, radius=size / 2 + edge)
        )
        items.append(Rect(box, look.line, radius=size / 2))
        items.append(icon(ICONS[way], x + at, y + at, inner, look.on, size / 9))
        x += size + _BETWEEN
    return items


def card_badges(scene: Scene, sign: Sign, box: Box) -> list[Item]:
    """The badges at the top left corner of a card."""
    return badges(scene, sign.ways, box.x - _OVER, box.y - _OVER)


def strike(line: TextLine, colour: Colour) -> Path:
    """The line through a line of text."""
    end = max((run.x + run.width for run in line.runs), default=0.0)
    start = min((run.x for run in line.runs), default=0.0)
    y = line.y - line.size * _HALF_X
    return Path(
        (("M", line.x + start, y), ("L", line.x + end, y)), line=colour, line_width=line.size / 12
    )


def struck(items: Iterable[Item], scene: Scene) -> Iterator[Item]:
    """Items as they look once they are gone: faint, their words struck."""
    colours, line = scene.theme.colours, scene.theme.differences.removed.line
    for item in items:
        match item:
            case TextLine():
                yield item._replace(colour=colours.quiet)
                yield strike(item, line)
            case Rect() | Path():
                yield item._replace(fill=_faint(item.fill), line=_faint(item.line))
            case Picture():
                yield item
                yield Rect(item.box, faded(colours.band, _PICTURE), radius=item.radius)
            case _:
                yield item


def _faint(colour: Colour | None) -> Colour | None:
    return faded(colour, _GHOST) if colour else None


def marked(group: Group, scene: Scene, sign: Sign) -> Group:
    """The head of a stage, a step or a lane, or a connection, with what differs of it."""
    removed = sign.ways[0] == "removed"
    box = group.box
    if group.role == "connection":
        return _marked_line(group, scene, sign)

    def make() -> tuple[Item, ...]:
        items = list(group.items)
        if removed:
            ground = 1 if isinstance(items[0], Rect) else 0  # of a head; it stays
            items = [*items[:ground], *struck(items[ground:], scene)]
        if group.role in ("stage", "step", "lane"):
            size = scene.theme.grid.badge
            inside = 3 if group.role != "lane" else 1
            width = len(sign.ways) * (size + _BETWEEN)
            if group.role == "lane":
                items += badges(scene, sign.ways, box.x + inside, box.y + inside, size - 2)
            else:
                left = box.right - inside - width
                items += badges(scene, sign.ways, left, box.bottom - size - inside)
        return tuple(items)

    return Group(group.id, group.role, box, group.key, make, group.tint)


def _marked_line(group: Group, scene: Scene, sign: Sign) -> Group:
    """A connection in the colour of how it differs, with a badge where it begins."""
    way = main_way(sign)
    look, size = look_of(scene, way), scene.theme.grid.badge - 4

    def make() -> tuple[Item, ...]:
        items: list[Item] = []
        for item in group.items:
            if isinstance(item, Path):
                colours = (look.line if item.fill else None, look.line if item.line else None)
                dash = _GONE if way == "removed" and item.line else item.dash
                items.append(item._replace(fill=colours[0], line=colours[1], dash=dash))
            else:
                items.append(item)
        start = next((item for item in group.items if isinstance(item, Path)), None)
        if start is not None:
            _, x, y = start.segments[0][:3]
            left, top = float(x) - size / 2, float(y) - size / 2
            items += badges(scene, sign.ways[:1], left, top, size)
        return tuple(items)

    return Group(group.id, group.role, group.box, group.key, make, group.tint)


def lane_ground(scene: Scene, lane: str, fill: Colour) -> Colour:
    """The ground of a lane: of one that was added or removed as a whole, in its colour."""
    way = scene.shown.compared.way(lane) if scene.shown.compared else None
    if way not in ("added", "removed"):
        return fill
    return _mixed(fill, look_of(scene, way).line, _COLUMN)


def _mixed(under: Colour, over: Colour, part: float) -> Colour:
    """The solid colour of so much of `over` on `under`."""
    pairs = ((int(under[at : at + 2], 16), int(over[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * part):02X}" for a, b in pairs)


def column_tints(scene: Scene, columns: Columns, top: float, bottom: float) -> Iterator[Group]:
    """The ground of columns that were added or removed as a whole."""
    compared = scene.shown.compared
    for column in columns.columns if compared else ():
        assert compared is not None
        way = compared.way(column.step) if column.step else compared.way(column.stage)
        if way in ("added", "removed"):
            colour = faded(look_of(scene, way).line, _COLUMN)
            tint = Rect(Box(column.x, top, column.w, bottom - top), fill=colour)
            yield Group("", "moment", tint.box, tint, partial(tuple, (tint,)), colour)
