# SPDX-License-Identifier: Apache-2.0
"""The register table: which registers a kind of record has and which values each may hold."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from msgspec import NODEFAULT
from msgspec.structs import fields

from journey_studio.model.records import KINDS, Gathers, Merges
from journey_studio.model.values import reader

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Register:
    """One register: its name, its value before anybody wrote it, its type, how it is merged."""

    name: str
    default: Any
    hint: Any
    merges: bool
    gathers: bool
    column: type  # str, int, float or bool; `list` where the value is kept as JSON text

    @cached_property
    def adapter(self) -> "TypeAdapter[Any]":
        """What checks its values; made when first needed, for there are many registers."""
        from pydantic import TypeAdapter  # at the first edit: nobody waits for it to see a map

        return TypeAdapter(self.hint)

    @cached_property
    def _exactly(self) -> Callable[[Any], Any]:
        """What reads values that need no bending, and raises for all others."""
        if self.column is bool:
            return _true_or_false
        return _nothing if self.column is int else reader(self.hint)

    def read(self, json_value: Any) -> Any:
        """The typed value of what a change set holds; ValueError where it does not fit."""
        try:
            return self._exactly(json_value)
        except (ValueError, TypeError, OverflowError):
            return self._read_anew(json_value)

    def _read_anew(self, json_value: Any) -> Any:
        if not _is_plainly(self.column, json_value):
            raise ValueError(f"{self.name}: {json_value!r} is of the wrong type")
        from pydantic import ValidationError

        try:
            return self.adapter.validate_python(json_value)
        except ValidationError as error:
            raise ValueError(f"{self.name}: {error.errors()[0]['msg']}") from error

    def write(self, value: Any) -> Any:
        """The JSON form of a typed `value`."""
        if self.column is float:
            return None if value is None else float(value)
        return _plain_lists(value) if isinstance(value, tuple) else value


def _true_or_false(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError(f"{value!r} is neither true nor false")


def _nothing(value: Any) -> Any:
    raise ValueError(f"{value!r} may have to be bent")


def _plain_lists(value: Any) -> Any:
    return [_plain_lists(part) for part in value] if isinstance(value, tuple) else value


def _is_plainly(kind: type, value: Any) -> bool:
    """Whether a value needs no bending: true is no number, "5" neither, and 1 is not true."""
    if kind is bool:
        return isinstance(value, bool)
    return kind not in (int, float) or not isinstance(value, bool | str | bytes)


def _column(annotation: Any) -> type:
    """The plain type behind an annotation, `list` for everything that has parts."""
    options = [part for part in get_args(annotation) if part is not type(None)]
    if annotation in (str, int, float, bool):
        return annotation  # type: ignore[no-any-return]
    if hasattr(annotation, "__metadata__"):
        return _column(annotation.__origin__)
    if options and all(isinstance(option, str) for option in options):
        return str  # a Literal of words
    if len(options) == 1 and type(None) in get_args(annotation):
        return _column(options[0])
    return list


def _register(name: str, hint: Any, default: Any) -> Register:
    return Register(
        name=name,
        default=None if default is NODEFAULT else default,
        hint=hint,
        merges=Merges in getattr(hint, "__metadata__", ()),
        gathers=Gathers in getattr(hint, "__metadata__", ()),
        column=_column(hint),
    )


@cache
def registers(kind: str) -> dict[str, Register]:
    """The registers of records of `kind`, by name, in the order of the class.

    Raises KeyError for a kind this version of the program does not know.
    """
    record = KINDS[kind]
    hints = get_type_hints(record, include_extras=True)
    return {
        field.name: _register(field.name, hints[field.name], field.default)
        for field in fields(record)
        if field.name != "id"
    }


def find(kind: str, name: str) -> Register | None:
    """The register, or None where this version of the program does not know it."""
    return registers(kind).get(name) if kind in KINDS else None


def is_json(value: Any, depth: int = 8) -> bool:
    """Whether `value` can stand in a change set: finite, without lone surrogates, not deep."""
    if isinstance(value, str):
        return value.isascii() or _SURROGATE.search(value) is None
    if value is None or isinstance(value, bool):
        return True
    if isinstance(value, int):
        return -(2**53) < value < 2**53
    if isinstance(value, float):
        return math.isfinite(value)
    if depth and isinstance(value, list):
        return all(is_json(part, depth - 1) for part in value)
    if depth and isinstance(value, dict):
        return all(
            isinstance(k, str) and is_json(k) and is_json(v, depth - 1) for k, v in value.items()
        )
    return False
