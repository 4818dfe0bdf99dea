# SPDX-License-Identifier: Apache-2.0
"""The workbook in which touchpoints of CJML are collected: one journey on each sheet.

Letters of columns differ between versions of the template, so columns are known by their heads.
What stands above the heads is about the journey: a label, and its value in column D.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO

from journey_studio.exchange.cjml.maps import maps_of
from journey_studio.exchange.cjml.reading import CjmlError
from journey_studio.exchange.cjml.words import Actor, Journey, Phase, Side, Touchpoint
from journey_studio.exchange.formats import Choices, Found
from journey_studio.exchange.tables.workbook import Sheet, is_workbook, sheets
from journey_studio.i18n import t
from journey_studio.model.builder import Builder

_NOT_JOURNEYS = frozenset(
    "log userguide channels actors phases simplifications about screenshots configure".split()
)
_MEANINGS = {
    "include": "include", "tpid": "id", "phase": "phase", "actorwhoinitiated": "initiator",
    "initiatorslabel": "does", "actorwhoreceived": "receiver", "receiverslabel": "gets",
    "channel": "channel", "uxdescription": "experience", "uxrating": "rating",
    "deviation": "deviation", "date": "date", "time": "time", "comment": "comment",
    "comments": "comment",
}  # fmt: skip
_NEEDED = frozenset(("initiator", "does"))
_NO = frozenset(("no", "nei", "n", "false", "0"))
_RATINGS = {
    "verysatisfied": "5", "satisfied": "4", "neutral": "3", "dissatisfied": "2",
    "verydissatisfied": "1",
}  # fmt: skip
_VALUE = 3  # the place of column D
_MOST_HEAD = 60  # rows that are looked through for the heads
_MOST_STRINGS = 4_000_000  # bytes of the file's words that are looked at to know it
_SIGN = re.compile(rb"actor\s+who\s+initiated", re.IGNORECASE)

_BROKEN = (
    zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError,
    NotImplementedError,
)  # fmt: skip

_Row = Mapping[str, str]


def recognises(data: bytes) -> bool:
    """Whether this is a workbook with the heads of CJML."""
    if not is_workbook(data):
        return False
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for name in archive.namelist():
                if name.lower() in ("xl/sharedstrings.xml", "xl/worksheets/sheet1.xml"):
                    with archive.open(name) as stream:
                        if _SIGN.search(stream.read(_MOST_STRINGS)):
                            return True
    except _BROKEN:
        pass  # whoever reads it says what is wrong
    return False


def read(data: bytes, name: str, choices: Choices) -> Found:
    """The maps of a workbook. Raises TableError where it cannot be read, CjmlError where no sheet
    has the heads.
    """
    del name
    builder = Builder()
    found = []
    there = [each for each in sheets(data) if not each.hidden and _may_hold_one(each)]
    for sheet in there:
        if choices.sheets and sheet.name not in choices.sheets:
            continue
        journey = _journey(sheet, builder)
        if journey is not None:
            found.append(journey)
    if not found:
        raise CjmlError(t("exchange.cjml.no_sheets"))
    made = maps_of(found, builder, choices)
    chosen = made.offer.chosen._replace(sheets=tuple(journey.at for journey in found))
    offer = made.offer._replace(chosen=chosen, sheets=tuple(each.name for each in there))
    return replace(made, offer=offer)


def _may_hold_one(sheet: Sheet) -> bool:
    return _plainly(sheet.name) not in _NOT_JOURNEYS and any(map(any, sheet.rows))


def _journey(sheet: Sheet, builder: Builder) -> Journey | None:
    heads = next((n for n, row in enumerate(sheet.rows[:_MOST_HEAD]) if _is_heads(row)), None)
    if heads is None:
        builder.lost("sheet", sheet.name, t("exchange.cjml.sheet", sheet=sheet.name))
        return None
    about = dict(_about(sheet, heads))
    user = next((value for label, value in about.items() if "user" in _plainly(label)), "")
    rows = list(_rows(sheet, heads, builder))
    if not user and rows:
        user = rows[0][1].get("initiator", "")
    names = dict.fromkeys(
        row[role] for _, row in rows for role in ("initiator", "receiver") if row.get(role)
    )
    actors = [Actor(user, user, is_user=True)] if user else []
    actors += [Actor(each, each, is_user=False) for each in names if each != user]
    phases = dict.fromkeys(row.get("phase", "") for _, row in rows)
    return Journey(
        title=about.pop("title", sheet.name),
        planned=False,
        summary=next((v for label, v in about.items() if "summary" in _plainly(label)), ""),
        remarks=tuple(_remarks(about)),
        phases=tuple(Phase(each, each) for each in phases),
        actors=tuple(actors),
        touchpoints=tuple(_touchpoint(cell, row) for cell, row in rows),
        at=sheet.name,
    )


def _is_heads(row: Sequence[str]) -> bool:
    return {_MEANINGS.get(_plainly(cell), "") for cell in row} >= _NEEDED


def _about(sheet: Sheet, heads: int) -> Iterator[tuple[str, str]]:
    """Labels and values above the heads."""
    place = _VALUE - sheet.left
    for row in sheet.rows[:heads]:
        if not 0 <= place < len(row) or not row[place].strip():
            continue
        label = next((cell.strip() for cell in row[:place] if cell.strip()), "")
        own = "title" if _plainly(label) in ("title", "journeytitle", "name") else label
        yield own.rstrip(": "), row[place].strip()


def _remarks(about: Mapping[str, str]) -> Iterator[str]:
    for label, value in about.items():
        if not any(word in _plainly(label) for word in ("user", "summary")):
            yield f"{label}: {value}" if label else value


def _rows(sheet: Sheet, heads: int, builder: Builder) -> Iterator[tuple[str, _Row]]:
    """The rows that belong to the journey, by meaning, each with the cell it begins in."""
    meanings = [_MEANINGS.get(_plainly(cell), "") for cell in sheet.rows[heads]]
    for number, cells in enumerate(sheet.rows[heads + 1 :], sheet.top + heads + 2):
        row: dict[str, str] = {}
        rest = []
        for place, (meaning, cell) in enumerate(zip(meanings, cells, strict=True)):
            if meaning:
                row.setdefault(meaning, cell.strip())
            elif cell.strip():
                head = sheet.rows[heads][place].strip()
                rest.append(f"{head}: {cell.strip()}" if head else cell.strip())
        if not any(row.get(name) for name in ("does", "gets", "initiator", "receiver")):
            continue
        row["rest"] = "\n".join(rest)
        cell_name = t("exchange.cjml.row", sheet=sheet.name, row=number)
        if row.get("include", "").casefold() in _NO:
            builder.lost("touchpoint", cell_name, t("exchange.cjml.excluded"))
            continue
        yield cell_name, row


def _touchpoint(cell: str, row: _Row) -> Touchpoint:
    def said(name: str) -> str:
        return row.get(name, "")

    when = [f"{name}: {row[name]}" for name in ("date", "time") if row.get(name)]
    gets = Side(said("receiver"), said("gets"))
    rating = said("rating")
    deviation = said("deviation").casefold()
    return Touchpoint(
        initiator=Side(said("initiator"), said("does")),
        receiver=gets if gets.actor else None,
        phase=said("phase"),
        channel=said("channel"),
        comment="\n".join(filter(None, (said("comment"), *when, said("rest")))),
        rating=_RATINGS.get(_plainly(rating), rating),
        experience=said("experience"),
        deviates=bool(deviation) and deviation not in _NO,
        cell=cell,
    )


def _plainly(text: str) -> str:
    """A head without its capitals, blanks and marks."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())
