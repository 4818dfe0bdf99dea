# SPDX-License-Identifier: Apache-2.0
"""Maps as the rows of a long table: a row for each record, a column for each thing it can say.

A row says where it stands both in words, to be read, and in numbers, to be sorted and to be read
back where two things are called the same. Records that others point to are called by their names,
and where a name is no name to point with (empty, twice, or with a comma in it) by a key beside it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from journey_studio.exchange.figures import written
from journey_studio.exchange.reporting import called, words_of
from journey_studio.exchange.scales import SCALES, Scale, scale_of
from journey_studio.exchange.tables.columns import MEANINGS
from journey_studio.exchange.tables.fields import FIELDS, Field, shown, value_of
from journey_studio.i18n import t
from journey_studio.model.contents import contents
from journey_studio.model.fragments import LIBRARY_KINDS
from journey_studio.model.loss import Fate, Loss
from journey_studio.model.records import Comment, Connection, Lane, Point, Reading, Record
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.walk import Walk, walk

Row = dict[str, str]  # what stands in the columns, by their meanings
ARC_SCALE = SCALES["1-5"]  # of the tension in an arc, whatever feelings are counted in
_NO_LABEL = frozenset(';,|\n\t:/"')


def value_on(scale: Scale, found: float) -> float:
    """The value of a number on a scale, without the noise of reckoning in its last digits.

    On a scale around 0 there is none; on others 3.6 of 1 to 5 would be 0.30000000000000004.
    """
    value = scale.value_of(found)
    near = round(value, 12)
    return near if scale.neutral and abs(near - value) < 1e-14 else value


class LongTable:
    """The rows of some maps, and what could not be put into them."""

    def __init__(
        self, snapshot: Snapshot, map_ids: Sequence[str], decimal: str = ".", longest: int = 0
    ) -> None:
        self.losses: list[Loss] = []
        self._lost: set[tuple[str, str]] = set()
        self._snapshot, self._decimal, self._longest = snapshot, decimal, longest
        self._records = contents(snapshot, map_ids)
        self._walks = [walk(snapshot, map_id) for map_id in map_ids]
        self._home: dict[str, int] = {}  # the number of the map of everything in a walk
        self._names: dict[str, str] = {}  # what a record is called where others point to it
        self._labels = _labels(self._records)
        for number, found in enumerate(self._walks):
            self._home |= dict.fromkeys(found.names, number)
            self._names |= {each: _place(each, found, number) for each in found.names}
        self._name_the_rest()
        self.rows = [row for record in self._in_order() for row in self._row(record)]

    def columns(self, rows: Iterable[Row]) -> list[str]:
        """The meanings that any of these rows uses, in the order of columns."""
        used = {meaning for row in rows for meaning in row}
        return [meaning for meaning in MEANINGS if meaning in used]

    def _name_the_rest(self) -> None:
        count: Counter[str] = Counter()
        for record in self._records:
            kind = record.KIND
            if kind in LIBRARY_KINDS:
                self._names[record.id] = f"{kind} {self._labels[record.id]}"
            elif isinstance(record, Point):
                persona = self._labels.get(record.persona or "", "")
                where = self._walks[self._home[record.lane or ""]]
                self._names[record.id] = f"{_point(record, where, self._home)}/{persona}"
            elif isinstance(record, Reading):
                metric = self._labels[record.metric or ""]
                self._names[record.id] = f"{kind} {metric} {record.day}"
            elif isinstance(record, Comment | Connection):
                count[kind] += 1
                self._names[record.id] = f"{kind} {count[kind]}"

    def _in_order(self) -> Iterator[Record]:
        """The records, with the places where strays are parked, which are none."""
        known = {record.id for record in self._records}
        for found in self._walks:
            for stage, steps in found.shape.stages:
                strays = [each for each in (stage, *steps) if each.id not in known]
                yield from strays
            yield from (lane for lane in found.shape.lanes if lane.id not in known)
        yield from self._records

    def _row(self, record: Record) -> Iterator[Row]:
        row: Row = {"record": record.KIND, **self._standing(record)}
        if record.id in self._labels:
            own = getattr(record, "name", "") or getattr(record, "title", "")
            if self._labels[record.id] != own:
                row["key"] = self._labels[record.id]
        elif isinstance(record, Comment | Connection):
            row["key"] = self._names[record.id]
        said = {**_standing_values(record), **words_of(record)}
        for meaning, field in FIELDS[record.KIND].items():
            if field.register in said:
                text = self._held(record, field, self._cell(record, field, said[field.register]))
                if text or meaning not in row:
                    row[meaning] = text
        yield row

    def _standing(self, record: Record) -> Row:
        """Where a record stands: what it is called by and under which numbers."""
        on = record.on if isinstance(record, Comment) else None
        lane = record.lane if isinstance(record, Point) else None
        found = self._place_of(on or record.id)
        if isinstance(record, Point) and lane in self._home:
            found = self._place_of(record.step or "") | self._place_of(lane)
        return found

    def _place_of(self, record_id: str) -> Row:
        if record_id not in self._home:
            return {}
        number = self._home[record_id]
        found, kind = self._walks[number], self._names[record_id].partition(" ")[0]
        where = found.where[record_id]
        row = {"map_number": str(number + 1)} if len(self._walks) > 1 else {}
        row["map"] = found.shape.map.title
        if kind in ("stage", "step", "card"):
            stage, steps = found.shape.stages[where[-3] if kind == "card" else where[0]]
            row |= {"stage_number": str(found.where[stage.id][0] + 1), "stage": stage.title}
            if kind != "stage":
                at = where[-2] if kind == "card" else where[1]
                step = next(each for each in steps if found.where[each.id][1] == at)
                row |= {"step_number": str(at + 1), "step": step.title}
        if kind in ("lane", "card"):
            lane = found.shape.lanes[where[0]]
            row |= {"lane_number": str(where[0] + 1), "lane": lane.title}
        if kind == "card":
            row["card_number"] = str(where[3] + 1)
        return row

    def _held(self, record: Record, field: Field, text: str) -> str:
        """A text as far as a cell of a workbook holds it; one of a text file holds any."""
        shown = held(text, self._longest) if self._longest else text
        if shown != text:
            self._lose(record, field.register, "changed", t("exchange.table.loss.text"))
        return shown

    def _cell(self, record: Record, field: Field, value: Any) -> str:
        if field.form == "score":
            return self._score(record, field, value)
        if field.form in ("one", "many"):
            return self._named(record, field, value, self._labels)
        if field.form == "any":
            return self._named(record, field, value, self._names)
        text = shown(field, value, self._decimal)
        if not _reads_back(field, text, value, self._decimal):
            self._lose(record, field.register, "changed", t("exchange.table.loss.form"))
        return text

    def _score(self, record: Record, field: Field, value: float) -> str:
        scale = self.scale_of(record)
        text = written(scale.number_of(value), self._decimal)
        if value_on(scale, value_of(Field("", "number"), text, self._decimal)) != value:
            self._lose(record, field.register, "changed", t("exchange.table.loss.scale"))
        return text

    def scale_of(self, record: Record) -> Scale:
        """The scale in which the value of a point is written."""
        assert isinstance(record, Point)
        lane = self._snapshot.get(Lane, record.lane)
        if lane is not None and lane.kind == "arc":
            return ARC_SCALE
        return scale_of(self._walks[self._home[record.lane or ""]].shape.map.scale)

    def _named(self, record: Record, field: Field, value: Any, names: dict[str, str]) -> str:
        """What those are called that a register names. What is deleted is not there to be named."""
        given = [value] if isinstance(value, str) else value
        if any(each not in names and self._lives(each) for each in given):
            here = any(each in names for each in given)
            fate: Fate = "changed" if here else "dropped"
            self._lose(record, field.register, fate, t("exchange.table.loss.elsewhere"))
        return "; ".join(names[each] for each in given if each in names)

    def _lives(self, record_id: str) -> bool:
        record = self._snapshot.records.get(record_id)
        return record is not None and not record.deleted

    def _lose(self, record: Record, register: str, fate: Fate, reason: str) -> None:
        if (record.id, register) in self._lost:
            return
        self._lost.add((record.id, register))
        what, place = f"{record.KIND}.{register}", called(self._snapshot, record)
        self.losses.append(Loss(fate, what, place, reason, record.id, register))


def held(text: str, longest: int) -> str:
    """A text without what XML cannot hold, cut where a cell ends, which is counted in UTF-16."""
    shown = text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    if len(shown) * 2 <= longest:
        return shown
    wide = shown.encode("utf-16-le")
    if len(wide) <= 2 * longest:
        return shown
    return wide[: 2 * (longest - 1)].decode("utf-16-le", "ignore") + "…"


def _standing_values(record: Record) -> dict[str, Any]:
    """What a record stands by, where a column says that too."""
    return {"metric": record.metric} if isinstance(record, Reading) else {}


def _place(record_id: str, found: Walk, map_number: int) -> str:
    """What is pointed to in a walk, with numbers from 1: "card 1:4/1.3/2"."""
    kind = found.names[record_id].partition(" ")[0]
    where = [each + 1 for each in found.where[record_id]]
    if kind == "map":
        return f"map {map_number + 1}"
    step = f"{where[-2]}.{where[-1]}" if kind == "step" else ""
    if kind == "card":
        step = f"{where[0]}/{where[1]}.{where[2]}/{where[3]}"
    return f"{kind} {map_number + 1}:{step or where[0]}"


def _point(point: Point, found: Walk, home: dict[str, int]) -> str:
    lane, step = found.where[point.lane or ""], found.where[point.step or ""]
    number = home[point.lane or ""] + 1
    return f"point {number}:{lane[0] + 1}/{step[0] + 1}.{step[1] + 1}"


def _labels(records: Sequence[Record]) -> dict[str, str]:
    """What library records are called where others point to them; no two of a kind the same."""
    made: dict[str, str] = {}
    taken: set[tuple[str, str]] = set()
    library = [record for record in records if record.KIND in LIBRARY_KINDS]
    count = Counter((record.KIND, _own_name(record)) for record in library)
    for unsafe in (False, True):  # those first whose names are left as they are
        for record in library:
            name = _own_name(record)
            if unsafe == (_safe(name) and count[record.KIND, name] == 1):
                continue
            base = " ".join("".join(" " if s in _NO_LABEL else s for s in name[:40]).split())
            label, number = (base or record.KIND) if unsafe else name, 1
            while (record.KIND, label) in taken:
                number += 1
                label = f"{base or record.KIND} {number}"
            taken.add((record.KIND, label))
            made[record.id] = label
    return made


def _own_name(record: Record) -> str:
    return str(getattr(record, "name", "") or getattr(record, "title", ""))


def _safe(name: str) -> bool:
    return bool(name) and name == " ".join(name.split()) and not _NO_LABEL & set(name)


def _reads_back(field: Field, text: str, value: Any, decimal: str) -> bool:
    if field.form == "text":
        return True
    try:
        return bool(value_of(field, text, decimal) == value)
    except ValueError:
        return False
