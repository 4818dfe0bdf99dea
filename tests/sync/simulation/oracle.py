# SPDX-License-Identifier: Apache-2.0
"""Says whether anything was lost, by a small model of its own that shares no code with the merge.

It reads the bytes of change sets as plain JSON. The heads of a register are all its writes less
those that some write names as replaced; one head shows, of several the latest, and where words were
merged every word of everybody is there. Deleting is a register like any other.
"""

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

Key = tuple[str, str]
_MARK = 12  # hex signs of a change set's name that mark it in `deleted_after`
UNREADABLE = "newer"  # the one key of values that only a newer program could read


class Lost(AssertionError):
    """Something an acknowledged edit said is not there, or copies differ."""


class Entry(NamedTuple):
    """One change set as the oracle reads it."""

    order: tuple[int, int, str, str]
    writes: Mapping[Key, tuple[Any, frozenset[str]]]


class Seen(Protocol):
    """What the oracle asks of a snapshot."""

    @property
    def records(self) -> Mapping[str, Any]: ...
    @property
    def heads(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]: ...
    @property
    def contested(self) -> Mapping[Key, Any]: ...


@lru_cache(maxsize=200_000)
def _entry(sha256: str, data: bytes) -> Entry:
    body = json.loads(data)
    moment, counter, replica = body["stamp"]
    if body["v"] > 1:
        return Entry((moment, counter, replica, sha256), {})  # of a newer program: passed on
    writes = {
        (record, register): (parts[0], frozenset(parts[1] if len(parts) > 1 else ()))
        for record, registers in body["writes"].items()
        for register, parts in registers.items()
    }
    return Entry((moment, counter, replica, sha256), writes)


class Ledger:
    """Every change set that was acknowledged to somebody, and who holds which."""

    def __init__(self) -> None:
        self.acknowledged: dict[str, bytes] = {}
        self.pictures: dict[str, bytes] = {}
        self._made: set[str] = set()

    def make(self, sha256: str) -> None:
        """Somebody's disk has it, and perhaps died before it could say so."""
        self._made.add(sha256)

    def acknowledge(self, sha256: str, data: bytes) -> None:
        """Somebody was told that this is safe."""
        self.acknowledged[sha256] = data

    def lost(self, log: Mapping[str, bytes]) -> list[str]:
        """The acknowledged change sets that are missing in a log, or whose bytes are others."""
        return [each for each, data in self.acknowledged.items() if log.get(each) != data]

    def check_log(self, who: str, log: Mapping[str, bytes]) -> None:
        """Nothing is missing and nothing was made up."""
        if missing := self.lost(log):
            raise Lost(f"{who} lacks {len(missing)} acknowledged edits, first {missing[0][:12]}")
        if strange := set(log) - self._made - self.acknowledged.keys():
            raise Lost(f"{who} has {len(strange)} change sets nobody made")

    def check_pictures(self, who: str, pictures: Mapping[str, bytes]) -> None:
        """Every picture is there, whole."""
        if missing := [each for each, data in self.pictures.items() if pictures.get(each) != data]:
            raise Lost(f"{who} lacks {len(missing)} pictures")


def entries(log: Mapping[str, bytes]) -> dict[str, Entry]:
    """A log as the oracle reads it."""
    return {sha256: _entry(sha256, data) for sha256, data in log.items()}


def heads(read: Mapping[str, Entry]) -> dict[Key, list[str]]:
    """The writes nobody has replaced, by register, the latest first."""
    written: dict[Key, set[str]] = {}
    replaced: dict[Key, set[str]] = {}
    for sha256, entry in read.items():
        for key, (_, old) in entry.writes.items():
            written.setdefault(key, set()).add(sha256)
            replaced.setdefault(key, set()).update(old)
    return {
        key: sorted(found - replaced[key], key=lambda each: read[each].order, reverse=True)
        for key, found in written.items()
    }


def _plain(value: Any) -> Any:
    """A typed value as JSON would say it."""
    return json.loads(json.dumps(value))


def _readable(value: Any) -> bool:
    return not (isinstance(value, dict) and UNREADABLE in value)


