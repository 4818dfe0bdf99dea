# SPDX-License-Identifier: Apache-2.0
"""Maps as draw.io diagrams (`mxfile`, uncompressed), one page for each map, that look like the map.

Cards move with all that is on them, connections hang on their cards, texts are written into with a
double click, and what lies behind is a layer of its own. The maps themselves travel in the data of
the first page; texts that somebody edited in draw.io come back with them.
"""

from collections.abc import Iterator
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from journey_studio.exchange.drawings.drawing import (
    BACKGROUND,
    Drawing,
    Figure,
    Part,
    Words,
    corners,
    drawn,
)
from journey_studio.exchange.drawings.drawio_reading import ATTRIBUTE, read, recognises
from journey_studio.exchange.drawings.outlines import is_plain
from journey_studio.exchange.drawings.pictures import shown_part
from journey_studio.exchange.drawings.source import CARRIES, packed_source
from journey_studio.exchange.drawings.stencils import (
    bounds,
    line,
    number,
    paint,
    plate,
    stencil,
    style,
)
from journey_studio.exchange.formats import Choices, Pictures, Written
from journey_studio.exchange.strict.xml_signs import plain
from journey_studio.i18n import t
from journey_studio.layout.display import Hyperlink, Path, Picture, Rect
from journey_studio.layout.geometry import Box
from journey_studio.model.snapshot import Snapshot
from journey_studio.paint.links import live_address
from journey_studio.paint.pictures import placeholder

__all__ = ["CARRIES", "read", "recognises", "write"]

_ABOVE = 0.95  # the baseline below the top of a line, in sizes, at the line height of draw.io
_LOW = 5.0  # px that draw.io keeps above a text, whatever the spacing
_ROOM = 6.0  # px that a text may be wider than it is with us
_WHOLE = {"collapsible": "0", "recursiveResize": "0"}  # cards neither fold nor stretch their parts
_BEHIND, _MAP = "layer-behind", "layer-map"  # draw.io knows no cell called "map", as arrays do


def write(
    snapshot: Snapshot, map_ids: tuple[str, ...], choices: Choices, pictures: Pictures
) -> Written:
    """The maps as one file."""
    source = packed_source(snapshot, map_ids, choices, pictures)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>\n<mxfile host="Journey Studio">\n']
    for count, map_id in enumerate(map_ids):
        lines += _page(drawn(snapshot, map_id), count + 1, "" if count else source.line, pictures)
    return Written("".join([*lines, "</mxfile>\n"]).encode(), source.losses)


def _page(drawing: Drawing, count: int, source: str, pictures: Pictures) -> Iterator[str]:
    name = drawing.title or t("exchange.drawing.untitled")
    size = f'pageWidth="{number(drawing.width)}" pageHeight="{number(drawing.height)}"'
    yield f'<diagram id="page-{count}" name={quoteattr(plain(name))}>\n'
    yield (
        f'<mxGraphModel grid="0" guides="1" tooltips="1" connect="1" arrows="1" fold="0" page="1" '
        f'pageScale="1" {size} math="0" shadow="0" background="{drawing.ground}">\n<root>\n'
    )
    data = f" {ATTRIBUTE}={quoteattr(source)}" if source else ""
    yield f'<object label=""{data} id="0"><mxCell/></object>\n'
    behind = quoteattr(t("exchange.drawing.behind"))
    yield f'<mxCell id="{_BEHIND}" value={behind} style="locked=1;" parent="0"/>\n'
    yield f'<mxCell id="{_MAP}" value={quoteattr(plain(name))} parent="0"/>\n'
    cells = _Cells(pictures)
    for figure in drawing.figures:
        yield from cells.figure(figure)
    yield "</root>\n</mxGraphModel>\n</diagram>\n"


class _Frame(NamedTuple):
    """The cell that others are parts of, and where its corner lies."""

    id: str
    x: float
    y: float


