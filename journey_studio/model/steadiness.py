# SPDX-License-Identifier: Apache-2.0
"""Which of some reordered things stayed where they were, and which were moved.

Of a row in another order as few as possible have moved: the others are its heaviest chain that
still rises.
"""

import hashlib
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

_SHIFT = 64
_PART = 40  # bits of each part of the weight that only settles ties


class Placed(NamedTuple):
    """Something that is in both rows: its place in each, and what tells it from others.

    `kept` is true where its own order key is the same in both: then others were moved past it.
    """

    before: int
    after: int
    kept: bool
    said: str
    name: str


def tie_name(one: str, other: str) -> str:
    """A name for a pair that is the same from either side."""
    return "\x1f".join(sorted((one, other)))


def steady(row: Sequence[Placed]) -> set[int]:
    """The places, in `row`, of what has not moved; `row` is in the order before.

    Where several choices are as good, what the things say decides, and at last their names, so
    that both directions and every copy agree.
    """
    if all(a.after < b.after for a, b in pairwise(row)):
        return set(range(len(row)))
    order = {after: n for n, after in enumerate(sorted(one.after for one in row))}
    best: list[tuple[int, int]] = [(0, -1)] * (len(row) + 1)  # Fenwick tree of (weight, end)
    came = [-1] * len(row)
    for index, one in enumerate(row):
        place = order[one.after]
        weight, came[index] = _best_below(best, place)
        entry = (weight + _weight(one, len(row)), index)
        at = place + 1
        while at <= len(row):
            best[at] = max(best[at], entry)
            at += at & -at
    _, end = _best_below(best, len(row))
    found: set[int] = set()
    while end >= 0:
        found.add(end)
        end = came[end]
    return found


def _best_below(best: Sequence[tuple[int, int]], place: int) -> tuple[int, int]:
    found = (0, -1)
    while place:
        found = max(found, best[place])
        place -= place & -place
    return found


def _weight(one: Placed, count: int) -> int:
    """Whole things first, those that kept their key before all others; then what settles ties."""
    weight = count + 1 if one.kept else 1
    for text in (one.said, one.name):
        digest = hashlib.sha256(text.encode()).digest()
        weight = (weight << _SHIFT) + (int.from_bytes(digest[:8], "big") >> (64 - _PART))
    return weight
