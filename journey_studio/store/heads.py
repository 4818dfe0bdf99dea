# SPDX-License-Identifier: Apache-2.0
"""The heads of a record in its row: short numbers of change sets instead of their names."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from msgspec.json import Decoder, encode

from journey_studio.model.snapshot import HeadMap, LateHeads

_numbered: Callable[[str], dict[str, Any]] = Decoder(dict[str, int | list[int]]).decode


class StoredHeads(LateHeads):
    """The heads of one record, parsed when first looked at: most are never asked for."""

    __slots__ = ("_found", "_hashes", "_text")

    def __init__(self, text: str, hashes: Sequence[str]) -> None:
        self._text = text
        self._hashes = hashes
        self._found: dict[str, tuple[str, ...]] | None = None

    def _all(self) -> dict[str, tuple[str, ...]]:
        if self._found is None:
            hashes, numbered = self._hashes, _numbered(self._text)
            # The change set that made a record is the head of most of its registers.
            alone = {said: (hashes[said - 1],) for said in numbered.values() if type(said) is int}
            self._found = {
                register: alone[said]
                if type(said) is int
                else tuple([hashes[number - 1] for number in said])
                for register, said in numbered.items()
            }
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


class Numbers(dict[str, int]):
    """The numbers of change sets by name: of those about to enter the log, and of those in it."""

    def __init__(self, log: Mapping[str, int], fresh: Mapping[str, int]) -> None:
        super().__init__(fresh)
        self._log = log

    def __missing__(self, name: str) -> int:
        number = self[name] = self._log[name]
        return number


def pack_heads(heads: HeadMap, numbers: Mapping[str, int]) -> str:
    """JSON: for each register the number of the change set that is its head, or a list of them,
    the latest first.
    """
    said = {
        register: numbers[names[0]] if len(names) == 1 else [numbers[name] for name in names]
        for register, names in heads.items()
    }
    return encode(said, order="sorted").decode()
