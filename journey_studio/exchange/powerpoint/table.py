# SPDX-License-Identifier: Apache-2.0
"""The native table of a slide: stages, steps and lanes as its heads, a cell for each card."""

from collections.abc import Iterable, Sequence

from journey_studio.exchange.map_view import MapView
from journey_studio.exchange.powerpoint.drawing import Canvas
from journey_studio.exchange.powerpoint.planning import (
    HEAD,
    MARGIN,
    TOP,
    Board,
    Row,
    is_quiet,
    lane_paras,
    stage_paras,
)
from journey_studio.exchange.powerpoint.text import EMU, Para, blended, body, height, solid
from journey_studio.exchange.powerpoint.tiles import GAP, Tile, marks_room
from journey_studio.i18n import t
from journey_studio.layout.geometry import Box
from journey_studio.layout.theme import Colour

_X, _Y = 10.0 + GAP, 9.0 + GAP
_HATCH = 6.0


def put_table(canvas: Canvas, view: MapView, board: Board) -> list[float]:
    """Put the table on the slide; gives the top of each row of lanes and the bottom of the last."""
    count = board.end - board.first
    grid = "".join(
        f'<a:gridCol w="{round(width * EMU)}"/>' for width in [HEAD, *[board.column] * count]
    )
    rows = []
    if board.stages:
        rows.append(_row(board.stages, _stages(canvas, view, board)))
    rows.append(_row(board.step, _steps(canvas, view, board)))
    top = TOP + board.stages + board.step
    tops = [top]
    for place, row in enumerate(board.rows):
        rows.append(_row(row.height, _cells(canvas, view, board, place, row)))
        top += row.height
        tops.append(top)
    inner = (
        '<a:tbl><a:tblPr firstRow="1" firstCol="1"/>'
        f"<a:tblGrid>{grid}</a:tblGrid>{''.join(rows)}</a:tbl>"
    )
    box = Box(MARGIN, TOP, HEAD + board.column * count, top - TOP)
    about = t("exchange.page.board", title=view.title)
    canvas.table(inner, box, t("exchange.slides.table"), about)
    return tops


def _row(high: float, cells: Iterable[str]) -> str:
    return f'<a:tr h="{round(high * EMU)}">{"".join(cells)}</a:tr>'


def _stages(canvas: Canvas, view: MapView, board: Board) -> list[str]:
    colours = view.scene.theme.colours
    cells = [_cell(canvas, (), colours.ground)]
    for number, head in enumerate(view.stages):
        count = min(head.end, board.end) - max(head.first, board.first)
        if count < 1:
            continue
        hue = view.scene.theme.hue(number)
        width = count * board.column - 24
        paras = stage_paras(view, board.types, number, width)
        rim = _rims(colours.ground, 2)
        cells.append(_cell(canvas, paras, hue.fill, (12, 8, 12, 4), rim, across=count))
        cells += [_COVERED] * (count - 1)
    return cells


def _steps(canvas: Canvas, view: MapView, board: Board) -> list[str]:
    colours = view.scene.theme.colours
    cells = [_cell(canvas, (), colours.ground)]
    for number, paras in enumerate(board.steps, board.first):
        tinted = blended(colours.moment_tint, colours.ground)
        fill = tinted if number in view.moments else colours.ground
        cells.append(_cell(canvas, paras, fill, (10, 8, 10, 4)))
    return cells


_COVERED = '<a:tc hMerge="1"><a:txBody><a:bodyPr/><a:lstStyle/><a:p/></a:txBody><a:tcPr/></a:tc>'
_BELOW = _COVERED.replace("hMerge", "vMerge")


def band(view: MapView, lane: int) -> Colour:
    """The ground of a lane."""
    colours = view.scene.theme.colours
    return colours.band_alt if lane % 2 else colours.band


