# SPDX-License-Identifier: Apache-2.0
"""Which things of two groups are the same, told by their words where ids tell nothing.

Nothing here guesses: where two are equally alike, neither is taken. Swapping the groups swaps the
pairs, and the order of equals decides only between things that nobody could tell apart.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from itertools import groupby, product

Pairs = dict[str, str]  # by the id in one group, the id in the other
Words = Counter[str]

_WORD = re.compile(r"\w+")
_COMMON = 600  # pairs that one word may suggest; more common words tell nothing apart


def words_of(text: str) -> Words:
    """How often each word occurs, whatever its case."""
    return Counter(_WORD.findall(text.casefold()))


def likeness(one: Words, other: Words) -> float:
    """From 0 (no word in common) to 1 (the same words): twice the shared among all of both.

    L. R. Dice, "Measures of the Amount of Ecologic Association Between Species" (1945).
    """
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def identical(one: Mapping[str, Hashable], other: Mapping[str, Hashable]) -> Pairs:
    """Pairs of the same key, in order; where one group has more of them, its last are left."""
    waiting: dict[Hashable, list[str]] = {}
    for name, key in other.items():
        waiting.setdefault(key, []).append(name)
    queues = {key: iter(names) for key, names in waiting.items()}
    found: Pairs = {}
    for name, key in one.items():
        partner = next(queues[key], None) if key in queues else None
        if partner is not None:
            found[name] = partner
    return found


def unmistakable(one: Mapping[str, Hashable], other: Mapping[str, Hashable]) -> Pairs:
    """Pairs of the same key where no other of either group has that key."""
    here, there = _single(one), _single(other)
    return {name: there[key] for key, name in here.items() if key in there}


def _single(group: Mapping[str, Hashable]) -> dict[Hashable, str]:
    counts = Counter(group.values())
    return {key: name for name, key in group.items() if counts[key] == 1}


def alike(one: Mapping[str, Words], other: Mapping[str, Words], least: float) -> Pairs:
    """Pairs at least this much alike, the most alike first.

    Where one is as much like two others, none of them is paired, nor taken later for less.
    """
    scored = [(likeness(one[a], other[b]), a, b) for a, b in _candidates(one, other)]
    scored = [entry for entry in scored if entry[0] >= least]
    scored.sort(key=lambda entry: -entry[0])
    found: Pairs = {}
    taken: tuple[set[str], set[str]] = (set(), set())
    for _, group in groupby(scored, key=lambda entry: entry[0]):
        free = [(a, b) for _, a, b in group if a not in taken[0] and b not in taken[1]]
        counts = Counter(a for a, _ in free), Counter(b for _, b in free)
        found |= {a: b for a, b in free if counts[0][a] == counts[1][b] == 1}
        taken[0].update(counts[0])
        taken[1].update(counts[1])
    return found


def _candidates(one: Mapping[str, Words], other: Mapping[str, Words]) -> Iterable[tuple[str, str]]:
    """The pairs that share a word worth looking at."""
    if len(one) * len(other) <= _COMMON:
        return product(one, other)
    here, there = _by_word(one), _by_word(other)
    found: dict[tuple[str, str], None] = {}
    for word, names in here.items():
        partners = there.get(word, ())
        if partners and len(names) * len(partners) <= _COMMON:
            found |= dict.fromkeys(product(names, partners))
    return found


def _by_word(group: Mapping[str, Words]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, words in group.items():
        for word in words:
            found.setdefault(word, []).append(name)
    return found
