# SPDX-License-Identifier: Apache-2.0
"""The content of a project as one number, so that two copies can tell whether they agree.

The sum, modulo 2^256, of a hash for each record and for each register that is not at its default. A
sum has no order and can be taken back in part, so it follows an edit in the time it takes to hash
what has changed. (What a person could contrive
to keep the sum is no concern here: the change sets themselves are named by their hashes.)

Counted is what each register shows and, where several people wrote it, who. Deleted records count
like any other. What this version of the program does not know is left out; so copies only compare
where `form` is the same.
"""

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from journey_studio.model.records import KINDS, Record
from journey_studio.model.registers import registers
from journey_studio.model.snapshot import Contested, RegisterKey, Snapshot
from journey_studio.model.walk import canonical_json, number

_MODULUS = 2**256
# Raise this when the same change sets come to show something else.
RULES = 2


def content(snapshot: Snapshot) -> int:
    """The digest of everything in a snapshot, from 0 to 2^256 - 1."""
    total = sum(_register(snapshot, key) for key in snapshot.contested)
    for record_id, record in snapshot.records.items():
        total += _hash(record_id)
        take, defaults = _defaults(record.KIND)
        for value, (name, default) in zip(take(record), defaults, strict=True):
            changed = value is not default and value != default
            if changed and (record_id, name) not in snapshot.contested:
                total += _hash(_said(record_id, name, "", value))
    return total % _MODULUS


def updated(content: int, before: Snapshot, after: Snapshot, touched: Collection[str]) -> int:
    """The digest of `after`, from that of `before` and the records in which they differ.

    `touched` may name more records than that; it is what a `Delta` says.
    """
    change = 0
    keys = _differing(before.contested, after.contested)
    for record_id in touched:
        old, new = before.records.get(record_id), after.records.get(record_id)
        some = new or old
        if old is new or some is None:
            continue
        take, defaults = _defaults(some.KIND)
        if old is None or new is None:
            keys.update((record_id, name) for name, _ in defaults)
            change += _hash(record_id) if old is None else -_hash(record_id)
            continue
        for was, now, (name, _) in zip(take(old), take(new), defaults, strict=True):
            if was is not now and was != now:
                keys.add((record_id, name))
    change += sum(_register(after, key) - _register(before, key) for key in keys)
    return (content + change) % _MODULUS


def _differing(
    before: Mapping[RegisterKey, Contested], after: Mapping[RegisterKey, Contested]
) -> set[RegisterKey]:
    """What is contested in one of two snapshots, and not in the same way in the other."""
    found = {key for key, each in after.items() if before.get(key) is not each}
    found.update(key for key in before if key not in after)
    return found


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


def _register(snapshot: Snapshot, key: RegisterKey) -> int:
    """The hash of one register; 0 where it says nothing."""
    record_id, name = key
    record, contested = snapshot.records.get(record_id), snapshot.contested.get(key)
    if record is None:
        return 0
    value = getattr(record, name)
    if contested is not None:
        heads = ",".join(head.sha256 for head in contested.heads)
        return _hash(_said(record_id, name, heads, value))
    default = registers(record.KIND)[name].default
    return 0 if value == default else _hash(_said(record_id, name, "", value))


def _said(record_id: str, name: str, heads: str, value: Any) -> str:
    """What a register says as one text: no part but the last can hold the sign between them."""
    shown = f'"{value}' if type(value) is str else canonical_json(number(value))
    return f"{record_id}\x1f{name}\x1f{heads}\x1f{shown}"


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest())
