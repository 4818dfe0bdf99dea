# SPDX-License-Identifier: Apache-2.0
"""The small sheet behind the status of sharing: where, with whom, what is wrong, what to do."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QFont, QHideEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.ui.recent import when
from journey_studio.ui.sharing.parts import Sentence, plain_button, words
from journey_studio.ui.status import ElidedLabel

if TYPE_CHECKING:
    from journey_studio.sync.seen import Other

_WIDTH, _MARGIN, _GAP = 420, 18, 8
_MOST = 12  # colleagues


class Deed(NamedTuple):
    """Something the sheet offers, the most urgent first."""

    text: str
    call: Callable[[], object]


class Facts(NamedTuple):
    """What the sheet shows. `place` is a line about where the project is kept, `waiting` one about
    what is still to be done.
    """

    head: str
    folder: Path | None
    others: "Sequence[Other]" = ()
    place: str = ""
    waiting: str = ""
    problems: tuple[str, ...] = ()
    urgent: tuple[Deed, ...] = ()
    deeds: tuple[Deed, ...] = ()


class SharingSheet(QFrame):
    """Lies over the window, above the status line; a press elsewhere or Esc closes it.

    Part of the window and no window of its own: not every system lets a program say where its
    windows are to stand.
    """

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self._window = parent
        self.setObjectName("sheet")
        self.setAccessibleName(t("sharing.sheet.name"))
        self.setFixedWidth(_WIDTH)
        self._theme = theme
        self._over: QWidget | None = None
        self._inner = QWidget()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        self.hide()

    def show_facts(self, facts: Facts) -> None:
        """Show these from now on."""
        had = self._focused()
        self._inner = QWidget()
        self._inner.setObjectName("shelf")
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(_MARGIN, 16, _MARGIN, 14)
        column.setSpacing(10)
        self._fill(column, facts)
        column.addStretch(1)
        self._scroll.setWidget(self._inner)
        self._place()
        if self.isVisible():
            self._focus(had)

    def _place(self) -> None:
        """Above what it belongs to, as high as its lines, and never higher than the window."""
        column, window = self._inner.layout(), self._window
        if self._over is None or column is None:
            return
        for part in self._inner.findChildren(QWidget):
            part.ensurePolished()  # or it would grow when it is seen
        column.invalidate()
        self.ensurePolished()
        border = self.height() - self.contentsRect().height()
        wanted = column.totalHeightForWidth(_WIDTH - border) + border
        corner = self._over.mapTo(window, QPoint(self._over.width(), 0))
        room = corner.y() - 2 * _GAP
        policy = Qt.ScrollBarPolicy
        fits = wanted <= room  # a bar would take of the width, and then it would not
        bar = policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAlwaysOn
        self._scroll.setVerticalScrollBarPolicy(bar)
        self.setFixedHeight(min(wanted, room))
        left = min(max(corner.x() - _WIDTH, _GAP), window.width() - _WIDTH - _GAP)
        self.move(left, corner.y() - self.height() - _GAP)

    def pop_up(self, over: QWidget) -> None:
        """Show it above this widget, its right edge even with that one's."""
        self._over = over
        self._place()
        self.show()
        self.raise_()
        self._focus("")
        _app().installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the keyboard back."""
        super().hideEvent(event)
        _app().removeEventFilter(self)
        if self._over is not None and self.isAncestorOf(QApplication.focusWidget() or self._over):
            self._over.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A press outside closes it; what was pressed is pressed all the same."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            # By its place: a press that nobody takes is seen again by what lies below.
            at = event.globalPosition().toPoint()
            parts = [self] if self._over is None else [self, self._over]
            if not any(part.rect().contains(part.mapFromGlobal(at)) for part in parts):
                self.close()
        elif event.type() == QEvent.Type.Resize and watched is self._window:
            self.close()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def _fill(self, column: QVBoxLayout, facts: Facts) -> None:
        head = words(facts.head, "head")
        column.addWidget(head)
        for line in (facts.place, facts.waiting):
            if line:
                column.addWidget(words(line, "quiet"))
        if facts.folder is not None:
            column.addWidget(self._titled(t("sharing.sheet.folder"), _path(facts.folder)))
        for text in facts.problems:
            sentence = Sentence(self._theme)
            sentence.label.setProperty("role", "words")
            sentence.say(text, "warning", bad=True)
            column.addWidget(sentence)
        _add_deeds(column, facts.urgent)
        if facts.folder is not None:
            people = _people(facts.others)
            column.addWidget(self._titled(t("sharing.sheet.people"), *people))
        _add_deeds(column, facts.deeds)

    def _titled(self, title: str, *lines: QWidget) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        label = QLabel(title)
        label.setProperty("role", "field")
        column.addWidget(label)
        for line in lines:
            column.addWidget(line)
        return part

    def _focused(self) -> str:
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            return ""
        return focus.text() if isinstance(focus, QPushButton) else ""

    def _focus(self, text: str) -> None:
        buttons = self._inner.findChildren(QPushButton)
        same = [button for button in buttons if button.text() == text]
        for button in (same or buttons)[:1]:
            button.setFocus(Qt.FocusReason.OtherFocusReason)


def _app() -> QCoreApplication:
    """The application there is while there are widgets."""
    found = QCoreApplication.instance()
    assert found is not None
    return found


def _path(folder: Path) -> QWidget:
    label = ElidedLabel()
    label.setFont(QFont(label.font()))
    label.say(str(folder))
    return label


def _add_deeds(column: QVBoxLayout, deeds: Sequence[Deed]) -> None:
    """Buttons in rows, each as full as it may be."""
    row, room = QHBoxLayout(), 0
    for deed in deeds:
        button = plain_button(deed.text.replace("&", "&&"), deed.call)
        button.setProperty("role", "quiet")
        button.ensurePolished()
        width = button.sizeHint().width() + _GAP
        if width > room:
            row, room = QHBoxLayout(), _WIDTH - 2 * _MARGIN
            row.setSpacing(_GAP)
            row.addStretch(1)
            column.addLayout(row)
        row.insertWidget(row.count() - 1, button)
        room -= width


def _people(others: "Sequence[Other]") -> list[QWidget]:
    """A line for each colleague: name, department, and when their copy was last heard of."""
    if not others:
        return [words(t("sharing.sheet.nobody"), "quiet")]
    latest = sorted(others, key=lambda other: other.time, reverse=True)
    lines: list[QWidget] = [_person(other) for other in latest[:_MOST]]
    if len(latest) > _MOST:
        lines.append(words(t("sharing.sheet.more", count=len(latest) - _MOST), "quiet"))
    return lines


def _person(other: "Other") -> QWidget:
    line = QFrame()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 1, 0, 1)
    row.setSpacing(8)
    name = ElidedLabel()
    who = other.author.name or t("sharing.sheet.unnamed")
    parts = [who, other.author.department, other.author.device]
    name.say(" · ".join(part for part in parts if part))
    seen = QLabel(seen_in_words(other))
    seen.setProperty("role", "quiet")
    row.addWidget(name, 1)
    row.addWidget(seen)
    return line


def seen_in_words(other: "Other", now: datetime | None = None) -> str:
    """When a copy was last heard of, by its own clock: "about" where that clock is odd."""
    now = now or datetime.now(UTC)
    try:
        seen = datetime.fromtimestamp(other.time / 1000, UTC)
    except (OverflowError, OSError, ValueError):
        return ""
    if (seen - now).total_seconds() > 600:
        return t("sharing.sheet.ahead")
    return t("sharing.sheet.seen", when=when(seen, now).lower())
