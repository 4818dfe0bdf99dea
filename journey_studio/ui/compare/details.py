# SPDX-License-Identifier: Apache-2.0
"""The pane under two compared maps: the difference somebody is at, before and after."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QTextBrowser, QVBoxLayout

from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.ui.compare.words import Told
from journey_studio.ui.status import ElidedLabel

_MOST = 200  # px; a longer text is scrolled
_LEAST = 40


class Details(QFrame):
    """Says one difference, with both values side by side."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("details")
        self.setAccessibleName(t("compare.details"))
        self._theme = theme
        self._told: Told | None = None
        self.head, self.more = ElidedLabel(), ElidedLabel()
        self.head.setProperty("role", "head")
        self.more.setProperty("role", "quiet")
        self.body = QTextBrowser()
        self.body.setOpenLinks(False)
        self.body.setFrameShape(QFrame.Shape.NoFrame)
        self.body.setAccessibleName(t("compare.details"))
        self.body.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hint = QLabel(t("compare.hint"))
        self.hint.setProperty("role", "quiet")
        self.hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 10, 8)
        column.setSpacing(3)
        for part in (self.head, self.more, self.body, self.hint):
            column.addWidget(part)
        self.say(None)

    def say(self, told: Told | None, text: str = "") -> None:
        """Say a difference; without one, `text` or what to do."""
        self._told = told
        for part in (self.head, self.more, self.body):
            part.setVisible(told is not None)
        self.hint.setVisible(told is None)
        self.hint.setText(text or t("compare.hint"))
        if told is None:
            return
        self.head.say(told.head)
        self.more.say(told.more)
        self.body.setHtml(self._html(told))
        self._fit()

    def _html(self, told: Told) -> str:
        quiet = self._theme.colours.quiet
        titles = ("", t("compare.before"), t("compare.after"))
        heads = "".join(
            f'<td style="color:{quiet}; padding-right:18px;">{escape(title)}</td>'
            for title in titles
        )
        rows = "".join(
            f'<tr><td style="color:{quiet}; padding-right:18px;">{escape(line.name)}</td>'
            f'<td width="44%" style="padding-right:18px;">{line.old}</td>'
            f'<td width="44%">{line.new}</td></tr>'
            for line in told.lines
        )
        return f'<table width="100%"><tr>{heads}</tr>{rows}</table>'

    def _fit(self) -> None:
        """As high as the words, within reason."""
        document = self.body.document()
        document.setTextWidth(max(self.body.viewport().width(), 200))
        height = min(max(round(document.size().height()), _LEAST), _MOST)
        self.body.setFixedHeight(height)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        if self._told is not None:
            self.body.setHtml(self._html(self._told))
