# SPDX-License-Identifier: Apache-2.0
"""Where records go: parents, and ranks between the neighbours they will have."""

from collections.abc import Sequence
from typing import Any

from journey_studio.i18n import t
from journey_studio.model.commands.base import CommandError, live
from journey_studio.model.rank import ranks_between
from journey_studio.model.records import CardPlace, MapPlace, StagePlace, StepPlace
from journey_studio.model.snapshot import Snapshot, order_key

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
    """CommandError unless `under` names live parents of the kinds that `kind` lies in."""
    wanted = PARENTS.get(kind, ())
    if len(under) != len(wanted):
        raise CommandError(t("model.command.parents", kind=kind, parents=", ".join(wanted) or "-"))
    for parent, parent_kind in zip(under, wanted, strict=True):
        if parent_kind != live(snapshot, parent).KIND:
            raise CommandError(t("model.command.parents", kind=kind, parents=", ".join(wanted)))


def places(
    snapshot: Snapshot, kind: str, under: Sequence[str], at: int | None, moving: Sequence[str]
) -> list[Any]:
    """New places for the records `moving` under these parents, from index `at` on.

    `at` counts the siblings that stay; None is the end, and what lies beyond it too.
    """
    there = snapshot.children.get((kind, *under), ())
    siblings = [order_key(snapshot.records[child])[0] for child in there if child not in moving]
    index = len(siblings) if at is None else min(max(at, 0), len(siblings))
    low = siblings[index - 1] if index else ""
    high = next((rank for rank in siblings[index:] if rank > low), "")
    ranks = ranks_between(low, high, len(moving))
    place = _PLACES.get(kind, MapPlace)
    return [place(*under, rank) for rank in ranks]
