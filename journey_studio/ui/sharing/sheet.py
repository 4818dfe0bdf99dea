# SPDX-License-Identifier: Apache-2.0
"""The small sheet behind the status of sharing: where, with whom, what is wrong, what to do."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.ui.recent import when
from journey_studio.ui.sharing.parts import Sentence, fit_height, plain_button, words
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


class SharingSheet(QDialog):
    """Opens above the status line and closes with a click elsewhere or Esc."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("sheet")
        self.setAccessibleName(t("sharing.sheet.name"))
        self.setFixedWidth(_WIDTH)
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(_MARGIN, 16, _MARGIN, 14)
        self._column.setSpacing(10)
        self._inner: QWidget | None = None

    def show_facts(self, facts: Facts) -> None:
        """Show these from now on."""
        had = self._focused()
        old, self._inner = self._inner, QWidget()
        if old is not None:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._fill(column, facts)
        self._column.addWidget(self._inner)
        self._inner.show()
        bottom = self.geometry().bottom()
        fit_height(self, shrink=True)
        if self.isVisible():
            self.move(self.x(), bottom + 1 - self.height())
        self._focus(had)

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
        focus = self.focusWidget()
        return focus.text() if isinstance(focus, QPushButton) else ""

    def _focus(self, text: str) -> None:
        buttons = self._inner.findChildren(QPushButton) if self._inner is not None else []
        same = [button for button in buttons if button.text() == text]
        for button in (same or buttons)[:1]:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def pop_up(self, over: QWidget) -> None:
        """Show it above this widget, its right edges even."""
        fit_height(self, shrink=True)
        corner = over.mapToGlobal(QPoint(over.width() - self.width(), -self.height() - 6))
        room = over.screen().availableGeometry()
        self.move(max(corner.x(), room.left() + 8), max(corner.y(), room.top() + 8))
        self.show()
        self._focus("")


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
