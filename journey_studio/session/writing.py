# SPDX-License-Identifier: Apache-2.0
"""Maps as files of other formats: made, reported on, and put where they belong whole or not."""

from pathlib import Path
from typing import NamedTuple

from journey_studio.exchange.formats import Choices, Pictures
from journey_studio.exchange.registry import Format
from journey_studio.exchange.reporting import report_of_writing
from journey_studio.export.delivery import Delivery, checked
from journey_studio.model.loss import LossReport
from journey_studio.model.snapshot import Snapshot


class Outgoing(NamedTuple):
    """A file before it is written, and what of the maps is in it."""

    data: bytes
    report: LossReport


def outgoing(
    snapshot: Snapshot,
    map_ids: tuple[str, ...],
    format: Format,  # noqa: A002
    choices: Choices,
    pictures: Pictures,
) -> Outgoing:
    """The maps as a file. Raises JourneyError."""
    writer = format.writer()
    written = writer.write(snapshot, map_ids, choices, pictures)
    return Outgoing(written.data, report_of_writing(snapshot, map_ids, writer.CARRIES, written))


def deliver(data: bytes, out: Path) -> Path:
    """Write a file whole or not at all, and say where. Raises JourneyError."""
    target = checked(out)
    with Delivery() as delivery:
        with delivery.writing(target) as file:
            file.write(data)
        delivery.finish()
    return target
