# SPDX-License-Identifier: Apache-2.0
"""What became of a map on its way into or out of another format.

A reader or a writer says of everything that did not travel whole what it was, where it was, and
why; what it says nothing of has travelled.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Fate = Literal["changed", "dropped"]


class Loss(NamedTuple):
    """One thing that came out different, or not at all.

    `what` is a kind and a register ("card.links") or, on the way in, what the file calls it
    ("iconColor"). `place` is where: a line, a cell, or what the record is called. `reason` is a
    sentence. On the way out `record` and `register` say exactly what it was.
    """

    fate: Fate
    what: str
    place: str
    reason: str
    record: str = ""
    register: str = ""


class LossGroup(NamedTuple):
    """Losses of one kind, for one reason, and all their places."""

    fate: Fate
    what: str
    reason: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LossReport:
    """What was kept, as how many of each kind of record and register, and what was not."""

    kept: Mapping[str, int] = field(default_factory=dict)  # "card.text": 31
    losses: tuple[Loss, ...] = ()

    def groups(self) -> tuple[LossGroup, ...]:
        """The losses put together as a person reads them: what is gone before what is different."""
        places: dict[tuple[Fate, str, str], list[str]] = {}
        for loss in self.losses:
            places.setdefault((loss.fate, loss.what, loss.reason), []).append(loss.place)
        made = [LossGroup(*key, tuple(found)) for key, found in places.items()]
        return tuple(sorted(made, key=lambda group: group.fate != "dropped"))


def counted(registers: Iterable[tuple[str, str]]) -> dict[str, int]:
    """`LossReport.kept` of pairs of kind and register."""
    return dict(sorted(Counter(f"{kind}.{name}" for kind, name in registers).items()))
