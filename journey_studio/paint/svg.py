# SPDX-License-Identifier: Apache-2.0
"""Draws the display list as one SVG file that looks the same everywhere.

Every run has its place and its length, faces come along as parts of their files, pictures as data;
nothing is fetched and nothing runs. Lengths of the document are mm, like those of a page.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from journey_studio.layout import fonts
from journey_studio.layout.display import (
    Colour,
    Hyperlink,
    Item,
    Path,
    Picture,
    Rect,
    TextLine,
)
from journey_studio.layout.faces import Face
from journey_studio.layout.geometry import Box
from journey_studio.layout.pages import Placement
from journey_studio.layout.text import Run
from journey_studio.paint.carried import metadata
from journey_studio.paint.links import live_address
from journey_studio.paint.pictures import PictureSource, placeholder, placement, wanted_pixels
from journey_studio.paint.rasters import Raster, encode, prepare
from journey_studio.paint.subset import web_font

# What XML cannot hold, not even escaped.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

_QUOTED = {'"': "&quot;"}
_DOTS_PER_MM = 300 / 25.4
_WHOLE = Box(0, 0, 1, 1)
_MAIN_FALLBACK = "Inter, 'Helvetica Neue', Arial, sans-serif"


def svg_document(
    width: float,
    height: float,
    placements: Iterable[Placement],
    pictures: PictureSource,
    *,
    title: str,
    language: str = "",
    description: str = "",
    source: bytes | None = None,
) -> Iterator[str]:
    """The pieces of an SVG file of `width` x `height` mm, UTF-8, in order.

    `language` is a BCP 47 tag, "" where unknown. `source` is the JSON of the maps it shows.
    """
    size = f'width="{_n(width)}mm" height="{_n(height)}mm" viewBox="0 0 {_n(width)} {_n(height)}"'
    spoken = f' lang="{_quoted(language)}" xml:lang="{_quoted(language)}"' if language else ""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'{size}{spoken} xml:space="preserve">\n<title>{_plain(title)}</title>\n'
    )
    if description:
        yield f"<desc>{_plain(description)}</desc>\n"
    writer = _Writer(pictures)
    for each in placements:
        yield from writer.placement(each)
    yield from writer.style()
    if source is not None:
        yield from metadata(source)
    yield "</svg>\n"


class _Writer:
    """What the parts of one document share: faces and the signs they draw, pictures, names."""

    def __init__(self, pictures: PictureSource) -> None:
        self._source = pictures
        self._signs: dict[str, set[str]] = {}
        self._pictures: dict[tuple[str, Box, int], tuple[str, Raster] | None] = {}
        self._clips = 0
        self._scale = 1.0

    def placement(self, given: Placement) -> Iterator[str]:
        self._scale = given.scale
        if given.clip is not None:
            yield f'{self._clip(given.clip, 0)}<g clip-path="url(#c{self._clips})">\n'
        yield f'<g transform="translate({_n(given.dx)} {_n(given.dy)}) scale({given.scale:.6f})">\n'
        for dx, dy, group in given.groups:
            items = "\n".join(self._item(item) for item in group.items)
            place = f' transform="translate({_n(dx)} {_n(dy)})"' if dx or dy else ""
            kind = f' class="{group.role}"' if group.role else ""
            yield f"<g{kind}{place}>\n{items}\n</g>\n"
        yield "</g>\n"
        if given.clip is not None:
            yield "</g>\n"

    def style(self) -> Iterator[str]:
        """The faces, cut down to the signs that occurred."""
        yield "<style>text{font-kerning:normal;font-variant-ligatures:none;white-space:pre}\n"
        for key, signs in self._signs.items():
            face = fonts.face(key)
            data = b64encode(web_font(key, signs)).decode("ascii")
            yield (
                f"@font-face{{{_font_rules(face, face.family)};"
                f'src:url("data:font/ttf;base64,{data}") format("truetype")}}\n'
                f".{_class(key)}{{{_font_rules(face, _families(face))}}}\n"
            )
        yield "</style>\n"

    def _item(self, item: Item) -> str:
        if isinstance(item, TextLine):
            return "".join(self._run(run, item) for run in item.runs)
        if isinstance(item, Rect):
            return _rect(item)
        if isinstance(item, Path):
            return _path(item)
        if isinstance(item, Picture):
            return self._picture(item)
        return _link(item)

    def _run(self, run: Run, line: TextLine) -> str:
        """One run as a text of its own: its left edge and its length are known."""
        text = _FORBIDDEN.sub("", run.text)
        if not text:
            return ""
        self._signs.setdefault(run.face, set()).update(text)
        left = line.x + run.x
        direction = ""
        if run.rtl:  # such a text starts at its right edge
            left += run.width
            direction = ' direction="rtl" unicode-bidi="bidi-override"'
        length = ""
        if run.width > 0:
            length = f' textLength="{_n(run.width)}" lengthAdjust="spacingAndGlyphs"'
        return (
            f'<text class="{_class(run.face)}" x="{_n(left)}" y="{_n(line.y)}" '
            f'font-size="{_n(line.size)}"{_paint("fill", line.colour)}{length}{direction}>'
            f"{escape(text)}</text>"
        )

    def _clip(self, box: Box, radius: float) -> str:
        self._clips += 1
        return f'<clipPath id="c{self._clips}"><rect {_box(box, radius)}/></clipPath>'

    def _picture(self, item: Picture) -> str:
        longest = wanted_pixels(item, self._scale * _DOTS_PER_MM)
        key = (item.sha256, item.crop, longest)
        defined = ""
        if key not in self._pictures:
            data = self._source(item.sha256)
            raster = None if data is None else prepare(data, item.crop, longest, _KEPT)
            self._pictures[key] = None if raster is None else (f"p{len(self._pictures)}", raster)
            if raster is not None:
                defined = _definition(f"p{len(self._pictures) - 1}", raster)
        found = self._pictures[key]
        if found is None:
            return "".join(self._item(part) for part in placeholder(item))
        name, raster = found
        at = placement(item._replace(crop=_WHOLE), raster.width, raster.height)
        clip = self._clip(item.box, item.radius)
        scale = f"{at.w / raster.width:.6f} {at.h / raster.height:.6f}"
        return (
            f'{defined}{clip}<g clip-path="url(#c{self._clips})"><use xlink:href="#{name}" '
            f'transform="translate({_n(at.x)} {_n(at.y)}) scale({scale})"/></g>'
        )


_KEPT = ("jpeg", "png", "gif")  # WebP is news to some programs that read SVG


def _definition(name: str, raster: Raster) -> str:
    kind, data = encode(raster)
    return (
        f'<defs><image id="{name}" width="{raster.width}" height="{raster.height}" '
        f'xlink:href="data:{kind};base64,{b64encode(data).decode("ascii")}"/></defs>'
    )


def _n(value: float) -> str:
    """A number with up to three decimals."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _plain(text: str) -> str:
    return escape(_FORBIDDEN.sub("", text))


