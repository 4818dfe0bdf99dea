# SPDX-License-Identifier: Apache-2.0
"""What the heads of one register come to: the value that shows, and whether anybody lost a word.

It depends on the change sets alone, never on the order they arrived in.
"""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from journey_studio.model.change import Change
from journey_studio.model.records import MARK, MOST_MARKS
from journey_studio.model.registers import Register
from journey_studio.model.snapshot import Contender, Contested, RegisterKey
from journey_studio.model.word_merge import merge_texts

MOST_MERGED = 10  # heads; more people than that do not write one text at once
_MOST_ANCESTORS = 2_000  # earlier writes looked at for a common base
_INVALID = object()  # a head whose value this version of the program cannot show

GetChange = Callable[[str], Change | None]
_order = attrgetter("stamp", "sha256")  # what `Change.order` gives


class Shown(NamedTuple):
    """The typed value that shows, and the contenders where there are several."""

    value: Any
    contested: Contested | None = None


def in_order(get: GetChange, heads: Iterable[str]) -> list[Change]:
    """The change sets of heads that have arrived, the latest first."""
    found = []
    for head in heads:
        change = get(head)
        assert change is not None, "a head's change set is always in the log"
        found.append(change)
    if len(found) > 1:
        found.sort(key=_order, reverse=True)
    return found


def show(get: GetChange, key: RegisterKey, register: Register, heads: Sequence[Change]) -> Shown:
    """What shows where the writes of these change sets are the heads, latest first.

    Of several the latest shows, unless all say the same or their words merge. What this version of
    the program cannot read takes no part; where nothing is left, the default shows.
    """
    valid = []
    for head in heads:
        value = _value(head, key, register)
        if value is not _INVALID:
            valid.append(Contender(head.sha256, value))
    if not valid:
        return Shown(register.default)
    latest = valid[0].value
    if len(valid) == 1:
        return Shown(latest)
    if [each.value for each in valid[1:]] == [latest] * (len(valid) - 1):
        return Shown(latest, Contested(tuple(valid), True))
    merged = _merged(get, key, register, valid) if register.merges else None
    if register.gathers:
        merged = gathered(each.value for each in valid)
    value = latest if merged is None else merged
    return Shown(value, Contested(tuple(valid), merged is not None))


def gathered(marks: Iterable[str]) -> str:
    """All marks of several texts of marks, once each and in order."""
    found = {text[at : at + MARK] for text in marks for at in range(0, len(text), MARK)}
    return "".join(sorted(found)[:MOST_MARKS])


def _value(change: Change | None, key: RegisterKey, register: Register) -> Any:
    write = change.write(*key) if change is not None else None
    try:
        return _INVALID if write is None else register.read(write.value)
    except ValueError:
        return _INVALID


def _ancestors(get: GetChange, key: RegisterKey, sha256: str) -> set[str]:
    """Earlier writes of a register that this one rests on, as far as they have arrived.

    Nearest first and whole generations at a time, so that the bound cuts alike everywhere.
    """
    found: set[str] = set()
    generation = {sha256}
    while generation and len(found) < _MOST_ANCESTORS:
        before = {head for each in generation for head in _before(get, key, each)}
        generation = before - found
        found |= generation
    return found


def _before(get: GetChange, key: RegisterKey, sha256: str) -> tuple[str, ...]:
    """The writes that one replaced."""
    change = get(sha256)
    write = change.write(*key) if change is not None else None
    return () if write is None else write.replaces


def _base(
    get: GetChange, key: RegisterKey, register: Register, heads: Sequence[Contender]
) -> str | None:
    """The value of the single nearest write that all heads rest on, or None."""
    nearest = _nearest(get, key, heads)
    if len(nearest) != 1:
        return None
    value = _value(get(nearest.pop()), key, register)
    return None if value is _INVALID else value


def _nearest(get: GetChange, key: RegisterKey, heads: Sequence[Contender]) -> set[str]:
    """The earlier writes that all heads rest on and no other of these rests on."""
    grounds = {_before(get, key, head.sha256) for head in heads}
    if len(grounds) == 1 and len(*grounds) == 1:
        return set(*grounds)  # the most usual; what it rests on itself is farther away
    common = set.intersection(*(_ancestors(get, key, head.sha256) for head in heads))
    # What a common ancestor rests on is common too, so its direct predecessors cover them all.
    farther = {head for each in common for head in _before(get, key, each)}
    return common - farther


def _merged(
    get: GetChange, key: RegisterKey, register: Register, heads: Sequence[Contender]
) -> Any:
    """The text all heads come to word by word; None where they do not, or come to no valid one."""
    if len(heads) > MOST_MERGED:
        return None
    base = _base(get, key, register, heads)
    merged = None if base is None else merge_texts(base, [head.value for head in heads])
    try:
        return None if merged is None else register.read(merged)
    except ValueError:
        return None  # together they are longer than a text may be
