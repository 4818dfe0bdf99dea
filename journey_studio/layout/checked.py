# SPDX-License-Identifier: Apache-2.0
"""Typed values from plain JSON, each checked against its annotation; a few lines of the standard
library, for what the first window needs and a library for validation would delay.
"""

import re
from collections.abc import Mapping
from functools import cache
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NamedTuple,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)


class Matches(NamedTuple):
    """Of a text: all of it has this form."""

    pattern: str

    def holds(self, value: Any) -> bool:
        """Whether it has."""
        return re.fullmatch(self.pattern, value) is not None


class Within(NamedTuple):
    """Of a number: it lies between these, both included."""

    least: float
    most: float

    def holds(self, value: Any) -> bool:
        """Whether it does; what is no number (NaN) does not."""
        return bool(self.least <= value <= self.most)


def read(kind: Any, value: Any, where: str) -> Any:
    """`value` as a `kind`: a named tuple with all its fields and no others, a tuple, a
    mapping, a choice of words, a text, a number or None.

    Raises ValueError that names the place, `where` and below.
    """
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _bounded(parts, value, where)
    if origin is Literal:
        _require(value in parts, value, where)
        return value
    if origin in (UnionType, Union):
        inner = next(part for part in parts if part is not NoneType)
        return None if value is None else read(inner, value, where)
    if origin is tuple:
        _require(isinstance(value, list), value, where)
        return tuple(read(parts[0], each, f"{where}[{at}]") for at, each in enumerate(value))
    if origin is Mapping:
        _require(isinstance(value, dict), value, where)
        return {
            read(parts[0], key, where): read(parts[1], each, f"{where}.{key}")
            for key, each in value.items()
        }
    return _plain(kind, value, where)


def _bounded(parts: tuple[Any, ...], value: Any, where: str) -> Any:
    found = read(parts[0], value, where)
    _require(all(rule.holds(found) for rule in parts[1:]), value, where)
    return found


def _plain(kind: Any, value: Any, where: str) -> Any:
    if kind is float:
        _require(isinstance(value, int | float) and not isinstance(value, bool), value, where)
        return float(value)
    if kind is str:
        _require(isinstance(value, str), value, where)
        return value
    hints = _hints(kind)
    if isinstance(value, list) and len(value) <= len(hints):  # in the order of a named tuple
        value = dict(zip(hints, value, strict=False))
    _require(isinstance(value, dict), value, where)
    needed, optional = hints.keys(), kind._field_defaults.keys()
    _require(needed - optional <= value.keys() <= needed, sorted(value), where)
    return kind(
        **{name: read(hints[name], each, f"{where}.{name}") for name, each in value.items()}
    )


@cache
def _hints(kind: Any) -> dict[str, Any]:
    """The types of the fields; asked for once, for many values are of one kind."""
    return get_type_hints(kind, include_extras=True)


def _require(holds: bool, value: Any, where: str) -> None:
    if not holds:
        raise ValueError(f"{where} does not hold what it must: {value!r}")
