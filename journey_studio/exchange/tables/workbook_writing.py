# SPDX-License-Identifier: Apache-2.0
"""The sheets of an XLSX file: maps as matrices in the colours of the program, then their rows.

Nothing is left to the library's guessing: texts are written as texts, numbers as numbers where
sixteen digits say them exactly and as texts where they do not.
"""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from journey_studio.exchange.tables.columns import heading
from journey_studio.exchange.tables.matrix_writing import Matrix, matrix
from journey_studio.exchange.tables.writing import LongTable, Row, held
from journey_studio.i18n import t
from journey_studio.layout.theme import Theme, load_theme
from journey_studio.model.kinds import CARD_KINDS
from journey_studio.model.snapshot import Snapshot

LONGEST_CELL = 32_767  # UTF-16 units; a spreadsheet refuses or repairs what is longer
_LONGEST_NAME = 31  # of a sheet
_NOT_IN_NAMES = frozenset("[]:*?/\\")
_ALWAYS = datetime(2020, 1, 1, tzinfo=UTC)  # the same map is written in the same bytes
_LANE_WIDTH, _STEP_WIDTH = 24, 30  # in signs
_LINE, _HIGHEST = 13.5, 409  # of a row, in points
_WIDE = frozenset(("text", "scenario", "goal", "expectations", "interactions", "links", "needs"))
_NUMBERS = frozenset(
    ("map_number", "stage_number", "step_number", "lane_number", "card_number", "score", "value",
     "target", "span", "size")
)  # fmt: skip

# Which records stand in which sheet of rows, by the key of its name.
SHEETS: tuple[tuple[str, frozenset[str]], ...] = (
    ("records", frozenset(("map", "stage", "step", "lane", "card", "point", "connection"))),
    ("personas", frozenset(("persona",))),
    ("metrics", frozenset(("metric", "reading"))),
    ("comments", frozenset(("comment",))),
    ("library", frozenset(("channel", "tag", "insight", "opportunity", "solution"))),
)


