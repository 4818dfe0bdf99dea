# SPDX-License-Identifier: Apache-2.0
"""The line at the bottom: what just happened, and the truth about saving."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStatusBar

from journey_studio.i18n import t
from journey_studio.ui.notices import announce
from journey_studio.ui.tips import tip_of

_SHARE = 0.6  # of the line, the most that a reason for reading only may take


class ElidedLabel(QLabel):
    """A text on one line, shortened where there is no room; all of it in the tool tip."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @property
    def whole(self) -> str:
        """The text as it was given."""
        return self._whole

    def say(self, text: str) -> None:
        """Show this text."""
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten again."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.contentsRect().width() - 16
        metrics = QFontMetrics(self.font())
        line = " ".join(self._whole.split())
        shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, max(room, 0))
        self.setText(shown)
        self.setToolTip(tip_of(line) if shown != line else "")


class StatusLine(QStatusBar):
    """Left what just happened, right whether it is saved."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self.happened = ElidedLabel()
        self.saving = QLabel()
        self.saving.setProperty("state", "none")
        self.saving.setTextFormat(Qt.TextFormat.PlainText)
        self.addWidget(self.happened, 1)
        self.addPermanentWidget(self.saving)
        self._reason = ""

    def say(self, text: str) -> None:
        """What just happened; screen readers are told."""
        self.happened.say(text)
        announce(self.happened, text)

    def show_saved(self) -> None:
        """Everything is on the disk."""
        self._show("saved", t("ui.status.saved"), t("ui.status.saved.more"))

    def show_read_only(self, reason: str) -> None:
        """Nothing can be edited, for this reason."""
        text = t("ui.status.read_only", reason=reason)
        self._show("locked", text, text)

    def show_nothing(self) -> None:
        """No project is open."""
        self._show("none", "", "")
        self.happened.say("")

    def _show(self, state: str, text: str, more: str) -> None:
        self._reason = text
        looks = "locked" in (state, self.saving.property("state"))  # the others look alike
        self.saving.setProperty("state", state)
        self.saving.setAccessibleName(text)
        self.saving.setToolTip(more)
        if looks:
            self.saving.style().unpolish(self.saving)
            self.saving.style().polish(self.saving)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the reason within its share of the line."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = round(self.width() * _SHARE)
        metrics = QFontMetrics(self.saving.font())
        self.saving.setText(metrics.elidedText(self._reason, Qt.TextElideMode.ElideRight, room))
