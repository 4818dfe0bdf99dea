# SPDX-License-Identifier: Apache-2.0
"""The maps in a draw.io diagram that Journey Studio wrote, with the texts as they are there now."""

import base64
import binascii
import zlib
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import unquote_to_bytes

from journey_studio.exchange.drawings.source import DrawingError, found_in
from journey_studio.exchange.formats import Choices, Found
from journey_studio.exchange.strict.xml import Element, parse, root_of
from journey_studio.i18n import t

ATTRIBUTE = "journey-studio"  # of the data of the first page
_ROOTS = ("mxfile", "mxGraphModel")
_MOST_PAGE = 128 * 1024 * 1024  # bytes of a packed page
_BREAKS = frozenset(("br", "div", "p", "li", "tr", "h1", "h2", "h3"))


def recognises(data: bytes) -> bool:
    """Whether this is a draw.io diagram."""
    return root_of(data) in _ROOTS


def read(data: bytes, name: str, choices: Choices) -> Found:
    """The maps that travel in the diagram. Raises DrawingError where none does, and XmlError."""
    source = ""
    texts: dict[tuple[str, str], str] = {}
    for page in _pages(parse(data)):
        for element in page.every():
            source = source or element.attributes.get(ATTRIBUTE, "")
            texts.update(_text(element))
    if not source:
        raise DrawingError(t("exchange.drawing.none", name=name))
    return found_in(source, texts, name, choices)


def _pages(root: Element) -> Iterator[Element]:
    """The pages; draw.io packs them where it is set to do so."""
    if root.name != "mxfile":
        yield root
    for diagram in root.all("diagram"):
        packed = diagram.text.strip()
        yield parse(_unpacked(packed)) if packed and not diagram.parts else diagram


def _unpacked(packed: str) -> bytes:
    inflater = zlib.decompressobj(-15)
    try:
        spelled = inflater.decompress(base64.b64decode(packed), _MOST_PAGE)
    except (zlib.error, binascii.Error, ValueError) as error:
        raise DrawingError(t("exchange.drawing.damaged")) from error
    if inflater.unconsumed_tail:
        raise DrawingError(t("exchange.drawing.large", megabytes=_MOST_PAGE // 1_000_000))
    return unquote_to_bytes(spelled)


def _text(element: Element) -> Iterator[tuple[tuple[str, str], str]]:
    """What is written on a cell of ours, by record and register; an empty cell says nothing."""
    said = element.attributes
    shown = said.get("value") or said.get("label") or ""
    record, _, register = said.get("id", "").partition(".")
    if record.startswith("card-") and not register:
        register = "text"
    text = _plainly(shown) if shown and register else ""
    if text:
        yield (record, register), text


class _Words(HTMLParser):
    """The text of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser's words
        if tag in _BREAKS and self.found:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def _plainly(html: str) -> str:
    words = _Words()
    words.feed(html)
    words.close()
    return "".join(words.found).replace("\xa0", " ").strip()
