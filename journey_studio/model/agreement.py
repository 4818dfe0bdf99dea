# SPDX-License-Identifier: Apache-2.0
"""What the heads of one register come to: the value that shows, and whether anybody lost a word.

It depends on the change sets alone, never on the order they arrived in.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from journey_studio.model.change import Change, Stamp
from journey_studio.model.records import MARK, MOST_MARKS
from journey_studio.model.registers import Register
from journey_studio.model.snapshot import Contender, Contested, RegisterKey
from journey_studio.model.word_merge import merge_texts

MOST_MERGED = 10  # heads; more people than that do not write one text at once
_MOST_ANCESTORS = 2_000  # earlier writes looked at for a common base
_INVALID = object()  # a head whose value this version of the program cannot show

GetChange = Callable[[str], Change | None]


class Shown(NamedTuple):
    """The typed value that shows, and the contenders where there are several."""

    value: Any
    contested: Contested | None = None


def in_order(get: GetChange, heads: Iterable[str]) -> tuple[str, ...]:
    """Heads that have arrived, the latest first."""

    def order(sha256: str) -> tuple[Stamp, str]:
        change = get(sha256)
        assert change is not None, "a head's change set is always in the log"
        return change.order

    found = list(heads)
    return tuple(found) if len(found) < 2 else tuple(sorted(found, key=order, reverse=True))


def show(get: GetChange, key: RegisterKey, register: Register, heads: Sequence[str]) -> Shown:
    """What shows where these are the heads, latest first.

    Of several the latest shows, unless all say the same or their words merge. What this version of
    the program cannot read takes no part; where nothing is left, the default shows.
    """
    found = [Contender(head, _value(get, key, register, head)) for head in heads]
    valid = [contender for contender in found if contender.value is not _INVALID]
    if not valid:
        return Shown(register.default)
    if len(valid) == 1:
        return Shown(valid[0].value)
    if all(each.value == valid[0].value for each in valid):
        return Shown(valid[0].value, Contested(tuple(valid), True))
    merged = _merged(get, key, register, valid) if register.merges else None
    if register.gathers:
        merged = gathered(each.value for each in valid)
    value = valid[0].value if merged is None else merged
    return Shown(value, Contested(tuple(valid), merged is not None))


def gathered(marks: Iterable[str]) -> str:
    """All marks of several texts of marks, once each and in order."""
    found = {text[at : at + MARK] for text in marks for at in range(0, len(text), MARK)}
    return "".join(sorted(found)[:MOST_MARKS])


def _value(get: GetChange, key: RegisterKey, register: Register, sha256: str) -> Any:
    change = get(sha256)
    write = change.writes.get(key) if change is not None else None
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
    write = change.writes.get(key) if change is not None else None
    return () if write is None else write.replaces


def _base(
    get: GetChange, key: RegisterKey, register: Register, heads: Sequence[Contender]
) -> str | None:
    """The value of the single nearest write that all heads rest on, or None."""
    common = set.intersection(*(_ancestors(get, key, head.sha256) for head in heads))
    # What a common ancestor rests on is common too, so its direct predecessors cover them all.
    farther = {head for each in common for head in _before(get, key, each)}
    nearest = common - farther
    if len(nearest) != 1:
        return None
    value = _value(get, key, register, nearest.pop())
    return None if value is _INVALID else value


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
