# SPDX-License-Identifier: Apache-2.0
"""Reading the interchange format, strictly: nothing in it is bent, skipped or taken on trust.

It comes from files that anybody can make, and from the process that reads foreign files. Each
register is checked as a project checks it, and every error names the place (`maps[0].lanes[2]`).
"""

import base64
import binascii
import hashlib
from collections.abc import Iterable
from typing import Any

from journey_studio.exchange.interchange.writing import FORMAT, GROUPS, VERSION
from journey_studio.exchange.refusal import quote
from journey_studio.exchange.strict.foreign_data import DataError
from journey_studio.exchange.strict.json import parse
from journey_studio.i18n import t
from journey_studio.model.arrangement import parking_ids
from journey_studio.model.commands.points import point_id, reading_id
from journey_studio.model.ids import is_id, kind_of
from journey_studio.model.merge import index_children, make_record
from journey_studio.model.records import (
    KEPT_FROM_SIGHT,
    CardPlace,
    MapPlace,
    Record,
    StagePlace,
    StepPlace,
)
from journey_studio.model.references import REFERENCES
from journey_studio.model.registers import registers
from journey_studio.model.snapshot import Snapshot

MOST_RECORDS = 300_000
_TOP = frozenset(("$schema", "format", "version", "project", "maps", "comments", "pictures"))
_SIGNS = frozenset("0123456789abcdef")

Node = dict[str, Any]


def snapshot_of(data: bytes) -> tuple[Snapshot, dict[str, bytes]]:
    """The records of a file and its pictures by name. Raises DataError."""
    top = parse(data)
    _object(top, "")
    if top.get("format") != FORMAT:
        raise _no("format", "format")
    if top.get("version") != VERSION:
        raise _no("version", "version", known=VERSION)
    reader = _Reader()
    reader.file(top)
    pictures = _pictures(top.get("pictures", {}))
    records = reader.records
    return Snapshot(records, children=index_children(records.values())), pictures


def _no(at: str, key: str, **values: object) -> DataError:
    """The refusal of what stands at a place."""
    return DataError(at, t(f"exchange.interchange.{key}", **values))


def _object(value: Any, at: str) -> None:
    if not isinstance(value, dict):
        raise _no(at, "object")


def _entries(node: Node, name: str, at: str) -> Iterable[tuple[str, Node]]:
    """The objects of a list, each with its place."""
    found = node.get(name, [])
    here = f"{at}.{name}" if at else name
    if not isinstance(found, list):
        raise _no(here, "list")
    for number, each in enumerate(found):
        _object(each, f"{here}[{number}]")
        yield f"{here}[{number}]", each


def _rank(number: int) -> str:
    return f"K{number:07d}V"


