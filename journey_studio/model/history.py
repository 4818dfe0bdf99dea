# SPDX-License-Identifier: Apache-2.0
"""Undo and redo of one's own changes, that never overwrite somebody's newer value.

Undo is a new change set. It restores the older value of a register only where the only head is
still the change being undone, or one that stands for it: undoing and redoing a change gives
registers new heads that mean the same as the old one. A record that the change made is deleted
again, unless somebody else has written to it, or into it, since.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from journey_studio.model.agreement import in_order, show
from journey_studio.model.change import Change, Label
from journey_studio.model.commands.base import Plan
from journey_studio.model.ids import kind_of
from journey_studio.model.merge import Log, heads_of
from journey_studio.model.records import KEPT_FROM_SIGHT
from journey_studio.model.registers import Register, find
from journey_studio.model.snapshot import RegisterKey, Snapshot, parent_key


class UndoResult(NamedTuple):
    """What an undo or redo did.

    The label of what it was about, the registers it left alone because somebody has written to
    them since, and its change set, None where nothing was left to do.
    """

    label: Label
    skipped: tuple[RegisterKey, ...]
    change: Change | None


Note = Callable[[Change, Change | None], None]
MOST_STEPS = 1_000  # that can be taken back; the log of the project keeps them all


class History:
    """The changes of this run that can be undone and redone, the latest last."""

    def __init__(self) -> None:
        self.done: list[Change] = []
        self.undone: list[Change] = []
        self._own: set[str] = set()
        self._stands_for: dict[tuple[RegisterKey, str], str] = {}

    def did(self, change: Change) -> None:
        """A command was carried out: what was undone before can no longer be redone."""
        self._own.add(change.sha256)
        self.done.append(change)
        del self.done[:-MOST_STEPS]
        self.undone.clear()

    def undid(self, undone: Change, change: Change | None) -> None:
        """`change` took `undone` back; None where there was nothing left to take back."""
        self.done.pop()
        self._note(undone, change, self.undone)

    def redid(self, redone: Change, change: Change | None) -> None:
        """`change` took the undo `redone` back."""
        self.undone.pop()
        self._note(redone, change, self.done)

    def _note(self, reversed_change: Change, change: Change | None, stack: list[Change]) -> None:
        if change is None:
            return
        self._own.add(change.sha256)
        stack.append(change)
        for key in change.writes:
            write = reversed_change.write(*key)
            replaced = write.replaces if write is not None else ()
            if len(replaced) == 1:
                self._stands_for[key, change.sha256] = self._origin(key, replaced[0])

    def _origin(self, key: RegisterKey, sha256: str) -> str:
        """The write whose value this one brought back."""
        return self._stands_for.get((key, sha256), sha256)

    def reverse(
        self, snapshot: Snapshot, log: Log, change: Change
    ) -> tuple[Plan, tuple[RegisterKey, ...]]:
        """The writes that restore what `change` replaced, and the registers left alone."""
        values: dict[RegisterKey, Any] = {}
        skipped = []
        made = {
            key[0]
            for key, write in change.writes.items()
            if key[1] == "deleted" and not write.replaces and not write.value
        }
        kept = self._in_use(snapshot) if made else set()
        for key, write in change.writes.items():
            register = find(kind_of(key[0]), key[1])
            if register is None or (key[0] in made and key[1] != "deleted"):
                continue
            if key[1] == "deleted_after" and change.write(key[0], "deleted") is not None:
                continue  # written with `deleted`, and so it is again
            free = key[0] not in kept and self._only_mine(snapshot, key[0])
            if (free or key[0] not in made) and self._still_stands(snapshot, key, change):
                values[key] = True if key[0] in made else _older(log, key, write.replaces, register)
            else:
                skipped.append(key)
        for key in _out_of_sight(snapshot, values):
            skipped.append(key)
            del values[key]
        return Plan(change.label, values), tuple(skipped)

    def _still_stands(self, snapshot: Snapshot, key: RegisterKey, change: Change) -> bool:
        heads = heads_of(snapshot, *key)
        own = self._origin(key, change.sha256)
        return len(heads) == 1 and self._origin(key, heads[0]) == own

    def _in_use(self, snapshot: Snapshot) -> set[str]:
        """What holds something that somebody else made or changed: to delete it would orphan that.

        Cards and steps lie in it, comments are on it, or what they lie in does.
        """
        used: set[str] = set()
        waiting = [
            key[1:]
            for key, children in snapshot.children.items()
            if not all(self._only_mine(snapshot, child) for child in children)
        ]
        while waiting:
            for parent in waiting.pop():
                record = snapshot.records.get(parent)
                if record is not None and parent not in used:
                    used.add(parent)
                    waiting.append((parent_key(record) or ())[1:])
        return used

    def _only_mine(self, snapshot: Snapshot, record: str) -> bool:
        heads = snapshot.heads.get(record, {})
        return all(head in self._own for register in heads for head in heads[register])


def _out_of_sight(snapshot: Snapshot, values: Mapping[RegisterKey, Any]) -> list[RegisterKey]:
    """The registers of records that stay deleted: a colleague has deleted them since.

    To write there would look like an edit by somebody who did not know of the deletion.
    """
    gone = {
        record
        for record, _ in values
        if snapshot.records[record].deleted and values.get((record, "deleted"), True)
    }
    return [key for key in values if key[0] in gone and key[1] not in KEPT_FROM_SIGHT]


def _older(log: Log, key: RegisterKey, replaced: tuple[str, ...], register: Register) -> Any:
    """The value that showed before: what the heads a write replaced came to, or the default."""
    known = [head for head in replaced if log.get(head) is not None]
    return show(log.get, key, register, in_order(log.get, known)).value
