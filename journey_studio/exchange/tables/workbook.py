# SPDX-License-Identifier: Apache-2.0
"""The cells of a spreadsheet file (XLSX), for whoever reads maps out of them.

A workbook is a ZIP of XML parts, and either can be made to unpack to far more than it seems: zeros
that compress a thousandfold, sizes that lie, one cell in the last row of the last column. So every
part that holds cells is unpacked here under a limit, looked through, and handed on in a plain
archive of our own; the library that reads the cells never sees what was sent.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import reduce
from typing import Any, NamedTuple

from journey_studio.exchange.refusal import quote
from journey_studio.exchange.tables.clipboard import TableError
from journey_studio.i18n import t
from journey_studio.model.loss import Loss

MOST_BYTES = 100_000_000  # of the file
MOST_UNPACKED = 64_000_000  # of the parts that hold cells, together
MOST_RATIO = 100  # how much larger than packed a part may be
MOST_PARTS = 10_000
MOST_CELLS = 1_000_000  # of the areas of all sheets, empty cells included
MOST_SHEETS = 200
MOST_MERGED = 20_000
_CHUNK = 1 << 20
_SMALL = 1 << 20  # parts up to this size may be as repetitive as they like

_NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/(?:_rels/)?workbook\.xml(?:\.rels)?|"
    r"xl/sharedStrings\.xml|xl/styles\.xml|xl/worksheets/[^/]+\.xml|xl/worksheets/_rels/[^/]+\.rels",
    re.IGNORECASE,
)
_BESIDE = tuple(
    (re.compile(form, re.IGNORECASE), key)
    for form, key in (
        (r"xl/(?:.+/)?(?:comments|threadedcomment)[^/]*\.xml", "notes"),
        (r"xl/media/[^/]+", "pictures"),
        (r"xl/charts/chart[^/]*\.xml", "charts"),
    )
)
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]+)([0-9]+)""")
_CELLS = (b"<c ", b"<c>", b"<c/", b":c ", b":c>", b":c/", b"<c\n", b"<c\t", b"<c\r")
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_OVERLAP = 64  # signs of one chunk that are looked at again with the next


class Merged(NamedTuple):
    """Cells that are one: the first and the last row and column, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


class Sheet(NamedTuple):
    """One sheet: its cells as text, all rows of one length, and which of them are merged.

    Numbers are written with a point, days as YYYY-MM-DD, yes and no as "true" and "false".
    `top` and `left` are how many rows and columns without anything were left out before.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    merged: tuple[Merged, ...] = ()
    hidden: bool = False
    top: int = 0
    left: int = 0


