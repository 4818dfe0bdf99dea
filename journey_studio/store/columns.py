# SPDX-License-Identifier: Apache-2.0
"""How registers lie in columns: derived from the register table, there and back.

NULL stands for the default. A register of named parts (`place`) gets a column for each part, other
registers with parts are JSON text. Reading goes column by column and checks each distinct value
once, which for ten thousand cards is several times faster than going row by row.
"""

import json
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any, get_args, get_type_hints

from msgspec import Struct

from journey_studio.model.records import KINDS
from journey_studio.model.registers import Register, registers
from journey_studio.model.values import reader

Raw = str | int | float | None


class StoredRegister(Struct, frozen=True, eq=False):
    """One register and its columns: names, and the plain type of each."""

    register: Register
    columns: tuple[tuple[str, type], ...]
    hints: tuple[Any, ...]
    parts: type[Any] | None  # the class of the named parts, where each has its column

    def packer(self) -> Callable[[Any], tuple[Raw, ...]]:
        """What gives the raw values of the columns, of any value but the default."""
        if self.parts:
            return tuple
        kind = self.register.column
        if kind is list:
            return lru_cache(maxsize=256)(self._as_json)
        if kind is float:
            return lambda value: (float(value) + 0.0,)  # no minus zero: SQLite reads it as zero
        return (lambda value: (int(value),)) if kind is bool else (lambda value: (value,))

    def _as_json(self, value: Any) -> tuple[Raw, ...]:
        plain = self.register.write(value)
        return (json.dumps(plain, ensure_ascii=False, separators=(",", ":")),)

    def unpack(self, columns: Sequence[Sequence[Raw]]) -> list[Any]:
        """The typed value of each row; ValueError where a raw value does not fit."""
        default = self.register.default
        if self.parts is None:
            return _look_up(columns[0], self._read(_distinct(columns[0])), default)
        parts = [
            _look_up(raw, _check(hint, _distinct(raw)), None)
            for hint, raw in zip(self.hints, columns, strict=True)
        ]
        if not any(None in part for part in parts):
            return list(map(self.parts, *parts))
        return [self._together(row) for row in zip(*parts, strict=True)]

    def _together(self, row: tuple[Any, ...]) -> Any:
        if row.count(None) == len(row):
            return self.register.default
        if None in row:
            raise ValueError(f"{self.register.name}: a part is missing")
        assert self.parts is not None
        return self.parts(*row)

    def _read(self, raw: list[Raw]) -> dict[Raw, Any]:
        if self.register.column is not list:
            return _check(self.hints[0], raw)
        plain = {text: _json(text) for text in raw}
        read = reader(self.hints[0])
        return {text: read(value) for text, value in plain.items()}


def _json(text: Raw) -> Any:
    try:
        return json.loads(str(text))
    except RecursionError as error:
        raise ValueError("JSON in many layers") from error


def _distinct(raw: Sequence[Raw]) -> list[Raw]:
    return list(set(raw) - {None})


def _look_up(raw: Sequence[Raw], known: dict[Raw, Any], default: Any) -> list[Any]:
    if not known:
        return [default] * len(raw)
    known[None] = default
    return list(map(known.__getitem__, raw))


def _check(hint: Any, raw: list[Raw]) -> dict[Raw, Any]:
    return dict(zip(raw, map(reader(hint), raw), strict=True))


def _named_parts(hint: Any) -> type[Any] | None:
    """The NamedTuple class of a hint like `CardPlace | None`, or None."""
    options = [hint, *get_args(hint)]
    found = [one for one in options if isinstance(one, type) and issubclass(one, tuple)]
    return found[0] if found and hasattr(found[0], "_fields") else None


def _stored(register: Register, hint: Any) -> StoredRegister:
    parts = _named_parts(hint)
    if parts is None:
        kind = {bool: int, list: str}.get(register.column, register.column)
        return StoredRegister(register, ((register.name, kind),), (hint,), None)
    hints = get_type_hints(parts, include_extras=True)
    columns = tuple((f"{register.name}_{name}", _plain(hints[name])) for name in parts._fields)
    return StoredRegister(register, columns, tuple(hints[name] for name in parts._fields), parts)


def _plain(hint: Any) -> type:
    plain = getattr(hint, "__origin__", hint)
    if plain not in (str, int, float):
        raise TypeError(f"{hint} needs columns of its own")
    return plain  # type: ignore[no-any-return]


@cache
def stored_registers(kind: str) -> tuple[StoredRegister, ...]:
    """The registers of records of `kind` with their columns, in the order of the class."""
    hints = get_type_hints(KINDS[kind], include_extras=True)
    return tuple(_stored(each, hints[name]) for name, each in registers(kind).items())
