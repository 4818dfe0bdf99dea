# SPDX-License-Identifier: Apache-2.0
"""User Journey Graph documents (JSON-LD, a W3C community group draft), in and out.

A journey is a map, a phase a stage, a step of the experience a step, touchpoints and pain points
are cards. States and transitions say how one gets from step to step; where that is more than a
line, they are cards and connections. The draft has no word for emotions: the curve stands in
`extensions`, as the draft wants it, and so does all that only we can say.
"""

import json
from dataclasses import replace
from typing import Any

from journey_studio.exchange import text_source
from journey_studio.exchange.embedded import MARK
from journey_studio.exchange.formats import Carries, Choices, Found, Pictures, Written
from journey_studio.exchange.strict.foreign_data import text_of
from journey_studio.exchange.strict.json import MOST_BYTES, dump, parse
from journey_studio.exchange.ujg.graph import KEY
from journey_studio.exchange.ujg.reading import found_in
from journey_studio.exchange.ujg.writing import tell
from journey_studio.i18n import t
from journey_studio.model.loss import Loss
from journey_studio.model.snapshot import Snapshot


def _shown_by(text: str) -> Snapshot:
    return found_in(parse(text.encode())).snapshot


LANGUAGE = text_source.Language(
    tell,
    _shown_by,
    {
        "map": frozenset(("title",)),
        "stage": frozenset(("title",)),
        "step": frozenset(("title",)),
        "card": frozenset(("text", "channel")),
        "channel": frozenset(("name",)),
        "persona": frozenset(("name",)),
        "point": frozenset(("value", "note")),
    },
    "\n",
    MOST_BYTES // 2,
)
CARRIES: Carries = text_source.CARRIES
SHOWS: Carries = LANGUAGE.shows
"""What others than this program read in the graph."""


def recognises(data: bytes) -> bool:
    """Whether these bytes are a document of the User Journey Graph."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"{":
        return False
    return b'"UJGDocument"' in data or (b"ujg" in data[:4000] and b'"Journey"' in data)


def read(data: bytes, name: str, choices: Choices) -> Found:
    """The maps of a document. DataError where it is none."""
    del name, choices  # nothing to choose
    found = found_in(parse(data))
    text = text_of(data, MOST_BYTES)
    if MARK not in text:
        return found
    if text_source.is_damaged(text):
        loss = Loss("dropped", KEY, f"extensions.{KEY}", t("exchange.text.damaged"))
        return replace(found, losses=(*found.losses, loss))
    whole = text_source.whole_of(LANGUAGE, text, found.snapshot)
    return replace(whole, losses=found.losses) if whole else found


def write(
    snapshot: Snapshot, map_ids: tuple[str, ...], choices: Choices, pictures: Pictures
) -> Written:
    """The first of the maps as a graph, with an extension that holds all there is of them all."""
    written = text_source.write(LANGUAGE, snapshot, map_ids, choices, pictures)
    text = written.data.decode()
    at = text.rfind(f"\n{MARK}")
    if at < 0:
        return written
    value: dict[str, Any] = json.loads(text[:at])
    value["extensions"] = {KEY: text[at:].strip()}
    return replace(written, data=dump(value))
