# SPDX-License-Identifier: Apache-2.0
"""Mermaid user journeys: read as maps, and written.

Sections are stages, tasks steps, actors personas, scores points of their curves. What Mermaid has
no words for stands packed in a comment, so that the whole map comes back. Nothing is left out in
silence: whatever a map cannot hold, and whatever Mermaid misreads without a word, is said with its
line.
"""

from pathlib import PurePath

from journey_studio.exchange import text_source
from journey_studio.exchange.formats import Carries, Choices, Found, Pictures, Written
from journey_studio.exchange.mermaid import blocks
from journey_studio.exchange.mermaid.reading import LANGUAGE, Reading
from journey_studio.exchange.mermaid.text import diagram_word, parse_journey
from journey_studio.exchange.refusal import MermaidError, quote
from journey_studio.exchange.strict.text_file import decode
from journey_studio.i18n import t
from journey_studio.model.snapshot import Snapshot

CARRIES: Carries = text_source.CARRIES
SHOWS: Carries = LANGUAGE.shows
"""What others than this program read in the text."""

MARKDOWN_ENDINGS = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd"})
MERMAID_ENDINGS = frozenset({".mmd", ".mermaid"})

_MOST_MARKDOWN = 1_000_000
_KEYWORD = "journey"
_AS_IT_LOOKS = Choices()


def recognises(data: bytes) -> bool:
    """Whether these bytes are a journey, or markdown with a Mermaid journey in it."""
    try:
        text = decode(data)
        if diagram_word(text) == _KEYWORD:
            return True
        if len(data) > _MOST_MARKDOWN or "mermaid" not in text.casefold():
            return False
        found = blocks.diagrams(text)
        return any(_word(block.text) == _KEYWORD for block in found)
    except MermaidError:
        return False


def _word(text: str) -> str:
    try:
        return diagram_word(text)
    except MermaidError:
        return ""


def read(data: bytes, name: str, choices: Choices = _AS_IT_LOOKS) -> Found:
    """The maps in a Mermaid or markdown file. `name` is its file name, which tells the two apart.

    A file of neither ending counts as markdown if it does not start like a journey. Raises
    MermaidError for what is not text and for every journey Mermaid refuses: then nothing is read.
    """
    ending = PurePath(name).suffix.lower()
    if ending in MARKDOWN_ENDINGS:
        return _read_markdown(decode(data, _MOST_MARKDOWN), choices)
    text = decode(data)
    if ending not in MERMAID_ENDINGS and not _starts_a_journey(text):
        return _read_markdown(decode(data, _MOST_MARKDOWN), choices)
    reading = Reading(choices)
    reading.add(parse_journey(text), text)
    return reading.found()


def write(
    snapshot: Snapshot, map_ids: tuple[str, ...], choices: Choices, pictures: Pictures
) -> Written:
    """The first of the maps as a journey, with a comment that holds all there is of them all.

    Without that comment where the journey says everything, where Mermaid would not draw the text
    for its length, and where `choices.source` is off. KeyError where there is no such map.
    """
    return text_source.write(LANGUAGE, snapshot, map_ids, choices, pictures)


def _starts_a_journey(text: str) -> bool:
    return diagram_word(text).startswith(_KEYWORD)


def _read_markdown(text: str, choices: Choices) -> Found:
    """Every journey of a markdown text as a map of its own."""
    reading = Reading(choices)
    journeys = 0
    found = blocks.diagrams(text)
    for block in found:
        try:
            kind = diagram_word(block.text)
            if kind and not kind.startswith(_KEYWORD):
                sentence = t("exchange.other_diagram", kind=quote(kind))
                reading.lost("mermaid", block.offset, sentence)
                continue
            diagram = parse_journey(block.text)
        except MermaidError as refusal:
            raise refusal.moved(block.offset) from refusal
        reading.add(diagram, block.text, block.offset)
        journeys += 1
    for line, words in blocks.around(text, found):
        reading.lost("markdown", line, t("exchange.prose", text=quote(words)))
    if not journeys:
        raise MermaidError(1, t("exchange.no_journey_in_markdown"))
    return reading.found()
