# SPDX-License-Identifier: Apache-2.0
"""What a person can read in a file of a format that is only written."""

import csv
import html
import io
import json
from bisect import bisect_left
from html.parser import HTMLParser

from journey_studio.exchange.strict.xml import parse

_PIECE = 40  # letters that hardly stand together by chance
_READ_ALOUD = ("alt", "title", "aria-label", "href", "lang")


def visible(name: str, data: bytes) -> str:
    """The words in a file of the format of that name."""
    if name == "pptx":
        return _slides(data)
    if name == "html":
        return _page(data.decode())
    if name == "drawio":
        return _page("\n".join(_cells(data)))
    if name == "excalidraw":
        elements = json.loads(data)["elements"]
        return "\n".join(
            str(each.get(key, "")) for each in elements for key in ("originalText", "text", "link")
        )
    text = data.decode("utf-8-sig")
    if name == "markdown":
        return html.unescape(text.replace("\\&", "&amp;").replace("<br>", "\n"))
    cells = "\n".join(cell for row in csv.reader(io.StringIO(text)) for cell in row)
    # Of what a tracker takes for HTML, what it shows.
    return f"{cells}\n{_page(cells)}" if name == "azure-devops" else cells


def bare(text: str) -> str:
    """The letters and digits alone: how lines break and what is escaped differs by format."""
    return "".join(filter(str.isalnum, text))


def can_be_read(part: str, text: str) -> bool:
    """Whether letters stand in a text: in one piece, or those of a long part in several, as where
    a card goes on on the next slide.
    """
    while part not in text:
        whole = bisect_left(range(len(part)), True, key=lambda n: part[: n + 1] not in text)
        if whole < _PIECE:
            return False
        part = part[whole:]
    return True


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        self.said += [value for key, value in attrs if key in _READ_ALOUD and value]

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def _page(text: str) -> str:
    page = _Page()
    page.feed(text)
    page.close()
    return "\n".join(page.said)


def _cells(data: bytes) -> list[str]:
    found = (each.attributes for each in parse(data).every())
    return [each.get(key, "") for each in found for key in ("value", "label", "name", "link")]


def _slides(data: bytes) -> str:
    from pptx import Presentation

    found: list[str] = []
    deck = Presentation(io.BytesIO(data))
    for slide in deck.slides:
        for node in slide._element.iter():
            if isinstance(node.tag, str) and node.tag.endswith("}t"):
                found.append(node.text or "")
            found += [value for key, value in node.attrib.items() if key in ("descr", "title")]
        for part in slide.part.rels.values():
            if part.is_external:
                found.append(part.target_ref)
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame:
            found.append(slide.notes_slide.notes_text_frame.text)
    return "\n".join(found)
