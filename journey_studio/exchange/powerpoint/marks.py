# SPDX-License-Identifier: Apache-2.0
"""What lies upon the table of a slide as shapes: curves, pictures, icons, edges and marks."""

from collections.abc import Callable, Sequence
from datetime import date

from journey_studio.exchange.map_view import LaneView, MapView
from journey_studio.exchange.powerpoint.drawing import Canvas, stroke
from journey_studio.exchange.powerpoint.planning import HEAD, MARGIN, TOP, Board
from journey_studio.exchange.powerpoint.table import band, below
from journey_studio.exchange.powerpoint.text import Para
from journey_studio.exchange.powerpoint.tiles import GAP, Tile
from journey_studio.exchange.web_page.curves import summary
from journey_studio.i18n import t
from journey_studio.layout.card_frames import diamond, evidence_dot
from journey_studio.layout.curve_lanes import face, runs_of
from journey_studio.layout.curves import area, curve
from journey_studio.layout.display import Item, Path, Rect
from journey_studio.layout.geometry import Box
from journey_studio.layout.geometry import Point as Spot
from journey_studio.layout.icons import icon
from journey_studio.layout.markers import marker, shown_value
from journey_studio.layout.plots import LEVELS, Line
from journey_studio.layout.theme import faded
from journey_studio.model.records import Metric, Reading

_PLOT_PAD = 15.0
_ASSUMED = (4.0, 3.0)
_DASHES = {"visibility": (7.0, 5.0), "internal": (1.0, 4.0)}


def put_marks(
    canvas: Canvas,
    view: MapView,
    board: Board,
    tops: Sequence[float],
    picture: Callable[[str, float], bytes | None],
) -> None:
    """Everything that lies upon the table; `tops` are those of its rows."""
    left = MARGIN + HEAD
    for column in range(board.first, board.end):
        if column in view.moments:
            _moment(canvas, view, left + (column - board.first) * board.column, board)
    for place, row in enumerate(board.rows):
        lane = view.lanes[row.lane]
        box = Box(left, tops[place], board.column * (board.end - board.first), row.height)
        if row.form == "curve":
            put_plot(canvas, view, lane, box, board.first, board.end)
        elif row.form == "divider":
            _divider(canvas, view, lane, box)
        for tile in row.tiles:
            x = left + (tile.first - board.first) * board.column
            width = (tile.last - tile.first + 1) * board.column
            cell = Box(x + GAP, tops[place] + GAP, width - 2 * GAP, row.height - 2 * GAP)
            _tile(canvas, view, board, tile, cell, picture)


def _moment(canvas: Canvas, view: MapView, x: float, board: Board) -> None:
    y = TOP + board.stages + 8 + board.types.step.leading / 2
    colour = view.scene.theme.colours.moment
    canvas.path(diamond(x + 15, y, 11), t("exchange.page.moment"), colour)


def _divider(canvas: Canvas, view: MapView, lane: LaneView, box: Box) -> None:
    colours = view.scene.theme.colours
    line = stroke(colours.line_strong, 1.5, _DASHES.get(lane.lane.line, ()))
    y = box.y + box.h / 2
    canvas.path((("M", box.x, y), ("L", box.right, y)), lane.title, None, line, lane.title)


def _tile(
    canvas: Canvas,
    view: MapView,
    board: Board,
    tile: Tile,
    cell: Box,
    picture: Callable[[str, float], bytes | None],
) -> None:
    theme, card = view.scene.theme, tile.card
    look = theme.kinds[tile.kind]
    if tile.picture:
        # As wide as its cell, and cut to what is seen.
        frame = Box(cell.x, cell.y, tile.beside or cell.w, tile.picture)
        data = picture(card.picture, frame.w / frame.h)
        if data:
            about = card.text.strip() or t("exchange.page.picture")
            canvas.picture(data, frame, t("exchange.page.kind.picture"), about)
    if look.edge == "bar":
        bar = Box(cell.x, cell.y, theme.grid.bar + 1, cell.h)
        canvas.plate(bar, t(f"exchange.page.kind.{tile.kind}"), look.mark)
    elif look.edge == "hatch":
        canvas.path(_hatch(cell), t(f"exchange.page.kind.{tile.kind}"), None, stroke(look.mark, 1))
    assumed = card.evidence == "assumed"
    if assumed or look.line:
        name = t("exchange.page.evidence.assumed") if assumed else t("exchange.slides.outline")
        line = stroke(theme.colours.evidence, 1, _ASSUMED) if assumed else ""
        line = line or stroke(look.line or look.mark, 1)
        canvas.plate(cell.inset(0.5, 0.5), name, None, line)
    _signs(canvas, view, board, tile, cell)
    _corner(canvas, view, tile, cell)


