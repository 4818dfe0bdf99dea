# SPDX-License-Identifier: Apache-2.0
"""Which stages, steps and lanes of two maps are the same, told by their titles and their order."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from journey_studio.model.likeness import Pairs, alike, unmistakable, words_of
from journey_studio.model.steadiness import Placed, steady, tie_name

_ALIKE = 0.5  # of the words of two titles


class Row(NamedTuple):
    """Something that stands in a row: `room` is what it lies in, None where that is nowhere in
    the other map; `kind` tells apart what can never be the same.
    """

    id: str
    title: str
    kind: str = ""
    room: str | None = ""

    @property
    def key(self) -> tuple[str, str]:
        """What those that are the same share."""
        return (self.kind, " ".join(self.title.casefold().split()))


def same_rows(before: Sequence[Row], after: Sequence[Row]) -> Pairs:
    """Pairs of the same, by their ids before.

    A title that occurs once in the room on both sides tells them; then one that occurs once in
    the whole map, elsewhere; then, between two that are known, the same title as often on both
    sides, a title with half of its words the same, and at last the only one that is left there.
    """
    found: Pairs = {}
    rooms = [
        (
            tuple(row for row in before if row.room == room),
            [row for row in after if row.room == room],
        )
        for room in dict.fromkeys(row.room for row in before if row.room is not None)
    ]
    for olds, news in rooms:
        found |= unmistakable(_titled(olds), _titled(news))
    found |= unmistakable(_titled(_left(before, found)), _titled(_left(after, found.values())))
    for olds, news in rooms:
        _between(olds, news, found, _as_often)
        _similar(olds, news, found)
        _only_kinds(olds, news, found)
        _between(olds, news, found, _only_one)
    return found


def _titled(rows: Iterable[Row]) -> dict[str, tuple[str, str]]:
    return {row.id: row.key for row in rows if row.key[1]}


def _left(rows: Iterable[Row], known: Iterable[str]) -> list[Row]:
    taken = set(known)
    return [row for row in rows if row.id not in taken]


def _similar(olds: Sequence[Row], news: Sequence[Row], found: Pairs) -> None:
    kinds = dict.fromkeys(row.kind for row in olds)
    for kind in kinds:
        one = {row.id: words_of(row.title) for row in _left(olds, found) if row.kind == kind}
        other = {r.id: words_of(r.title) for r in _left(news, found.values()) if r.kind == kind}
        found |= alike(one, other, _ALIKE)


def _only_kinds(olds: Sequence[Row], news: Sequence[Row], found: Pairs) -> None:
    """What is the only one of its kind on both sides: the lane of pains is the lane of pains."""
    one = {row.id: row.kind for row in _left(olds, found) if row.kind}
    other = {row.id: row.kind for row in _left(news, found.values()) if row.kind}
    found |= unmistakable(one, other)


Within = Callable[[Sequence[Row], Sequence[Row]], Pairs]


def _between(olds: Sequence[Row], news: Sequence[Row], found: Pairs, within: Within) -> None:
    """Pair what stands between the same two neighbours."""
    places = {row.id: place for place, row in enumerate(news)}
    met = [
        Placed(place, places[found[row.id]], False, row.key[1], tie_name(row.id, found[row.id]))
        for place, row in enumerate(olds)
        if found.get(row.id) in places
    ]
    stays = steady(met)
    start = (0, 0)
    taken = set(found.values())
    ends = [(met[at].before, met[at].after) for at in sorted(stays)]
    for end in [*ends, (len(olds), len(news))]:
        gap = _left(olds[start[0] : end[0]], found), _left(news[start[1] : end[1]], taken)
        found |= within(*gap)
        start = (end[0] + 1, end[1] + 1)


def _as_often(olds: Sequence[Row], news: Sequence[Row]) -> Pairs:
    found: Pairs = {}
    for key in dict.fromkeys(row.key for row in olds):
        here = [row.id for row in olds if row.key == key]
        there = [row.id for row in news if row.key == key]
        if len(here) == len(there):
            found |= zip(here, there, strict=True)
    return found


def _only_one(olds: Sequence[Row], news: Sequence[Row]) -> Pairs:
    alone = len(olds) == len(news) == 1 and olds[0].kind == news[0].kind
    return {olds[0].id: news[0].id} if alone else {}
