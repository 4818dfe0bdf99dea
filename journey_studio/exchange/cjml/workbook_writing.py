# SPDX-License-Identifier: Apache-2.0
"""The CJML workbook out: a sheet for each map, then lists of actors, phases and channels."""

import io
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from journey_studio.exchange.cjml.sheet import HEADS, LONGEST_CELL, JourneySheet
from journey_studio.exchange.tables.workbook_writing import sheet_name
from journey_studio.exchange.tables.writing import held
from journey_studio.layout.theme import load_theme

_ALWAYS = datetime(2020, 1, 1, tzinfo=UTC)  # the same map is written in the same bytes
_WIDTHS = (8, 8, 18, 20, 34, 20, 34, 14, 34, 16, 10, 12, 10, 34)  # of the columns, in signs
_VALUE = 3  # the place of column D
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def workbook(journeys: Sequence[JourneySheet], reserved: Collection[str]) -> bytes:
    """The bytes of the workbook. A sheet whose name is `reserved`, blanks and marks aside, would
    not be taken for a journey.
    """
    from xlsxwriter import Workbook

    out = io.BytesIO()
    used: set[str] = {"history"}
    with Workbook(out, _OPTIONS) as book:
        book.set_properties({"created": _ALWAYS})
        colours = load_theme("print").colours
        plain = {"font_name": "Calibri", "font_size": 10, "text_wrap": True, "valign": "top"}
        look = book.add_format(plain)
        head = book.add_format({**plain, "bold": True, "bg_color": colours.chip})
        for journey in journeys:
            name = sheet_name(journey.shape.map.title, used)
            if "".join(filter(str.isalnum, name.casefold())) in reserved:
                name = sheet_name(f"{name} 1", used)
            _write_journey(book.add_worksheet(name), journey, look, head)
        for name, heads, rows in _lists(journeys):
            sheet = book.add_worksheet(name)
            sheet.set_column(0, len(heads) - 1, 30)
            sheet.freeze_panes(1, 0)
            _write_row(sheet, 0, heads, head)
            for at, row in enumerate(rows, 1):
                _write_row(sheet, at, row, look)
    return out.getvalue()


def _write_journey(sheet: Any, journey: JourneySheet, look: Any, head: Any) -> None:
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    for at, (label, value) in enumerate(journey.about):
        _write_row(sheet, at, (label,), head)
        _write_row(sheet, at, ("",) * _VALUE + (value,), look)
    top = len(journey.about) + 1
    _write_row(sheet, top, HEADS, head)
    for at, row in enumerate(journey.rows, top + 1):
        _write_row(sheet, at, row, look)
    sheet.autofilter(top, 0, top + max(len(journey.rows), 1), len(HEADS) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _lists(
    journeys: Sequence[JourneySheet],
) -> Iterable[tuple[str, Sequence[str], Iterable[Sequence[str]]]]:
    """What all sheets speak of, for whoever fills in more rows."""
    actors = {
        (each.names[actor], role): None
        for each in journeys
        for role, group in (("End user", each.users), ("Service provider", each.providers))
        for actor in (one.id for one in group)
    }
    phases = dict.fromkeys(name for each in journeys for name in each.phases.values())
    channels = dict.fromkeys(row.channel for each in journeys for row in each.rows if row.channel)
    yield "Actors", ("Actor", "Role"), actors
    yield "Phases", ("Phase",), [(name,) for name in phases]
    yield "Channels", ("Channel",), [(name,) for name in channels]


def _write_row(sheet: Any, at: int, cells: Sequence[str], form: Any) -> None:
    for column, text in enumerate(cells):
        shown = held(text, LONGEST_CELL)
        if shown:
            sheet.write_string(at, column, shown, form)