def workbook(snapshot: Snapshot, map_ids: Iterable[str], table: LongTable) -> bytes:
    """The bytes of the workbook."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with Workbook(out, options) as book:
        book.set_properties({"created": _ALWAYS})
        look = _Look(book, load_theme("print"))
        groups = [
            (t(f"exchange.sheet.{key}"), [row for row in table.rows if row["record"] in kinds])
            for key, kinds in SHEETS
        ]
        grids = [matrix(snapshot, map_id) for map_id in map_ids]
        for name, made in zip(map_sheets(made.title for made in grids), grids, strict=True):
            _write_map(book.add_worksheet(name), made, look)
        for name, rows in groups:
            if rows:
                _write_rows(book.add_worksheet(name), table.columns(rows), rows, look)
    return out.getvalue()


def map_sheets(titles: Iterable[str]) -> list[str]:
    """The names of the sheets of maps with these titles, in a workbook of theirs."""
    used = {t(f"exchange.sheet.{key}").casefold() for key, _ in SHEETS} | {"history"}
    return [sheet_name(title, used) for title in titles]


def sheet_name(title: str, used: set[str]) -> str:
    """A name for the sheet of a map that is allowed and that no other sheet has."""
    plain = "".join(
        " " if sign in _NOT_IN_NAMES or not sign.isprintable() else sign for sign in title
    )
    base = " ".join(plain.split()).strip("'") or t("exchange.sheet.map")
    name, number = _cut(base, _LONGEST_NAME), 1
    while name.casefold() in used:
        number += 1
        name = f"{_cut(base, _LONGEST_NAME - 5)} {number}"
    used.add(name.casefold())
    return name


def _cut(text: str, longest: int) -> str:
    wide = text.encode("utf-16-le")[: 2 * longest]
    return wide.decode("utf-16-le", "ignore").strip(" '")


class _Look:
    """The formats of cells, in the colours of the theme for paper."""

    def __init__(self, book: Any, theme: Theme) -> None:
        colours = theme.colours
        plain = {
            "font_name": "Calibri", "font_size": 10, "text_wrap": True, "valign": "top",
            "border": 1, "border_color": colours.line, "font_color": colours.text,
        }  # fmt: skip
        head = {**plain, "bold": True, "valign": "vcenter"}
        self.title = book.add_format({"bold": True, "font_size": 16, "font_color": colours.text})
        self.corner = book.add_format({**head, "font_color": colours.quiet})
        self.lane = book.add_format({**head, "bg_color": colours.band_alt, "valign": "top"})
        self.step = book.add_format({**head, "bg_color": colours.band_alt})
        self.cell = book.add_format(plain)
        self.row_head = book.add_format({**head, "bg_color": colours.chip})
        self.row = book.add_format({"font_name": "Calibri", "font_size": 10, "valign": "top"})
        self.stages = [
            book.add_format(
                {**head, "align": "center", "bg_color": hue.fill, "font_color": hue.text}
            )
            for hue in theme.hues
        ]
        self.kinds = {
            kind: book.add_format({**plain, "bg_color": look.fill, "font_color": look.text})
            for kind, look in theme.kinds.items()
        }

    def of_kind(self, kind: str) -> Any:
        """The format of the cells with words in a lane of a kind."""
        return self.kinds[kind] if kind in CARD_KINDS else self.cell


def _write_map(sheet: Any, made: Matrix, look: _Look) -> None:
    """A map as people draw it: a title, stages over their steps, lanes down."""
    top = 0
    if made.title:
        _text(sheet, 0, 0, made.title, look.title)
        sheet.set_row(0, 26)
        top = 1
    _write_heads(sheet, made, look, top)
    for n, row in enumerate(made.rows):
        at = top + 2 + n
        _text(sheet, at, 0, row.title, look.lane)
        sheet.set_row(at, _height(row.title, row.cells))
        for column, words in enumerate(row.cells, 1):
            if words:
                _text(sheet, at, column, words, look.of_kind(row.kind))
            else:
                sheet.write_blank(at, column, None, look.cell)
    sheet.set_column(0, 0, _LANE_WIDTH)
    sheet.set_column(1, max(len(made.steps), 1), _STEP_WIDTH)
    sheet.freeze_panes(top + 2, 1)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top, top + 1)


def _write_heads(sheet: Any, made: Matrix, look: _Look, top: int) -> None:
    _text(sheet, top, 0, heading("stage"), look.corner)
    _text(sheet, top + 1, 0, heading("step"), look.corner)
    column = 1
    for n, (title, wide) in enumerate(made.stages):
        form = look.stages[n % len(look.stages)]
        if wide > 1:
            sheet.merge_range(top, column, top, column + wide - 1, "", form)
        _text(sheet, top, column, title, form)
        column += wide
    sheet.set_row(top, _LINE + 8)
    sheet.set_row(top + 1, _height("", made.steps))
    for column, title in enumerate(made.steps, 1):
        _text(sheet, top + 1, column, title, look.step)


def _height(title: str, cells: Iterable[str]) -> float:
    """How high a row has to be for its words, in points; not every program finds that out."""
    lines = max((_lines(words, _STEP_WIDTH) for words in cells), default=1)
    return min(_LINE * max(lines, _lines(title, _LANE_WIDTH)) + 5, _HIGHEST)


def _lines(words: str, width: int) -> int:
    """Over how many lines words go in a column, taken rather too high: faces differ."""
    room = width - 4
    return sum(max(1, -(-len(line) // room)) for line in words.split("\n"))


def _write_rows(sheet: Any, columns: Sequence[str], rows: Sequence[Row], look: _Look) -> None:
    """Rows that can be sorted, filtered and read back."""
    for column, meaning in enumerate(columns):
        _text(sheet, 0, column, heading(meaning), look.row_head)
        width = 48 if meaning in _WIDE else 10 if meaning in _NUMBERS else 20
        sheet.set_column(column, column, width)
    for at, row in enumerate(rows, 1):
        for column, meaning in enumerate(columns):
            text = row.get(meaning, "")
            if not text:
                continue
            form = look.row
            if meaning in _NUMBERS and _is_exact(text):
                sheet.write_number(at, column, float(text), form)
            else:
                _text(sheet, at, column, text, form)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), max(len(columns) - 1, 0))


def _is_exact(text: str) -> bool:
    """Whether a workbook, which keeps sixteen digits, gives this number back as it is."""
    try:
        return float(f"{float(text):.16G}") == float(text)
    except ValueError:
        return False


def _text(sheet: Any, row: int, column: int, words: str, form: Any) -> None:
    shown = held(words, LONGEST_CELL)
    if shown:
        sheet.write_string(row, column, shown, form)
    else:
        sheet.write_blank(row, column, None, form)
