# SPDX-License-Identifier: Apache-2.0
"""Entries of the history page: versions, sittings, and what happened to one record."""

from collections.abc import Callable, Sequence
from html import escape
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.model.records import KEPT_FROM_SIGHT, Record
from journey_studio.model.registers import find
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.timeline import Deed as Done
from journey_studio.model.timeline import said_something
from journey_studio.ui.history.strikes import struck
from journey_studio.ui.inspector.field import words
from journey_studio.ui.team.entry import Deed, Entry, deeds_row
from journey_studio.ui.team.telling import is_words, register_in_words, value_in_words


class MomentEntry(Entry):
    """An entry that stands for a moment, the one on show or another: one click shows it."""

    def __init__(self, icon: str, moment: int, go: Callable[[], object]) -> None:
        super().__init__(icon, go)
        self.moment = moment

    def show_here(self, here: bool) -> None:
        """Say whether this is what is on show."""
        if self.property("here") != here:
            self.setProperty("here", here)
            self.style().unpolish(self)
            self.style().polish(self)
            self.way.setAccessibleDescription(t("history.here") if here else "")


class VersionEntry(MomentEntry):
    """A named version: it can be shown, renamed and deleted."""

    def __init__(
        self,
        version_id: str,
        moment: int,
        go: Callable[[], object],
        rename: Callable[[], object],
        delete: Callable[[], object],
        *,
        writable: bool,
    ) -> None:
        super().__init__("version", moment, go)
        self.version_id = version_id
        self.rename = Deed(t("history.version.rename"), rename)
        self.delete = Deed(t("history.version.delete"), delete)
        for deed in (self.rename, self.delete):
            deed.setEnabled(writable)
        self.column.addWidget(deeds_row(self.rename, self.delete))

    def say(self, title: str, more: str) -> None:
        """Show what it is called, and who named it when."""
        self.way.say(title, more)
        self.rename.setAccessibleName(t("history.version.rename.spoken", name=title))
        self.delete.setAccessibleName(t("history.version.delete.spoken", name=title))


class Line(NamedTuple):
    """What happened to one register: what it is called, and the values before and after.

    `text` says that both are words of people, to be compared word by word.
    """

    name: str
    before: str
    after: str
    text: bool


def lines_of(
    snapshot: Snapshot, record: Record, deeds: Sequence[Done], *, new: bool = False
) -> list[Line]:
    """What one change did to a record, in words; "" is no value. A `new` one had none before."""
    found: list[Line] = []
    for deed in deeds:
        if not said_something(deed) or deed.register == "deleted_after":
            continue
        if deed.register == "deleted":
            if deed.before != deed.after:
                key = "history.deleted" if deed.after else "history.came_back"
                found.append(Line(t(key), "", "", text=False))
            continue
        wordy = is_words(deed.after, deed.register) and is_words(deed.before, deed.register)
        before, after = (
            value if wordy else _said(snapshot, record, deed.register, value)
            for value in (deed.before, deed.after)
        )
        before = "" if new else before
        found.append(Line(register_in_words(deed.register), before, after, text=wordy))
    return found


def _said(snapshot: Snapshot, record: Record, register: str, value: Any) -> str:
    known = find(record.KIND, register)
    if known is not None and value == known.default and register not in KEPT_FROM_SIGHT:
        return "" if value in (None, "", (), False, 0) else value_in_words(
            snapshot, record, register, value
        )  # fmt: skip
    return value_in_words(snapshot, record, register, value)


class PastEntry(MomentEntry):
    """What one change did to a record: who and when, and each register with what it was."""

    def __init__(
        self, moment: int, lines: Sequence[Line], go: Callable[[], object], theme: Theme
    ) -> None:
        super().__init__("clock", moment, go)
        self.lines = tuple(lines)
        self._theme = theme
        self._labels: list[tuple[QLabel, Line]] = []
        inside = QWidget()
        down = QVBoxLayout(inside)
        down.setContentsMargins(32, 0, 8, 4)
        down.setSpacing(2)
        for line in lines:
            label = words("", "said")
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setAccessibleName(spoken(line))
            self._labels.append((label, line))
            down.addWidget(label)
        self.column.addWidget(inside)
        inside.setVisible(bool(lines))
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        super().set_theme(theme)
        for label, line in self._labels:
            label.setTextFormat(Qt.TextFormat.RichText)
            label.setText(rich(line, theme))


def spoken(line: Line) -> str:
    """A line as plain words."""
    if not line.before and not line.after:
        return line.name
    if not line.before:
        return t("history.line.new", name=line.name, after=line.after)
    if not line.after:
        return t("history.line.gone", name=line.name, before=line.before)
    return t("history.line.both", name=line.name, before=line.before, after=line.after)


def rich(line: Line, theme: Theme) -> str:
    """A line as rich text: what went struck out, what came on a ground."""
    colours = theme.colours
    name = f'<span style="color:{colours.quiet}">{escape(line.name)}</span>'
    if not line.before and not line.after:
        return f"<qt>{name}</qt>"
    if line.text:
        said = struck(line.before, line.after, colours.quiet, colours.chip)
    else:
        gone = f'<s style="color:{colours.quiet}">{escape(line.before)}</s>' if line.before else ""
        came = f'<span style="background-color:{colours.chip}">{escape(line.after)}</span>'
        said = t("history.line.arrow", before=gone, after=came) if line.after and gone else (
            came if line.after else gone
        )  # fmt: skip
    return f"<qt>{name}<br>{said}</qt>"
