# SPDX-License-Identifier: Apache-2.0
"""Paragraphs of slides: how high they are, where they may be parted, and their markup.

Lines have a fixed height, and are broken in our own face to know how many there will be. The face
of the slides is one that every office has; it is narrower, so that no text needs more room there
than was found here. Lengths are px, of which a slide is 1280 wide.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from journey_studio.layout.text import TextStyle, count_lines, is_rtl, wrap
from journey_studio.layout.theme import Colour

FACE = "Arial"
EMU = 9525  # of a px
_POINTS = 75  # hundredths of a point in a px
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_MORE = "…"

Links = Callable[[str], str]  # the name of the relation to an address, "" for none


class Para(NamedTuple):
    """One paragraph in one style; `before` is the room above it where it is not the first."""

    text: str
    style: TextStyle
    colour: Colour
    before: float = 0.0
    url: str = ""
    align: str = ""  # "ctr" or "r"; else the side its script starts from
    indent: float = 0.0

    def lines(self, width: float) -> int:
        """How many lines it takes in a column `width` px wide."""
        return count_lines(self.text, self.style, max(width - self.indent, 1))


def height(paras: Sequence[Para], width: float) -> float:
    """How high paragraphs are one below the other in a column `width` px wide."""
    return sum(
        para.lines(width) * para.style.leading + (para.before if place else 0)
        for place, para in enumerate(paras)
    )


def parted(paras: Sequence[Para], width: float, room: float) -> tuple[list[Para], list[Para]]:
    """The paragraphs that have `room` px, and those left over; one may be parted at a line."""
    kept: list[Para] = []
    used = 0.0
    for place, para in enumerate(paras):
        lines = para.lines(width)
        before = para.before if kept else 0.0
        if used + before + lines * para.style.leading <= room:
            kept.append(para)
            used += before + lines * para.style.leading
            continue
        fits = int((room - used - before) // para.style.leading)
        if fits < 1 and kept:
            return kept, list(paras[place:])
        first, rest = _parted_text(para, width, max(fits, 1))
        kept.append(para._replace(text=first))
        return kept, [para._replace(text=rest), *paras[place + 1 :]] if rest else list(
            paras[place + 1 :]
        )
    return kept, []


def _parted_text(para: Para, width: float, lines: int) -> tuple[str, str]:
    """A text after so many of its lines."""
    text, at = para.text, 0
    for line in wrap(text, para.style, max(width - para.indent, 1))[:lines]:
        shown = line.text.rstrip("-") if line.text not in text[at:] else line.text
        found = text.find(shown, at)
        at = (found if found >= 0 else at) + len(shown)
    return text[:at].rstrip(), text[at:].lstrip(" \n")


def shortened(para: Para, width: float, lines: int) -> Para:
    """The paragraph in at most so many lines; an ellipsis says that there is more."""
    if para.lines(width) <= lines:
        return para
    text, _ = _parted_text(para, width, lines)
    while text and para._replace(text=text + _MORE).lines(width) > lines:
        text = text[:-1].rstrip()
    return para._replace(text=text + _MORE)


def clean(text: str) -> str:
    """A text without what XML cannot hold."""
    return _ODD.sub("\ufffd", text) if not text.isprintable() else text


def body(paras: Iterable[Para], language: str, links: Links) -> str:
    """The paragraphs as DrawingML."""
    made = [_paragraph(para, not place, language, links) for place, para in enumerate(paras)]
    return "".join(made) or "<a:p/>"


def _paragraph(para: Para, first: bool, language: str, links: Links) -> str:
    style = para.style
    rtl = is_rtl(para.text)
    align = para.align or ("r" if rtl else "l")
    aligned = f' marL="{round(para.indent * EMU)}" indent="0"' if para.indent else ""
    aligned += f' algn="{align}"' + (' rtl="1"' if rtl else "")
    space = f'<a:lnSpc><a:spcPts val="{style.leading * _POINTS:.0f}"/></a:lnSpc>'
    before = 0 if first else para.before * _POINTS
    space += f'<a:spcBef><a:spcPts val="{before:.0f}"/></a:spcBef>'
    known = f" lang={quoteattr(language)}" if language else ""
    heavy = ' b="1"' if style.weight == "semibold" else ""
    heavy += ' i="1"' if style.weight == "italic" else ""
    link = links(para.url) if para.url else ""
    leads = f'<a:hlinkClick r:id="{link}"/>' if link else ""
    look = (
        f'<a:rPr{known} sz="{round(style.size * _POINTS / 10) * 10}"{heavy} dirty="0">'
        f"{solid(para.colour)}{leads}</a:rPr>"
    )
    runs = "<a:br/>".join(
        f"<a:r>{look}<a:t>{escape(line)}</a:t></a:r>" if line else ""
        for line in clean(para.text).split("\n")
    )
    return f"<a:p><a:pPr{aligned}>{space}<a:buNone/></a:pPr>{runs}</a:p>"


def solid(colour: Colour) -> str:
    """A fill of one colour, "#rrggbb" or "#rrggbbaa"."""
    see = f'<a:alpha val="{round(int(colour[7:9], 16) / 255 * 100_000)}"/>' if colour[7:] else ""
    return f'<a:solidFill><a:srgbClr val="{colour[1:7].upper()}">{see}</a:srgbClr></a:solidFill>'


def blended(colour: Colour, ground: Colour) -> Colour:
    """A colour that lets something through, as it looks on a ground."""
    share = int(colour[7:9] or "ff", 16) / 255
    mixed = (
        round(int(colour[at : at + 2], 16) * share + int(ground[at : at + 2], 16) * (1 - share))
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02X}" for part in mixed)
