# SPDX-License-Identifier: Apache-2.0
"""Commands that fill every register of every kind of record with something of its own."""

import types
from collections.abc import Iterator
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from journey_studio.model.change import Label
from journey_studio.model.commands.base import Plan
from journey_studio.model.records import KINDS, Day, GatheredMarks, Hash, Id, Rank, Seen, Url
from journey_studio.model.registers import registers
from journey_studio.model.snapshot import Snapshot


def _sample(hint: Any, number: int) -> Any:
    """A JSON value that fits `hint` and is not its default."""
    special = {
        Id: f"card-n{number}",
        Rank: f"V{number}",
        Day: "2026-02-28",
        Hash: "ab" * 32,
        GatheredMarks: "0123456789ab",
        Seen: ["0123456789ab", number, "0123456789abcdef"],
    }
    if hint in special:
        return special[hint]
    if hint == Url:
        return "https://example.org/ä?b=1&c=\"'"
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _sample(next(arg for arg in args if arg is not type(None)), number)
    if origin is Literal:
        return args[-1]
    if origin is tuple:
        return [_sample(args[0], number), _sample(args[0], number + 1)]
    if hasattr(hint, "__metadata__"):
        return _plain(hint, number)
    if isinstance(hint, type) and issubclass(hint, tuple):
        parts = get_type_hints(hint, include_extras=True).values()
        return [_sample(part, number + at) for at, part in enumerate(parts)]
    return True if hint is bool else number


def _plain(hint: Any, number: int) -> Any:
    base = hint.__origin__
    if base is str:
        pattern = next((m.pattern for m in hint.__metadata__ if getattr(m, "pattern", None)), None)
        return "pt-BR" if pattern else f"Grüße {number} \U0001f600\n\t'\"%s \\ \u202e"
    if base is int:
        return 3
    return _sample(base, number) if base is not float else 0.625


class _Fill:
    """A command that writes all registers of one record."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def plan(self, snapshot: Snapshot) -> Plan:
        del snapshot
        hints = get_type_hints(KINDS[self.kind], include_extras=True)
        record = f"{self.kind}-all"
        values = {
            (record, name): register.read(_sample(hints[name], at))
            for at, (name, register) in enumerate(registers(self.kind).items())
        }
        return Plan(Label("model.label.edit", {}), values)


def everything() -> Iterator[Any]:
    """One command for each kind of record."""
    yield from map(_Fill, KINDS)
