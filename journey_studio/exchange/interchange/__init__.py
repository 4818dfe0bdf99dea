# SPDX-License-Identifier: Apache-2.0
"""Our own JSON: whole maps with their ids and pictures, in a text that is good to compare.

docs/interchange.schema.json is its published form. A map that is written and read again has the
same hash. Posters carry it, and a process that reads foreign files answers with it.
"""

import re

from journey_studio.exchange.formats import Carries, Choices, Found, Pictures, Written
from journey_studio.exchange.interchange.reading import snapshot_of
from journey_studio.exchange.interchange.writing import FORMAT, VERSION, bundle
from journey_studio.model.records import KEPT_FROM_SIGHT, KINDS
from journey_studio.model.registers import registers
from journey_studio.model.snapshot import Snapshot

__all__ = ["CARRIES", "FORMAT", "VERSION", "bundle", "read", "recognises", "write"]

CARRIES: Carries = {
    kind: frozenset(registers(kind)) - KEPT_FROM_SIGHT - {"place"}
    for kind in KINDS
    if kind != "version"
}
_SIGN = re.compile(rb'"format"\s*:\s*"journey-studio"')
_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")


def recognises(data: bytes) -> bool:
    """Whether these bytes are an object that says it is of this format."""
    return _START.match(data) is not None and _SIGN.search(data) is not None


def read(data: bytes, name: str, choices: Choices) -> Found:
    """The maps and the library in a file. Raises DataError, which names the place."""
    del name, choices
    snapshot, pictures = snapshot_of(data)
    return Found(snapshot, pictures=pictures)


def write(
    snapshot: Snapshot, map_ids: tuple[str, ...], choices: Choices, pictures: Pictures
) -> Written:
    """The maps with what they refer to; where those are all maps, the whole library too."""
    whole = not choices.maps and {each.id for each in snapshot.maps()} == set(map_ids)
    return bundle(snapshot, map_ids, pictures, whole)
