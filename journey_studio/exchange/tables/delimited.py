# SPDX-License-Identifier: Apache-2.0
"""Text with separators (CSV, TSV): which encoding, which separator, its rows, and writing it.

Nothing here searches for a pattern: an encoding is tried, a separator is counted in the first
lines, and the rows are read one after the other by a parser that goes on at each sign.
"""

import csv
import io
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from journey_studio.exchange.figures import number
from journey_studio.exchange.refusal import quote
from journey_studio.exchange.tables.clipboard import TableError
from journey_studio.i18n import t

MOST_BYTES = 50_000_000
MOST_ROWS = 300_000
MOST_COLUMNS = 5_000
MOST_CELLS = 3_000_000  # and empty lines
LONGEST_CELL = 2_500_000  # a card has at most a hundred links
SEPARATORS = (",", ";", "\t", "|")
ENCODINGS = ("utf-8", "utf-16", "cp1252", "iso-8859-15", "cp1250", "mac-roman", "shift-jis")

_SAMPLE = 64_000
_SAMPLE_ROWS = 40
# What a spreadsheet may take for a formula, also as the full-width signs of East Asia.
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
_GUARD = "'"


class Text(NamedTuple):
    """The text of a file, and how it was decoded and parted."""

    text: str
    encoding: str
    separator: str


class Lines(NamedTuple):
    """Rows of cells and the line each begins in, counted from 1."""

    rows: list[tuple[str, ...]]
    lines: list[int]


def read_text(data: bytes, encoding: str = "", separator: str = "") -> Text:
    """The text of a file, its encoding and its separator where none are chosen.

    Raises TableError for what is too large or is no text in the encoding that was chosen.
    """
    if len(data) > MOST_BYTES:
        raise TableError(t("exchange.table.file_large", megabytes=MOST_BYTES // 1_000_000))
    chosen = encoding if encoding in ENCODINGS else encoding_of(data)
    try:
        text = _decoded(data, chosen)
    except (UnicodeDecodeError, LookupError) as error:
        at = error.start if isinstance(error, UnicodeDecodeError) else 0
        line = data.count(b"\n", 0, at) + 1
        reason = t("exchange.table.encoding", encoding=chosen, byte=at + 1)
        raise TableError(t("exchange.at_line", line=line, sentence=reason)) from error
    return Text(text, chosen, separator if separator in SEPARATORS else separator_of(text))


def encoding_of(data: bytes) -> str:
    """What a file is encoded in: as its mark says, UTF-8 where that fits, else as its zeros and
    its signs say, and at last as Windows writes it in Western Europe.
    """
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    if data.startswith(BOM_UTF8):
        return "utf-8"
    sample = data[:_SAMPLE]
    if b"\0" in sample:
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _decoded(data: bytes, encoding: str) -> str:
    if encoding == "utf-8":
        return data.removeprefix(BOM_UTF8).decode("utf-8")
    if encoding == "utf-16" and not data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        wide = data[:_SAMPLE]
        big = wide[0::2].count(0) > wide[1::2].count(0)
        return data.decode("utf-16-be" if big else "utf-16-le")
    if encoding == "cp1252":  # five bytes mean nothing there; they are kept as what they are
        return data.decode("cp1252", "replace")
    return data.decode(encoding)


def separator_of(text: str) -> str:
    """The separator that parts most of the first rows into the same number of cells."""
    first, _, rest = text[:100].partition("\n")
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == 5 and rest:
        return first.strip()[-1] if first.strip()[-1] in SEPARATORS else ","
    best, found = ",", (0.0, 0)
    for separator in SEPARATORS:
        widths = [len(row) for row in _sampled(text[:_SAMPLE], separator)]
        wide = [width for width in widths if width > 1]
        if not wide:
            continue
        usual = max(set(wide), key=lambda width: (wide.count(width), width))
        score = (round(wide.count(usual) / len(widths), 2), min(usual, 50))
        if score > found:
            best, found = separator, score
    return best


def _sampled(text: str, separator: str) -> list[list[str]]:
    found: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                found.append(row)
            if len(found) >= _SAMPLE_ROWS:
                break
    except csv.Error:
        return found
    if len(found) > 1 and len(text) == _SAMPLE:
        found.pop()  # it may be cut
    return found


def read_rows(text: Text) -> Lines:
    """The rows of a text that hold anything. Raises TableError with the line that is too much."""
    found = Lines([], [])
    rows, lines = found
    for line, row in _parsed(text):
        if len(rows) >= MOST_ROWS:
            raise TableError(t("exchange.table.rows", most=MOST_ROWS))
        rows.append(tuple(row))
        lines.append(line)
    if rows and rows[0][0].strip().casefold().startswith("sep="):
        del rows[0], lines[0]
    return found


def _parsed(text: Text) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, each with the line it begins in."""
    lines = io.StringIO(text.text, newline="")
    limit = csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(lines, delimiter=text.separator)
    before, left = 0, MOST_CELLS
    try:
        for row in reader:
            left -= len(row) or 1  # a line that is empty has to be read, too
            if left < 0:
                raise _at(before + 1, t("exchange.table.cells", most=MOST_CELLS))
            if row:
                if len(row) > MOST_COLUMNS:
                    raise _at(before + 1, t("exchange.table.columns", most=MOST_COLUMNS))
                if any(row):
                    yield before + 1, [_unguarded(c) if c[:1] == _GUARD else c for c in row]
            before = reader.line_num
    except csv.Error as error:
        long = "field larger" in str(error)
        key = "exchange.table.long_cell" if long else "exchange.table.broken"
        raise _at(before + 1, t(key, most=LONGEST_CELL, detail=quote(str(error)))) from error
    finally:
        csv.field_size_limit(limit)


def _at(line: int, reason: str) -> TableError:
    return TableError(t("exchange.at_line", line=line, sentence=reason))


def _unguarded(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from reckoning with it."""
    return cell[1:] if cell.lstrip(_GUARD)[:1] in _FORMULA and cell.lstrip(_GUARD) else cell


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: with an apostrophe before it where needed.

    `_unguarded` takes exactly one away again. A number is no formula.
    """
    bare = cell.lstrip(_GUARD)
    if bare[:1] not in _FORMULA or not bare:
        return cell
    if bare == cell and cell[0] in "-+" and number(cell) is not None and cell[1:2].isdecimal():
        return cell
    return _GUARD + cell


def write_rows(rows: Iterable[Sequence[str]], separator: str = ",") -> bytes:
    """A file of these rows as spreadsheets open it: UTF-8 with its mark, lines ended by CR LF."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return BOM_UTF8 + out.getvalue().encode("utf-8")
