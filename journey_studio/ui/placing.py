# SPDX-License-Identifier: Apache-2.0
"""Where a window stands, from one start to the next."""

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

_USUAL = QSize(1360, 860)
_SHARE = 0.9  # of the screen, the most a window takes at first


def restore_place(window: QWidget, geometry: str) -> None:
    """Let a window stand where it stood last, or in the middle of the screen."""
    if geometry and window.restoreGeometry(QByteArray.fromHex(geometry.encode())):
        return
    room = QGuiApplication.primaryScreen().availableGeometry().size() * _SHARE
    window.resize(_USUAL.boundedTo(room))


def place_of(window: QWidget) -> str:
    """Where a window stands, for `restore_place`."""
    return bytes(window.saveGeometry().toHex().data()).decode()