def check_snapshot(who: str, snapshot: Seen, log: Mapping[str, bytes]) -> None:
    """Every register shows what the rule says; none that was written is missing."""
    read = entries(log)
    for key, expected in heads(read).items():
        record, register = key
        known = snapshot.records.get(record)
        if known is None or not hasattr(known, register):
            if _only_newer_programs_know(record, register):
                continue
            raise Lost(f"{who} does not show {record} {register} at all")
        held = snapshot.heads[record][register]
        if list(held) != expected:
            raise Lost(f"{who}: heads of {record} {register} are {held}, not {expected}")
        _check_shown(f"{who}: {record} {register}", key, _plain(getattr(known, register)),
                     snapshot.contested.get(key), expected, read)  # fmt: skip


def _only_newer_programs_know(record: str, register: str) -> bool:
    return record.startswith("hologram-") or register == "aura"


def _check_shown(
    what: str, key: Key, shown: Any, contested: Any, found: list[str], read: Mapping[str, Entry]
) -> None:
    values = [read[each].writes[key][0] for each in found]
    values = [value for value in values if _readable(value)]
    if not values:
        return  # the default shows: nothing that this program could read is lost
    if all(value == values[0] for value in values):
        if shown != values[0]:
            raise Lost(f"{what} shows {shown!r}, all wrote {values[0]!r}")
    elif key[1] == "deleted_after":
        _check_marks(what, shown, values)
    elif contested is None:
        raise Lost(f"{what}: {values} contend and nobody is told")
    elif not contested.agreed:
        if shown != values[0] or {_key(h.value) for h in contested.heads} != set(map(_key, values)):
            raise Lost(f"{what} shows {shown!r}, the latest is {values[0]!r}")
    else:
        _check_words(what, key, shown, found, read)


def _check_marks(what: str, shown: str, values: list[str]) -> None:
    """Marks of several people come together."""
    marks = {text[at : at + _MARK] for text in values for at in range(0, len(text), _MARK)}
    if shown != "".join(sorted(marks)):
        raise Lost(f"{what} shows {shown!r} where {sorted(marks)} were noted")


def _key(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _check_words(
    what: str, key: Key, shown: str, found: list[str], read: Mapping[str, Entry]
) -> None:
    """Merged texts: what each put in is in, what each took out is out."""
    lines = [_ancestors(key, each, read) for each in found]
    common = set.intersection(*lines)
    covered = {old for each in common for old in read[each].writes[key][1]}
    nearest = common - covered
    if len(nearest) != 1:
        raise Lost(f"{what} was merged without one common base")
    base = set(str(read[nearest.pop()].writes[key][0]).split())
    there = set(shown.split())
    for each in found:
        words = set(str(read[each].writes[key][0]).split())
        if not words - base <= there:
            raise Lost(f"{what} lacks {sorted(words - base - there)}")
        if (base - words) & there:
            raise Lost(f"{what} still has {sorted((base - words) & there)}")


def _ancestors(key: Key, sha256: str, read: Mapping[str, Entry]) -> set[str]:
    found: set[str] = set()
    waiting = [sha256]
    while waiting:
        for old in read[waiting.pop()].writes[key][1]:
            if old not in found and old in read:
                found.add(old)
                waiting.append(old)
    return found


def check_undo(who: str, data: bytes, own: Iterable[str]) -> None:
    """An undo or redo may write only over what the same person wrote in the same run.

    What a deletion knew of a record is no word of anybody: it is noted anew with each deletion.
    """
    allowed = set(own)
    for key, (_, replaced) in _entry("", data).writes.items():
        if key[1] == "deleted_after":
            continue
        if strange := replaced - allowed:
            raise Lost(f"undo of {who} wrote over {key} of somebody else ({sorted(strange)})")


def check_alike(snapshots: Mapping[str, Seen]) -> None:
    """All copies show the same."""
    (first, expected), *others = snapshots.items()
    for name, snapshot in others:
        if snapshot != expected:
            raise Lost(f"{name} and {first} have the same change sets and show different things")