def _hatch(cell: Box) -> tuple[tuple[str | float, ...], ...]:
    """Short slanted strokes down the left edge."""
    found: list[tuple[str | float, ...]] = []
    y = cell.y + 2
    while y + 6 <= cell.bottom:
        found += [("M", cell.x + 2, y + 6), ("L", cell.x + 7, y)]
        y += 6
    return tuple(found) or (("M", cell.x, cell.y), ("L", cell.x + 5, cell.y))


def _signs(canvas: Canvas, view: MapView, board: Board, tile: Tile, cell: Box) -> None:
    """The icon of a channel, a quotation mark, the trend of a metric, beside their words."""
    scene, types = view.scene, board.types
    look = scene.theme.kinds[tile.kind]
    left = cell.x + 10 + tile.beside
    for place, para in enumerate(tile.paras):
        y = cell.y - GAP + below(tile, place)
        if para.style == types.quote and para.indent and tile.kind == "quote":
            mark = scene.type.mark._replace(size=26 * types.scale, leading=26 * types.scale)
            box = Box(left - 2, y - 2, 18 * types.scale, 26 * types.scale)
            words = Para(t("layout.quote.mark"), mark, look.mark)
            canvas.text([words], box, t("exchange.page.kind.quote"))
        elif para.indent:
            channel = scene.channels.get(tile.card.channel or "")
            size = 15 * types.scale
            top = y + (para.style.leading - size) / 2
            name = channel.icon if channel else ""
            drawn = icon(name, left, top, size, look.mark, 1)
            canvas.path(drawn.segments, para.text, None, stroke(look.mark, 1.2))
        elif para.style == types.value:
            known = view.metric(tile.card)
            if known:
                _trend(canvas, view, *known, Box(cell.right - 76, y + 2, 66, 24))


def _trend(
    canvas: Canvas, view: MapView, metric: Metric, readings: Sequence[Reading], box: Box
) -> None:
    """The readings as a small line, with a fine one at the target."""
    if len(readings) < 2 or box.w < 40:
        return
    look = view.scene.theme.kinds["metric"]
    days = [_day(reading.day) for reading in readings]
    values = [reading.value or 0.0 for reading in readings]
    bounds = [*values, *([] if metric.target is None else [metric.target])]
    low, rise = min(bounds), (max(bounds) - min(bounds)) or 1.0
    span = max(days[-1] - days[0], 1)
    spots = [
        (box.x + box.w * (day - days[0]) / span, box.bottom - box.h * (value - low) / rise)
        for day, value in zip(days, values, strict=True)
    ]
    line: list[tuple[str | float, ...]] = [("L", *spot) for spot in spots]
    line[0] = ("M", *spots[0])
    if metric.target is not None:
        y = box.bottom - box.h * (metric.target - low) / rise
        aim = (("M", box.x, y), ("L", box.right, y))
        canvas.path(aim, t("exchange.slides.aim"), None, stroke(look.label, 1, (2, 3)))
    about = t("exchange.slides.trend", name=metric.name)
    canvas.path(tuple(line), about, None, stroke(look.mark, 1.5), about)
    x, y = spots[-1]
    canvas.plate(Box(x - 2.5, y - 2.5, 5, 5), about, look.mark, form="ellipse")


def _day(day: str) -> int:
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:  # the 30th of February has the form of a day
        year, month, number = (int(part) for part in day.split("-"))
        return (year * 12 + month) * 31 + number


