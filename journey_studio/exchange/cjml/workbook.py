# SPDX-License-Identifier: Apache-2.0
"""The workbook in which touchpoints of CJML are collected: one journey on each sheet.

Letters of columns differ between versions of the template, so columns are known by their heads.
What stands above the heads is about the journey: a label, and its value in column D. What is
written holds what such a sheet has a place for, and a loss names everything else.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from typing import NamedTuple

from journey_studio.exchange.cjml.maps import maps_of
from journey_studio.exchange.cjml.reading import CjmlError
from journey_studio.exchange.cjml.sheet import JourneySheet
from journey_studio.exchange.cjml.words import Actor, Journey, Phase, Side, Touchpoint
from journey_studio.exchange.cjml.workbook_writing import workbook
from journey_studio.exchange.formats import Carries, Choices, Found, Pictures, Written
from journey_studio.exchange.read_back import loss_of
from journey_studio.exchange.reporting import words_of
from journey_studio.exchange.tables.workbook import Sheet, beside_cells, is_workbook, sheets
from journey_studio.exchange.text_source import Told, translated, twins_of
from journey_studio.exchange.told_order import moved
from journey_studio.i18n import t
from journey_studio.model.builder import Builder
from journey_studio.model.contents import contents
from journey_studio.model.loss import Loss
from journey_studio.model.records import Tag
from journey_studio.model.snapshot import Snapshot

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
_USER = "user"
_PROVIDER = "provider"
_VALUE = 3  # the place of column D
_MOST_HEAD = 400  # rows that are looked through for the heads
_MOST_STRINGS = 4_000_000  # bytes of the file's words that are looked at to know it
_SIGN = re.compile(rb"actor\s+who\s+initiated", re.IGNORECASE)

_BROKEN = (
    zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError,
    NotImplementedError,
)  # fmt: skip

_Row = Mapping[str, str]

CARRIES: Carries = {
    "map": frozenset(("title", "scenario", "state", "personas", "scale")),
    "stage": frozenset(("title",)),
    "step": frozenset(("title", "description")),
    "lane": frozenset(("title", "kind")),
    "card": frozenset(("text", "channel", "tags")),
    "persona": frozenset(("name",)),
    "channel": frozenset(("name",)),
    "tag": frozenset(("name",)),
    "point": frozenset(("value", "note", "persona")),
    "comment": frozenset(("on", "text")),
}


class _Language(NamedTuple):
    """How a map is told."""

    tell: Callable[[Snapshot, str], Told]


def _tell(snapshot: Snapshot, map_id: str) -> Told:
    return Told("", JourneySheet(snapshot, map_id).order)


LANGUAGE = _Language(_tell)
"""Which record of a map its reader meets as which; there are no words but in cells."""


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
    every = [each for each in sheets(data) if _may_hold_one(each)]
    there = [each for each in every if not each.hidden]
    for sheet in every:
        if sheet.hidden:
            builder.lost("sheet", sheet.name, t("exchange.workbook.hidden"))
    for sheet in there:
        if choices.sheets and sheet.name not in choices.sheets:
            continue
        journey = _journey(sheet, builder)
        if journey is not None:
            found.append(journey)
    if not found:
        raise CjmlError(t("exchange.cjml.no_sheets"))
    made = maps_of(found, builder)
    chosen = made.offer.chosen._replace(sheets=tuple(journey.at for journey in found))
    offer = made.offer._replace(chosen=chosen, sheets=tuple(each.name for each in there))
    return replace(made, offer=offer, losses=(*made.losses, *beside_cells(data)))


def _may_hold_one(sheet: Sheet) -> bool:
    return _plainly(sheet.name) not in _NOT_JOURNEYS and any(map(any, sheet.rows))


def _journey(sheet: Sheet, builder: Builder) -> Journey | None:
    heads = next((n for n, row in enumerate(sheet.rows[:_MOST_HEAD]) if _is_heads(row)), None)
    if heads is None:
        builder.lost("sheet", sheet.name, t("exchange.cjml.sheet", sheet=sheet.name))
        return None
    about = _About(_about(sheet, heads))
    every = list(_rows(sheet, heads, builder))
    rows = [(cell, row) for cell, row in every if _is_touchpoint(row)]
    users = about.take(_USER, every=True)
    if not users and rows:
        users = list(filter(None, [rows[0][1].get("initiator", "")]))
    names = dict.fromkeys(about.take(_PROVIDER, every=True))
    names |= dict.fromkeys(
        row[role] for _, row in rows for role in ("initiator", "receiver") if row.get(role)
    )
    actors = [Actor(each, each, is_user=True) for each in dict.fromkeys(users)]
    actors += [Actor(each, each, is_user=False) for each in names if each not in users]
    phases = dict.fromkeys(row.get("phase", "") for _, row in every)
    return Journey(
        title=next(iter(about.take("title")), sheet.name),
        planned=about.is_planned(),
        summary=next(iter(about.take("summary")), ""),
        remarks=tuple(about.remarks()),
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


class _About:
    """What stands above the heads. What nobody takes is a remark."""

    def __init__(self, said: Iterable[tuple[str, str]]) -> None:
        self._left = list(said)

    def take(self, word: str, *, every: bool = False) -> list[str]:
        """The value of the first label with a word in it; with `every`, also of those that differ
        from it by a number only: "End user", "End user 2".
        """
        wanted = next((_bare(label) for label, _ in self._left if word in _plainly(label)), None)
        if wanted is None:
            return []
        found = [each for each in self._left if _bare(each[0]) == wanted]
        found = found if every else found[:1]
        for each in found:
            self._left.remove(each)
        return [value for _, value in found]

    def is_planned(self) -> bool:
        """Whether the journey is one that is yet to happen."""
        for label, value in self._left:
            if _plainly(label) == "journeytype" and value.casefold().startswith("planned"):
                self._left.remove((label, value))
                return True
        return False

    def remarks(self) -> Iterator[str]:
        """What is left, with its labels."""
        for label, value in self._left:
            yield f"{label}: {value}" if label and _plainly(label) != "comment" else value


def _bare(label: str) -> str:
    return _plainly(label).rstrip("0123456789")


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
        if not _is_touchpoint(row):
            if row.get("phase") and row.get("include", "").casefold() not in _NO:
                yield "", row  # a phase in which nothing happens
            continue
        row["rest"] = "\n".join(rest)
        cell_name = t("exchange.cjml.row", sheet=sheet.name, row=number)
        if row.get("include", "").casefold() in _NO:
            builder.lost("touchpoint", cell_name, t("exchange.cjml.excluded"))
            continue
        yield cell_name, row


def _is_touchpoint(row: _Row) -> bool:
    return any(row.get(name) for name in ("does", "gets", "initiator", "receiver"))


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


def write(
    snapshot: Snapshot, map_ids: Sequence[str], choices: Choices, pictures: Pictures
) -> Written:
    """The maps as a workbook, one on each sheet."""
    del choices, pictures
    journeys = [JourneySheet(snapshot, map_id) for map_id in map_ids]
    data = workbook(journeys, _NOT_JOURNEYS)
    return Written(data, tuple(_losses(snapshot, map_ids, journeys, data)))


def _losses(
    snapshot: Snapshot, map_ids: Sequence[str], journeys: Sequence[JourneySheet], data: bytes
) -> Iterator[Loss]:
    """What the cells do not give back, of all that such a workbook has a place for."""
    shown = read(data, "", Choices()).snapshot
    twins = twins_of(shown, Told("", _order(journeys)))
    twins |= _named_alike(snapshot, map_ids, shown)
    backward: dict[str, list[str]] = {}
    for other, mine in twins.items():
        backward.setdefault(mine, []).append(other)
    for record in contents(snapshot, map_ids):
        said = words_of(record)
        others = [shown.records[each] for each in backward.get(record.id, ())]
        found = [translated(words_of(each), each.KIND, twins) for each in others] or [{}]
        for register in sorted(CARRIES.get(record.KIND, frozenset())):
            values = [each.get(register) for each in found]
            if any(value != said.get(register) for value in values):
                changed = any(value is not None for value in values)
                yield loss_of(snapshot, record, register, changed=changed)
    for there in shown.maps():
        if there.id in twins:
            yield from moved(snapshot, twins[there.id], shown, there.id, twins)


def _order(journeys: Sequence[JourneySheet]) -> dict[str, list[str]]:
    """The records of all sheets as the reader numbers them; it meets a channel only once."""
    order: dict[str, list[str]] = {}
    channels: dict[str, str] = {}
    for each in journeys:
        for kind, ids in each.order.items():
            if kind != "channel":
                order.setdefault(kind, []).extend(ids)
        for name, own in each.channels_by_name.items():
            channels.setdefault(name, own)
    return order | {"channel": list(channels.values())}


def _named_alike(snapshot: Snapshot, map_ids: Sequence[str], shown: Snapshot) -> Mapping[str, str]:
    """The tags that were read, which are known by their names."""
    mine = {each.name: each.id for each in contents(snapshot, map_ids) if isinstance(each, Tag)}
    return {each.id: mine[each.name] for each in shown.under(Tag) if each.name in mine}
