# SPDX-License-Identifier: Apache-2.0
"""XLSX: a readable sheet for each map, and sheets of rows from which everything is read back.

Of a workbook of this program the rows are read, since they hold more. A map's own sheet counts
where somebody changed it by hand: what it shows then is not what the rows say.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from journey_studio.exchange.formats import Choices, Found, Offer, Pictures, Written
from journey_studio.exchange.tables.clipboard import TableError
from journey_studio.exchange.tables.fields import CARRIES
from journey_studio.exchange.tables.maps import Table, TablesReader
from journey_studio.exchange.tables.matrix_writing import matrix
from journey_studio.exchange.tables.sheet_edits import check_of
from journey_studio.exchange.tables.workbook import Sheet, beside_cells, is_workbook, sheets
from journey_studio.exchange.tables.workbook_writing import LONGEST_CELL, workbook
from journey_studio.exchange.tables.writing import LongTable, held
from journey_studio.i18n import t
from journey_studio.model.snapshot import Snapshot

__all__ = ["CARRIES", "read", "recognises", "write"]


def recognises(data: bytes) -> bool:
    """Whether these bytes look like an XLSX workbook."""
    return is_workbook(data)


def read(data: bytes, name: str, choices: Choices) -> Found:
    """The maps of a workbook. Raises TableError, which is a JourneyError."""
    every = sheets(data)
    names = tuple(sheet.name for sheet in every)
    chosen = [sheet for sheet in every if not choices.sheets or sheet.name in choices.sheets]
    tables = [_table(sheet) for sheet in chosen if any(map(any, sheet.rows))]
    if not tables:
        raise TableError(t("exchange.table.nothing"))
    reader = TablesReader(PurePath(name).stem, choices)
    reader.read(tables)
    used = Choices(sheets=tuple(sheet.name for sheet in chosen))
    found = reader.found(Offer(used, sheets=names))
    return replace(found, losses=(*found.losses, *beside_cells(data)))


def _table(sheet: Sheet) -> Table:
    return Table(sheet.name, sheet.rows, sheet.merged)


def write(
    snapshot: Snapshot, map_ids: Sequence[str], choices: Choices, pictures: Pictures
) -> Written:
    """The maps as a workbook. Every text is typed as a text, so that none is a formula."""
    del choices, pictures
    table = LongTable(snapshot, map_ids, longest=LONGEST_CELL)
    maps = [row for row in table.rows if row["record"] == "map"]
    for row, map_id in zip(maps, map_ids, strict=True):
        grid = matrix(snapshot, map_id).grid()
        row["check"] = check_of([[held(cell, LONGEST_CELL) for cell in cells] for cells in grid])
    return Written(workbook(snapshot, map_ids, table), tuple(table.losses))
