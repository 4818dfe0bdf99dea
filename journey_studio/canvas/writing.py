# SPDX-License-Identifier: Apache-2.0
"""Subjects of writing: what a text becomes, for a record that is there or one that is new.

While somebody writes, the board shows the preview of that command, so cards grow as they will.
Nothing is stored before the text is committed: a new card that is left empty has never been.
"""

from collections.abc import Callable
from dataclasses import replace
from enum import Enum

from msgspec import Struct

from journey_studio.canvas import verbs
from journey_studio.canvas.selection import Selection, only
from journey_studio.model.commands import Add, Batch, Command, Edit
from journey_studio.model.ids import kind_of
from journey_studio.model.snapshot import Snapshot

_REGISTER = {
    "card": "text",
    "stage": "title",
    "step": "title",
    "lane": "title",
    "map": "title",
    "point": "note",
    "connection": "label",
}
_ONE_LINE = ("title", "label")
_LONGEST_TITLE = 500


class Then(Enum):
    """What comes after the text."""

    STAY = "stay"
    NEXT = "next"
    PREVIOUS = "previous"
    ANOTHER = "another"


class Subject(Struct, frozen=True):
    """What is written on.

    `words` is what is written there already, `command` what a text comes to; `is_new` tells
    whether the record comes into being with it. `selection` is what is selected afterwards, None
    where that stays as it is.
    """

    record: str
    words: str
    command: Callable[[str], Command]
    is_new: bool = False
    selection: Selection | None = None

    def means_something(self, text: str) -> bool:
        """Whether this text has to be kept: it is another one, or names something new."""
        if not self.is_new:
            return written(self.record, text) != self.words
        return bool(text.strip()) or kind_of(self.record) != "card"


def can_write_on(record_id: str) -> bool:
    """Whether a record of this kind is written on in place."""
    return kind_of(record_id) in _REGISTER


def words_of(snapshot: Snapshot, record_id: str) -> str:
    """What is written on the record now."""
    return str(getattr(snapshot.records[record_id], _REGISTER[kind_of(record_id)]))


def written(record_id: str, text: str) -> str:
    """The text as it is kept: titles and labels are one line, and as long as titles may be."""
    if _REGISTER[kind_of(record_id)] in _ONE_LINE:
        return " ".join(text.split())[:_LONGEST_TITLE]
    return text.replace("\r\n", "\n")


def on_record(snapshot: Snapshot, record_id: str) -> Subject:
    """Writing on a record that is there."""
    register = _REGISTER[kind_of(record_id)]

    def command(text: str) -> Edit:
        return Edit(id=record_id, values={register: written(record_id, text)})

    return Subject(record_id, words_of(snapshot, record_id), command)


def on_new(added: Add) -> Subject:
    """Writing on a record that comes into being with its words."""
    register = _REGISTER[added.kind]
    cell = added.under if added.kind == "card" else None

    def command(text: str) -> Command:
        values = {**added.values, register: written(added.id, text)}
        return replace(added, values=values)

    selection = only(added.id, (cell[0], cell[1]) if cell else None)
    words = str(added.values.get(register, ""))
    return Subject(added.id, words, command, is_new=True, selection=selection)


def on_new_stage(snapshot: Snapshot, map_id: str, after: str | None) -> Subject:
    """Writing on a new stage, which brings its first step along."""
    return on_new_with(snapshot, *verbs.new_stage(snapshot, map_id, after))


def on_new_with(snapshot: Snapshot, stage: Add, first: Add) -> Subject:
    """Writing on a new record that brings another one along."""
    subject = on_new(stage)

    def command(text: str) -> Command:
        named = subject.command(text)
        return Batch([named, first], named.plan(snapshot).label)

    return Subject(subject.record, subject.words, command, is_new=True, selection=only(stage.id))
