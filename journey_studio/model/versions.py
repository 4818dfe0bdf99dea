# SPDX-License-Identifier: Apache-2.0
"""Named versions: which change sets one holds, however many arrive later with earlier stamps.

A version cannot be a moment in time: a colleague who was on a train brings edits from last week.
Nor can it list what it holds, which may be a hundred thousand change sets. But each replica stamps
its changes in ascending order, so "all of this replica up to here" is one mark, and a mark for each
replica says nearly everything in some kilobytes.

Nearly: a carrier may deliver the third change of a replica before the second. So a version also
keeps how many change sets there were and the sum of their names. Where more are found by the marks,
the late ones are those whose names make up the difference. They are looked for as one or two runs
in the order of a replica, which is how files and packs go missing; where the gaps are stranger than
that, the version is shown with what has filled them.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from journey_studio.model.change import Author, Stamp
from journey_studio.model.merge import Log, heads_of
from journey_studio.model.records import MARK, MOST_MARKS, Seen, Version
from journey_studio.model.snapshot import Snapshot

_MODULUS = 2**64
_MOST_TRIED = 3_000_000  # pairs of runs


class Entry(Protocol):
    """A change set, or what a log knows of one."""

    @property
    def sha256(self) -> str:
        """Its name."""

    @property
    def stamp(self) -> Stamp:
        """When it was made, and by which replica."""


class Held(NamedTuple):
    """The names of the change sets a version holds, and how many of them have not arrived here."""

    names: frozenset[str]
    missing: int = 0


class Named(NamedTuple):
    """A version, who named it and when."""

    version: Version
    author: Author
    stamp: Stamp


def number_of(name: str) -> int:
    """What a change set adds to a check."""
    return int(name[:16], 16)


def seen_of(entries: Iterable[Entry]) -> Seen:
    """What a version named now holds: all these change sets."""
    latest: dict[str, tuple[Stamp, str]] = {}
    count = total = 0
    for entry in entries:
        order = (entry.stamp, entry.sha256)
        replica = entry.stamp.replica
        latest[replica] = max(latest.get(replica, order), order)
        count += 1
        total += number_of(entry.sha256)
    kept = sorted(latest.values(), reverse=True)[:MOST_MARKS]
    marks = "".join(sorted(name[:MARK] for _, name in kept))
    return Seen(marks, count, f"{total % _MODULUS:016x}")


def joined(seen: Seen, entries: Iterable[Entry]) -> Seen:
    """The same with some change sets more."""
    more = seen_of(entries)
    if not more.number:
        return seen
    marks = sorted({*split_marks(seen.marks), *split_marks(more.marks)})[:MOST_MARKS]
    check = (int(seen.check, 16) + int(more.check, 16)) % _MODULUS
    return Seen("".join(marks), seen.number + more.number, f"{check:016x}")


def held(seen: Seen, entries: Iterable[Entry]) -> Held:
    """Which of these change sets, a whole log, a version holds that has seen so much."""
    wanted = set(split_marks(seen.marks))
    every = [(entry.stamp.replica, entry.stamp, entry.sha256) for entry in entries]
    reach: dict[str, tuple[Stamp, str]] = {}
    for replica, stamp, name in every:
        if name[:MARK] in wanted:
            reach[replica] = max(reach.get(replica, (stamp, name)), (stamp, name))
    nothing = (Stamp(-1, 0, ""), "")
    found = sorted(each for each in every if each[1:] <= reach.get(each[0], nothing))
    names = [name for _, _, name in found]
    late = _late(names, len(names) - seen.number, int(seen.check, 16))
    return Held(frozenset(names).difference(late), max(0, seen.number - len(names)))


def split_marks(marks: str) -> Iterator[str]:
    """The marks one by one."""
    return (marks[at : at + MARK] for at in range(0, len(marks), MARK))


def _late(names: Sequence[str], count: int, check: int) -> Sequence[str]:
    """The `count` names without which the rest makes up `check`; () where they are not found."""
    if count <= 0:
        return ()
    sums = [0]
    for name in names:
        sums.append((sums[-1] + number_of(name)) % _MODULUS)
    excess = (sums[-1] - check) % _MODULUS
    for start in range(len(names) - count + 1):
        if (sums[start + count] - sums[start]) % _MODULUS == excess:
            return names[start : start + count]
    tried = 0
    for first in range(1, count // 2 + 1):
        tried += len(names)
        if tried > _MOST_TRIED:
            break
        found = _two_runs(sums, first, count - first, excess)
        if found:
            one, other = found
            return [*names[one : one + first], *names[other : other + count - first]]
    return ()


def _two_runs(sums: Sequence[int], one: int, other: int, total: int) -> tuple[int, int] | None:
    """Where runs of these lengths begin that have no part in common and add up to `total`."""
    last = len(sums) - 1
    starts = {(sums[at + one] - sums[at]) % _MODULUS: at for at in range(last - one + 1)}
    for at in range(last - other + 1):
        start = starts.get((total - sums[at + other] + sums[at]) % _MODULUS)
        if start is not None and (start + one <= at or at + other <= start):
            return start, at
    return None


def named_versions(snapshot: Snapshot, log: Log) -> list[Named]:
    """The live versions, the one named last first."""
    found = []
    for version in snapshot.under(Version):
        heads = heads_of(snapshot, version.id, "seen")
        change = log.get(heads[-1]) if heads else None
        if change is not None:
            found.append(Named(version, change.author, change.stamp))
    return sorted(found, key=lambda named: (named.stamp, named.version.id), reverse=True)
