# SPDX-License-Identifier: Apache-2.0
"""Writing the interchange format: everything in the order of the map, one register on a line.

Ranks are left out, since the order says the same; so are the ids of points and readings, which
follow from what they belong to. What is parked stands by itself, with the places it still has.
"""

import base64
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from journey_studio.exchange.formats import Pictures, Written
from journey_studio.exchange.reporting import called, words_of
from journey_studio.i18n import t
from journey_studio.model.arrangement import Arrangement, arrange
from journey_studio.model.contents import comments_on, contents, library
from journey_studio.model.fragments import LIBRARY_KINDS
from journey_studio.model.loss import Loss
from journey_studio.model.records import (
    KINDS,
    Comment,
    Connection,
    Lane,
    Metric,
    Point,
    Reading,
    Record,
)
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.walk import canonical_json, number

FORMAT = "journey-studio"
VERSION = 1
MOST_PICTURE_BYTES = 32 * 1024 * 1024  # of all pictures together

GROUPS = {kind: "opportunities" if kind == "opportunity" else f"{kind}s" for kind in LIBRARY_KINDS}
_PICTURED = {"card": "picture", "persona": "photo"}

Node = dict[str, Any]


def bundle(
    snapshot: Snapshot, map_ids: Iterable[str], pictures: Pictures, whole: bool = False
) -> Written:
    """The maps with all they refer to; `whole` adds the project and the rest of its library.

    KeyError where there is no such map.
    """
    map_ids = tuple(map_ids)
    found = {record.id: record for record in contents(snapshot, map_ids)}
    project = snapshot.project() if whole else None
    if whole:
        found |= {each.id: each for each in library(snapshot)}
        found |= {each.id: each for each in comments_on(snapshot, [*found, *_ids(project)])}
    bytes_of, losses = _carried(snapshot, found.values(), pictures)
    writer = _Writer(snapshot, found, {(loss.record, loss.register) for loss in losses})
    made: Node = {"format": FORMAT, "version": VERSION}
    if project is not None:
        made["project"] = writer.node(project)
    made["maps"] = [writer.map(each) for each in map_ids]
    made |= {name: group for name, group in writer.groups() if group}
    if bytes_of:
        made["pictures"] = {
            name: base64.b64encode(data).decode() for name, data in sorted(bytes_of.items())
        }
    out: list[str] = []
    _lay_out(out, made, "")
    return Written("".join(out).encode() + b"\n", losses)


def _ids(project: Record | None) -> list[str]:
    return [project.id] if project else []


def _carried(
    snapshot: Snapshot, records: Iterable[Record], pictures: Pictures
) -> tuple[dict[str, bytes], tuple[Loss, ...]]:
    """The pictures as far as there is room for them, and the registers of those that are left."""
    found: dict[str, bytes] = {}
    left: set[str] = set()
    losses = []
    room = MOST_PICTURE_BYTES
    for record in records:
        register = _PICTURED.get(record.KIND, "")
        name = getattr(record, register) if register else ""
        if name and name not in found and name not in left:
            data = pictures(name)
            if data is not None and len(data) > room:
                left.add(name)
            elif data is not None:
                found[name] = data
                room -= len(data)
        if name in left:
            reason = t("exchange.loss.picture_room", megabytes=MOST_PICTURE_BYTES // 2**20)
            what, place = f"{record.KIND}.{register}", called(snapshot, record)
            losses.append(Loss("dropped", what, place, reason, record.id, register))
    return found, tuple(losses)


class _Writer:
    """Makes of records what JSON holds of them."""

    def __init__(
        self, snapshot: Snapshot, found: Mapping[str, Record], lost: set[tuple[str, str]]
    ) -> None:
        self.snapshot = snapshot
        self.found = found
        self.lost = lost

    def node(self, record: Record, **first: Any) -> Node:
        """The id, then what tells where it is, then what it says by the alphabet."""
        said = words_of(record)
        names = sorted(name for name in said if (record.id, name) not in self.lost)
        return {"id": record.id, **first, **{name: number(said[name]) for name in names}}

    def map(self, map_id: str) -> Node:
        shape, inside = arrange(self.snapshot, map_id), self.found
        made = self.node(shape.map)
        made["stages"] = [
            {**self.node(stage), "steps": [self.node(step) for step in steps]}
            for stage, steps in shape.stages
            if stage.id in inside
        ]
        steps = [step.id for step in shape.steps]
        made["lanes"] = [self.lane(shape, lane, steps) for lane in shape.lanes if lane.id in inside]
        made |= self.parked(shape)
        homes = {card.id for cards in shape.cells.values() for card in cards}
        joined = [e for e in inside.values() if isinstance(e, Connection) and e.source in homes]
        if joined:
            made["connections"] = [self.node(each) for each in joined]
        return made

    def lane(self, shape: Arrangement, lane: Lane, steps: Sequence[str]) -> Node:
        made = self.node(lane)
        cards = [
            self.node(card, step=step)
            for step in steps
            if step in self.found
            for card in shape.cells.get((lane.id, step), ())
        ]
        order = {step: n for n, step in enumerate(steps)}
        points = [
            {"step": point.step, **self.words(point)}
            for point in self.snapshot.under(Point, lane.id)
            if point.id in self.found and point.step in order
        ]
        points.sort(key=lambda point: (order[point["step"]], point.get("persona", "")))
        return made | {n: group for n, group in (("cards", cards), ("points", points)) if group}

    def parked(self, shape: Arrangement) -> Node:
        """Steps without a stage, and cards without a lane or a step."""
        strays = [
            self.node(step)
            for stage, steps in shape.stages
            if stage.id not in self.found
            for step in steps
            if step.id in self.found
        ]
        cards = [
            self.node(card, **{kind: each for kind, each in zip(("lane", "step"), cell, strict=True)
                               if each in self.found})
            for cell, found in shape.cells.items()
            if not all(each in self.found for each in cell)
            for card in found
        ]  # fmt: skip
        made = {name: group for name, group in (("steps", strays), ("cards", cards)) if group}
        return {"parked": made} if made else {}

    def words(self, record: Record) -> Node:
        node = self.node(record)
        del node["id"]
        return node

    def groups(self) -> Iterator[tuple[str, list[Node]]]:
        """The library, kind by kind, and what was remarked."""
        for kind, name in GROUPS.items():
            records = [e for e in self.snapshot.under(KINDS[kind]) if e.id in self.found]
            yield name, [self.entry(each) for each in records]
        comments = [each for each in self.found.values() if isinstance(each, Comment)]
        yield "comments", [self.node(each) for each in comments]

    def entry(self, record: Record) -> Node:
        made = self.node(record)
        if isinstance(record, Metric):
            readings = self.snapshot.under(Reading, record.id)
            told = [self.words(each) for each in readings if each.value is not None]
            made |= {"readings": told} if told else {}
        return made


def _lay_out(out: list[str], value: Any, margin: str) -> None:
    """JSON with each object and each list of objects on lines of its own, and nothing else."""
    if isinstance(value, dict):
        _block(out, "{}", [(f"{canonical_json(n)}: ", each) for n, each in value.items()], margin)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        _block(out, "[]", [("", each) for each in value], margin)
    else:
        out.append(canonical_json(value))


def _block(out: list[str], ends: str, parts: Sequence[tuple[str, Any]], margin: str) -> None:
    inner = margin + "  "
    before = ends[0]
    for name, each in parts:
        out.append(f"{before}\n{inner}{name}")
        _lay_out(out, each, inner)
        before = ","
    out.append(f"\n{margin}{ends[1]}" if parts else ends)
