# SPDX-License-Identifier: Apache-2.0
"""TSV: the table of `csv_file` with tabs between the cells."""

from journey_studio.exchange.formats import Choices, Found, Pictures, Written
from journey_studio.exchange.tables import csv_file
from journey_studio.exchange.tables.csv_file import CARRIES
from journey_studio.exchange.tables.delimited import separator_of
from journey_studio.model.snapshot import Snapshot

__all__ = ["CARRIES", "read", "recognises", "write"]


def recognises(data: bytes) -> bool:
    """Whether these bytes look like a table of text whose cells are parted by tabs."""
    return csv_file.recognises(data) and separator_of(csv_file.sample_text(data)) == "\t"


def read(data: bytes, name: str, choices: Choices) -> Found:
    """The maps of a table. Raises TableError, which is a JourneyError."""
    return csv_file.read(data, name, choices)


def write(
    snapshot: Snapshot, map_ids: tuple[str, ...], choices: Choices, pictures: Pictures
) -> Written:
    """The maps as a table, long unless a matrix is chosen. Raises TableError as `csv_file` does."""
    tabbed = choices._replace(separator=choices.separator or "\t")
    return csv_file.write(snapshot, map_ids, tabbed, pictures)
