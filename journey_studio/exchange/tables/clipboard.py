# SPDX-License-Identifier: Apache-2.0
"""Tables as spreadsheets and browsers put them on the clipboard: tabs and lines, or HTML."""

import csv
import io
from collections.abc import Sequence
from html.parser import HTMLParser
from itertools import zip_longest

from journey_studio.errors import JourneyError
from journey_studio.i18n import t

Grid = tuple[tuple[str, ...], ...]  # rows of cells, all of one length

MOST_CELLS = 10_000
_LONGEST_CELL = 20_000
_MOST_SIGNS = 4_000_000  # of the text or HTML of a table
_MOST_SPAN = 200
_BREAKS = frozenset(("br", "p", "div", "li"))
_UNSEEN = frozenset(("style", "script", "title", "head"))


class TableError(JourneyError):
    """A table that cannot be taken. Nothing was changed."""


def tabbed(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a spreadsheet copies them: tabs between cells, quotes around cells that need them."""
    out = io.StringIO()
    csv.writer(out, dialect="excel-tab", lineterminator="\n").writerows(rows)
    return out.getvalue()


def read_tabbed(text: str) -> Grid | None:
    """The table of a text with tabs; None where tabs only indent words, or there are none.

    Line breaks within quotes belong to the cell. Raises TableError where it is too large.
    """
    if "\t" not in text:
        return None
    if len(text) > _MOST_SIGNS:
        raise TableError(t("exchange.table.too_large", count=MOST_CELLS))
    grid = _grid(_rows(text))
    return grid if grid and sum(map(any, zip(*grid, strict=True))) > 1 else None


def _rows(text: str) -> list[list[str]]:
    lines = io.StringIO(plain_text(text), newline="")
    limit = csv.field_size_limit(_MOST_SIGNS)
    try:
        return list(csv.reader(lines, dialect="excel-tab"))
    except csv.Error:
        return [line.split("\t") for line in plain_text(text).split("\n")]
    finally:
        csv.field_size_limit(limit)


def read_html_table(html: str) -> Grid | None:
    """The table that a piece of HTML is; None where it is something else, or words beside one.

    Raises TableError where it is too large.
    """
    if "<table" not in html.lower():
        return None
    if len(html) > 4 * _MOST_SIGNS:
        raise TableError(t("exchange.table.too_large", count=MOST_CELLS))
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if reader.tables != 1 or reader.words_beside:
        return None
    return _grid(reader.rows)


def _grid(rows: Sequence[Sequence[str]]) -> Grid | None:
    """The rows trimmed and made equally long; None for less than two cells."""
    cells = [[cell.strip()[:_LONGEST_CELL] for cell in row] for row in rows]
    while cells and not any(cells[-1]):
        cells.pop()
    width = max((n + 1 for row in cells for n, cell in enumerate(row) if cell), default=0)
    if len(cells) * width > MOST_CELLS:
        raise TableError(t("exchange.table.too_large", count=MOST_CELLS))
    if len(cells) * width < 2:
        return None
    columns = zip_longest(*cells, fillvalue="")
    return tuple(zip(*(column for n, column in enumerate(columns) if n < width), strict=True))


def plain_text(text: str) -> str:
    """A text without what no card can hold, each line ended by one sign."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n")
    return "".join(
        sign
        for sign in text
        if sign in "\n\t" or not (sign < " " or sign == "\x7f" or "\ud800" <= sign <= "\udfff")
    )


class _Reader(HTMLParser):
    """Reads the cells of the one table, and notices whether there is more than it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.tables = 0
        self.words_beside = False
        self._inside = 0
        self._unseen = 0
        self._cell: list[str] | None = None
        self._owed: dict[tuple[int, int], bool] = {}  # places that a cell above reaches into

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A table, a row, a cell, or a new line in one begins."""
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table":
            self.tables += 1
            self._inside += 1
        elif tag == "tr" and self._inside:
            self._end_cell()
            self.rows.append([])
        elif tag in ("td", "th") and self._inside:
            self._end_cell()
            self._begin_cell(dict(attrs))
        elif tag in _BREAKS and self._cell:
            self._cell.append("\n")

    def _begin_cell(self, about: dict[str, str | None]) -> None:
        if not self.rows:
            self.rows.append([])
        row, number = self.rows[-1], len(self.rows) - 1
        while self._owed.pop((number, len(row)), False):
            row.append("")
        if sum(map(len, self.rows)) > MOST_CELLS:
            raise TableError(t("exchange.table.too_large", count=MOST_CELLS))
        wide, high = _span(about.get("colspan")), _span(about.get("rowspan"))
        for down in range(high):
            for right in range(wide):
                if down:
                    self._owed[number + down, len(row) + right] = True
        self._cell = []
        self._wide = wide

    def _end_cell(self) -> None:
        if self._cell is not None:
            lines = "".join(self._cell).split("\n")
            words = "\n".join(" ".join(line.split()) for line in lines).strip()
            self.rows[-1] += [plain_text(words), *[""] * (self._wide - 1)]
            self._cell = None

    def handle_endtag(self, tag: str) -> None:
        """A table or a cell ends."""
        if tag in _UNSEEN:
            self._unseen = max(self._unseen - 1, 0)
        elif tag in ("td", "th", "tr", "table"):
            self._end_cell()
            self._inside -= tag == "table" and self._inside > 0

    def handle_data(self, data: str) -> None:
        """Words: of a cell, or beside the table."""
        if self._unseen:
            return
        if self._cell is not None:
            self._cell.append(data.replace("\n", " "))
        elif data.strip() and not self._inside:
            self.words_beside = True


def _span(value: str | None) -> int:
    return min(max(int(value), 1), _MOST_SPAN) if value and value.isdecimal() else 1