def _quoted(text: str) -> str:
    return escape(_FORBIDDEN.sub("", text), _QUOTED)


def _class(face: str) -> str:
    return "f-" + re.sub(r"[^A-Za-z0-9_-]", "-", face)


def _families(face: Face) -> str:
    """The family that comes along, then what a program that cannot load it may have."""
    if face.family == "Journey Inter":
        return f"'{face.family}', {_MAIN_FALLBACK}"
    script = face.family.removeprefix("Journey ")
    return f"'{face.family}', 'Noto Sans {script}', 'Noto {script}', sans-serif"


def _font_rules(face: Face, families: str) -> str:
    family = families if "," in families else f"'{families}'"
    style = "italic" if face.italic else "normal"
    return f"font-family:{family};font-weight:{face.weight};font-style:{style}"


def _paint(name: str, colour: Colour | None) -> str:
    """The attributes of a fill or a stroke, each with a blank before it."""
    if colour is None:
        return f' {name}="none"'
    if len(colour) == 7:
        return f' {name}="{colour}"'
    return f' {name}="{colour[:7]}" {name}-opacity="{int(colour[7:], 16) / 255:.3f}"'


def _stroke(colour: Colour | None, width: float, dash: tuple[float, ...]) -> str:
    if colour is None or width <= 0:
        return ""
    dashes = f' stroke-dasharray="{" ".join(map(_n, dash))}"' if dash else ""
    return f'{_paint("stroke", colour)} stroke-width="{_n(width)}"{dashes}'


def _box(box: Box, radius: float) -> str:
    corner = f' rx="{_n(radius)}"' if radius else ""
    x, y, w, h = map(_n, box)
    return f'x="{x}" y="{y}" width="{w}" height="{h}"{corner}'


def _rect(item: Rect) -> str:
    stroke = _stroke(item.line, item.line_width, item.dash)
    return f"<rect {_box(item.box, item.radius)}{_paint('fill', item.fill)}{stroke}/>"


def _path(item: Path) -> str:
    drawn = "".join(
        str(kind) + " ".join(_n(float(number)) for number in numbers)
        for kind, *numbers in item.segments
    )
    stroke = _stroke(item.line, item.line_width, item.dash)
    ends = ' stroke-linecap="round" stroke-linejoin="round"' if stroke else ""
    return f'<path d="{drawn}"{_paint("fill", item.fill)}{stroke}{ends}/>'


def _link(item: Hyperlink) -> str:
    address = live_address(item.url)
    if address is None:
        return ""
    return (
        f'<a xlink:href="{_quoted(address)}" target="_blank" rel="noopener">'
        f'<rect {_box(item.box, 0)} fill="#fff" fill-opacity="0"/></a>'
    )
