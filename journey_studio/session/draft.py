# SPDX-License-Identifier: Apache-2.0
"""Commands tried out in memory first, so that either all of them become durable or none does."""

from collections.abc import Collection, Iterable, Sequence

from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.model.change import Change
from journey_studio.model.commands import Command
from journey_studio.model.document import Document, Journal
from journey_studio.model.records import Seen
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.versions import joined


class _Overlay:
    """A journal that remembers what is new and asks the journal below for the rest."""

    def __init__(self, below: Journal) -> None:
        self._below = below
        self.changes: dict[str, Change] = {}

    def get(self, sha256: str) -> Change | None:
        return self.changes.get(sha256) or self._below.get(sha256)

    def prepare(self, _names: Collection[str], /) -> None:
        """Nothing is undone in a draft."""

    def append(
        self, changes: Sequence[Change], _after: Snapshot, _touched: Collection[str], /
    ) -> None:
        self.changes.update((change.sha256, change) for change in changes)

    def seen(self) -> Seen:
        return joined(self._below.seen(), self.changes.values())


def draft(document: Document, commands: Iterable[Command]) -> tuple[Change, ...]:
    """The change sets these commands come to, each its own undo step, made on a copy.

    `document` stays as it is. Raises JourneyError with the number of the first command that does
    not fit what the ones before it lead to.
    """
    overlay = _Overlay(document.journal)
    copy = Document(document.snapshot, overlay, document.project, document.author, document.clock)
    for number, command in enumerate(commands, 1):
        try:
            copy.apply(command)
        except JourneyError as error:
            raise JourneyError(t("session.command", number=number, reason=error)) from error
    return tuple(overlay.changes.values())
