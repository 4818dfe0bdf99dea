# SPDX-License-Identifier: Apache-2.0
"""Rows that say of which record they speak, as this program writes them, made records again.

People sort such tables, take rows out and put rows in, so nothing depends on the order of rows but
what has no number. A row without a kind is a card.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from math import inf
from typing import Any, NamedTuple

from journey_studio.exchange.figures import number
from journey_studio.exchange.refusal import quote
from journey_studio.exchange.scales import SCALES, Scale, scale_of
from journey_studio.exchange.tables.columns import evidence_of, heading
from journey_studio.exchange.tables.fields import FIELDS, SINGLE, Field, parts, value_of
from journey_studio.exchange.tables.places import Place, Places
from journey_studio.exchange.tables.writing import ARC_SCALE, Row, value_on
from journey_studio.i18n import t
from journey_studio.model.builder import Builder
from journey_studio.model.fragments import LIBRARY_KINDS
from journey_studio.model.ids import kind_of
from journey_studio.model.references import REFERENCES

_NAMED = frozenset(("persona", "channel", "tag", "metric"))  # made where they are only named
_PLACE = Place._fields
_PLACED = ("map", "stage", "step", "lane", "card")


class TableRow(NamedTuple):
    """What a row says, by the meanings of its columns, and where it stands in the file."""

    said: Row
    number: int
    where: Callable[[int], str]

    @property
    def at(self) -> str:
        """Where the row stands; asked for only when there is something to tell."""
        return self.where(self.number)

    def get(self, meaning: str) -> str:
        """What stands in the column of that meaning, "" where nothing does."""
        return self.said.get(meaning, "")

    def place(self) -> Place:
        """Where the row says it stands."""
        said = self.said
        return Place(*[said.get(name, "") for name in _PLACE])


class OwnTables:
    """Reads the rows of one file; `finish` when all are there."""

    def __init__(self, builder: Builder, decimal: str = "", scale: str = "") -> None:
        self.builder, self.places = builder, Places(builder)
        self._decimal, self._scale = decimal, scale
        self._rows: dict[str, list[TableRow]] = {}
        self.checks: dict[str, str] = {}  # of the sheets of maps, by the ids of those
        self._called: dict[str, str] = {}  # ids by what records are called where one points to them
        self._pointing: list[tuple[str, Field, str, str]] = []

    def add(self, row: TableRow) -> None:
        """Take a row; one of a kind nobody knows is lost."""
        kind = row.get("record").strip().casefold() or "card"
        if kind not in FIELDS:
            reason = t("exchange.table.loss.record", kind=quote(kind))
            self.builder.lost(heading("record"), row.at, reason)
        else:
            self._rows.setdefault(kind, []).append(row)

    def finish(self) -> None:
        """Make the records: what others lie in first, what points to others last."""
        for kind in LIBRARY_KINDS:
            for row in self._of(kind):
                self._library(kind, row)
        make: dict[str, Callable[[TableRow], str]] = {
            "map": lambda row: self.places.map(row.place(), row.at, own=True),
            "stage": lambda row: self.places.stage(row.place(), row.at, own=True),
            "step": lambda row: self.places.step(row.place(), row.at, own=True),
            "lane": self._lane,
            "card": self._card,
            "point": self._point,
        }
        for kind, made in make.items():
            for row in self._of(kind):
                record_id = made(row)
                self._fill(kind, record_id, row)
                self._call(kind, record_id, row)
                if row.get("check"):
                    self.checks[record_id] = row.get("check")
        for row in self._of("reading"):
            self._reading(row)
        for kind in ("connection", "comment"):
            for row in self._of(kind):
                record_id = self.builder.add(kind, at=row.at)
                self._called.setdefault(row.get("key") or record_id, record_id)
                self._fill(kind, record_id, row)
        self._point_out()

    def _of(self, kind: str) -> Iterable[TableRow]:
        """The rows of a kind, sorted by their numbers where they have some."""
        rows = self._rows.get(kind, [])
        if kind not in _PLACED:
            return rows
        names = [f"{each}_number" for each in _PLACED if each != "lane" or kind in ("lane", "card")]
        return sorted(rows, key=lambda row: [_order(row.get(name)) for name in names])

    def _library(self, kind: str, row: TableRow) -> None:
        record_id = self.builder.add(kind, at=row.at)
        for label in (row.get("key"), row.get("name")):
            if label:
                self._called.setdefault(f"{kind} {label}", record_id)
        self._fill(kind, record_id, row)

    def _lane(self, row: TableRow) -> str:
        lane = self.places.lane(row.place(), row.at, own=True)
        self.places.set_kind(lane, row.get("lane_kind").strip() or "text")
        return lane

    def _card(self, row: TableRow) -> str:
        lane = self.places.lane(row.place(), row.at)
        return self.places.card(lane, self.places.step(row.place(), row.at), row.at)

    def _point(self, row: TableRow) -> str:
        lane = self.places.lane(row.place(), row.at, "curve")
        label = row.get("persona")
        persona = self._named("persona", label, row.at) if label else None
        return self.builder.point(lane, self.places.step(row.place(), row.at), persona, at=row.at)

    def _reading(self, row: TableRow) -> None:
        label, day, value = row.get("metric"), row.get("day").strip(), row.get("value")
        found = number(value, self._decimal)
        if not label or found is None or not _is_day(day):
            reason = t("exchange.table.loss.reading")
            self.builder.lost("reading", row.at, reason)
            return
        metric = self._named("metric", label, row.at)
        self.builder.reading(metric, day, found, at=row.at)

    def _call(self, kind: str, record_id: str, row: TableRow) -> None:
        """Remember what a record is called where others point to it."""
        get = row.get
        on = f"{get('map_number') or '1'}:"
        step = f"{get('stage_number')}.{get('step_number')}"
        name = {
            "map": get("map_number") or "1",
            "stage": on + get("stage_number"),
            "step": on + step,
            "lane": on + get("lane_number"),
            "card": f"{on}{get('lane_number')}/{step}/{get('card_number')}",
            "point": f"{on}{get('lane_number')}/{step}/{get('persona')}",
        }[kind]
        self._called.setdefault(f"{kind} {name}", record_id)

    def _fill(self, kind: str, record_id: str, row: TableRow) -> None:
        for meaning, field in FIELDS[kind].items():
            text = row.said.get(meaning, "")
            if not text or (kind == "point" and field.register == "persona"):
                continue
            if field.form == "any":
                self._pointing.append((record_id, field, text, row.at))
                continue
            try:
                value = self._value(field, text, row)
            except ValueError:
                reason = t("exchange.table.loss.value", text=quote(text))
                self.builder.lost(heading(meaning), row.at, reason)
                continue
            self.builder.set(record_id, at=row.at, **{field.register: value})

    def _value(self, field: Field, text: str, row: TableRow) -> Any:
        if field.form == "one":
            return self._named(field.kind, text, row.at)
        if field.form == "many":
            return [self._named(field.kind, each, row.at) for each in parts(text)]
        if field.form == "score":
            return self._score(text, row)
        value = value_of(field, text, self._decimal)
        return evidence_of(value) or value if field.register == "evidence" else value

    def _score(self, text: str, row: TableRow) -> float:
        found = number(text, self._decimal)
        scale = self._scale_at(row)
        if found is None or not scale.holds(found):
            raise ValueError(text)
        return value_on(scale, found)

    def _scale_at(self, row: TableRow) -> Scale:
        if self.places.kind_of(self.places.lane(row.place(), row.at)) == "arc":
            return ARC_SCALE
        said = self.builder.get(self.places.map(row.place(), row.at), "scale")
        return SCALES[self._scale] if self._scale in SCALES else scale_of(str(said or ""))

    def _named(self, kind: str, label: str, at: str) -> str:
        """The library record of that label, made where there is none."""
        known = self._called.get(f"{kind} {label}")
        if known is None:
            known = self.builder.named(kind, label, at=at)
            self._called[f"{kind} {label}"] = known
        return known

    def _point_out(self) -> None:
        """Write the registers that name records of any kind, now that all are there."""
        for record_id, field, text, at in self._pointing:
            kinds = REFERENCES[kind_of(record_id)][field.register]
            found: list[str] = []
            for name in parts(text):
                kind, _, label = name.partition(" ")
                if (kinds and kind not in kinds) or (found and field.register in SINGLE):
                    reason = t("exchange.table.loss.value", text=quote(name))
                    self.builder.lost(field.register, at, reason)
                elif name in self._called:
                    found.append(self._called[name])
                elif kind in _NAMED and label:
                    found.append(self._named(kind, label, at))
                else:
                    reason = t("exchange.table.loss.unknown", name=quote(name))
                    self.builder.lost(field.register, at, reason)
            if found:
                value = found[0] if field.register in SINGLE else found
                self.builder.set(record_id, at=at, **{field.register: value})


def _order(text: str) -> float:
    return float(text) if text.isdecimal() and len(text) < 10 else inf


def _is_day(text: str) -> bool:
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False


def rows_of(
    meanings: tuple[str, ...], rows: Iterable[tuple[str, ...]], at: Callable[[int], str]
) -> Iterator[TableRow]:
    """The rows of a table whose columns have these meanings; `at` says where the nth stands."""
    used = [(column, meaning) for column, meaning in enumerate(meanings) if meaning]
    for n, cells in enumerate(rows):
        width = len(cells)
        said = {m: cells[c] for c, m in used if c < width and cells[c]}
        if said:
            yield TableRow(said, n, at)
