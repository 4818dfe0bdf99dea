# SPDX-License-Identifier: Apache-2.0
"""The page of the team panel on the past: versions and sittings, or what happened to one record."""

from collections.abc import Callable, Sequence
from itertools import groupby

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QButtonGroup, QToolButton, QVBoxLayout, QWidget

from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.model.records import Record
from journey_studio.model.timeline import Timeline
from journey_studio.ui.bound import bound
from journey_studio.ui.history import words
from journey_studio.ui.history.entries import MomentEntry, PastEntry, VersionEntry, lines_of
from journey_studio.ui.history.moments import Sitting, by_day, sittings
from journey_studio.ui.history.room import History
from journey_studio.ui.inspector.field import words as label_of
from journey_studio.ui.inspector.flow import Flow
from journey_studio.ui.team.entry import Deed, deeds_row
from journey_studio.ui.team.page import Column, Page, quiet_words
from journey_studio.ui.team.places import title_of

_MOST = 60  # entries at first, and how many more are shown when somebody asks


class Choice(QToolButton):
    """One of two things the page can be about."""

    def __init__(self, text: str, call: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("chip")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(bound(call))
        self.say(text)

    def say(self, text: str) -> None:
        """Show this."""
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)


class HistoryTab(Page):
    """The page. It is about the whole map, or about what is selected on it."""

    def __init__(self, history: History, theme: Theme) -> None:
        super().__init__()
        self._history = history
        self._looking = history.looking
        self._theme = theme
        self._most = _MOST
        self._waiting = False  # for the first entry, which the keyboard is wanted at
        self._shown: object = None  # what the entries were made of
        self._of_map = Choice(t("history.of_map"), lambda: self._turn(only_selected=False))
        self._of_one = Choice(t("history.of_selected"), lambda: self._turn(only_selected=True))
        self._column = Column()
        self._lay_out()
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.timeout.connect(self.refresh)
        self._sources = (
            self._looking.moved,
            self._looking.changed,
            history.turned,
            history.canvas.selection_changed,
        )
        for source in self._sources:
            source.connect(self._refresh_soon)

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        row = QWidget()
        flow = Flow(row)
        for choice in (self._of_map, self._of_one):
            group.addButton(choice)
            flow.addWidget(choice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(_inset(row, 10, 2))
        column.addWidget(self._column, 1)

    @property
    def entries(self) -> list[MomentEntry]:
        """The entries from top to bottom."""
        return [part for part in self._column.parts if isinstance(part, MomentEntry)]

    @property
    def about_selected(self) -> bool:
        """Whether the page is about what is selected alone."""
        return self._of_one.isChecked()

    def _turn(self, *, only_selected: bool) -> None:
        self._history.only_selected = only_selected
        self._most = _MOST
        self.refresh()

    def _refresh_soon(self) -> None:
        if self.isVisible():
            self._due.start(0)

    # What stands on it

    def refresh(self) -> None:
        """Show everything as it is now; entries stay where what they say has not changed."""
        self._due.stop()
        self._looking.begin()
        only = self._history.only_selected
        (self._of_one if only else self._of_map).setChecked(True)
        timeline = self._looking.timeline
        if timeline is None:
            self._show(None, lambda: [quiet_words(t("history.reading"))])
        elif only:
            self._show_selected(timeline)
        else:
            self._show_map(timeline)
        here = self._looking.moment
        for entry in self.entries:
            entry.show_here(self._is_here(entry, here))

    def _is_here(self, entry: MomentEntry, here: int | None) -> bool:
        version = self._looking.version
        if isinstance(entry, VersionEntry):
            return entry.version_id == version
        return here is not None and not version and entry.moment == here

    def _show(self, source: object, make: Callable[[], Sequence[QWidget]]) -> None:
        if source is None or source != self._shown:
            self._shown = source
            at = self._place_of_keyboard()
            self._column.show_parts(make())
            for entry in self.entries:
                entry.set_theme(self._theme)
                entry.way.stepped.connect(bound_step(self, entry))
            self._give_back_keyboard(at)

    def _show_map(self, timeline: Timeline) -> None:
        history, life = self._history, self._looking.life
        versions = tuple(history.versions)
        source = (timeline, self._looking.canvas.showing.home, versions, self._most)
        self._show(
            (*map(id, source[:1]), *source[1:]),
            lambda: [*self._versions(timeline), *self._sittings(timeline, life)],
        )

    def _versions(self, timeline: Timeline) -> list[QWidget]:
        history, looking = self._history, self._looking
        name = Deed(t("history.name"), history.name_version)
        name.setEnabled(history.canvas.editable)
        row = _inset(deeds_row(name), 0, 6)
        made: list[QWidget] = [_heading(t("history.versions")), row]
        found = [(looking.moment_of(each.id), each) for each in history.versions]
        for moment, version in sorted(
            ((at, each) for at, each in found if at is not None),
            key=lambda pair: pair[0],
            reverse=True,
        ):
            entry = VersionEntry(
                version.id,
                moment,
                bound(history.show_version, version.id),
                bound(history.rename_version, version.id),
                bound(history.delete_version, version.id),
                writable=history.canvas.editable,
            )
            said = words.version_words(version, timeline.moments[moment - 1], history.is_own)
            entry.say(version.title, said[1])
            made.append(entry)
        return made

    def _sittings(self, timeline: Timeline, life: Sequence[int]) -> list[QWidget]:
        found = sittings(timeline.moments, life)
        made: list[QWidget] = []
        for day, several in by_day(timeline.moments, found[: self._most]):
            made.append(_heading(words.day_words(day)))
            made += [self._sitting(timeline, each) for each in several]
        return [*made, *self._more(len(found))]

    def _sitting(self, timeline: Timeline, sitting: Sitting) -> MomentEntry:
        entry = MomentEntry("user", sitting.last, bound(self._history.show, sitting.last))
        entry.way.say(*words.sitting_words(timeline.moments, sitting, self._history.is_own))
        return entry

    def _more(self, count: int) -> list[QWidget]:
        """A way to what came still earlier."""
        if count <= self._most:
            return []
        return [_inset(deeds_row(Deed(t("history.earlier"), self._show_more)), 8, 8)]

    def _show_more(self) -> None:
        self._most += _MOST
        self.refresh()

    # Of one record

    def _show_selected(self, timeline: Timeline) -> None:
        record = self._record()
        if record is None:
            self._show(None, lambda: [quiet_words(t("history.nothing_selected"))])
            return
        source = (id(timeline), record.id, self._most)
        self._show(source, lambda: self._past_of(timeline, record))

    def _record(self) -> Record | None:
        """What is selected, as it is now; what is deleted now, as it is on show."""
        canvas, ids = self._looking.canvas, self._looking.canvas.selection.ids
        if not ids:
            return None
        now = self._looking.document.snapshot.records.get(ids[-1])
        return now or canvas.showing.snapshot.records.get(ids[-1])

    def _past_of(self, timeline: Timeline, record: Record) -> list[QWidget]:
        history, snapshot = self._history, self._looking.document.snapshot
        deeds = timeline.of_record(record.id)
        steps = [(index, list(several)) for index, several in groupby(deeds, lambda d: d.index)]
        made: list[QWidget] = [_heading(title_of(snapshot, record))]
        told = 0
        for index, several in reversed(steps):
            lines = lines_of(snapshot, record, several, new=index == steps[0][0])
            first = index == steps[0][0]
            if not lines and not first:
                continue
            told += 1
            if told > self._most:
                return [*made, *self._more(told)]
            moment = timeline.moments[index]
            entry = PastEntry(index + 1, lines, bound(history.show, index + 1), self._theme)
            entry.way.say(*words.deed_words(moment, history.is_own))
            made.append(entry)
        return made

    # The keyboard

    def _place_of_keyboard(self) -> int:
        focus: QWidget | None = self.window().focusWidget()
        inside = focus is not None and self._column.isAncestorOf(focus)
        for at, entry in enumerate(self.entries):
            if focus is not None and entry.isAncestorOf(focus):
                return at
        return 0 if inside else -1

    def _give_back_keyboard(self, at: int) -> None:
        if self._waiting and self.entries and self._chosen.hasFocus():
            self._waiting, at = False, 0
        if at >= 0:
            if self.entries:
                entry = self.entries[min(at, len(self.entries) - 1)]
                entry.way.setFocus(Qt.FocusReason.TabFocusReason)
            else:
                self.focus_first()

    def step(self, entry: MomentEntry, forwards: bool) -> None:
        """Go with the keyboard to the next entry, or to the one before."""
        entries = self.entries
        at = entries.index(entry) + (1 if forwards else -1)
        if 0 <= at < len(entries):
            entries[at].way.setFocus(Qt.FocusReason.TabFocusReason)

    def focus_first(self) -> None:
        """Give the keyboard to the first entry, or to what the page is about."""
        first = self.entries[0].way if self.entries else None
        self._waiting = first is None and self._looking.timeline is None
        (first or self._chosen).setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def _chosen(self) -> Choice:
        """What the page is about."""
        return self._of_one if self._history.only_selected else self._of_map

    # The window

    def close_page(self) -> None:
        """Hear no more of the project."""
        self._due.stop()
        for source in self._sources:
            source.disconnect(self._refresh_soon)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        for entry in self.entries:
            entry.set_theme(theme)


def bound_step(page: HistoryTab, entry: MomentEntry) -> Callable[[bool], None]:
    """Steps from an entry of a page."""
    return lambda forwards: page.step(entry, forwards)


def _inset(widget: QWidget, above: int, below: int) -> QWidget:
    """Something with room around it, px."""
    outside = QWidget()
    column = QVBoxLayout(outside)
    column.setContentsMargins(14, above, 10, below)
    column.addWidget(widget)
    return outside


def _heading(text: str) -> QWidget:
    label = label_of(text, "head")
    label.setContentsMargins(16, 14, 16, 4)
    return label