def is_workbook(data: bytes) -> bool:
    """Whether these bytes look like an XLSX file; never raises."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(name.lower() == "xl/workbook.xml" for name in archive.namelist())
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, NotImplementedError):
        return False


def sheet_names(data: bytes) -> list[str]:
    """The names of the sheets with cells, in order. Raises TableError as `sheets` does."""
    return [sheet.name for sheet in sheets(data)]


def sheets(data: bytes, *, names: Sequence[str] = (), most_cells: int = MOST_CELLS) -> list[Sheet]:
    """The sheets of a workbook, only those of `names` where some are given; charts left out.

    Raises TableError where it is no workbook, is damaged or locked, or is larger than a workbook
    of maps may be.
    """
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    plain = _plain_archive(data, most_cells)
    found: list[Sheet] = []
    try:
        with CalamineWorkbook.from_filelike(plain) as book:
            about = [each for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
            if len(about) > MOST_SHEETS:
                raise TableError(t("exchange.workbook.sheets", most=MOST_SHEETS))
            for each in about:
                if names and each.name not in names:
                    continue
                hidden = each.visible != SheetVisibleEnum.Visible
                found.append(_sheet(book.get_sheet_by_name(each.name), hidden))
    except (CalamineError, OSError, ValueError) as error:
        raise TableError(t("exchange.workbook.damaged", detail=quote(str(error)))) from error
    return found


def beside_cells(data: bytes) -> list[Loss]:
    """A loss for each part of a workbook that holds notes, pictures or charts, of which no map is
    made; to be asked after `sheets`.
    """
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            key = next((key for form, key in _BESIDE if form.fullmatch(name)), "")
            if key:
                found.append(Loss("dropped", quote(name), "", t(f"exchange.workbook.{key}")))
    return found


def _sheet(read: Any, hidden: bool) -> Sheet:
    rows = [tuple(map(_text, row)) for row in read.iter_rows()]
    while rows and not any(rows[-1]):
        rows.pop()
    ranges = read.merged_cell_ranges or []
    merged = [Merged(*first, *last) for first, last in ranges[:MOST_MERGED]]
    return Sheet(str(read.name), tuple(rows), tuple(merged), hidden)


def _text(cell: object) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 2**53 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return "" if cell is None else str(cell)


def _plain_archive(data: bytes, most_cells: int) -> io.BytesIO:
    """The parts of the workbook that hold cells, unpacked and looked through."""
    if len(data) > MOST_BYTES:
        raise TableError(t("exchange.workbook.file_large", megabytes=MOST_BYTES // 1_000_000))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise TableError(t("exchange.workbook.old"))
    plain = io.BytesIO()
    room, cells = MOST_UNPACKED, most_cells
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(plain, "w") as out:
            for part in _parts(archive):
                content = _unpacked(archive, part, room)
                room -= len(content)
                if _SHEET.fullmatch(part.filename):
                    cells -= _area(part.filename, content, most_cells)
                    if cells < 0:
                        raise TableError(t("exchange.workbook.cells", most=most_cells))
                out.writestr(part.filename, content)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError) as error:
        raise TableError(t("exchange.workbook.damaged", detail=quote(str(error)))) from error
    except RuntimeError as error:  # zipfile's word for a part under a password
        raise TableError(t("exchange.workbook.locked")) from error
    except ValueError as error:
        raise TableError(t("exchange.workbook.damaged", detail=quote(str(error)))) from error
    plain.seek(0)
    return plain


def _parts(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The parts that are needed to read cells. A workbook has each once, and a list of sheets."""
    every = archive.infolist()
    if len(every) > MOST_PARTS:
        raise TableError(t("exchange.workbook.parts", most=MOST_PARTS))
    needed = [part for part in every if _NEEDED.fullmatch(part.filename)]
    names = [part.filename.lower() for part in needed]
    if "xl/workbook.xml" not in names:
        raise TableError(t("exchange.workbook.none"))
    if len(set(names)) != len(names):
        raise TableError(t("exchange.workbook.twice"))
    if sum(part.file_size for part in needed) > MOST_UNPACKED:
        raise TableError(t("exchange.workbook.unpacked", megabytes=MOST_UNPACKED // 1_000_000))
    return needed


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, room: int) -> bytearray:
    """What is in a part, however large it says it is. Raises TableError where that is too much."""
    said = part.file_size
    part.file_size = room + 1  # the reader stops at what is said: let it go on to what is there
    limit = min(room, max(_SMALL, MOST_RATIO * part.compress_size))
    found = bytearray()
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            if _DECLARED.search(found[-_OVERLAP:] + chunk):
                raise TableError(t("exchange.workbook.declares", part=quote(part.filename)))
            found += chunk
            if len(found) > limit:
                raise TableError(
                    t("exchange.workbook.unpacked", megabytes=MOST_UNPACKED // 1_000_000)
                )
    if len(found) != said:
        raise TableError(t("exchange.workbook.lies", part=quote(part.filename)))
    return found


def _area(name: str, content: bytearray, most: int) -> int:
    """How many cells the area is large that the cells of a sheet lie in."""
    columns: set[bytes] = set()
    rows: set[bytes] = set()
    for found in _PLACE.finditer(content):
        columns.add(found[1])
        rows.add(found[2])
    last = max((int(row[:8]) for row in rows), default=0)
    widest = max((c.upper() for c in columns), key=lambda c: (len(c), c), default=b"")[:8]
    width = reduce(lambda number, letter: 26 * number + letter - 64, widest, 0)
    written = sum(map(content.count, _CELLS))  # such as name no place follow one another
    area = max(last * width, written)
    if area > most:
        cell = widest.decode("ascii", "replace") + str(last)
        raise TableError(t("exchange.workbook.far", part=quote(name), cell=quote(cell), most=most))
    return area
