# SPDX-License-Identifier: Apache-2.0
"""What two people wrote at once and nobody has settled yet."""

from typing import Any, NamedTuple

from journey_studio.model.change import Author, Stamp
from journey_studio.model.merge import Log
from journey_studio.model.snapshot import Snapshot


class Side(NamedTuple):
    """One of the values of a conflict, who wrote it and when."""

    value: Any
    author: Author
    stamp: Stamp
    sha256: str


class Conflict(NamedTuple):
    """A register with several values; the first one shows. Writing the register settles it."""

    record: str
    register: str
    sides: tuple[Side, ...]


def conflicts(snapshot: Snapshot, log: Log) -> list[Conflict]:
    """All open conflicts, by record id and register.

    What is deleted is asked about by `departed`; here only whether it shall be.
    """
    found = []
    for (record, register), contested in sorted(snapshot.contested.items()):
        gone = register != "deleted" and snapshot.records[record].deleted
        if contested.agreed or gone:
            continue
        sides = []
        for head in contested.heads:
            change = log.get(head.sha256)
            if change is not None:
                sides.append(Side(head.value, change.author, change.stamp, head.sha256))
        found.append(Conflict(record, register, tuple(sides)))
    return found
