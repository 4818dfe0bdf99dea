# SPDX-License-Identifier: Apache-2.0
"""What did not travel, one entry for each kind of loss, with the places when they are asked for."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.model.loss import LossGroup, LossReport
from journey_studio.ui.icons import qicon
from journey_studio.ui.transfer.words import as_text, group_title, joined

_SIGN = 16
_FEW = 3  # places that are said at once
_MOST = 200  # places that are listed; the copied report holds all of them
_GROUPS = 60
_SIGNS = {"dropped": "minus", "changed": "pencil"}


def plain_label(text: str, role: str) -> QLabel:
    """Words in lines that can be copied."""
    label = QLabel(text)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


class Entry(QWidget):
    """A sign, what it is about, why, and where."""

    grown = Signal()

    def __init__(
        self, sign: str, colour: str, theme: Theme, title: str, more: str, places: Sequence[str]
    ) -> None:
        super().__init__()
        self._places = [place for place in places if place]
        mark = QLabel()
        icon = qicon(sign, theme, _SIGN, colour)
        mark.setPixmap(icon.pixmap(QSize(_SIGN, _SIGN), self.devicePixelRatioF()))
        column = QVBoxLayout()
        column.setSpacing(1)
        if title:
            column.addWidget(plain_label(title, "entry"))
        if more:
            column.addWidget(plain_label(more, "quiet" if title else "said"))
        self.where = plain_label("", "quiet")
        self.more = QToolButton()
        self.more.setObjectName("fold")
        self.more.setCheckable(True)
        self.more.toggled.connect(self._show)
        column.addWidget(self.where)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        self._show(False)

    def _show(self, everything: bool) -> None:
        shown = self._places[: _MOST if everything else _FEW]
        left = len(self._places) - len(shown)
        self.where.setText("\n".join(shown) if everything else joined(shown))
        self.where.setVisible(bool(shown))
        self.more.setVisible(len(self._places) > _FEW)
        key = "transfer.fewer" if everything else "transfer.more"
        self.more.setText(t(key) if everything else t(key, count=left))
        self.grown.emit()


class LossView(QWidget):
    """A report as entries; what is gone before what is different."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._report = LossReport()
        self._warnings: tuple[str, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self.copy = QToolButton()
        self.copy.setObjectName("offer")
        self.copy.setText(t("transfer.copy"))
        self.copy.setIcon(qicon("copy", theme, 14))
        self.copy.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.copy.clicked.connect(self._copy)
        self._inner = QWidget()
        self._column.addWidget(self._inner)
        self._column.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)

    def show_report(self, report: LossReport, warnings: Sequence[str] = ()) -> None:
        """Show this one."""
        self._report, self._warnings = report, tuple(warnings)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        groups = report.groups()
        colours = self._theme.colours
        for text in self._warnings[:_GROUPS]:
            column.addWidget(Entry("warning", colours.warning, self._theme, "", text, ()))
        for group in groups[:_GROUPS]:
            column.addWidget(self._entry(group))
        left = len(groups) + len(self._warnings) - _GROUPS
        if len(groups) > _GROUPS or len(self._warnings) > _GROUPS:
            column.addWidget(plain_label(t("transfer.others", count=max(left, 1)), "quiet"))
        if not groups and not self._warnings:
            column.addWidget(
                Entry("done", colours.good, self._theme, "", t("transfer.nothing"), ())
            )
        self._column.replaceWidget(self._inner, inner)
        self._inner.deleteLater()
        self._inner = inner
        self.copy.setVisible(bool(groups or self._warnings))

    def _entry(self, group: LossGroup) -> Entry:
        colours = self._theme.colours
        tone = colours.danger if group.fate == "dropped" else colours.warning
        title = t(f"transfer.title.{group.fate}", what=group_title(group))
        return Entry(_SIGNS[group.fate], tone, self._theme, title, group.reason, group.places)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(as_text(self._report, self._warnings))
        self.copy.setText(t("transfer.copied"))
