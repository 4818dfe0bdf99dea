# SPDX-License-Identifier: Apache-2.0
"""The content of a project as one number, so that two copies can tell whether they agree.

The sum, modulo 2^256, of a hash for each record. A sum has no order and can be taken back in part,
so it follows an edit in the time it takes to hash what was touched. (What a person could contrive
to keep the sum is no concern here: the change sets themselves are named by their hashes.)

Counted is what each register shows and, where several people wrote it, who. Deleted records count
like any other. What this version of the program does not know is left out; so copies only compare
where `form` is the same.
"""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from journey_studio.model.records import KINDS, Record
from journey_studio.model.registers import registers
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.walk import canonical_json, number

_MODULUS = 2**256
# Raise this when the same change sets come to show something else.
RULES = 1


def content(snapshot: Snapshot) -> int:
    """The digest of everything in a snapshot, from 0 to 2^256 - 1."""
    return sum(_of(snapshot, record_id) for record_id in snapshot.records) % _MODULUS


def updated(content: int, before: Snapshot, after: Snapshot, touched: Collection[str]) -> int:
    """The digest of `after`, from that of `before` and the records in which they differ.

    `touched` may name more records than that; it is what a `Delta` says.
    """
    change = sum(_of(after, each) - _of(before, each) for each in touched)
    return (content + change) % _MODULUS


def form() -> str:
    """The hash, in hex, of this program's register table and rules: what a digest is taken over."""
    table = [
        [kind, name, _described(each.hint), canonical_json(each.default)]
        for kind in KINDS
        for name, each in registers(kind).items()
    ]
    return hashlib.sha256(canonical_json([RULES, table]).encode()).hexdigest()


def _described(hint: Any) -> Any:
    """An annotation as JSON, the same in every run."""
    if get_origin(hint) is Annotated:
        inner, *rules = get_args(hint)
        return [_described(inner), *map(_rule, rules)]
    if get_args(hint):
        origin = get_origin(hint)
        name = "or" if origin in (Union, UnionType) else getattr(origin, "__name__", str(origin))
        return [name, *map(_described, get_args(hint))]
    if isinstance(hint, type) and issubclass(hint, tuple) and hasattr(hint, "_fields"):
        parts = get_type_hints(hint, include_extras=True)
        return [hint.__name__, *([name, _described(parts[name])] for name in hint._fields)]
    return getattr(hint, "__name__", str(hint))


def _rule(rule: Any) -> Any:
    if not is_dataclass(rule) or isinstance(rule, type):
        return str(getattr(rule, "__name__", rule))
    held = [getattr(rule, field.name) for field in fields(rule)]
    return [type(rule).__name__, *(getattr(each, "__name__", each) for each in held)]


@cache
def _defaults(kind: str) -> tuple[Callable[[Record], Any], list[tuple[str, Any]]]:
    """What takes all registers out of a record, and the name and the default of each."""
    found = [(name, each.default) for name, each in registers(kind).items()]
    return attrgetter(*(name for name, _ in found)), found


def _of(snapshot: Snapshot, record_id: str) -> int:
    record = snapshot.records.get(record_id)
    if record is None:
        return 0
    said = [record_id, _said(record), _contested(snapshot, record)]
    return int.from_bytes(hashlib.sha256(canonical_json(said).encode()).digest())


def _said(record: Record) -> dict[str, Any]:
    take, defaults = _defaults(record.KIND)
    made = {}
    for value, (name, default) in zip(take(record), defaults, strict=True):
        if value is not default and value != default:
            made[name] = value if type(value) is str else number(value)
    return made


def _contested(snapshot: Snapshot, record: Record) -> dict[str, list[str]]:
    if not snapshot.contested:
        return {}
    found = {name: snapshot.contested.get((record.id, name)) for name in registers(record.KIND)}
    return {name: [head.sha256 for head in each.heads] for name, each in found.items() if each}
