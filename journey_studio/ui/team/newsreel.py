# SPDX-License-Identifier: Apache-2.0
"""News item by item: who changed which record how, for a list that leads to each of them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from journey_studio.model.change import Author, Change, Stamp
from journey_studio.model.records import KEPT_FROM_SIGHT, Comment, Connection, Point, Reading
from journey_studio.model.snapshot import RegisterKey, Snapshot
from journey_studio.model.whereabouts import map_of

_FEW = 3  # records that one change is told about one by one; of more it is told as a whole
_COMPANY = (Connection, Point, Reading)
NEW, GONE, BACK, MOVED, SAID = "new", "gone", "back", "moved", "said"


class Item(NamedTuple):
    """What one person did to one record, or in one large change to many.

    `deeds` are NEW, GONE, BACK, MOVED, SAID or names of registers, the latest first. `whole` is
    the label of a change that is told as a whole, "" otherwise; `changes` is how many it was.
    """

    author: Author
    record: str
    map: str
    stamp: Stamp
    deeds: tuple[str, ...]
    whole: str
    changes: int


def items_of(changes: Iterable[Change], snapshot: Snapshot) -> list[Item]:
    """These changes by person and record, the latest first."""
    found: dict[tuple[str, str, str, str], Item] = {}
    for change in sorted(changes, key=lambda each: each.order, reverse=True):
        touched = _touched(change, snapshot)
        who = (change.author.name, change.author.department)
        if len(touched) > _FEW:
            for map_id, record in _one_each_map(touched, snapshot).items():
                item = Item(change.author, record, map_id, change.stamp, (), change.label.text, 1)
                found[(*who, record, change.sha256)] = item
            continue
        for record, deeds in touched.items():
            key = (*who, record, "")
            known = found.get(key)
            if known is None:
                place = map_of(snapshot, record)
                found[key] = Item(change.author, record, place, change.stamp, tuple(deeds), "", 1)
            else:
                every = tuple(dict.fromkeys((*known.deeds, *deeds)))
                found[key] = known._replace(deeds=every, changes=known.changes + 1)
    return list(found.values())


def joined(known: Iterable[Item], fresh: Iterable[Item]) -> list[Item]:
    """What is known with what has come since, the latest first."""
    found: dict[tuple[object, ...], Item] = {}
    for item in (*known, *fresh):
        alone = item.stamp if item.whole else None  # each large change is told for itself
        key = (item.author.name, item.author.department, item.record, alone)
        there = found.get(key)
        found[key] = item if there is None or item.whole else _both(there, item)
    return sorted(found.values(), key=lambda each: each.stamp, reverse=True)


def _both(one: Item, other: Item) -> Item:
    late, early = (one, other) if one.stamp >= other.stamp else (other, one)
    deeds = tuple(dict.fromkeys((*late.deeds, *early.deeds)))
    return late._replace(deeds=deeds, changes=late.changes + early.changes)


def _touched(change: Change, snapshot: Snapshot) -> dict[str, list[str]]:
    """What a change did to which records, comments told of what they are on."""
    found: dict[str, list[str]] = {}
    for key, write in change.writes.items():
        record = snapshot.records.get(key[0])
        if record is None:
            continue
        deed = _deed(key, write.value, write.replaces)
        if isinstance(record, Comment) and record.on in snapshot.records:
            found.setdefault(record.on or "", []).append(SAID)
        elif deed:
            found.setdefault(record.id, []).append(deed)
    told = {record: _told(deeds) for record, deeds in found.items()}
    return _without_company(told, snapshot)


def _without_company(told: dict[str, list[str]], snapshot: Snapshot) -> dict[str, list[str]]:
    """Connections and points come and go with what they are on; nobody is told of them then."""
    main = {r: d for r, d in told.items() if not isinstance(snapshot.records[r], _COMPANY)}
    return main if main and any(GONE in d or NEW in d for d in main.values()) else told


def _deed(key: RegisterKey, value: object, replaces: Sequence[str]) -> str:
    register = key[1]
    if register == "deleted":
        return GONE if value else BACK if replaces else NEW
    if register in KEPT_FROM_SIGHT:
        return ""
    return MOVED if register == "place" and replaces else register


def _told(deeds: Sequence[str]) -> list[str]:
    """What is worth telling: that something is new says all of its registers."""
    for all_there_is in (NEW, GONE, BACK):
        if all_there_is in deeds:
            return [all_there_is]
    return list(dict.fromkeys(deeds))


def _one_each_map(touched: Iterable[str], snapshot: Snapshot) -> dict[str, str]:
    """For each map that a change is on the first live record there, or just the first."""
    found: dict[str, str] = {}
    for record in touched:
        place = map_of(snapshot, record)
        there = found.get(place)
        if there is None or (snapshot.records[there].deleted and not _is_gone(snapshot, record)):
            found[place] = record
    return found


def _is_gone(snapshot: Snapshot, record: str) -> bool:
    return snapshot.records[record].deleted


def marked(items: Iterable[Item], changed: Iterable[str], snapshot: Snapshot) -> frozenset[str]:
    """The records that carry a dot: all live ones that were changed."""
    return frozenset(
        each
        for each in {item.record for item in items}.union(changed)
        if (record := snapshot.records.get(each)) is not None and not record.deleted
    )


def by_person(items: Iterable[Item]) -> dict[Author, list[Item]]:
    """The items for each person, whoever did something last first."""
    found: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        key = (item.author.name.strip().casefold(), item.author.department.strip().casefold())
        found.setdefault(key, []).append(item)
    return {group[0].author: group for group in found.values()}


def by_department(items: Iterable[Item]) -> dict[str, list[Item]]:
    """The items for each department as it was first spelt; "" for people of none."""
    found: dict[str, list[Item]] = {}
    spelt: dict[str, str] = {}
    for item in items:
        name = item.author.department.strip()
        found.setdefault(spelt.setdefault(name.casefold(), name), []).append(item)
    return found
