# SPDX-License-Identifier: Apache-2.0
"""Which maps of two projects, or of two moments of one, are the same."""

from typing import NamedTuple

from journey_studio.model.likeness import unmistakable
from journey_studio.model.records import Map
from journey_studio.model.snapshot import Snapshot


class MapPairs(NamedTuple):
    """The maps of both, in the order after, and those that only one has."""

    both: tuple[tuple[Map, Map], ...]
    removed: tuple[Map, ...]
    added: tuple[Map, ...]


def map_pairs(before: Snapshot, after: Snapshot) -> MapPairs:
    """By id, then by a title that no other map has; at last the only one left of each."""
    olds = {each.id: each for each in before.maps()}
    news = {each.id: each for each in after.maps()}
    found = {each: each for each in olds if each in news}
    left = [olds[each] for each in olds if each not in found]
    there = [news[each] for each in news if each not in found]
    found |= unmistakable(_titles(left), _titles(there))
    left = [each for each in left if each.id not in found]
    there = [each for each in there if each.id not in found.values()]
    if len(left) == len(there) == 1 and not found:
        found[left[0].id] = there[0].id
        left, there = [], []
    back = {new: old for old, new in found.items()}
    both = tuple((olds[back[each]], news[each]) for each in news if each in back)
    return MapPairs(both, tuple(left), tuple(there))


def _titles(maps: list[Map]) -> dict[str, str]:
    return {each.id: each.title.casefold().strip() for each in maps if each.title.strip()}


def maps_called(snapshot: Snapshot, title: str) -> list[Map]:
    """The maps of that title, whatever its case, or the one of that number from 1."""
    wanted = title.casefold().strip()
    maps = snapshot.maps()
    named = [each for each in maps if each.title.casefold().strip() == wanted]
    if not named and wanted.isascii() and wanted.isdecimal() and 0 < int(wanted) <= len(maps):
        return [maps[int(wanted) - 1]]
    return named
