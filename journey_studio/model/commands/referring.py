# SPDX-License-Identifier: Apache-2.0
"""What may refer to what. Commands are strict about it; a merge takes whatever has come about."""

from collections.abc import Mapping
from typing import Any

from journey_studio.i18n import t
from journey_studio.model.commands.base import CommandError, live
from journey_studio.model.commands.placing import map_of
from journey_studio.model.ids import kind_of
from journey_studio.model.records import Map
from journey_studio.model.references import REFERENCES
from journey_studio.model.snapshot import RegisterKey, Snapshot

# Without these a record of the kind says nothing and is nowhere shown.
_NEEDED = {"connection": ("source", "target"), "comment": ("on",)}


def check_references(snapshot: Snapshot, record_id: str, values: Mapping[RegisterKey, Any]) -> None:
    """CommandError unless the ids among a record's new `values` are those of fitting live records.

    What the record referred to before may stay, even where it has been deleted since.
    """
    kind = kind_of(record_id)
    before = snapshot.records.get(record_id)
    for register, kinds in REFERENCES.get(kind, {}).items():
        if register == "place" or (record_id, register) not in values:
            continue
        held = _ids(getattr(before, register, None))
        for each in _ids(values[record_id, register]):
            if each not in held:
                _check_one(snapshot, record_id, register, each, kinds)
    after = {name: getattr(before, name, None) for name in _NEEDED.get(kind, ())}
    after |= {name: value for (_, name), value in values.items() if name in after}
    for register, value in after.items():
        if value is None:
            raise CommandError(t("model.command.needed", kind=kind, register=register))
    if kind == "connection" and after["source"] == after["target"]:
        raise CommandError(t("model.command.itself", kind=kind))
    if kind == "map":
        _check_nesting(snapshot, record_id, values.get((record_id, "parent_step")))


def _ids(value: Any) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if value else ()


def _check_one(
    snapshot: Snapshot, record_id: str, register: str, target: str, kinds: tuple[str, ...]
) -> None:
    if target == record_id:
        raise CommandError(t("model.command.itself", kind=kind_of(record_id)))
    if kinds and kind_of(target) not in kinds:
        wanted = ", ".join(kinds)
        raise CommandError(t("model.command.refers", register=register, kinds=wanted, id=target))
    live(snapshot, target)


def _check_nesting(snapshot: Snapshot, map_id: str, step: str | None) -> None:
    """A map cannot tell in detail a step of its own, nor of a map inside it."""
    seen: set[str] = set()
    while step and (home := map_of(snapshot, step)) is not None and home not in seen:
        if home == map_id:
            raise CommandError(t("model.command.nested_in_itself"))
        seen.add(home)
        outer = snapshot.get(Map, home)
        step = outer.parent_step if outer else None
