# SPDX-License-Identifier: Apache-2.0
"""The page of conflicts: what two people wrote at once, until somebody settles it."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.model.conflicts import Conflict
from journey_studio.model.snapshot import RegisterKey
from journey_studio.ui.team.conflict_entry import Answering, ConflictEntry
from journey_studio.ui.team.facts import Facts
from journey_studio.ui.team.going import go_to
from journey_studio.ui.team.page import Column, Page, quiet_words
from journey_studio.ui.team.questions import question_of
from journey_studio.ui.team.settling import own_words, taking

_MOST = 100  # entries at once; the next come as these are settled


class ConflictsPage(Page):
    """All open conflicts of the project, each with what can be done about it."""

    def __init__(self, facts: Facts, theme: Theme) -> None:
        super().__init__()
        self._facts = facts
        self._theme = theme
        self._answering = Answering(self._go, self._take, self._write)
        self._entries: dict[RegisterKey, ConflictEntry] = {}
        self._none = quiet_words(t("team.conflicts.none"))
        self._column = Column()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._column)

    @property
    def entries(self) -> list[ConflictEntry]:
        """The entries from top to bottom."""
        return [part for part in self._column.parts if isinstance(part, ConflictEntry)]

    def refresh(self) -> None:
        """Show the conflicts as they are now; what has not changed stays as it is."""
        found = self._facts.conflicts
        kept: dict[RegisterKey, ConflictEntry] = {}
        for conflict in found[:_MOST]:
            kept[conflict.record, conflict.register] = self._entry(conflict)
        self._entries = kept
        parts: list[QWidget] = list(kept.values())
        if not parts:
            self._none = quiet_words(t("team.conflicts.none"))
            parts = [self._none]
        self._column.show_parts(parts)

    def _entry(self, conflict: Conflict) -> ConflictEntry:
        question = question_of(self._facts, conflict)
        there = self._entries.get((conflict.record, conflict.register))
        if there is not None and there.question == question:
            return there
        return ConflictEntry(question, self._answering, self._theme, self._facts.writable)

    def _go(self, record: str) -> None:
        go_to(self._facts.bench, record)

    def _take(self, record: str, register: str, sha256: str) -> None:
        self._settle(lambda: taking(self._facts.snapshot, record, register, sha256))

    def _write(self, record: str, register: str, value: Any) -> None:
        self._settle(lambda: own_words(record, register, value))

    def _settle(self, command: Any) -> None:
        """Carry it out as one step, and go on with the keyboard at the next one."""
        facts = self._facts
        at = self._place_of_keyboard()

        def deed() -> None:
            if facts.canvas.apply(command()):
                self.refresh()
                self._focus_entry(at)

        facts.bench.do(deed)

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
            entry.taking[0].setFocus(Qt.FocusReason.TabFocusReason)

    def focus_first(self) -> None:
        """Give the keyboard to the first conflict."""
        if self.entries:
            self.entries[0].way.setFocus(Qt.FocusReason.TabFocusReason)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        for entry in self._entries.values():
            entry.set_theme(theme)