def _corner(canvas: Canvas, view: MapView, tile: Tile, cell: Box) -> None:
    """Evidence and moment of truth in the top right corner."""
    card, colours = tile.card, view.scene.theme.colours
    x, y = cell.right - 9, cell.y + 9
    marked = card.moment_of_truth or card.evidence not in ("", "assumed")
    if tile.picture and not tile.beside and marked:
        plate = Box(x - 22, y - 8, 30, 16)
        canvas.plate(plate, t("exchange.slides.outline"), colours.band, radius=8)
    if card.evidence not in ("", "assumed"):
        about = t(f"exchange.page.evidence.{card.evidence}")
        for item in evidence_dot(card.evidence, x, y, 8, colours.evidence):
            _item(canvas, item, about)
        x -= 13
    if card.moment_of_truth:
        about = t("exchange.page.moment")
        canvas.path(diamond(x, y, 9), about, colours.moment, about=about)


def _item(canvas: Canvas, item: Item, about: str) -> None:
    if isinstance(item, Rect):
        line = stroke(item.line, item.line_width) if item.line else ""
        canvas.plate(item.box, about, item.fill, line, form="ellipse", about=about)
    elif isinstance(item, Path):
        canvas.path(item.segments, about, item.fill, about=about)


def put_plot(canvas: Canvas, view: MapView, lane: LaneView, box: Box, first: int, end: int) -> None:
    """The curves of a lane over these columns, as shapes whose points can be moved."""
    theme = view.scene.theme
    colours = theme.colours
    column = box.w / max(end - first, 1)

    def y(value: float) -> float:
        return box.y + _PLOT_PAD + (1 - value) / 2 * (box.h - 2 * _PLOT_PAD)

    for value in LEVELS:
        drawn = stroke(colours.level if value else colours.neutral, 1)
        level = (("M", box.x, y(value)), ("L", box.right, y(value)))
        canvas.path(level, t("exchange.slides.level"), None, drawn)
    if lane.lane.kind == "curve":
        # The faces of all levels where each has room, else the best, the middle and the worst.
        roomy = y(LEVELS[1]) - y(LEVELS[0]) > theme.curve.face
        for value in LEVELS if roomy else LEVELS[::2]:
            strokes = face(value, box.x - 14, y(value), view.scene).segments
            canvas.path(strokes, t("exchange.slides.face"), None, stroke(colours.face, 1.2))
    for line in lane.lines:
        spots = {
            place: Spot(box.x + (place - first + 0.5) * column, y(point.value or 0))
            for place, point in line.points
            if first <= place < end
        }
        if spots:
            ground = y(-1 if lane.lane.kind == "arc" else 0)
            _line(canvas, view, lane, line, spots, ground)


def _line(
    canvas: Canvas,
    view: MapView,
    lane: LaneView,
    line: Line,
    spots: dict[int, Spot],
    ground: float,
) -> None:
    theme = view.scene.theme
    arc = lane.lane.kind == "arc"
    colour = theme.colours.arc if arc else line.look.colour
    known = view.scene.personas.get(line.persona or "")
    name = known[1].name if known else lane.title
    about = summary(view, lane)
    for piece in runs_of(sorted(spots)):
        along = [spots[place] for place in piece]
        if len(along) > 1:
            fill = theme.colours.arc_fill if arc else faded(colour, theme.curve.area)
            canvas.path(area(along, ground), name, fill)
            drawn = stroke(colour, theme.curve.line, line.look.dash)
            canvas.path(curve(along), name, None, drawn, about)
    points = dict(line.points)
    back = band(view, 0)
    for place, spot in spots.items():
        hollow = points[place].evidence == "assumed"
        shape = marker(line.look.marker, spot.x, spot.y, theme.curve.point)
        fill = back if hollow else colour
        canvas.path(shape, name, fill, stroke(colour, theme.curve.point_line))
    ends = {
        max(line.points, key=lambda entry: entry[1].value or 0)[0]: -20.0,
        min(line.points, key=lambda entry: entry[1].value or 0)[0]: 5.0,
    }
    style = view.scene.type.lane._replace(size=12.0, leading=15.0)
    for place, off in ends.items():
        if place in spots:
            words = shown_value(lane.lane.kind, points[place].value or 0)
            at = Box(spots[place].x - 30, spots[place].y + off, 60, 15)
            canvas.text([Para(words, style, colour, align="ctr")], at, name)
