# SPDX-License-Identifier: Apache-2.0
"""Bringing back what something was at another moment: a card, a lane, a stage, a whole map.

New writes only; the history stays as it is. What did not exist then is deleted, what was deleted
since comes back, and so do the lane, stage and step it lies in and what of the library it names.

Comments stay: they are about the map, and what was said was said. So do texts of the library, which
other maps share.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from journey_studio.i18n import t
from journey_studio.model.change import Label
from journey_studio.model.commands.base import CommandError, Plan, label_for
from journey_studio.model.commands.delete import with_contents
from journey_studio.model.commands.duplicate import parents_of
from journey_studio.model.records import KEPT_FROM_SIGHT, Comment, Connection, Persona, Record
from journey_studio.model.references import REFERENCES
from journey_studio.model.registers import registers
from journey_studio.model.snapshot import RegisterKey, Snapshot

_Values = dict[RegisterKey, Any]


@dataclass(frozen=True, kw_only=True)
class RestoreTo:
    """Make records, with all that lies in them, what they were in the snapshot `then`.

    `when` says in the person's words which moment that was. Only the program itself makes this
    command: a command file cannot hold a snapshot.
    """

    ids: tuple[str, ...]
    then: Snapshot = field(compare=False, repr=False)
    when: str

    def plan(self, snapshot: Snapshot) -> Plan:
        """The registers that differ, and what comes and goes."""
        scope = _Scope(snapshot, self.then, tuple(dict.fromkeys(self.ids)))
        return Plan(self._label(snapshot), scope.values())

    def _label(self, snapshot: Snapshot) -> Label:
        sources = (self.then.records, snapshot.records)
        named = [
            next((records[each] for records in sources if each in records), None)
            for each in dict.fromkeys(self.ids)
        ]
        found = [each for each in named if each is not None]
        label = label_for("restore_to", found)
        return Label(label.key, {**label.values, "when": self.when})


def _lives(snapshot: Snapshot, record_id: str) -> bool:
    record = snapshot.records.get(record_id)
    return record is not None and not record.deleted


class _Scope:
    """What a restoring is about: the records named, with what lay and lies in them."""

    def __init__(self, now: Snapshot, then: Snapshot, ids: tuple[str, ...]) -> None:
        for each in ids:
            if each not in now.records and each not in then.records:
                raise CommandError(t("model.command.no_record", id=each))
        self.now, self.before = now, then
        self.there = self._contents(then, ids)
        # What comes back from elsewhere comes without what has been put into it there.
        self.here = self._contents(now, (*ids, *self.there))

    def _contents(self, snapshot: Snapshot, ids: Iterable[str]) -> dict[str, Record]:
        """What lies in those that live in a snapshot.

        The points of a persona are those of the lanes they lie in, unless they went with it.
        """
        living = [each for each in ids if _lives(snapshot, each)]
        whole = [each for each in living if self._holds(snapshot.records[each])]
        found = with_contents(snapshot, tuple(whole))
        return found | {each: snapshot.records[each] for each in living}

    def _holds(self, record: Record) -> bool:
        return not isinstance(record, Persona) or not _lives(self.now, record.id)

    def values(self) -> _Values:
        values: _Values = {}
        for record_id, record in self.here.items():
            if record_id not in self.there:
                values |= self._left(record)
        coming = dict(self.there)
        for record_id, record in self.there.items():
            if isinstance(record, Connection) and not self._has_ends(record):
                del coming[record_id]
            else:
                values |= self._as_then(record)
        for each in self._needed(coming.values()):
            values[each, "deleted"] = False
        return values

    def _left(self, record: Record) -> _Values:
        """What lies here now and did not then: it goes back to where it was, or is deleted."""
        if not self._goes(record.id):
            before = self.before.records[record.id]
            place = getattr(before, "place", None)
            moved = place is not None and place != getattr(record, "place", None)
            return {(record.id, "place"): place} if moved else {}
        if isinstance(record, Comment) or self._is_loose(record):
            return {}
        return {(record.id, "deleted"): True}

    def _goes(self, record_id: str) -> bool:
        """Whether something is here now that did not exist then."""
        return record_id in self.here and not _lives(self.before, record_id)

    def _is_loose(self, record: Record) -> bool:
        """Whether a connection only touches what is restored, its other end being elsewhere."""
        if not isinstance(record, Connection):
            return False
        ends = {record.source or "", record.target or ""}
        return not ends <= {*self.here, *self.there} and not any(map(self._goes, ends))

    def _has_ends(self, link: Connection) -> bool:
        ends = (link.source or "", link.target or "")
        return all(each in self.there or _lives(self.now, each) for each in ends)

    def _as_then(self, record: Record) -> _Values:
        """The registers of a record that held something else then."""
        now = self.now.records.get(record.id)
        values: _Values = {}
        if now is None or now.deleted:
            values[record.id, "deleted"] = False
        for name in registers(record.KIND):
            then = getattr(record, name)
            if name not in KEPT_FROM_SIGHT and (now is None or then != getattr(now, name)):
                values[record.id, name] = then
        return values

    def _needed(self, coming: Iterable[Record]) -> Iterator[str]:
        """What has been deleted since, and without which something would come back to nowhere."""
        waiting = list(coming)
        seen: set[str] = set()
        while waiting:
            record = waiting.pop()
            for each in (*parents_of(record), *_named(record)):
                now = self.now.records.get(each)
                if now is None or each in seen or each in self.there:
                    continue
                seen.add(each)
                if now.deleted and (_lives(self.before, each) or each in parents_of(record)):
                    yield each
                    waiting.append(now)


def _named(record: Record) -> Iterator[str]:
    """The ids a record refers to, but for the step of another map that a map tells in detail."""
    for name in REFERENCES.get(record.KIND, {}):
        if name not in ("place", "parent_step"):
            held = getattr(record, name)
            yield from held if isinstance(held, tuple) else (held,) if held else ()
