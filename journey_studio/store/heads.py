# SPDX-License-Identifier: Apache-2.0
"""The heads of a record in its row: short numbers of change sets instead of their names."""

import json
from collections.abc import ItemsView, Iterator, Mapping, Sequence
from typing import Any, Protocol

from journey_studio.model.snapshot import HeadMap


class Heads(Protocol):
    """What turns names of change sets into the short numbers that rows keep."""

    def number(self, sha256: str) -> int:
        """The number of a change set of the log."""

    def order(self, sha256: str) -> Any:
        """What decides which of several change sets is the latest."""


class StoredHeads(Mapping[str, tuple[str, ...]]):
    """The heads of one record, parsed when first looked at: most are never asked for."""

    __slots__ = ("_found", "_hashes", "_text")

    def __init__(self, text: str, hashes: Sequence[str]) -> None:
        self._text = text
        self._hashes = hashes
        self._found: dict[str, tuple[str, ...]] | None = None

    def _all(self) -> dict[str, tuple[str, ...]]:
        if self._found is None:
            found: dict[str, tuple[str, ...]] = {}
            for number, names in json.loads(self._text).items():
                head = (self._hashes[int(number) - 1],)
                for name in names:
                    found[name] = (*found[name], *head) if name in found else head
            self._found = found
        return self._found

    def __getitem__(self, register: str) -> tuple[str, ...]:
        return self._all()[register]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def items(self) -> ItemsView[str, tuple[str, ...]]:
        """All at once: a merge copies the heads of every record it touches."""
        return self._all().items()

    def __repr__(self) -> str:
        return repr(self._all())


def pack_heads(heads: HeadMap, log: Heads) -> str:
    """{number of a change set: the registers it is a head of} as JSON, the latest first where
    some register has several heads.
    """
    grouped: dict[str, list[str]] = {}
    several: list[tuple[str, ...]] = []
    for register, names in heads.items():
        if len(names) > 1:
            several.append(names)
        for name in names:
            if name in grouped:
                grouped[name].append(register)
            else:
                grouped[name] = [register]
    first = _latest_first(several, log) if several else ()
    numbered = [(log.number(name), grouped.pop(name)) for name in first]
    numbered += sorted(zip(map(log.number, grouped), grouped.values(), strict=True))
    # Registers are called as fields are in Python: nothing in a name needs an escape.
    said = [
        f'"{number}":["{each[0]}"]' if len(each) == 1 else _several(number, each)
        for number, each in numbered
    ]
    return "{" + ",".join(said) + "}"


def _several(number: int, registers: list[str]) -> str:
    return '"{}":["{}"]'.format(number, '","'.join(sorted(registers)))


def _latest_first(several: list[tuple[str, ...]], log: Heads) -> Sequence[str]:
    """The heads of registers that have several."""
    if len(several) < 2:
        return several[0] if several else ()
    return sorted({name for names in several for name in names}, key=log.order, reverse=True)
