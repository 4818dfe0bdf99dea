# SPDX-License-Identifier: Apache-2.0
"""Small buttons of an icon alone, as panels have them."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QToolButton


def small_button(text: str, size: int = 14) -> QToolButton:
    """A button whose icon is `size` px wide; `text` says what it does, also to screen readers."""
    button = QToolButton()
    button.setObjectName("small")
    button.setIconSize(QSize(size, size))
    button.setToolTip(text)
    button.setAccessibleName(text)
    return button
