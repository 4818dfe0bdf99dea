# SPDX-License-Identifier: Apache-2.0
"""How sharing stands, at the end of the status line: a sign and a few words, a click for more."""

from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QToolButton

from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.ui.icons import qicon
from journey_studio.ui.notices import announce
from journey_studio.ui.tips import tip_of

_SIGN = 14
_SIGNS = {
    "up_to_date": "done",
    "sending": "upload",
    "receiving": "download",
    "offline": "offline",
    "needs_you": "warning",
    "working": "copy",
    "unwritten": "warning",
}
_LOUD = {"needs_you", "unwritten"}  # what a screen reader is told of, and the end of it
_TOLD = {*_LOUD, "offline"}


class Standing(NamedTuple):
    """What the button says: a state that has a sign, its words, and all of it."""

    state: str
    words: str
    more: str


class SharingPill(QToolButton):
    """Hidden while there is nothing to say. `asked` comes with a click."""

    asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("pill")
        self.setAutoRaise(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(_SIGN, _SIGN))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self.asked)
        self._theme = theme
        self.standing: Standing | None = None
        self.hide()

    def show_standing(self, standing: Standing | None) -> None:
        """Say this from now on; None is nothing."""
        before, self.standing = self.standing, standing
        self.setVisible(standing is not None)
        if standing is None:
            return
        # A blank more than Qt leaves between the sign and the words.
        self.setText(f" {standing.words}".replace("&", "&&"))
        self.setAccessibleName(t("sharing.pill.name", words=standing.words))
        self.setToolTip(tip_of(standing.more))
        self._dress()
        old = before.state if before is not None else ""
        if standing.state != old and (standing.state in _TOLD or old in _TOLD):
            announce(self, standing.words)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self._dress()

    def _dress(self) -> None:
        if self.standing is not None:
            colours = self._theme.colours
            tone = colours.warning if self.standing.state in _LOUD else colours.quiet
            sign = _SIGNS.get(self.standing.state, "share")
            self.setIcon(qicon(sign, self._theme, _SIGN, tone))
