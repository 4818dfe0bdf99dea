# SPDX-License-Identifier: Apache-2.0
"""A comparison as JSON, for programs: the form that docs/comparison.md describes."""

from typing import Any

from journey_studio.model.canonical import map_hash
from journey_studio.model.compare import (
    Change,
    Comparison,
    CurveDifference,
    Difference,
    Place,
    PointDifference,
)
from journey_studio.model.difference_words import name_of
from journey_studio.model.records import Connection, Persona, Record
from journey_studio.model.registers import registers
from journey_studio.model.same_things import Side

FORM = 1


def comparison_data(found: Comparison) -> dict[str, Any]:
    """One compared map. Pairs are [before, after], null where a side has none."""
    before, after = found.before, found.after
    sides = (before, after)
    made: dict[str, Any] = {
        "map": [side.map_id for side in sides],
        "title": [side.shape.map.title for side in sides],
        "hash": [map_hash(side.snapshot, side.map_id) for side in sides],
        "counts": found.counts._asdict(),
        "about": [_change("map", change) for change in found.about],
    }
    for name in ("added", "removed", "moved", "changed"):
        made[name] = [_difference(found, each, name) for each in getattr(found, name)]
    made["curves"] = [_curve(found, curve) for curve in found.curves]
    return made


def _difference(found: Comparison, each: Difference, group: str) -> dict[str, Any]:
    record = each.after or each.before
    made: dict[str, Any] = {
        "kind": each.kind,
        "id": [_id(each.before), _id(each.after)],
        "name": name_of(record),
        "place": [_place(found.before, each.old_place), _place(found.after, each.new_place)],
    }
    if isinstance(record, Connection):
        made["place"] = [_ends(each.before), _ends(each.after)]
    if group == "changed":
        made["changes"] = [_change(each.kind, change) for change in each.changes]
    return made


def _id(record: Record | None) -> str | None:
    return record.id if record else None


def _place(side: Side, place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    made: dict[str, Any] = {"number": place.number}
    titles = {stage.id: stage.title for stage, _ in side.shape.stages}
    if len(place.parents) == 1:
        made["stage"] = {"id": place.parents[0], "title": titles.get(place.parents[0], "")}
    elif place.parents:
        lane, step = place.parents
        rows = {row.id: row.title for row in side.shape.lanes}
        rows |= {row.id: row.title for row in side.shape.steps}
        made["lane"] = {"id": lane, "title": rows.get(lane, "")}
        made["step"] = {"id": step, "title": rows.get(step, "")}
    return made


def _ends(record: Record | None) -> dict[str, Any] | None:
    if not isinstance(record, Connection):
        return None
    return {"source": record.source, "target": record.target}


def _change(kind: str, change: Change) -> dict[str, Any]:
    write = registers(kind)[change.register].write
    return {"register": change.register, "old": write(change.old), "new": write(change.new)}


def _curve(found: Comparison, curve: CurveDifference) -> dict[str, Any]:
    names = []
    for side, persona in zip((found.before, found.after), curve.persona, strict=True):
        record = side.snapshot.get(Persona, persona)
        names.append(record.name if record else None)
    return {
        "lane": [each or None for each in curve.lane],
        "persona": [each or None for each in curve.persona],
        "name": names,
        "mean": list(curve.means) if curve.means else None,
        "delta": curve.delta,
        "points": [_point(found, point) for point in curve.points],
    }


def _point(found: Comparison, point: PointDifference) -> dict[str, Any]:
    steps = [each.step if each else None for each in (point.before, point.after)]
    side, step = (found.after, steps[1]) if steps[1] else (found.before, steps[0])
    title = next((each.title for each in side.shape.steps if each.id == step), "")
    sides = (point.before, point.after)
    return {
        "step": steps,
        "title": title,
        "value": list(point.values),
        "delta": point.delta,
        "evidence": [each.evidence if each else None for each in sides],
        "note": [each.note if each else None for each in sides],
    }