class _Reader:
    """Collects the records of a file."""

    def __init__(self) -> None:
        self.records: dict[str, Record] = {}

    def file(self, top: Node) -> None:
        for name in top.keys() - _TOP - frozenset(GROUPS.values()):
            raise _no(quote(name), "unknown")
        if "project" in top:
            _object(top["project"], "project")
            self.record("project", top["project"], "project")
        for kind, name in GROUPS.items():
            for number, (at, node) in enumerate(_entries(top, name, "")):
                made = self.record(kind, node, at, ("readings",), place=MapPlace(_rank(number)))
                if kind == "metric":
                    self.readings(made, node, at)
                elif "readings" in node:
                    raise _no(f"{at}.readings", "unknown")
        for number, (at, node) in enumerate(_entries(top, "maps", "")):
            self.map(node, at, number)
        for at, node in _entries(top, "comments", ""):
            self.record("comment", node, at)

    def record(
        self, kind: str, node: Node, at: str, parts: tuple[str, ...] = (), **known: Any
    ) -> str:
        """One record; `parts` are keys of the node that others read, `known` what they found."""
        record_id = node.get("id")
        if not isinstance(record_id, str) or not is_id(record_id) or kind_of(record_id) != kind:
            raise _no(f"{at}.id", "id", kind=kind)
        self.keep(record_id, self.values(kind, node, at, ("id", *parts)) | known, at)
        return record_id

    def keep(self, record_id: str, values: Node, at: str) -> None:
        if record_id in self.records:
            raise _no(at, "twice", id=quote(record_id))
        if len(self.records) >= MOST_RECORDS:
            raise _no(at, "many", most=MOST_RECORDS)
        self.records[record_id] = make_record(record_id, values)

    def values(self, kind: str, node: Node, at: str, parts: Iterable[str]) -> Node:
        known, references, made = registers(kind), REFERENCES.get(kind, {}), {}
        for name, value in node.items():
            if name in parts:
                continue
            register = known.get(name)
            if register is None or name in KEPT_FROM_SIGHT or name == "place":
                raise _no(f"{at}.{quote(name)}", "unknown")
            try:
                made[name] = register.read(value)
            except ValueError as error:
                raise _no(f"{at}.{name}", "value", reason=quote(str(error))) from error
            kinds = references.get(name)
            if kinds:
                self.refer(made[name], kinds, f"{at}.{name}")
        return made

    def refer(self, held: Any, kinds: tuple[str, ...], at: str) -> None:
        for each in held if isinstance(held, tuple) else (held,):
            if each is not None and kind_of(each) not in kinds:
                raise _no(at, "refers", id=quote(each))

    def map(self, node: Node, at: str, number: int) -> None:
        parts = ("stages", "lanes", "parked", "connections")
        map_id = self.record("map", node, at, parts, place=MapPlace(_rank(number)))
        steps: set[str] = set()
        for rank, (here, stage) in enumerate(_entries(node, "stages", at)):
            place = StagePlace(map_id, _rank(rank))
            steps |= self.steps(
                stage, here, self.record("stage", stage, here, ("steps",), place=place)
            )
        parked = node.get("parked", {})
        _object(parked, f"{at}.parked")
        park_stage, _, park_lane = parking_ids(map_id)
        if parked.get("steps"):
            self.gone(park_stage, map_id, at)
            steps |= self.steps(parked, f"{at}.parked", park_stage)
        lanes = {}
        for rank, (here, lane) in enumerate(_entries(node, "lanes", at)):
            place = StagePlace(map_id, _rank(rank))
            made = self.record("lane", lane, here, ("cards", "points"), place=place)
            lanes[made] = here
            self.lane(lane, here, made, steps)
        if parked.get("cards"):
            self.gone(park_lane, map_id, at)
            self.strays(parked, f"{at}.parked", map_id, lanes.keys(), steps)
        for name in parked.keys() - {"steps", "cards"}:
            raise _no(f"{at}.parked.{quote(name)}", "unknown")
        for here, each in _entries(node, "connections", at):
            self.record("connection", each, here)

    def gone(self, record_id: str, map_id: str, at: str) -> None:
        """What parked things lay in: it says which map they are of, and that it is deleted."""
        self.keep(record_id, {"deleted": True, "place": StagePlace(map_id, _rank(0))}, at)

    def steps(self, node: Node, at: str, stage: str) -> set[str]:
        return {
            self.record("step", step, here, place=StepPlace(stage, _rank(rank)))
            for rank, (here, step) in enumerate(_entries(node, "steps", at))
        }

    def lane(self, node: Node, at: str, lane: str, steps: set[str]) -> None:
        for rank, (here, card) in enumerate(_entries(node, "cards", at)):
            step = self.one_of(card, "step", steps, here)
            self.record("card", card, here, ("step",), place=CardPlace(lane, step, _rank(rank)))
        for here, point in _entries(node, "points", at):
            step = self.one_of(point, "step", steps, here)
            values = self.values("point", point, here, ("step",))
            if "lane" in values:
                raise _no(f"{here}.lane", "unknown")
            made = point_id(lane, step, values.get("persona"))
            self.keep(made, values | {"lane": lane, "step": step}, here)

    def strays(
        self, parked: Node, at: str, map_id: str, lanes: Iterable[str], steps: set[str]
    ) -> None:
        _, park_step, park_lane = parking_ids(map_id)
        for rank, (here, card) in enumerate(_entries(parked, "cards", at)):
            lane = self.one_of(card, "lane", lanes, here) if "lane" in card else park_lane
            step = self.one_of(card, "step", steps, here) if "step" in card else park_step
            place = CardPlace(lane, step, _rank(rank))
            self.record("card", card, here, ("lane", "step"), place=place)

    def one_of(self, node: Node, name: str, known: Iterable[str], at: str) -> str:
        found = node.get(name)
        if not isinstance(found, str) or found not in known:
            raise _no(f"{at}.{name}", "not_there")
        return found

    def readings(self, metric: str, node: Node, at: str) -> None:
        for here, each in _entries(node, "readings", at):
            values = self.values("reading", each, here, ())
            if "metric" in values or not values.get("day"):
                raise _no(here, "reading")
            self.keep(reading_id(metric, values["day"]), values | {"metric": metric}, here)


def _pictures(found: Any) -> dict[str, bytes]:
    _object(found, "pictures")
    made = {}
    for name, text in found.items():
        at = f"pictures.{quote(name)}"
        if len(name) != 64 or not _SIGNS.issuperset(name) or not isinstance(text, str):
            raise _no(at, "picture")
        try:
            made[name] = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError) as error:
            raise _no(at, "picture") from error
        if hashlib.sha256(made[name]).hexdigest() != name:
            raise _no(at, "picture_differs")
    return made
