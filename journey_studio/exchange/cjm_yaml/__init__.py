# SPDX-License-Identifier: Apache-2.0
"""Customer journeys and service blueprints in YAML (`kind: cjm`, `kind: sbp`), in and out.

A file holds several documents. A `cjm` is a map: phases, actions as steps, touchpoints, thoughts,
a score from -2 to +2. The `sbp` that refers to it gives it lanes, cards and connections, an
`outcome` its goal and a metric, an `em` solutions. What only we can say travels in a comment.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from journey_studio.exchange import text_source
from journey_studio.exchange.cjm_yaml.parts import GAPS
from journey_studio.exchange.cjm_yaml.reading import found_in, gaps_in
from journey_studio.exchange.cjm_yaml.writing import tell
from journey_studio.exchange.embedded import MARK
from journey_studio.exchange.formats import Carries, Choices, Found, Pictures, Written
from journey_studio.exchange.strict.foreign_data import MOST_LOSSES, text_of
from journey_studio.exchange.strict.yaml import MOST_BYTES, comments, parse
from journey_studio.i18n import t
from journey_studio.model.loss import Loss
from journey_studio.model.snapshot import Snapshot

_KINDS = (b"cjm", b"sbp")


def _shown_by(text: str) -> Snapshot:
    return found_in(parse(text.encode()), gaps_in(text)).snapshot


LANGUAGE = text_source.Language(
    tell,
    _shown_by,
    {
        "map": frozenset(("title", "personas")),
        "stage": frozenset(("title",)),
        "step": frozenset(("title", "description")),
        "persona": frozenset(("name", "demographics")),
        "point": frozenset(("value",)),
        "lane": frozenset(("title", "kind")),
        "card": frozenset(("text",)),
        "connection": frozenset(("source", "target", "label")),
    },
    "# ",
    MOST_BYTES // 2,
)
CARRIES: Carries = text_source.CARRIES
SHOWS: Carries = LANGUAGE.shows
"""What others than this program read in the text."""


def recognises(data: bytes) -> bool:
    """Whether these bytes are a text with a line `kind: cjm` or `kind: sbp`."""
    for line in data.replace(b"\r", b"\n").split(b"\n", 4000)[:4000]:
        key, colon, value = line.partition(b":")
        if colon and key.strip(b" -\t\xef\xbb\xbf\"'") == b"kind":
            word = value.partition(b"#")[0].strip(b" \t\"'")
            if word in _KINDS:
                return True
    return False


def read(data: bytes, name: str, choices: Choices) -> Found:
    """The maps of a file. Raises DataError where it is none."""
    del name, choices  # the format knows one scale
    text = text_of(data, MOST_BYTES)
    found = found_in(parse(data), gaps_in(text))
    found = replace(found, losses=(*found.losses, *_comments(text)))
    return text_source.restored(LANGUAGE, text, found, "#", t("exchange.text.damaged"))


def _comments(text: str) -> Iterator[Loss]:
    """A loss for each comment, but for those of our own."""
    lines = [line if not line.startswith((GAPS, f"# {MARK}")) else "" for line in text.split("\n")]
    for line, _ in islice(comments("\n".join(lines)), MOST_LOSSES):
        place = t("exchange.data.line_only", line=line)
        yield Loss("dropped", "#", place, t("exchange.data.comment"))


def write(
    snapshot: Snapshot, map_ids: tuple[str, ...], choices: Choices, pictures: Pictures
) -> Written:
    """The first of the maps as documents, with a comment that holds all there is of them all.

    The format wants a score for every action, so 0 stands where a curve has a gap, and a comment
    names those actions.
    """
    return text_source.write(LANGUAGE, snapshot, map_ids, choices, pictures)
