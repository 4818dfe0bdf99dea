# SPDX-License-Identifier: Apache-2.0
"""The maps that travel inside a drawing, and what somebody edited of their texts there."""

from collections.abc import Mapping
from dataclasses import replace

from journey_studio.errors import JourneyError
from journey_studio.exchange.drawing import rewritten
from journey_studio.exchange.embedded import MOST_BYTES, pack, unpack
from journey_studio.exchange.formats import Carries, Choices, Found, Pictures
from journey_studio.i18n import t
from journey_studio.model.records import KINDS
from journey_studio.model.registers import registers
from journey_studio.model.snapshot import Snapshot

CARRIES: Carries = {kind: frozenset(registers(kind)) for kind in KINDS}  # all of it


class DrawingError(JourneyError):
    """A drawing that holds no map, or is no drawing."""


def packed_source(
    snapshot: Snapshot, map_ids: tuple[str, ...], choices: Choices, pictures: Pictures
) -> str:
    """The maps in one line. Raises DrawingError where their pictures are too much for a line."""
    from journey_studio.exchange import interchange

    data = interchange.write(snapshot, map_ids, choices, pictures).data
    if len(data) > MOST_BYTES:
        raise DrawingError(t("exchange.drawing.too_large", megabytes=MOST_BYTES // 1_000_000))
    return pack(data)


def found_in(
    packed: str, texts: Mapping[tuple[str, str], str], name: str, choices: Choices
) -> Found:
    """The maps of a packed line with the texts of the drawing, by record and register."""
    data = unpack(packed)
    if data is None:
        raise DrawingError(t("exchange.drawing.damaged"))
    from journey_studio.exchange import interchange

    found = interchange.read(data, name, choices)
    snapshot, count = rewritten(found.snapshot, texts)
    if not count:
        return found
    said = t("exchange.drawing.edited", count=count)
    return replace(found, snapshot=snapshot, warnings=(*found.warnings, said))
