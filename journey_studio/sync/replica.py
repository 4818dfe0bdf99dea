# SPDX-License-Identifier: Apache-2.0
"""What a carrier asks of the copy of a project on this computer."""

from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Protocol

from journey_studio.model.change import Author, Change


@dataclass(frozen=True, slots=True)
class State:
    """What a copy came to at one moment, for comparing copies without showing them.

    `count` and `names` stand for the set of its change sets, `content` for the map they come to,
    `form` for the register table of the program that read them. Two states with the same `names`
    and `form` must have the same `content`.
    """

    count: int
    names: str
    content: str
    form: str


Said = tuple[tuple[State, ...], Author]  # what a copy tells the others: its last state, and whose


class Replica(Protocol):
    """One copy of a project. Called from the thread of the carrier, never from two at once."""

    @property
    def project(self) -> str:
        """The identity that all copies share."""

    @property
    def author(self) -> Author:
        """Who works with this copy."""

    def names(self) -> AbstractSet[str]:
        """The SHA-256 of every change set this copy holds; may grow when it is asked again."""

    def names_from(self, number: int) -> Sequence[str]:
        """The same in the order they came here, without the first `number`."""

    def changes(self, names: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """These change sets by name, in any order; one that is not here is left out."""

    def take(self, changes: Sequence[Change]) -> None:
        """Merge change sets from elsewhere; they are durable when this returns.

        Some may be here already. Raises a JourneyError where they cannot be saved; nothing of them
        was taken then.
        """

    def pictures(self) -> AbstractSet[str]:
        """The SHA-256 of every picture this copy holds."""

    def wanted(self) -> AbstractSet[str]:
        """The SHA-256 of every picture that is referred to and not here."""

    def picture(self, name: str) -> bytes | None:
        """The bytes of a picture; None where it is not here any more."""

    def take_picture(self, name: str, data: bytes) -> None:
        """Keep a picture from elsewhere.

        Raises a JourneyError where it cannot be kept; the text is shown, and it is tried again the
        next time the folder is opened.
        """

    def states(self) -> Sequence[State]:
        """The last few states this copy has been in, the newest last.

        After the map was made anew from its log, the older ones are left out.
        """
