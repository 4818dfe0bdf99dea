# SPDX-License-Identifier: Apache-2.0
"""The button of the team panel: a dot where something waits there, and words that say what."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QPainter

from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.paint.qt_pens import brush
from journey_studio.ui.icons import SIZE, qicon

_DOT, _RIM = 3.0, 1.25  # px, half across


def show_badge(action: QAction, theme: Theme, *, news: int, waiting: int) -> None:
    """Let the action of the panel say that there are news, or that something needs a word."""
    colours = theme.colours
    colour = colours.warning if waiting else colours.accent if news else ""
    action.setIcon(_dotted(theme, colour) if colour else qicon("users", theme))
    parts = [t("team.do.panel")]
    if waiting:
        parts.append(t("team.tip.waiting", count=waiting, number=waiting))
    if news:
        parts.append(t("team.tip.news", count=news, number=news))
    action.setToolTip(t("team.path").join(parts))


def _dotted(theme: Theme, colour: str) -> QIcon:
    made = QIcon()
    for ratio in sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()}):
        pixmap = qicon("users", theme).pixmap(QSize(SIZE, SIZE), ratio)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        spot = QPointF(SIZE - _DOT - _RIM, _DOT + _RIM)
        for fill, half in ((theme.colours.panel, _DOT + _RIM), (colour, _DOT)):
            painter.setBrush(brush(fill))
            painter.drawEllipse(spot, half, half)
        painter.end()
        made.addPixmap(pixmap)
    return made
