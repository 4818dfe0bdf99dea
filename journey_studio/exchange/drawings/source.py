# SPDX-License-Identifier: Apache-2.0
"""The maps that travel inside a drawing, and what somebody edited of their texts there."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from journey_studio.errors import JourneyError
from journey_studio.exchange import interchange
from journey_studio.exchange.drawings.drawing import rewritten
from journey_studio.exchange.embedded import MOST_BYTES, pack, unpack
from journey_studio.exchange.formats import Carries, Choices, Found, Pictures
from journey_studio.exchange.reporting import not_carried, words_of
from journey_studio.i18n import t
from journey_studio.model.contents import contents
from journey_studio.model.loss import Loss
from journey_studio.model.snapshot import Snapshot

CARRIES: Carries = interchange.CARRIES


class DrawingError(JourneyError):
    """A drawing that holds no map, or is no drawing."""


class Packed(NamedTuple):
    """The maps in one line, and what is not in it."""

    line: str
    losses: tuple[Loss, ...]


def packed_source(
    snapshot: Snapshot, map_ids: tuple[str, ...], choices: Choices, pictures: Pictures
) -> Packed:
    """The maps in one line. Raises DrawingError where they are too much for a line.

    Without `choices.source` the line is empty and everything is lost but to the eye.
    """
    if not choices.source:
        records = contents(snapshot, map_ids)
        losses = (
            not_carried(snapshot, record, register)
            for record in records
            for register in words_of(record)
        )
        return Packed("", tuple(losses))
    written = interchange.write(snapshot, map_ids, choices, pictures)
    if len(written.data) > MOST_BYTES:
        raise DrawingError(t("exchange.drawing.too_large", megabytes=MOST_BYTES // 1_000_000))
    return Packed(pack(written.data), written.losses)


def found_in(
    packed: str, texts: Mapping[tuple[str, str], str], name: str, choices: Choices
) -> Found:
    """The maps of a packed line with the texts of the drawing, by record and register."""
    data = unpack(packed)
    if data is None:
        raise DrawingError(t("exchange.drawing.damaged"))
    found = interchange.read(data, name, choices)
    snapshot, count = rewritten(found.snapshot, texts)
    if not count:
        return found
    said = t("exchange.drawing.edited", count=count)
    return replace(found, snapshot=snapshot, warnings=(*found.warnings, said))
