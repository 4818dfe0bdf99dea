# SPDX-License-Identifier: Apache-2.0
"""The page of news: who changed what since somebody last looked, by person or by department."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.ui.bound import bound
from journey_studio.ui.inspector.chips import Chip
from journey_studio.ui.inspector.flow import Flow
from journey_studio.ui.team.entry import Deed, Way
from journey_studio.ui.team.facts import Facts
from journey_studio.ui.team.going import go_to
from journey_studio.ui.team.newsreel import (
    BACK,
    GONE,
    MOVED,
    NEW,
    SAID,
    Item,
    by_department,
    by_person,
)
from journey_studio.ui.team.page import Column, Page, heading, quiet_words
from journey_studio.ui.team.places import map_title, place_in_words, title_of
from journey_studio.ui.team.questions import icon_of
from journey_studio.ui.team.telling import (
    author_in_words,
    listed,
    moment_in_words,
    register_in_words,
)

_DEEDS = (NEW, GONE, BACK, MOVED, SAID)
_BESIDE = 8  # px
_AT_FIRST = 24  # rows; the rest comes when it is asked for, or scrolled to
Groups = list[tuple[str, list[Item]]]
Told = tuple[str, str, str]  # the sign, the title and what more there is to say


class NewsRow(Way):
    """One item."""

    def __init__(self, item: Item, icon: str) -> None:
        super().__init__(icon)
        self.item = item


class NewsPage(Page):
    """The news, each a way to what was changed."""

    def __init__(self, facts: Facts, theme: Theme) -> None:
        super().__init__()
        self._facts = facts
        self._theme = theme
        self._most = _AT_FIRST
        self._shown: object = None
        self.rows: list[NewsRow] = []
        self._lay_out()

    def _lay_out(self) -> None:
        self.people = Chip(t("team.news.people"))
        self.departments = Chip(t("team.news.departments"))
        self.seen = Deed(t("team.news.seen"), self._facts.mark_seen)
        group = QButtonGroup(self)
        inner = QWidget()
        flow = Flow(inner)
        for chip in (self.people, self.departments):
            chip.setCheckable(True)
            group.addButton(chip)
            flow.addWidget(chip)
            chip.clicked.connect(bound(self.refresh))
        flow.addWidget(self.seen)
        self.people.setChecked(True)
        self._head = QFrame()
        self._head.setObjectName("entry")
        across = QHBoxLayout(self._head)
        across.setContentsMargins(12, 8, 12, 8)
        across.addWidget(inner)
        self._column = Column(_BESIDE)
        self._column.ending.connect(self._go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._column, 1)

    def refresh(self) -> None:
        """List the news as they are now; what is told as before stays as it is."""
        items = self._facts.items
        self._head.setVisible(bool(items))
        room, wanted = self._most, []
        for name, group in self._groups(items):
            if room > 0:
                wanted.append((name, [(item, self._told(item)) for item in group[:room]]))
                room -= len(group)
        if (wanted, len(items)) == self._shown:
            return
        self._shown = (wanted, len(items))
        before = self._item_of_keyboard()
        known = {_key(row.item): row for row in self.rows}
        self.rows = []
        parts: list[QWidget] = []
        for name, told in wanted:
            parts.append(heading(name, _BESIDE))
            parts += [self._row(item, words, known.get(_key(item))) for item, words in told]
        if not items:
            parts.append(quiet_words(t("team.news.none")))
        elif len(items) > len(self.rows):
            parts.append(Deed(t("team.news.more", number=len(items) - len(self.rows)), self._more))
        self._column.show_parts(parts)
        self._give_keyboard_back(before)

    def _groups(self, items: list[Item]) -> Groups:
        if self.people.isChecked():
            return [(author_in_words(who), group) for who, group in by_person(items).items()]
        none = t("team.no_department")
        return [(name or none, group) for name, group in by_department(items).items()]

    def _row(self, item: Item, told: Told, known: NewsRow | None) -> NewsRow:
        icon, title, more = told
        row = known if known is not None and known.icon_name == icon else NewsRow(item, icon)
        row.item = item
        if row.words != (title, more):
            row.say(title, more)
        if row is not known:
            row.set_theme(self._theme)
            row.clicked.connect(bound(go_to, self._facts.bench, item.record))
            row.stepped.connect(lambda on, row=row: self._step(row, on))
        self.rows.append(row)
        return row

    def _told(self, item: Item) -> Told:
        """The sign of a record and its name; what was done, where, when, and by whom where the
        heading does not say it.
        """
        snapshot = self._facts.snapshot
        record = snapshot.records[item.record]
        deeds = (deed_in_words(each) for each in item.deeds)
        where = [place_in_words(snapshot, record)] if not item.whole else []
        if len(snapshot.maps()) > 1:
            where.insert(0, map_title(snapshot, item.map))
        who = author_in_words(item.author) if self.departments.isChecked() else ""
        parts = (listed(deeds), *where, who, moment_in_words(item.stamp))
        more = t("team.path").join(part for part in parts if part)
        return icon_of(record), item.whole or title_of(snapshot, record), more

    def _step(self, row: NewsRow, forwards: bool) -> None:
        at = self.rows.index(row) + (1 if forwards else -1)
        if 0 <= at < len(self.rows):
            self.rows[at].setFocus(Qt.FocusReason.TabFocusReason)

    def _go_on(self) -> None:
        """Some more, for somebody scrolls."""
        if len(self.rows) < len(self._facts.items):
            self._most += _AT_FIRST
            self.refresh()

    def _more(self) -> None:
        first = len(self.rows)
        self._most += _AT_FIRST
        self.refresh()
        if first < len(self.rows):
            self.rows[first].setFocus(Qt.FocusReason.TabFocusReason)

    def _item_of_keyboard(self) -> Item | None:
        focus: QWidget | None = self.window().focusWidget()
        return focus.item if isinstance(focus, NewsRow) and focus in self.rows else None

    def _give_keyboard_back(self, before: Item | None) -> None:
        """The keyboard stays at the record it was at, where that is news still."""
        if before is None:
            return
        same = [row for row in self.rows if row.item.record == before.record]
        if same or self.rows:
            (same or self.rows)[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        """Give the keyboard to the first of the news."""
        if self.rows:
            self.rows[0].setFocus(Qt.FocusReason.TabFocusReason)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        for row in self.rows:
            row.set_theme(theme)


def _key(item: Item) -> tuple[str, ...]:
    """What makes a row the same row: who did it to what."""
    return (item.author.name, item.author.department, item.record, item.whole)


def deed_in_words(deed: str) -> str:
    """What was done to a record, in a word or two."""
    return t(f"team.deed.{deed}") if deed in _DEEDS else register_in_words(deed)
