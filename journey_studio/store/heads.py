# SPDX-License-Identifier: Apache-2.0
"""The heads of a record in its row: short numbers of change sets instead of their names."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from msgspec.json import Decoder

from journey_studio.model.snapshot import HeadMap, LateHeads

_numbered = Decoder(dict[int, list[str]]).decode
_QUOTES = '","'


class Heads(Protocol):
    """What turns names of change sets into the short numbers that rows keep."""

    def number(self, sha256: str) -> int:
        """The number of a change set of the log."""

    def order(self, sha256: str) -> Any:
        """What decides which of several change sets is the latest."""


class StoredHeads(LateHeads):
    """The heads of one record, parsed when first looked at: most are never asked for."""

    __slots__ = ("_found", "_hashes", "_text")

    def __init__(self, text: str, hashes: Sequence[str]) -> None:
        self._text = text
        self._hashes = hashes
        self._found: dict[str, tuple[str, ...]] | None = None

    def _all(self) -> dict[str, tuple[str, ...]]:
        if self._found is None:
            found: dict[str, tuple[str, ...]] = {}
            for number, names in _numbered(self._text).items():
                head = (self._hashes[number - 1],)
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

    def copy(self) -> dict[str, tuple[str, ...]]:
        return self._all().copy()

    def __repr__(self) -> str:
        return repr(self._all())


def pack_heads(heads: HeadMap, log: Heads) -> str:
    """{number of a change set: the registers it is a head of} as JSON, the latest first where
    some register has several heads.
    """
    grouped: dict[tuple[str, ...], list[str]] = {}
    for register, names in heads.items():
        found = grouped.get(names)
        if found is None:
            grouped[names] = [register]
        else:
            found.append(register)
    several = [names for names in grouped if len(names) > 1]
    if several:
        numbered = _disputed(grouped, several, log)
    else:
        numbered = sorted([(log.number(name), each) for (name,), each in grouped.items()])
    # Registers are called as fields are in Python: nothing in a name needs an escape.
    said = [f'"{number}":["{_QUOTES.join(sorted(each))}"]' for number, each in numbered]
    return "{" + ",".join(said) + "}"


def _disputed(
    grouped: Mapping[tuple[str, ...], list[str]], several: list[tuple[str, ...]], log: Heads
) -> list[tuple[int, list[str]]]:
    """The numbers, and the registers of each, where some register has several heads."""
    found: dict[str, list[str]] = {}
    for names, registers in grouped.items():
        for name in names:
            found.setdefault(name, []).extend(registers)
    first = [(log.number(name), found.pop(name)) for name in _latest_first(several, log)]
    return first + sorted([(log.number(name), each) for name, each in found.items()])


def _latest_first(several: list[tuple[str, ...]], log: Heads) -> Sequence[str]:
    """The heads of registers that have several."""
    if len(several) == 1:
        return several[0]
    return sorted({name for names in several for name in names}, key=log.order, reverse=True)
