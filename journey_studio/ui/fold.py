# SPDX-License-Identifier: Apache-2.0
"""The heading of something that folds away, with a sign of whether it is open."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from journey_studio.layout.theme import Theme
from journey_studio.ui.icons import qicon

EDGE = 6  # px that the frame of a heading begins before what is below it
_SIGN = 14  # px


class FoldHead(QToolButton):
    """Checked while it is open. Whoever changes that calls `draw`."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setObjectName("fold")
        self.setText(text)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCheckable(True)

    def draw(self, theme: Theme) -> None:
        """Show the sign in the theme's colours."""
        name = "chevron-down" if self.isChecked() else "chevron-right"
        self.setIcon(qicon(name, theme, _SIGN, theme.colours.quiet))
