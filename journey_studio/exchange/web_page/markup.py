# SPDX-License-Identifier: Apache-2.0
"""Pieces of markup: text that is only text, addresses that may be followed, signs of the icon set.

No text of a map becomes markup anywhere else, and nothing here needs an attribute `style`: the page
forbids it.
"""

import re
from collections.abc import Iterable
from functools import cache
from html import escape

from journey_studio.exchange.map_view import MapView
from journey_studio.layout.display import Segment
from journey_studio.layout.icons import icon
from journey_studio.layout.outlines import FALLBACK, icon_names
from journey_studio.paint.links import live_address

_USED = re.compile(r'href="#s-([a-z-]+)"')
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

# How sure a card is, in a box of 24: half a dot, a full one, one with a ring.
_DOTS = {
    "observed": '<circle cx="12" cy="12" r="9"/><path class="full" d="M12 3a9 9 0 0 0 0 18z"/>',
    "researched": '<circle class="full" cx="12" cy="12" r="9"/>',
    "measured": '<circle class="full" cx="12" cy="12" r="6"/><circle cx="12" cy="12" r="10"/>',
}
_DIAMOND = '<path class="full" d="M12 1l11 11-11 11L1 12z"/>'


def words(text: str) -> str:
    """A text as the content of an element or the value of a quoted attribute."""
    return escape(_CONTROLS.sub("\ufffd", text) if not text.isprintable() else text)


def told(text: str) -> str:
    """Words that only those hear who have the page read to them."""
    return f'<span class="hidden-words">{words(text)}</span>'


def element(name: str, text: str, css: str = "") -> str:
    """An element with a text, in whichever direction it runs; nothing where there is no text."""
    if not text.strip():
        return ""
    described = f' class="{css}"' if css else ""
    return f'<{name}{described} dir="auto">{words(text.strip())}</{name}>'


def link(title: str, url: str) -> str:
    """An address with its title; one that no page may follow is only told."""
    address = live_address(url)
    shown = words(title or url)
    if address is None:
        return f'<span dir="auto">{shown}</span>'
    return f'<a href="{words(address)}" rel="noopener noreferrer" dir="auto">{shown}</a>'


def sign(name: str, css: str = "sign") -> str:
    """A sign of the icon set, for the eye only."""
    known = name if name in _names() else FALLBACK
    return (
        f'<svg class="{css}" viewBox="0 0 24 24" aria-hidden="true"><use href="#s-{known}"/></svg>'
    )


def dot(evidence: str) -> str:
    """The mark of evidence; an assumed card has a dashed outline instead."""
    return sign(f"evidence-{evidence}") if evidence in _DOTS else ""


def used_signs(markup: str) -> str:
    """The drawings of the signs that `markup` uses, to stand in the page once."""
    drawn = "".join(
        f'<symbol id="s-{name}" viewBox="0 0 24 24">{_drawing(name)}</symbol>'
        for name in sorted(set(_USED.findall(markup)) & _names())
    )
    return f'<svg width="0" height="0" class="hidden-words" aria-hidden="true">{drawn}</svg>'


@cache
def _names() -> frozenset[str]:
    return frozenset(icon_names()) | {f"evidence-{name}" for name in _DOTS} | {"moment"}


@cache
def _drawing(name: str) -> str:
    if name == "moment":
        return _DIAMOND
    if name.startswith("evidence-"):
        return _DOTS[name.removeprefix("evidence-")]
    return f'<path d="{path_data(icon(name, 0, 0, 24, "", 1).segments)}"/>'


def path_data(segments: Iterable[Segment]) -> str:
    """Segments as the data of an SVG path, to a hundredth of a px."""
    return " ".join(
        str(kind) + " ".join(f"{float(number):.2f}".rstrip("0").rstrip(".") for number in numbers)
        for kind, *numbers in segments
    )


def persona_name(view: MapView, persona: str | None) -> str:
    """What a persona is called; "" for everybody."""
    known = view.scene.personas.get(persona or "")
    return known[1].name if known else ""


def lines(parts: Iterable[str]) -> str:
    """Parts of the page, each that says something on a line of its own."""
    return "\n".join(part for part in parts if part)
