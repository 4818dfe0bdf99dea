# SPDX-License-Identifier: Apache-2.0
"""What the inspector is about: one record or several of a kind, and what they have in common."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from msgspec import Struct

from journey_studio.model.commands import Batch, Command, Edit
from journey_studio.model.commands.base import label_for
from journey_studio.model.commands.edit import verb_of
from journey_studio.model.ids import kind_of
from journey_studio.model.records import Record
from journey_studio.model.snapshot import Snapshot


class Shared(NamedTuple):
    """The value of a register; `mixed` where the records differ, then `value` is the first's."""

    value: Any
    mixed: bool = False


class Subject(Struct, frozen=True):
    """The live records of one kind that fields show, in the project as it is now."""

    snapshot: Snapshot
    ids: tuple[str, ...]

    @property
    def kind(self) -> str:
        """The kind of the records, "" where there are none."""
        return kind_of(self.ids[0]) if self.ids else ""

    @property
    def records(self) -> tuple[Record, ...]:
        """The records."""
        return tuple(self.snapshot.records[each] for each in self.ids)

    def shared(self, register: str) -> Shared:
        """What the records hold in a register."""
        values = [getattr(record, register) for record in self.records]
        return Shared(values[0], any(value != values[0] for value in values))

    def edit(self, values: Mapping[str, Any]) -> Command:
        """Write the same values into every record, as one step."""
        return self.edit_each(lambda _record: values)

    def edit_each(
        self,
        values: Callable[[Record], Mapping[str, Any]],
        before: Iterable[Command] = (),
    ) -> Command:
        """Write into every record what `values` says of it, after other commands, as one step."""
        first = list(before)
        edits = [Edit(id=record.id, values=dict(values(record))) for record in self.records]
        if len(edits) == 1 and not first:
            return edits[0]
        verb = verb_of(edits[0].values) if edits and not first else "edit"
        return Batch([*first, *edits], label_for(verb, self.records))


def subject_of(snapshot: Snapshot, ids: Iterable[str]) -> Subject:
    """The subject of these records, those that are gone left out."""
    live = (each for each in ids if (r := snapshot.records.get(each)) is not None and not r.deleted)
    return Subject(snapshot, tuple(live))
