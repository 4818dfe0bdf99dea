# SPDX-License-Identifier: Apache-2.0
"""Rules for values, written into the annotations of records, and the reader that keeps to them.

pydantic keeps to the same rules where values come from outside: in command files, on the clipboard,
in change sets. But it is not imported for a look at a map, whose rows `reader` checks.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property, reduce
from operator import call
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints


class Rule:
    """What values have to keep to beyond their type."""

    @property
    def check(self) -> Callable[[Any], Any]:
        """What gives the value itself and raises ValueError where it does not keep to the rule."""
        raise NotImplementedError

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """What pydantic asks an annotation for: its own check of the type, then this one."""
        from pydantic import AfterValidator

        return AfterValidator(self.check).__get_pydantic_core_schema__(source, handler)


@dataclass(frozen=True)
class Text(Rule):
    """Of a text: no longer than this, all of this form, and whatever `also` raises errors for."""

    longest: int
    pattern: str = ""
    also: Callable[[str], str] | None = None

    @cached_property
    def check(self) -> Callable[[Any], str]:
        """Gives the text itself. Made once: most values there are come through here."""
        longest, pattern, also = self.longest, self.pattern, self.also
        fits = re.compile(pattern).fullmatch if pattern else None

        def check(value: Any) -> str:
            if not isinstance(value, str):
                raise ValueError(f"{value!r} is no text")  # noqa: TRY004 - as all that does not fit
            if len(value) > longest:
                raise ValueError(f"is longer than {longest} characters")
            if fits and not fits(value):
                raise ValueError(f"has not the form {pattern}")
            return also(value) if also else value

        return check


@dataclass(frozen=True)
class Number(Rule):
    """Of a number: finite, and between these, both included."""

    least: float
    most: float

    def check(self, value: float) -> float:
        """The number itself."""
        if not self.least <= value <= self.most:  # nor is what is no number (NaN)
            raise ValueError(f"is not between {self.least:g} and {self.most:g}")
        return value


@dataclass(frozen=True)
class Count(Rule):
    """Of a list: how many entries it has at most, and at least."""

    most: int
    least: int = 0

    def check(self, value: tuple[Any, ...]) -> tuple[Any, ...]:
        """The list itself."""
        if not self.least <= len(value) <= self.most:
            raise ValueError(f"has not {self.least} to {self.most} entries")
        return value


@cache
def reader(hint: Any) -> Callable[[Any], Any]:
    """What makes typed values of plain ones, as columns and JSON hold them, for an annotation.

    It raises ValueError for a value that does not fit. Columns hold 0 and 1 for no and yes.
    """
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        rules = [part for part in parts[1:] if isinstance(part, Rule)]
        if len(rules) == 1 and isinstance(rules[0], Text):
            return rules[0].check  # of the type, too
        return reduce(_then, [rule.check for rule in rules], reader(parts[0]))
    if origin is Literal:
        return _one_of(frozenset(parts))
    if origin in (UnionType, Union):
        inner = reader(next(part for part in parts if part is not NoneType))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        return _each(reader(parts[0]))
    if hasattr(hint, "_fields"):
        return _named(hint)
    return _PLAIN[hint]


def _then(first: Callable[[Any], Any], check: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: check(first(value))


def _one_of(words: frozenset[Any]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if isinstance(value, str) and value in words:
            return value
        raise ValueError(f"{value!r} is none of {sorted(words)}")

    return read


def _each(one: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        _require(isinstance(value, list), value, "is no list")
        return tuple(map(one, value))

    return read


def _named(kind: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(kind, include_extras=True)
    readers = [reader(hints[name]) for name in kind._fields]

    def read(value: Any) -> Any:
        if not (isinstance(value, list) and len(value) == len(readers)):
            raise ValueError(f"{value!r} is no {kind.__name__}")
        return kind._make(map(call, readers, value))

    return read


def _text(value: Any) -> Any:
    if isinstance(value, str):  # the most usual by far
        return value
    raise ValueError(f"{value!r} is no text")


def _whole(value: Any) -> Any:
    _require(isinstance(value, int) and not isinstance(value, bool), value, "is no whole number")
    return value


def _number(value: Any) -> Any:
    if type(value) is float:
        return value
    _require(isinstance(value, int | float) and not isinstance(value, bool), value, "is no number")
    return float(value)


def _yes_or_no(value: Any) -> Any:
    _require(value in (0, 1), value, "is neither yes nor no")
    return bool(value)


_PLAIN: dict[Any, Callable[[Any], Any]] = {
    str: _text,
    int: _whole,
    float: _number,
    bool: _yes_or_no,
}


def _require(holds: bool, value: Any, what: str) -> None:
    if not holds:
        raise ValueError(f"{value!r} {what}")
