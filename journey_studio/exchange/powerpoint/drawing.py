# SPDX-License-Identifier: Apache-2.0
"""Shapes on a slide, as DrawingML: what python-pptx makes one call at a time is parsed at once."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.sax.saxutils import quoteattr

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml

from journey_studio.exchange.powerpoint.text import EMU, Para, body, clean, solid
from journey_studio.layout.display import Segment
from journey_studio.layout.geometry import Box
from journey_studio.layout.theme import Colour
from journey_studio.paint.links import live_address

if TYPE_CHECKING:
    from pptx.slide import Slide

_SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_FINE = 10  # units of a path in a px
_TABLE = "http://schemas.openxmlformats.org/drawingml/2006/table"


class Canvas:
    """Collects the shapes of a slide from the back to the front; `put` puts them on it."""

    def __init__(self, slide: "Slide", language: str) -> None:
        self.slide = slide
        self.language = language
        self._made: list[str] = []
        self._links: dict[str, str] = {}
        self._next = 100

    def _id(self) -> int:
        self._next += 1
        return self._next

    def link(self, url: str) -> str:
        """The name of the relation to an address; "" for one that may not be followed."""
        if url not in self._links:
            address = live_address(url)
            self._links[url] = (
                self.slide.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
                if address
                else ""
            )
        return self._links[url]

    def text(self, paras: Iterable[Para], box: Box, name: str, anchor: str = "t") -> None:
        """A box of text without a frame."""
        words = self._words(paras, anchor)
        self._shape(box, name, _preset("rect", 0), "<a:noFill/>", _NO_LINE, words)

    def plate(
        self,
        box: Box,
        name: str,
        fill: Colour | None,
        line: str = "",
        radius: float = 0,
        paras: Iterable[Para] = (),
        form: str = "",
        about: str = "",
    ) -> None:
        """A rectangle, or a preset `form`, that may hold words; `line` is what `stroke` gives."""
        share = min(round(radius / max(min(box.w, box.h), 1) * 100_000), 50_000)
        form = form or ("roundRect" if radius else "rect")
        painted = solid(fill) if fill else "<a:noFill/>"
        words = self._words(paras, "ctr")
        self._shape(box, name, _preset(form, share), painted, line or _NO_LINE, words, about)

    def path(
        self,
        segments: Sequence[Segment],
        name: str,
        fill: Colour | None = None,
        line: str = "",
        about: str = "",
    ) -> None:
        """A shape of lines and curves, which can be edited point by point."""
        box = _bounds(segments)
        painted = solid(fill) if fill else "<a:noFill/>"
        outline = (
            "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
            '<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
            f'<a:path w="{_fine(box.w)}" h="{_fine(box.h)}"{"" if fill else " fill=" + _NONE}>'
            f"{''.join(_segment(segment, box) for segment in segments)}"
            "</a:path></a:pathLst></a:custGeom>"
        )
        self._made.append(
            f"<p:sp>{self._named(name, about)}<p:spPr>{_frame(box)}{outline}{painted}"
            f"{line or _NO_LINE}</p:spPr></p:sp>"
        )

    def table(self, inner: str, box: Box, name: str, about: str) -> None:
        """A table of the markup `inner`."""
        self._made.append(
            "<p:graphicFrame><p:nvGraphicFramePr>"
            f'<p:cNvPr id="{self._id()}" name={quoteattr(name)} descr={quoteattr(clean(about))}/>'
            '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/>'
            f"</p:nvGraphicFramePr><p:xfrm>{_place(box)}</p:xfrm><a:graphic>"
            f'<a:graphicData uri="{_TABLE}">{inner}</a:graphicData></a:graphic></p:graphicFrame>'
        )

    def picture(
        self, data: bytes, box: Box, name: str, about: str, form: str = "rect", line: str = ""
    ) -> None:
        """A picture as large as the box."""
        _, relation = self.slide.part.get_or_add_image_part(BytesIO(data))
        self._made.append(
            f'<p:pic><p:nvPicPr><p:cNvPr id="{self._id()}" name={quoteattr(name)} '
            f'descr={quoteattr(clean(about))}/><p:cNvPicPr><a:picLocks noChangeAspect="1"/>'
            f'</p:cNvPicPr><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed="{relation}"/>'
            f"<a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>{_frame(box)}"
            f'<a:prstGeom prst="{form}"><a:avLst/></a:prstGeom>{line or _NO_LINE}</p:spPr></p:pic>'
        )

    def hold(self, box: Box, name: str) -> int:
        """The id of a rectangle that shows nothing, for connectors to hold on to."""
        self._made.append(
            f"<p:sp>{self._named(name, '')}<p:spPr>{_frame(box)}{_preset('rect', 0)}"
            f"<a:noFill/>{_NO_LINE}</p:spPr></p:sp>"
        )
        return self._next

    def connector(
        self, way: "Way", ends: tuple[int, int], line: str, name: str, about: str
    ) -> None:
        """A connector between two shapes, by their ids; `line` is what `stroke` gives."""
        turned = (' flipH="1"' if way.over else "") + (' flipV="1"' if way.under else "")
        bends = "".join(
            f'<a:gd name="adj{n}" fmla="val {round(share * 100_000)}"/>'
            for n, share in enumerate(way.bends, 1)
        )
        self._made.append(
            f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{self._id()}" name={quoteattr(clean(name))} '
            f"descr={quoteattr(clean(about))}/><p:cNvCxnSpPr>"
            f'<a:stCxn id="{ends[0]}" idx="{way.leaves}"/><a:endCxn id="{ends[1]}" '
            f'idx="{way.enters}"/></p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr><p:spPr>'
            f'<a:xfrm{turned}>{_place(way.box)}</a:xfrm><a:prstGeom prst="{way.form}">'
            f"<a:avLst>{bends}</a:avLst></a:prstGeom>{line}</p:spPr></p:cxnSp>"
        )

    def title(self, para: Para, box: Box, ground: Colour | None = None, inset: float = 0) -> None:
        """The title of the slide, in its placeholder, so that outlines and readers know it."""
        holder: Any = self.slide.shapes.title
        holder.left, holder.top = round(box.x * EMU), round(box.y * EMU)
        holder.width, holder.height = round(box.w * EMU), round(box.h * EMU)
        old = holder._element.txBody  # noqa: SLF001 - the library has no other way to it
        made = parse_xml(f"<p:wrap {_SPACES}>{self._words([para], 'ctr', inset)}</p:wrap>")
        holder._element.replace(old, made[0])  # noqa: SLF001
        if ground:
            form = _preset("roundRect", 9_000)
            looks = parse_xml(f"<p:wrap {_SPACES}>{form}{solid(ground)}</p:wrap>")
            holder._element.spPr.extend(list(looks))  # noqa: SLF001

    def put(self) -> None:
        """Put everything collected on the slide."""
        tree = self.slide.shapes._spTree  # noqa: SLF001
        for shape in parse_xml(f"<p:wrap {_SPACES}>{''.join(self._made)}</p:wrap>"):
            tree.append(shape)
        self._made = []

    def _words(self, paras: Iterable[Para], anchor: str, inset: float = 0) -> str:
        side = round(inset * EMU)
        return (
            f'<p:txBody><a:bodyPr wrap="square" lIns="{side}" tIns="0" rIns="{side}" bIns="0" '
            f'anchor="{anchor}"><a:noAutofit/></a:bodyPr><a:lstStyle/>'
            f"{body(paras, self.language, self.link)}</p:txBody>"
        )

    def _named(self, name: str, about: str) -> str:
        described = f" descr={quoteattr(clean(about))}" if about else ""
        return (
            f'<p:nvSpPr><p:cNvPr id="{self._id()}" name={quoteattr(clean(name))}{described}/>'
            "<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        )

    def _shape(
        self,
        box: Box,
        name: str,
        form: str,
        fill: str,
        line: str,
        words: str,
        about: str = "",
    ) -> None:
        self._made.append(
            f"<p:sp>{self._named(name, about)}<p:spPr>{_frame(box)}"
            f"{form}{fill}{line}</p:spPr>{words}</p:sp>"
        )


def _preset(form: str, share: int) -> str:
    guides = f'<a:gd name="adj" fmla="val {share}"/>' if form == "roundRect" else ""
    return f'<a:prstGeom prst="{form}"><a:avLst>{guides}</a:avLst></a:prstGeom>'


_NONE = '"none"'
_NO_LINE = "<a:ln><a:noFill/></a:ln>"


class Way(NamedTuple):
    """The form of a connector, its box, and the shares of that at which it bends.

    `leaves` and `enters` are the sites of the two shapes, counted from the top against the clock.
    """

    form: str
    box: Box
    leaves: int
    enters: int
    bends: tuple[float, ...] = ()
    over: bool = False  # mirrored from left to right
    under: bool = False  # mirrored from top to bottom


def stroke(colour: Colour, width: float, dash: Sequence[float] = (), *, arrow: bool = False) -> str:
    """A line of `width` px with round ends, or with an arrowhead at its end; dashes are px, too."""
    parts = [max(part / max(width, 0.1), 0.1) for part in dash]
    stops = "".join(
        f'<a:ds d="{on * 100_000:.0f}" sp="{off * 100_000:.0f}"/>'
        for on, off in zip(parts[::2], parts[1::2], strict=True)
    )
    head = '<a:tailEnd type="triangle" w="sm" len="sm"/>' if arrow else ""
    dashed = f"<a:custDash>{stops}</a:custDash>" if stops else ""
    return (
        f'<a:ln w="{round(width * EMU)}" cap="rnd">{solid(colour)}{dashed}<a:round/>{head}</a:ln>'
    )


def _place(box: Box) -> str:
    x, y, w, h = (round(part * EMU) for part in box)
    return f'<a:off x="{x}" y="{y}"/><a:ext cx="{max(w, 0)}" cy="{max(h, 0)}"/>'


def _frame(box: Box) -> str:
    return f"<a:xfrm>{_place(box)}</a:xfrm>"


def _fine(length: float) -> int:
    return max(round(length * _FINE), 1)


def _bounds(segments: Iterable[Segment]) -> Box:
    """The box around all points, those that pull included."""
    xs = [float(number) for _, *numbers in segments for number in numbers[::2]]
    ys = [float(number) for _, *numbers in segments for number in numbers[1::2]]
    left, top = min(xs), min(ys)
    return Box(left, top, max(max(xs) - left, 0.1), max(max(ys) - top, 0.1))


def _segment(segment: Segment, box: Box) -> str:
    kind, *numbers = segment
    if kind == "Z":
        return "<a:close/>"
    points = "".join(
        f'<a:pt x="{round((float(x) - box.x) * _FINE)}" y="{round((float(y) - box.y) * _FINE)}"/>'
        for x, y in zip(numbers[::2], numbers[1::2], strict=True)
    )
    name = {"M": "moveTo", "L": "lnTo", "C": "cubicBezTo"}[str(kind)]
    return f"<a:{name}>{points}</a:{name}>"
