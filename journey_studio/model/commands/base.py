# SPDX-License-Identifier: Apache-2.0
"""What every verb shares: it looks at a snapshot and plans register writes, nothing else."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, NamedTuple, Protocol

from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.model.change import Label, Write
from journey_studio.model.ids import kind_of
from journey_studio.model.merge import heads_of, settle
from journey_studio.model.records import KEPT_FROM_SIGHT, MARK, MOST_KNOWN, Record
from journey_studio.model.registers import find
from journey_studio.model.snapshot import RegisterKey, Snapshot

_SHORT = 40  # signs of a record's name that fit into a menu entry


class CommandError(JourneyError):
    """A command that does not fit the project as it is. Nothing was changed."""


class Plan(NamedTuple):
    """What a command will write, in typed values, and what it is called."""

    label: Label
    values: Mapping[RegisterKey, Any]


class Command(Protocol):
    """Something a person does."""

    def plan(self, snapshot: Snapshot) -> Plan:
        """The writes this comes to now. Raises CommandError where it does not fit."""


class Verb:
    """A command as data: a frozen dataclass, which `script` reads from JSON by its `do`.

    There every field is checked against its annotation; what is made in the program is checked by
    what it plans to write.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}


def writes_of(snapshot: Snapshot, plan: Plan) -> dict[RegisterKey, Write]:
    """The plan as writes over the heads of now, without those that would change nothing.

    A register that several people wrote at once is written even with the value that shows: that
    is how a person settles it. Whatever deletes a record says what it knew of it.
    """
    writes: dict[RegisterKey, Write] = {}
    for key, value in _complete(snapshot, plan).items():
        record_id, name = key
        register = find(kind_of(record_id), name)
        assert register is not None, f"{record_id} has no register {name}"
        record = snapshot.records.get(record_id)
        if record is None:
            same = value == register.default and name != "deleted"
        else:
            contested = snapshot.contested.get(key)
            same = value == getattr(record, name) and (contested is None or contested.agreed)
        if not same:
            heads = heads_of(snapshot, record_id, name)
            writes[key] = Write(register.write(value), heads)
    return writes


def _complete(snapshot: Snapshot, plan: Plan) -> dict[RegisterKey, Any]:
    """What a plan writes, with what whoever deletes or restores a record knew of it."""
    values = dict(plan.values)
    for (record_id, name), value in plan.values.items():
        if name == "deleted" and (value or record_id in snapshot.records):
            values[record_id, "deleted_after"] = known(snapshot, record_id) if value else ""
    return values


def drafted(snapshot: Snapshot, plan: Plan) -> Snapshot:
    """What a plan leads to, to look at: nobody has written it yet, so the heads are the old ones.

    Many times quicker than a change set and its merge, and asked for with every step of a drag.
    """
    values: dict[str, dict[str, Any]] = {}
    for (record_id, name), value in _complete(snapshot, plan).items():
        record = snapshot.records.get(record_id)
        if record is None or getattr(record, name) != value:
            values.setdefault(record_id, {})[name] = value
    contested = snapshot.contested
    if contested:
        contested = {key: heads for key, heads in contested.items() if key not in plan.values}
    records, children = dict(snapshot.records), dict(snapshot.children)
    settle(records, children, values)
    return Snapshot(records, snapshot.heads, contested, snapshot.dangling, children)


def known(snapshot: Snapshot, record_id: str) -> str:
    """The marks of the heads of a record's registers, as `deleted_after` holds them."""
    heads = snapshot.heads.get(record_id, {})
    found = {head[:MARK] for name in heads if name not in KEPT_FROM_SIGHT for head in heads[name]}
    return "".join(sorted(found)[:MOST_KNOWN])


def typed(record_id: str, values: Mapping[str, Any]) -> dict[RegisterKey, Any]:
    """Register values given as JSON or typed, validated; CommandError where one does not fit."""
    found: dict[RegisterKey, Any] = {}
    for name, value in values.items():
        register = find(kind_of(record_id), name)
        if register is None or name == "place" or name in KEPT_FROM_SIGHT:
            raise CommandError(
                t("model.command.no_register", kind=kind_of(record_id), register=name)
            )
        try:
            found[record_id, name] = register.read(value)
        except ValueError as error:
            raise CommandError(t("model.command.bad_value", reason=str(error))) from error
    return found


def live(snapshot: Snapshot, record_id: str) -> Record:
    """The live record; CommandError where there is none."""
    record = snapshot.records.get(record_id)
    if record is None or record.deleted:
        raise CommandError(t("model.command.no_record", id=record_id))
    return record


def name_of(record: Record) -> str:
    """What a person would call a record: its title, name or first words."""
    for register in ("title", "name", "text", "label"):
        text = getattr(record, register, "")
        if text:
            return short(str(text))
    return ""


def short(text: str) -> str:
    """The beginning of a text, as long as a menu entry may be, cut between words where it can."""
    line = text.strip().partition("\n")[0]
    if len(line) <= _SHORT:
        return line
    cut = line[: _SHORT - 1]
    words = cut if line[_SHORT - 1] == " " else cut.rpartition(" ")[0]
    return (words if len(words) > _SHORT // 2 else cut).rstrip(" ,;:") + "…"


def label_for(verb: str, records: Iterable[Record]) -> Label:
    """The label of doing `verb` to these records: by name for one, by count for several."""
    found = list(records)
    kinds = {record.KIND for record in found}
    kind = kinds.pop() if len(kinds) == 1 else "record"
    if len(found) != 1:
        return Label(f"model.label.{verb}_many", {"kind": kind, "number": str(len(found))})
    name = name_of(found[0])
    key = f"model.label.{verb}" if name else f"model.label.{verb}_unnamed"
    return Label(key, {"kind": kind, "name": name} if name else {"kind": kind})
