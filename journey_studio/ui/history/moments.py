# SPDX-License-Identifier: Apache-2.0
"""Which moments of a project a map has lived through, and who worked on it when.

A moment is numbered by how many change sets had been made by then, in the order of their stamps:
moment 1 is after the first.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from journey_studio.model.change import Author, Change, Stamp
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.timeline import Moment, Timeline
from journey_studio.ui.team.places import where

_BREAK = 60 * 60 * 1000  # ms without a change, after which somebody has sat down anew
_QUARTER = 15 * 60 * 1000  # ms


class Sitting(NamedTuple):
    """What one person did in one go: the moments from `first` to `last`, `count` of them theirs."""

    author: Author
    first: int
    last: int
    number: int


def day_of(stamp: Stamp) -> date | None:
    """The day of a stamp here; None for one that no calendar knows."""
    return _day(stamp.time // _QUARTER)


@lru_cache(maxsize=4096)  # of a quarter of an hour: days begin and clocks change with one
def _day(quarter: int) -> date | None:
    try:
        return datetime.fromtimestamp(quarter * _QUARTER / 1000, UTC).astimezone().date()
    except (ValueError, OverflowError, OSError):
        return None


def homes_of(snapshot: Snapshot, change: Change) -> frozenset[str]:
    """The maps that a change set wrote to; "" is among them where it is something all share."""
    records = snapshot.records
    touched = set(change.by_record)
    return frozenset(where(snapshot, records[each]).map for each in touched if each in records)


def life_of(timeline: Timeline, homes: Mapping[str, frozenset[str]], map_id: str) -> list[int]:
    """The moments in which anything of a map has changed, or of what all maps share.

    `homes` are the maps that each change set wrote to, by its name. Moments before the map was
    made are left out, and those while it was deleted.
    """
    wanted = {"", map_id}
    changes = timeline.changes
    return [
        moment
        for span in _there(timeline, map_id)
        for moment, change in enumerate(changes[span.start - 1 : span.stop - 1], span.start)
        if not wanted.isdisjoint(homes[change.sha256])
    ]


def _there(timeline: Timeline, map_id: str) -> list[range]:
    """From which moment to which the map was there."""
    spans: list[range] = []
    since = 0
    for index, deeds in groupby(timeline.of_record(map_id), key=lambda deed: deed.index):
        gone = [deed.after for deed in deeds if deed.register == "deleted"]
        if gone and gone[-1] and since:
            spans.append(range(since, index + 1))
            since = 0
        elif not since and not (gone and gone[-1]):
            since = index + 1
    return [*spans, range(since, len(timeline) + 1)] if since else spans


def day_starts(moments: Sequence[Moment], life: Sequence[int]) -> list[tuple[int, date]]:
    """Where in a life each day begins: the place in `life` and the day."""
    found: list[tuple[int, date]] = []
    before: date | None = None
    for place, moment in enumerate(life):
        day = day_of(moments[moment - 1].stamp)
        if day is not None and day != before:
            found.append((place, day))
            before = day
    return found


def sittings(moments: Sequence[Moment], life: Iterable[int]) -> list[Sitting]:
    """Who worked on it when, the latest first: one person, one day, no long break."""
    persons: dict[Author, Author] = {}
    open_ones: dict[Author, list[int]] = {}
    done: list[tuple[Author, list[int]]] = []
    for moment in life:
        stamp, author = moments[moment - 1].stamp, moments[moment - 1].author
        person = persons.get(author) or persons.setdefault(author, _person(author))
        known = open_ones.get(person)
        if known is not None and _goes_on(moments[known[-1] - 1].stamp, stamp):
            known.append(moment)
        else:
            open_ones[person] = [moment]
            done.append((person, open_ones[person]))
    found = (Sitting(person, seen[0], seen[-1], len(seen)) for person, seen in done)
    return sorted(found, key=lambda each: each.last, reverse=True)


def _person(author: Author) -> Author:
    """The author without the device: somebody who changes it goes on sitting."""
    return author if not (author.name or author.department) else author._replace(device="")


def _goes_on(before: Stamp, after: Stamp) -> bool:
    return after.time - before.time <= _BREAK and day_of(before) == day_of(after)


def by_day(
    moments: Sequence[Moment], found: Iterable[Sitting]
) -> list[tuple[date | None, list[Sitting]]]:
    """The sittings of each day, in the order they come."""
    days = groupby(found, key=lambda each: day_of(moments[each.last - 1].stamp))
    return [(day, list(several)) for day, several in days]
