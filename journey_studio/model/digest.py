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

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import sha256
from operator import attrgetter
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from journey_studio.model.records import KINDS, Record
from journey_studio.model.registers import registers
from journey_studio.model.snapshot import RegisterKey, Snapshot
from journey_studio.model.walk import canonical_json, number

_MODULUS = 2**256
# Raise this when the same change sets come to show something else.
RULES = 2
_UNKNOWN = object()


def content(snapshot: Snapshot) -> int:
    """The digest of everything in a snapshot, from 0 to 2^256 - 1."""
    return _sum(_everything(snapshot)) % _MODULUS


def _everything(snapshot: Snapshot) -> Iterator[str]:
    for key in snapshot.contested:
        yield from _register(snapshot, key)
    for record_id, record in snapshot.records.items():
        yield record_id
        for value, (name, default) in zip(*_values(record), strict=True):
            changed = value is not default and value != default
            if changed and (record_id, name) not in snapshot.contested:
                yield _said(record_id, name, "", value)


def updated(
    content: int, before: Snapshot, after: Snapshot, written: Collection[RegisterKey]
) -> int:
    """The digest of `after`, from that of `before` and the registers written in between.

    `written` may name more of them; the writes of the change sets of a `Delta` say which.
    """
    come: list[str] = []
    gone: list[str] = []
    contested = {*before.contested, *after.contested}
    olds, news = before.records.get, after.records.get
    fresh: set[str] = set()
    for key in written:
        record_id, name = key
        old, new = olds(record_id), news(record_id)
        if new is None:
            continue  # of a newer program, which alone can show it
        default = _defaults(new.KIND).get(name, _UNKNOWN)
        if default is _UNKNOWN:
            continue
        if old is None:
            fresh.add(record_id)
        if old is None or key in contested:
            come += _register(after, key)
            gone += _register(before, key)
            continue
        was, now = getattr(old, name), getattr(new, name)
        if was == now:
            continue
        if was != default:
            gone.append(_said(record_id, name, "", was))
        if now != default:
            come.append(_said(record_id, name, "", now))
    return (content + _sum(fresh) + _sum(come) - _sum(gone)) % _MODULUS


def form() -> str:
    """The hash, in hex, of this program's register table and rules: what a digest is taken over."""
    table = [
        [kind, name, _described(each.hint), canonical_json(each.default)]
        for kind in KINDS
        for name, each in registers(kind).items()
    ]
    return sha256(canonical_json([RULES, table]).encode()).hexdigest()


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


def _values(record: Record) -> tuple[Any, Collection[tuple[str, Any]]]:
    """All registers of a record; the name and the default of each."""
    return _taking(record.KIND)(record), _defaults(record.KIND).items()


@cache
def _taking(kind: str) -> Callable[[Record], Any]:
    """What takes all registers out of a record."""
    return attrgetter(*registers(kind))


@cache
def _defaults(kind: str) -> dict[str, Any]:
    return {name: each.default for name, each in registers(kind).items()}


def _register(snapshot: Snapshot, key: RegisterKey) -> Sequence[str]:
    """What one register says, where it says anything."""
    record_id, name = key
    record, contested = snapshot.records.get(record_id), snapshot.contested.get(key)
    if record is None:
        return ()
    value = getattr(record, name)
    if contested is not None:
        heads = ",".join(head.sha256 for head in contested.heads)
        return (_said(record_id, name, heads, value),)
    said_nothing = value == _defaults(record.KIND)[name]
    return () if said_nothing else (_said(record_id, name, "", value),)


def _said(record_id: str, name: str, heads: str, value: Any) -> str:
    """What a register says as one text: no part but the last can hold the sign between them."""
    if type(value) is str:
        return f'{record_id}\x1f{name}\x1f{heads}\x1f"{value}'
    return f"{record_id}\x1f{name}\x1f{heads}\x1f{canonical_json(number(value))}"


def _sum(texts: Iterable[str]) -> int:
    """The sum of their hashes. One call for all: there may be very many."""
    return sum([int.from_bytes(sha256(text.encode()).digest()) for text in texts])
