# SPDX-License-Identifier: Apache-2.0
"""What did not travel, one entry for each kind of loss, with the places when they are asked for."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.model.loss import LossGroup, LossReport
from journey_studio.ui.icons import qicon
from journey_studio.ui.transfer.words import as_text, by_reason, group_words, kept_words

_SIGN = 16
_FEW, _KINDS = 2, 12  # places, and things with places, that are said at once
_MOST = 100  # of which; the copied report holds all of them
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
    """A sign, a sentence, and what it is about with its places; all of them when asked for."""

    def __init__(
        self, sign: str, colour: str, theme: Theme, text: str, groups: Sequence[LossGroup] = ()
    ) -> None:
        super().__init__()
        self._groups = groups
        mark = QLabel()
        icon = qicon(sign, theme, _SIGN, colour)
        mark.setPixmap(icon.pixmap(QSize(_SIGN, _SIGN), self.devicePixelRatioF()))
        self.what = plain_label("", "quiet")
        self.all = QToolButton()
        self.all.setObjectName("offer")
        self.all.setCheckable(True)
        self.all.toggled.connect(self._show)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(plain_label(text, "entry" if groups else "said"))
        column.addWidget(self.what)
        column.addWidget(self.all, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        self._show(False)

    def _show(self, everything: bool) -> None:
        few = _MOST if everything else _FEW
        lines = [
            group_words(group, few) for group in self._groups[: _MOST if everything else _KINDS]
        ]
        left = len(self._groups) - len(lines)
        if left:
            lines.append(t("transfer.kinds_left", count=left))
        self.what.setText("\n".join(lines))
        self.what.setVisible(bool(lines))
        long = len(self._groups) > _KINDS or any(len(g.places) > _FEW for g in self._groups)
        self.all.setVisible(long)
        self.all.setText(t("transfer.fewer" if everything else "transfer.all"))


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
        for text in self._warnings[:_MOST]:
            column.addWidget(Entry("warning", colours.warning, self._theme, text))
        kept = kept_words(self._report)
        if kept and groups:
            text = t("transfer.kept", content=kept)
            column.addWidget(Entry("done", colours.good, self._theme, text))
        for (fate, reason), group in by_reason(groups).items():
            tone = colours.danger if fate == "dropped" else colours.warning
            text = t(f"transfer.title.{fate}", reason=reason)
            column.addWidget(Entry(_SIGNS[fate], tone, self._theme, text, group))
        if not groups and not self._warnings:
            column.addWidget(Entry("done", colours.good, self._theme, t("transfer.nothing")))
        self._column.replaceWidget(self._inner, inner)
        self._inner.deleteLater()
        self._inner = inner
        self.copy.setVisible(bool(groups or self._warnings))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(as_text(self._report, self._warnings))
        self.copy.setText(t("transfer.copied"))
