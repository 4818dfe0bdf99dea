# SPDX-License-Identifier: Apache-2.0
"""What a round came to."""

from typing import NamedTuple

from journey_studio.sync.seen import Alarm, Other


class Waiting(NamedTuple):
    """A file that is no whole frame yet. `since` is when it was first seen, s since 1970."""

    file: str
    since: float


class Refusal(NamedTuple):
    """Something that was not taken or not sent. `text` is a sentence for a person."""

    file: str
    author: str
    text: str


class Report(NamedTuple):
    """What a round came to.

    `sent`, `received` and their pictures are how many came and went. `waiting` are files that have
    not arrived whole, `newer` counts those that only a newer program can read, `refused` says what
    was not taken and why. `others` are the copies of colleagues, `alarms` those that disagree.
    `missing` counts what has vanished from the folder and is put back after a while, or at once by
    a repair; `awaited` are pictures that nobody has sent yet. `trouble` is what kept the round from
    its end: a SyncError where it was the folder, anything where it was the replica; `stopped` says
    that somebody wanted it to end.
    """

    sent: int = 0
    received: int = 0
    pictures_sent: int = 0
    pictures_received: int = 0
    waiting: tuple[Waiting, ...] = ()
    refused: tuple[Refusal, ...] = ()
    newer: int = 0
    others: tuple[Other, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    missing: int = 0
    awaited: frozenset[str] = frozenset()
    trouble: Exception | None = None
    stopped: bool = False

    @property
    def complete(self) -> bool:
        """Whether everything here is there and everything there is here."""
        left = self.waiting or self.missing or self.awaited or self.refused
        return not (left or self.trouble or self.stopped)
