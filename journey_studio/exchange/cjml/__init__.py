# SPDX-License-Identifier: Apache-2.0
"""CJML (Customer Journey Modelling Language) as XML: read in 2.0 and 3.0, written in 2.0."""

from journey_studio.exchange import text_source
from journey_studio.exchange.cjml.maps import maps_of
from journey_studio.exchange.cjml.old import as_xml, is_old
from journey_studio.exchange.cjml.reading import journeys_of
from journey_studio.exchange.cjml.words import ROOT
from journey_studio.exchange.cjml.writing import tell
from journey_studio.exchange.formats import Carries, Choices, Found, Pictures, Written
from journey_studio.exchange.strict.xml import parse, root_of
from journey_studio.i18n import t
from journey_studio.model.builder import Builder
from journey_studio.model.snapshot import Snapshot

_AS_IT_LOOKS = Choices()
_MOST_BYTES = 96 * 1024 * 1024


def _found(data: bytes) -> Found:
    """The maps of a document by its elements alone."""
    builder = Builder()
    return maps_of(journeys_of(parse(data), builder), builder)


def _shown_by(text: str) -> Snapshot:
    return _found(text.encode()).snapshot


LANGUAGE = text_source.Language(
    tell,
    _shown_by,
    {
        "map": frozenset(("title", "scenario", "state", "personas")),
        "stage": frozenset(("title", "goal")),
        "step": frozenset(("title", "description")),
        "persona": frozenset(("name",)),
        "point": frozenset(("value", "note")),
        "lane": frozenset(("title",)),
        "card": frozenset(("text", "channel")),
        "channel": frozenset(("name",)),
    },
    "<!-- ",
    _MOST_BYTES,
    " -->",
)
CARRIES: Carries = text_source.CARRIES
SHOWS: Carries = LANGUAGE.shows
"""What others than this program read in the document."""


def recognises(data: bytes) -> bool:
    """Whether this is a document of CJML."""
    return root_of(data).casefold() == ROOT.casefold()


def read(data: bytes, name: str, choices: Choices = _AS_IT_LOOKS) -> Found:
    """The maps of a document. Raises XmlError or CjmlError, naming the line."""
    del name, choices  # nothing to choose
    if is_old(data):
        data = as_xml(data)
    found = _found(data)
    text = data.decode("utf-8", "replace")
    alone = len(found.snapshot.maps()) <= 1
    reason = t("exchange.cjml.remark")
    return text_source.restored(LANGUAGE, text, found, "<!-- -->", reason, usable=alone)


def write(
    snapshot: Snapshot, map_ids: tuple[str, ...], choices: Choices, pictures: Pictures
) -> Written:
    """The first of the maps as a document, with a remark that holds all there is of them all.

    Without that remark where the elements say everything, and where `choices.source` is off.
    """
    return text_source.write(LANGUAGE, snapshot, map_ids, choices, pictures)