def _cells(canvas: Canvas, view: MapView, board: Board, place: int, row: Row) -> list[str]:
    """The head of the lane, merged over its rows, and what stands beside it."""
    ground = band(view, row.lane)
    before = board.rows[place - 1].lane if place else -1
    head = _BELOW
    if row.lane != before:
        down = sum(other.lane == row.lane for other in board.rows[place:])
        begun = place == 0 and board.begun
        paras = lane_paras(view, board.types, row.lane, begun=begun, quiet=is_quiet(row))
        head = _cell(canvas, paras, ground, (12, 6, 6, 2), down=down)
    if row.form in ("curve", "divider"):
        count = board.end - board.first
        return [head, _cell(canvas, (), ground, across=count), *[_COVERED] * (count - 1)]
    return [head, *_content(canvas, view, board, row, ground)]


def _content(
    canvas: Canvas, view: MapView, board: Board, row: Row, ground: Colour
) -> Sequence[str]:
    tint = blended(view.scene.theme.colours.moment_tint, ground)
    tiles = {tile.first: tile for tile in row.tiles}
    cells: list[str] = []
    column = board.first
    while column < board.end:
        back = tint if column in view.moments else ground
        tile = tiles.get(column)
        if row.said:
            cells.append(_cell(canvas, row.said[column - board.first], back, (10, 2, 10, 4)))
        elif tile is None:
            cells.append(_cell(canvas, (), back))
        else:
            cells.append(_tile(canvas, view, tile, back))
            cells += [_COVERED] * (tile.last - tile.first)
            column = tile.last
        column += 1
    return cells


def _tile(canvas: Canvas, view: MapView, tile: Tile, back: Colour) -> str:
    look = view.scene.theme.kinds[tile.kind]
    left = _X + (_HATCH if look.edge == "hatch" else 0)
    across = tile.last - tile.first + 1
    above = 0.0 if tile.beside else tile.picture
    insets = (left + tile.beside, _Y + above, _X + marks_room(tile.card), _Y - 2)
    return _cell(canvas, tile.paras, look.fill, insets, _rims(back, 2 * GAP), across=across)


def _rims(colour: Colour, width: float) -> str:
    """Lines around a cell in the colour of what is behind it: the room between two tiles."""
    inner = f'w="{round(width * EMU)}" cap="flat">{solid(colour)}<a:miter lim="800000"/>'
    return "".join(f"<a:{side} {inner}</a:{side}>" for side in ("lnL", "lnR", "lnT", "lnB"))


_BARE = "".join(f'<a:{side} w="0"><a:noFill/></a:{side}>' for side in ("lnL", "lnR", "lnT", "lnB"))


def _cell(
    canvas: Canvas,
    paras: Iterable[Para],
    fill: Colour,
    insets: tuple[float, float, float, float] = (0, 0, 0, 0),
    rims: str = _BARE,
    *,
    across: int = 1,
    down: int = 1,
) -> str:
    left, top, right, bottom = (round(inset * EMU) for inset in insets)
    merged = f' gridSpan="{across}"' if across > 1 else ""
    merged += f' rowSpan="{down}"' if down > 1 else ""
    words = body(paras, canvas.language, canvas.link)
    if words == "<a:p/>":  # as low as a row may be, whatever the size of an empty paragraph
        words = '<a:p><a:endParaRPr sz="100" dirty="0"/></a:p>'
    return (
        f"<a:tc{merged}><a:txBody><a:bodyPr/><a:lstStyle/>{words}</a:txBody>"
        f'<a:tcPr marL="{left}" marR="{right}" marT="{top}" marB="{bottom}" anchor="t">'
        f"{rims}{solid(fill)}</a:tcPr></a:tc>"
    )


def first_line(tile: Tile) -> float:
    """How far below the top of a tile's cell its words begin."""
    return _Y + (0.0 if tile.beside else tile.picture)


def below(tile: Tile, count: int) -> float:
    """How far below the top of a tile's cell the paragraph number `count` begins."""
    used = height(tile.paras[:count], tile.width)
    return first_line(tile) + used + (tile.paras[count].before if count else 0.0)