class _Cells:
    """The cells of one page."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures
        self._boxes: dict[str, Box] = {}  # of plates, by id

    def figure(self, figure: Figure) -> Iterator[str]:
        """A figure: its plate with its own text, and what lies on it."""
        layer = _BEHIND if figure.role in BACKGROUND else _MAP
        if figure.ends is not None:
            yield self._connection(figure)
            return
        box = figure.box
        parts = list(figure.parts)
        own: Words | None = None
        looks = style(**paint("fill", None), **paint("stroke", None), **_WHOLE, pointerEvents="0")
        if figure.base is not None:
            box = figure.base.box
            own = _own_words(figure)
            looks = style(**plate(figure.base), **_WHOLE) + (
                _text_style(own, box) if own else "html=1;"
            )
        elif len(parts) == 1:
            yield from self._part(parts[0], figure.id, figure, _Frame(layer, 0, 0))
            return
        name = _name(figure, own)
        self._boxes[name] = box
        yield _vertex(name, own.text if own else "", looks, box, layer)
        frame = _Frame(name, box.x, box.y)
        for count, part in enumerate(parts):
            if part is not own:
                yield from self._part(part, f"{figure.id}-{count}", figure, frame)

    def _part(self, part: Part, name: str, figure: Figure, frame: _Frame) -> Iterator[str]:
        if isinstance(part, Words):
            own = f"{figure.record}.{part.register}" if part.register else name
            yield _words(part, own, frame)
        elif isinstance(part, Rect):
            yield _vertex(name, "", style(**plate(part)), _within(part.box, frame), frame.id)
        elif isinstance(part, Path):
            yield _outline(part, name, frame)
        elif isinstance(part, Hyperlink):
            yield _link(part, name, frame)
        else:
            yield from self._picture(part, name, figure, frame)

    def _picture(self, picture: Picture, name: str, figure: Figure, frame: _Frame) -> Iterator[str]:
        found = shown_part(picture, self._pictures)
        if found is None:
            for count, part in enumerate(placeholder(picture)):
                yield from self._part(part, f"{name}-{count}", figure, frame)  # type: ignore[arg-type]
            return
        kind, data = found
        looks = style(shape="image", imageAspect="0", aspect="fixed", image=f"data:{kind},{data}")
        yield _vertex(name, "", looks, _within(picture.box, frame), frame.id)

    def _connection(self, figure: Figure) -> str:
        """An arrow that hangs on its cards."""
        (path, *_) = (part for part in figure.parts if isinstance(part, Path))
        way = corners(path)
        source, target = figure.ends or ("", "")
        looks = style(
            **line(path.line, path.line_width, path.dash),
            rounded="1", html="1", endArrow="block", endFill="1", endSize="5", startArrow="none",
            **self._joint("exit", source, way[0]), **self._joint("entry", target, way[-1]),
        )  # fmt: skip
        return _edge(figure.id, looks, way, _MAP, f' source="{source}" target="{target}"')

    def _joint(self, end: str, card: str, point: tuple[float, float]) -> dict[str, str]:
        """Where on the edge of a card a connection is fixed."""
        box = self._boxes.get(card)
        if box is None:
            return {}
        x, y = _share(point[0], box.x, box.w), _share(point[1], box.y, box.h)
        return {f"{end}X": x, f"{end}Y": y, f"{end}Perimeter": "0"}


def _own_words(figure: Figure) -> Words | None:
    """The text that is written on the plate itself: that of a card, or what a head is called."""
    texts = [part for part in figure.parts if isinstance(part, Words) and part.register]
    if figure.role == "card":
        texts = [text for text in texts if text.register == "text"]
    return texts[0] if texts else None


def _share(value: float, start: float, length: float) -> str:
    """How far along a side a point lies, from 0 to 1."""
    return f"{min(max((value - start) / max(length, 1), 0), 1):.4f}"


def _name(figure: Figure, own: Words | None) -> str:
    """The id of a plate. Connections name a card by its record; others say what their text is."""
    if own is None or figure.role == "card":
        return figure.id
    return f"{figure.record}.{own.register}"


def _within(box: Box, frame: _Frame) -> Box:
    return box.moved(-frame.x, -frame.y)


def _text_style(words: Words, box: Box) -> str:
    """How the text of a plate lies on it."""
    top = words.baselines[0] - _ABOVE * words.size - box.y
    left = words.x - box.x
    right = max(left - _ROOM, 0) if not words.rtl else left
    return _font(words) + style(
        verticalAlign="top",
        spacing="0",
        spacingTop=top - _LOW,
        spacingLeft=float(max(left, 0)),
        spacingRight=float(right),
        whiteSpace="wrap",
    )


def _font(words: Words) -> str:
    entries: dict[str, str | float] = {
        "html": "1",
        "align": "right" if words.rtl else "left",
        "fontFamily": "Helvetica",
        "fontSize": float(words.size),
        "fontColor": words.colour[:7],
    }
    if words.bold:
        entries["fontStyle"] = "1"
    if words.rtl:
        entries["textDirection"] = "rtl"
    return style(**entries)


def _words(words: Words, name: str, frame: _Frame) -> str:
    """A text by itself, with the room it has with us and a little more."""
    top = words.baselines[0] - _ABOVE * words.size
    height = words.baselines[-1] - words.baselines[0] + 1.3 * words.size
    room = words.width + _ROOM
    box = Box(words.x - (_ROOM if words.rtl else 0), top, room, height)
    wraps = {"whiteSpace": "wrap"} if len(words.lines) > 1 else {}
    looks = (
        "text;" + _font(words) + style(verticalAlign="top", spacing="0", spacingTop=-_LOW, **wraps)
    )
    return _vertex(name, words.text, looks, _within(box, frame), frame.id)


def _outline(path: Path, name: str, frame: _Frame) -> str:
    """A free outline; a plain line is an edge, which draw.io lets people pull at."""
    if path.fill is None and is_plain(path.segments):
        way = [(float(x) - frame.x, float(y) - frame.y) for _, x, y in path.segments]
        looks = style(**line(path.line, path.line_width, path.dash), endArrow="none", html="1")
        return _edge(name, looks, way, frame.id)
    box = bounds(path)
    looks = style(**stencil(path, box), pointerEvents="0")
    return _vertex(name, "", looks, _within(box, frame), frame.id)


def _link(link: Hyperlink, name: str, frame: _Frame) -> str:
    address = live_address(link.url)
    if address is None:
        return ""
    cell = _cell(style(fillColor="none", strokeColor="none"), _within(link.box, frame), frame.id)
    return (
        f'<object label="" link={quoteattr(plain(address))} id={quoteattr(name)}>{cell}</object>\n'
    )


def _vertex(name: str, text: str, looks: str, box: Box, parent: str) -> str:
    value = f" value={quoteattr(_html(text))}" if text else ""
    return _cell(looks, box, parent, f" id={quoteattr(name)}{value}") + "\n"


def _cell(looks: str, box: Box, parent: str, head: str = "") -> str:
    x, y, w, h = map(number, box)
    return (
        f'<mxCell{head} style={quoteattr(looks)} vertex="1" parent={quoteattr(parent)}>'
        f'<mxGeometry x="{x}" y="{y}" width="{w}" height="{h}" as="geometry"/></mxCell>'
    )


def _edge(
    name: str, looks: str, way: list[tuple[float, float]], parent: str, ends: str = ""
) -> str:
    points = [f'<mxPoint x="{number(x)}" y="{number(y)}"' for x, y in way]
    between = "".join(f"{point}/>" for point in points[1:-1])
    array = f'<Array as="points">{between}</Array>' if between else ""
    return (
        f'<mxCell id={quoteattr(name)} style={quoteattr(looks)} edge="1" '
        f'parent={quoteattr(parent)}{ends}><mxGeometry relative="1" as="geometry">'
        f'{points[0]} as="sourcePoint"/>{points[-1]} as="targetPoint"/>{array}'
        "</mxGeometry></mxCell>\n"
    )


def _html(text: str) -> str:
    """A text as draw.io shows it: the signs of HTML are signs, line breaks are line breaks."""
    return escape(plain(text)).replace("\n", "<br>")
