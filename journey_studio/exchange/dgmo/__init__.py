# SPDX-License-Identifier: Apache-2.0
"""Journey maps in dgmo, a language of diagrams, in its forms before and since 0.18."""

from journey_studio.exchange import text_source
from journey_studio.exchange.dgmo.reading import found_in
from journey_studio.exchange.dgmo.text import is_dgmo, parse_dgmo
from journey_studio.exchange.dgmo.writing import tell
from journey_studio.exchange.formats import Carries, Choices, Found, Pictures, Written
from journey_studio.exchange.refusal import MermaidError
from journey_studio.exchange.strict.text_file import MOST_BYTES, decode
from journey_studio.i18n import t
from journey_studio.model.snapshot import Snapshot

_AS_IT_LOOKS = Choices()


def _shown_by(text: str) -> Snapshot:
    """The map of a text by its words alone."""
    return found_in(parse_dgmo(text)).snapshot


LANGUAGE = text_source.Language(
    tell,
    _shown_by,
    {
        "map": frozenset(("title", "personas")),
        "stage": frozenset(("title",)),
        "step": frozenset(("title", "description")),
        "persona": frozenset(("name", "demographics")),
        "point": frozenset(("value", "note")),
        "lane": frozenset(("title",)),
        "card": frozenset(("text", "channel")),
        "channel": frozenset(("name",)),
    },
    "// ",
    MOST_BYTES // 2,
)
CARRIES: Carries = text_source.CARRIES
SHOWS: Carries = LANGUAGE.shows
"""What others than this program read in the text."""


def recognises(data: bytes) -> bool:
    """Whether these bytes are a text whose first line starts a journey map."""
    try:
        return is_dgmo(decode(data))
    except MermaidError:
        return False


def read(data: bytes, name: str, choices: Choices = _AS_IT_LOOKS) -> Found:
    """The map of a text. Raises JourneyError where it is none."""
    del name, choices  # nothing to choose
    text = decode(data)
    found = found_in(parse_dgmo(text))
    return text_source.restored(LANGUAGE, text, found, "//", t("exchange.text.damaged"))


def write(
    snapshot: Snapshot, map_ids: tuple[str, ...], choices: Choices, pictures: Pictures
) -> Written:
    """The first of the maps in words, with a comment that holds all there is of them all.

    Without that comment where the words say everything, and where `choices.source` is off.
    KeyError where there is no such map.
    """
    return text_source.write(LANGUAGE, snapshot, map_ids, choices, pictures)
