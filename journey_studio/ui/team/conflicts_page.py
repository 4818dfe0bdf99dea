# SPDX-License-Identifier: Apache-2.0
"""The page of conflicts: what two people wrote at once, until somebody settles it, and what one
deleted while another was writing on it.
"""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.model.commands import Command
from journey_studio.model.conflicts import Conflict
from journey_studio.model.departed import Departed
from journey_studio.ui.team.conflict_entry import Answering, ConflictEntry
from journey_studio.ui.team.departed_entry import DepartedEntry, Fate, lost_of
from journey_studio.ui.team.entry import Deed
from journey_studio.ui.team.facts import Facts
from journey_studio.ui.team.going import go_to
from journey_studio.ui.team.page import Column, Page, quiet_words
from journey_studio.ui.team.questions import question_of
from journey_studio.ui.team.settling import letting_go, restoring, taking, writing

_AT_FIRST = 8  # entries; the rest comes as these are settled, or when it is scrolled to


class ConflictsPage(Page):
    """All open conflicts of the project, each with what can be done about it."""

    def __init__(self, facts: Facts, theme: Theme) -> None:
        super().__init__()
        self._facts = facts
        self._theme = theme
        self._answering = Answering(self._go, self._take, self._write)
        self._fate = Fate(self._go, self._restore, self._let_go)
        self._entries: dict[tuple[str, str], ConflictEntry | DepartedEntry] = {}
        self._none = quiet_words(t("team.conflicts.none"))
        self._column = Column()
        self._column.ending.connect(self._go_on)
        self._most = _AT_FIRST
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._column)

    @property
    def entries(self) -> list[ConflictEntry | DepartedEntry]:
        """The entries from top to bottom."""
        return list(self._entries.values())

    def refresh(self) -> None:
        """Show the conflicts as they are now; what has not changed stays as it is."""
        kept: dict[tuple[str, str], ConflictEntry | DepartedEntry] = {}
        for conflict in self._facts.conflicts[: self._most]:
            kept[conflict.record, conflict.register] = self._entry(conflict)
        for departed in self._facts.departed[: self._most - len(kept)]:
            kept[departed.record, ""] = self._lost(departed)
        self._entries = kept
        parts: list[QWidget] = list(kept.values())
        if not parts:
            self._none = quiet_words(t("team.conflicts.none"))
            parts = [self._none]
        more = self._facts.waiting - len(kept)
        if more > 0:
            parts.append(Deed(t("team.conflicts.more", count=more, number=more), self._show_more))
        self._column.show_parts(parts)

    def _go_on(self) -> None:
        """Some more, for somebody scrolls."""
        if len(self._entries) < self._facts.waiting:
            self._most += _AT_FIRST
            self.refresh()

    def _show_more(self) -> None:
        at = len(self._entries)
        self._go_on()
        self._focus_entry(at)

    def _entry(self, conflict: Conflict) -> ConflictEntry:
        question = question_of(self._facts, conflict)
        there = self._entries.get((conflict.record, conflict.register))
        if isinstance(there, ConflictEntry) and there.question == question:
            return there
        return ConflictEntry(question, self._answering, self._theme, self._facts.writable)

    def _lost(self, departed: Departed) -> DepartedEntry:
        lost = lost_of(self._facts, departed)
        there = self._entries.get((departed.record, ""))
        if isinstance(there, DepartedEntry) and there.lost == lost:
            return there
        made = DepartedEntry(lost, self._fate, self._facts.writable)
        made.set_theme(self._theme)
        return made

    def _go(self, record: str) -> None:
        go_to(self._facts.bench, record)

    def _take(self, record: str, register: str, sha256: str) -> None:
        self._settle(taking(record, register, sha256))

    def _write(self, record: str, register: str, value: Any) -> None:
        self._settle(writing(record, register, value))

    def _restore(self, record: str) -> None:
        self._settle(restoring(record))

    def _let_go(self, record: str) -> None:
        self._settle(letting_go(record))

    def _settle(self, command: Command) -> None:
        """Carry it out as one step, and go on with the keyboard at the next one."""
        at = self._place_of_keyboard()
        if self._facts.canvas.apply(command):
            self.refresh()
            self._focus_entry(at)

    def _place_of_keyboard(self) -> int:
        focus: QWidget | None = self.window().focusWidget()
        for at, entry in enumerate(self.entries):
            if focus is not None and entry.isAncestorOf(focus):
                return at
        return 0

    def _focus_entry(self, at: int) -> None:
        entries = self.entries
        if entries:
            entry = entries[min(at, len(entries) - 1)]
            entry.way.setFocus(Qt.FocusReason.TabFocusReason)

    def focus_first(self) -> None:
        """Give the keyboard to the first conflict."""
        if self.entries:
            self.entries[0].way.setFocus(Qt.FocusReason.TabFocusReason)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        for entry in self._entries.values():
            entry.set_theme(theme)
