# SPDX-License-Identifier: Apache-2.0
"""CSV and TSV: maps as a long table of everything, or one map as a matrix to be read."""

from pathlib import PurePath

from journey_studio.exchange.formats import Choices, Found, Offer, Pictures, Written
from journey_studio.exchange.tables import matrix_writing
from journey_studio.exchange.tables.clipboard import TableError
from journey_studio.exchange.tables.columns import heading
from journey_studio.exchange.tables.delimited import (
    ENCODINGS,
    SEPARATORS,
    encoding_of,
    read_rows,
    read_text,
    separator_of,
    write_rows,
)
from journey_studio.exchange.tables.fields import CARRIES
from journey_studio.exchange.tables.maps import Table, TablesReader
from journey_studio.exchange.tables.writing import LongTable
from journey_studio.i18n import t
from journey_studio.model.snapshot import Snapshot

__all__ = ["CARRIES", "read", "recognises", "write"]

_SAMPLE = 20_000
_OTHER_SIGNS = ("{", "[", "<", "%PDF", "\x89PNG", "---", "PK\x03\x04")


def recognises(data: bytes) -> bool:
    """Whether these bytes look like a table of text: two rows or more, parted alike."""
    try:
        text = sample_text(data)
    except (UnicodeDecodeError, LookupError, ValueError):
        return False
    if "\0" in text or text.lstrip("\ufeff \r\n").startswith(_OTHER_SIGNS):
        return False
    separator = separator_of(text)
    lines = [line for line in text.splitlines() if line.strip()]
    if any(map(_is_rule, lines)):
        return False  # a document with tables, such as Markdown
    return len(lines) > 1 and any(separator in line for line in lines[:5])


def _is_rule(line: str) -> bool:
    """Whether a line is that below the head of a table in Markdown: | --- | :-: |"""
    return "---" in line and "|" in line and not line.strip("|:- \t")


def sample_text(data: bytes) -> str:
    """The beginning of a file as text, as far as it is text."""
    sample = data[:_SAMPLE]
    encoding = encoding_of(sample)
    if encoding == "utf-16" and sample[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16-le"
    elif encoding == "utf-8":
        encoding = "utf-8-sig"
    return sample.decode(encoding, "ignore")


def read(data: bytes, name: str, choices: Choices) -> Found:
    """The maps of a table. Raises TableError, which is a JourneyError."""
    text = read_text(data, choices.encoding, choices.separator)
    rows = read_rows(text)
    if not rows.rows:
        raise TableError(t("exchange.table.nothing"))
    title = PurePath(name).stem
    reader = TablesReader(title, choices)
    reader.read([Table(title, rows.rows, lines=rows.lines)])
    chosen = Choices(encoding=text.encoding, separator=text.separator)
    return reader.found(Offer(chosen, encodings=ENCODINGS, separators=SEPARATORS))


def write(
    snapshot: Snapshot, map_ids: tuple[str, ...], choices: Choices, pictures: Pictures
) -> Written:
    """The maps as a table, long unless a matrix is chosen.

    Raises TableError for several maps as a matrix, of which each would need a file.
    """
    del pictures
    separator = choices.separator or ","
    decimal = choices.decimal or "."
    if choices.shape == "matrix":
        if len(map_ids) != 1:
            raise TableError(t("exchange.table.one_map"))
        grid = matrix_writing.matrix(snapshot, map_ids[0], decimal).grid()
        losses = matrix_writing.losses(snapshot, map_ids)
        return Written(write_rows(grid, separator), tuple(losses))
    table = LongTable(snapshot, map_ids, decimal)
    columns = table.columns(table.rows)
    rows = [[row.get(meaning, "") for meaning in columns] for row in table.rows]
    head = [heading(meaning) for meaning in columns]
    return Written(write_rows([head, *rows], separator), tuple(table.losses))
