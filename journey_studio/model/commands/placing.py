# SPDX-License-Identifier: Apache-2.0
"""Where records go: parents, and ranks between the neighbours they will have."""

from collections.abc import Sequence
from typing import Any

from journey_studio.i18n import t
from journey_studio.model.commands.base import CommandError, live
from journey_studio.model.rank import ranks_between
from journey_studio.model.records import (
    CardPlace,
    Lane,
    Map,
    MapPlace,
    Stage,
    StagePlace,
    Step,
    StepPlace,
)
from journey_studio.model.snapshot import RegisterKey, Snapshot, order_key

PARENTS: dict[str, tuple[str, ...]] = {
    "stage": ("map",),
    "lane": ("map",),
    "step": ("stage",),
    "card": ("lane", "step"),
}
_PLACES: dict[str, type[Any]] = {
    "stage": StagePlace,
    "lane": StagePlace,
    "step": StepPlace,
    "card": CardPlace,
}


def check_parents(snapshot: Snapshot, kind: str, under: Sequence[str]) -> None:
    """CommandError unless `under` names live parents of the kinds that `kind` lies in.

    A card's lane and step must be of one map: in no other cell could it be shown.
    """
    wanted = PARENTS.get(kind, ())
    if len(under) != len(wanted):
        raise CommandError(t("model.command.parents", kind=kind, parents=", ".join(wanted) or "-"))
    for parent, parent_kind in zip(under, wanted, strict=True):
        if parent_kind != live(snapshot, parent).KIND:
            raise CommandError(t("model.command.parents", kind=kind, parents=", ".join(wanted)))
    if len({map_of(snapshot, parent) for parent in under}) > 1:
        raise CommandError(t("model.command.two_maps"))


def map_of(snapshot: Snapshot, record_id: str) -> str | None:
    """The live map that a map, stage, step or lane is part of, None where it has none."""
    record = snapshot.records.get(record_id)
    if isinstance(record, Step):
        record = snapshot.get(Stage, record.place.stage if record.place else None)
    if isinstance(record, Stage | Lane):
        record = snapshot.get(Map, record.place.map if record.place else None)
    return record.id if isinstance(record, Map) and not record.deleted else None


def places(
    snapshot: Snapshot, kind: str, under: Sequence[str], at: int | None, moving: Sequence[str]
) -> dict[RegisterKey, Any]:
    """The `place` of each record `moving` under these parents, from index `at` on.

    `at` counts the siblings that stay; None is the end, and what lies beyond it too. Where the
    ranks around `at` leave no room (two people took the same one, or a thousand insertions used
    the gap up), the siblings get new ones as well.
    """
    stay: Sequence[str] = snapshot.children.get((kind, *under), ())
    if any(each in snapshot.records for each in moving):
        gone = set(moving)
        stay = [each for each in stay if each not in gone]
    index = len(stay) if at is None else min(max(at, 0), len(stay))
    low = order_key(snapshot.records[stay[index - 1]])[0] if index else ""
    high = order_key(snapshot.records[stay[index]])[0] if index < len(stay) else ""
    placed = list(moving)
    try:
        made = ranks_between(low, high, len(placed))
    except ValueError:
        placed = [*stay[:index], *moving, *stay[index:]]
        made = ranks_between("", "", len(placed))
    place = _PLACES.get(kind, MapPlace)
    return {(each, "place"): place(*under, rank) for each, rank in zip(placed, made, strict=True)}
