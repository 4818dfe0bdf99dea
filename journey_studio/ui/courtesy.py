# SPDX-License-Identifier: Apache-2.0
"""Asking before something is edited that another department has locked.

A lock stops nobody: one answer lets everything of that department be edited until the project is
closed. Nothing that was begun is lost while the question stands.
"""

from collections.abc import Callable, Iterable

from journey_studio.canvas.view import CanvasView
from journey_studio.i18n import t
from journey_studio.model.commands import Command, CommandError, Edit
from journey_studio.model.document import Delta
from journey_studio.model.ownership import Lock, locks_touched
from journey_studio.model.records import Kept
from journey_studio.model.snapshot import Snapshot
from journey_studio.ui.notices import Answer, Strip
from journey_studio.ui.team.places import title_of
from journey_studio.ui.workbench import Workbench


class Courtesy:
    """The answers of one sitting. Called with every command that is about to be carried out."""

    def __init__(self, bench: Workbench, canvas: CanvasView) -> None:
        self._bench = bench
        self._canvas = canvas
        self._allowed: set[str] = set()  # departments whose locks have been talked about
        self._locked: set[str] | None = None  # what carries a lock: mostly nothing
        self._asked: tuple[Command, Strip] | None = None
        canvas.document.subscribe(self._on_delta)

    def __call__(self, command: Command, again: Callable[[], object]) -> bool:
        """Whether a command may go on; where not, the person is asked, and may do it `again`."""
        snapshot = self._canvas.document.snapshot
        if not self._locks_anywhere(snapshot):
            return True
        department = self._canvas.document.author.department
        try:
            found = locks_touched(snapshot, command, department)
        except CommandError:
            return True  # it will be refused with its reason
        waiting = [lock for lock in found if _key(lock) not in self._allowed]
        if waiting and not self._asks_already(command):
            self._ask(snapshot, waiting, command, again)
        return not waiting

    def _locks_anywhere(self, snapshot: Snapshot) -> bool:
        if self._locked is None:
            self._locked = set(_locked(snapshot, snapshot.records))
        return bool(self._locked)

    def _on_delta(self, delta: Delta) -> None:
        if self._locked is not None:
            self._locked -= delta.touched
            self._locked.update(_locked(delta.after, delta.touched))

    def _asks_already(self, command: Command) -> bool:
        """A field gives what was typed again and again, as long as it does not fit."""
        if self._asked is None:
            return False
        asked, strip = self._asked
        return asked == command and not strip.gone

    def _ask(
        self,
        snapshot: Snapshot,
        locks: list[Lock],
        command: Command,
        again: Callable[[], object],
    ) -> None:
        def insist() -> None:
            self._allowed.update(map(_key, locks))
            again()
            if self._bench.panels is not None:
                self._bench.panels.commit()  # what was typed stands in its field still

        strip = self._bench.notices.tell(
            " ".join(_words(snapshot, locks)), Answer(t("team.lock.insist"), insist)
        )
        strip.passing = not _typed(command)
        self._asked = command, strip


def _key(lock: Lock) -> str:
    return lock.owner.strip().casefold()


def _locked(snapshot: Snapshot, ids: Iterable[str]) -> Iterable[str]:
    for each in ids:
        record = snapshot.records[each]
        if isinstance(record, Kept) and record.locked and not record.deleted:
            yield each


def _words(snapshot: Snapshot, locks: list[Lock]) -> Iterable[str]:
    """One sentence for each department."""
    told: set[str] = set()
    for lock in locks:
        if _key(lock) in told:
            continue
        told.add(_key(lock))
        name, owner = title_of(snapshot, snapshot.records[lock.record]), lock.owner.strip()
        if owner:
            yield t("team.lock.of", name=name, owner=owner)
        else:
            yield t("team.lock.of_nobody", name=name)


def _typed(command: Command) -> bool:
    """Whether words would be lost if the question went away by itself."""
    return isinstance(command, Edit) and any(
        isinstance(value, str) and value for value in command.values.values()
    )
