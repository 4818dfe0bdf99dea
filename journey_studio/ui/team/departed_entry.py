# SPDX-License-Identifier: Apache-2.0
"""Deleted here, edited there: who did what, and whether it comes back."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QLabel

from journey_studio.i18n import t
from journey_studio.model.departed import By, Departed
from journey_studio.ui.bound import bound
from journey_studio.ui.inspector.field import words
from journey_studio.ui.team.entry import Deed, Entry, deeds_row
from journey_studio.ui.team.facts import Facts
from journey_studio.ui.team.places import place_in_words, title_of
from journey_studio.ui.team.questions import icon_of
from journey_studio.ui.team.telling import (
    author_in_words,
    listed,
    moment_in_words,
    register_in_words,
    value_in_words,
)

_MOST = 4  # edits that are told one by one
_LONGEST = 160  # signs of a value


class Lost(NamedTuple):
    """All that an entry shows of a deleted record."""

    record: str
    icon: str
    title: str
    place: str
    deleted: str
    edits: tuple[str, ...]


class Fate(NamedTuple):
    """What an entry can ask for."""

    go: Callable[[str], object]
    restore: Callable[[str], object]
    let_go: Callable[[str], object]


class DepartedEntry(Entry):
    """A record that somebody deleted while somebody else was writing on it."""

    def __init__(self, lost: Lost, fate: Fate, on: bool) -> None:
        super().__init__(lost.icon, bound(fate.go, lost.record))
        self.lost = lost
        self.way.say(lost.title, lost.place)
        self.column.addWidget(_indented(words(lost.deleted, "said")))
        for edit in lost.edits:
            self.column.addWidget(_indented(words(edit, "said")))
        spoken = t("team.departed.spoken", deed=t("team.departed.restore"), name=lost.title)
        self.restore = Deed(
            t("team.departed.restore"), bound(fate.restore, lost.record), spoken=spoken
        )
        spoken = t("team.departed.spoken", deed=t("team.departed.let_go"), name=lost.title)
        self.let_go = Deed(
            t("team.departed.let_go"), bound(fate.let_go, lost.record), spoken=spoken
        )
        for deed in (self.restore, self.let_go):
            deed.setEnabled(on)
        row = deeds_row(self.restore, self.let_go)
        row.setContentsMargins(10, 0, 0, 0)
        self.column.addWidget(row)


def _indented(label: QLabel) -> QLabel:
    label.setContentsMargins(10, 0, 10, 0)
    return label


def lost_of(facts: Facts, found: Departed) -> Lost:
    """All that is shown of it, equal where nothing about it has changed."""
    snapshot = facts.snapshot
    record = snapshot.records[found.record]
    who = listed(_by(facts, each) for each in found.deleted_by)
    edits = []
    for edit in found.edits[:_MOST]:
        value = value_in_words(snapshot, record, edit.register, edit.value)
        if len(value) > _LONGEST:
            value = t("team.cut_end", head=value[:_LONGEST])
        name = register_in_words(edit.register)
        edits.append(t("team.departed.edit", register=name, value=value, who=_by(facts, edit.by)))
    return Lost(
        found.record,
        icon_of(record),
        title_of(snapshot, record),
        place_in_words(snapshot, record),
        t("team.departed.deleted", who=who),
        tuple(edits),
    )


def _by(facts: Facts, by: By) -> str:
    who = author_in_words(by.author, own=facts.is_own(by.sha256))
    return t("team.who.when", who=who, when=moment_in_words(by.stamp))
