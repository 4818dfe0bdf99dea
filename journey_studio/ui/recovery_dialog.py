# SPDX-License-Identifier: Apache-2.0
"""What the program offers after it ended without closing its projects."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from journey_studio.i18n import t
from journey_studio.store.recovery import LeftOpen


class RecoveryDialog(QDialog):
    """Lists what was open. Every edit was saved, so it only asks what to open again."""

    def __init__(self, left: Sequence[LeftOpen], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(t("ui.program"))
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 22, 26, 18)
        column.setSpacing(8)
        head = QLabel(t("ui.recovery.head", count=len(left)))
        head.setProperty("role", "head")
        words = QLabel(t("ui.recovery.words"))
        words.setWordWrap(True)
        column.addWidget(head)
        column.addWidget(words)
        column.addSpacing(6)
        self._boxes = [(each, self._box(each)) for each in left]
        for each, box in self._boxes:
            column.addWidget(box)
            where = QLabel(_where(each))
            where.setProperty("role", "quiet")
            where.setIndent(26)
            column.addWidget(where)
        column.addSpacing(10)
        buttons = QDialogButtonBox()
        again = buttons.addButton(t("ui.recovery.open"), QDialogButtonBox.ButtonRole.AcceptRole)
        again.setDefault(True)
        buttons.addButton(t("ui.recovery.leave"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.setMinimumWidth(460)

    def _box(self, left: LeftOpen) -> QCheckBox:
        box = QCheckBox(left.path.stem.replace("&", "&&"))
        box.setChecked(True)
        return box

    def chosen(self) -> list[Path]:
        """The projects to open again."""
        return [left.path for left, box in self._boxes if box.isChecked()]


def _where(left: LeftOpen) -> str:
    return t("ui.recovery.where", folder=left.path.parent, since=_moment(left.since))


def _moment(moment: datetime) -> str:
    """A time as it is written on this computer."""
    stamp = moment.astimezone().replace(tzinfo=None)
    return QLocale().toString(stamp, QLocale.FormatType.ShortFormat)  # type: ignore[call-overload, no-any-return]
