# SPDX-License-Identifier: Apache-2.0
"""The page of what is to be looked at again: lanes, stages and cards whose day has come."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.model.stale import Stale, by_department
from journey_studio.ui.bound import bound
from journey_studio.ui.team.days import later
from journey_studio.ui.team.entry import Deed, Entry, deeds_row
from journey_studio.ui.team.facts import Facts
from journey_studio.ui.team.going import go_to
from journey_studio.ui.team.page import Column, Page, heading, quiet_words
from journey_studio.ui.team.places import map_title, place_in_words, title_of
from journey_studio.ui.team.questions import icon_of
from journey_studio.ui.team.settling import looked_at
from journey_studio.ui.team.telling import day_in_words

_AT_FIRST = 16  # entries; the rest comes as these are looked at, or when it is scrolled to
MONTHS = (1, 3, 6, 12)


class StaleEntry(Entry):
    """Something whose day has come, and when it is looked at next."""

    def __init__(self, page: "RecheckPage", stale: Stale, words: tuple[str, str, str]) -> None:
        icon, title, more = words
        super().__init__(icon, bound(page.go, stale.record))
        self.stale = stale
        self.words = words
        self.way.say(title, more)
        self.deeds = [
            Deed(
                t("team.recheck.months", count=months, number=months),
                bound(page.look_again_in, stale.record, months),
                spoken=t("team.recheck.spoken", name=title, count=months, number=months),
            )
            for months in MONTHS
        ]
        for deed in self.deeds:
            deed.setEnabled(page.writable)
        self.column.addWidget(deeds_row(*self.deeds))


class RecheckPage(Page):
    """What was to be looked at again by today, for each department."""

    def __init__(self, facts: Facts, theme: Theme) -> None:
        super().__init__()
        self._facts = facts
        self._theme = theme
        self.entries: list[StaleEntry] = []
        self._shown: object = None
        self._most = _AT_FIRST
        self._column = Column()
        self._column.ending.connect(self._go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._column)

    @property
    def writable(self) -> bool:
        """Whether a new day can be set."""
        return self._facts.writable

    def refresh(self) -> None:
        """List what is due now; what has not changed stays as it is."""
        found = self._facts.stale
        room, wanted = self._most, []
        for department, group in by_department(found).items():
            if room > 0:
                wanted.append((department, [(each, self._words(each)) for each in group[:room]]))
                room -= len(group)
        if (wanted, len(found)) == self._shown:
            return
        self._shown = (wanted, len(found))
        known = {(entry.stale, entry.words): entry for entry in self.entries}
        parts: list[QWidget] = [quiet_words(t("team.recheck.hint"))] if wanted else []
        self.entries = []
        for department, told in wanted:
            parts.append(heading(department or t("team.no_department")))
            for each, words in told:
                entry = known.get((each, words)) or StaleEntry(self, each, words)
                entry.set_theme(self._theme)
                self.entries.append(entry)
                parts.append(entry)
        if len(found) > len(self.entries):
            parts.append(quiet_words(t("team.recheck.more", number=len(found) - len(self.entries))))
        self._column.show_parts(parts or [quiet_words(t("team.recheck.none"))])

    def _go_on(self) -> None:
        """Some more, for somebody scrolls."""
        if len(self.entries) < len(self._facts.stale):
            self._most += _AT_FIRST
            self.refresh()

    def _words(self, each: Stale) -> tuple[str, str, str]:
        """The sign of a record, what it is called, and where it is and since when it is due."""
        snapshot = self._facts.snapshot
        record = snapshot.records[each.record]
        where: Sequence[str] = (
            map_title(snapshot, each.map) if len(snapshot.maps()) > 1 else "",
            place_in_words(snapshot, record),
            t("team.recheck.due", day=day_in_words(each.day)),
        )
        more = t("team.path").join(part for part in where if part)
        return icon_of(record), title_of(snapshot, record), more

    def go(self, record: str) -> None:
        """Show it on the map."""
        go_to(self._facts.bench, record)

    def look_again_in(self, record: str, months: int) -> None:
        """It has been looked at: set the next day, and go on with the next entry."""
        at = next((n for n, e in enumerate(self.entries) if e.stale.record == record), 0)
        day = later(date.fromisoformat(self._facts.today), months).isoformat()
        command = looked_at(self._facts.snapshot, record, day)
        if command is not None and self._facts.canvas.apply(command):
            self.refresh()
            self._focus(at)

    def _focus(self, at: int) -> None:
        if self.entries:
            way = self.entries[min(at, len(self.entries) - 1)].way
            way.setFocus(Qt.FocusReason.TabFocusReason)

    def focus_first(self) -> None:
        """Give the keyboard to the first entry."""
        self._focus(0)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        for entry in self.entries:
            entry.set_theme(theme)
