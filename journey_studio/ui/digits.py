# SPDX-License-Identifier: Apache-2.0
"""The keys of the digit row by their place, for keyboards that have other signs there.

On a French keyboard the digits need Shift, so Ctrl+0 can never be typed; the key itself is where it
always was. The number a system gives a key depends on its place alone.
"""

import sys
from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

# The first key of the row, 1; the others follow, 0 the last.
_FIRST = {"linux": 10, "win32": 2}
_DIGITS = "1234567890"
_HELD = {
    Qt.KeyboardModifier.ControlModifier: "Ctrl",
    Qt.KeyboardModifier.ShiftModifier: "Shift",
}
# A Mac numbers its keys without order.
_MAC = {18: "1", 19: "2", 20: "3", 21: "4", 23: "5", 22: "6", 26: "7", 28: "8", 25: "9", 29: "0"}

DIGIT_KEYS = frozenset(f"{held}+{digit}" for held in _HELD.values() for digit in _DIGITS)


def digit_of(event: QKeyEvent, platform: str = sys.platform) -> str:
    """The digit on the key an American keyboard has in that place, "" for any other key."""
    if platform == "darwin":
        return _MAC.get(event.nativeVirtualKey(), "")
    at = event.nativeScanCode() - _FIRST.get(platform, _FIRST["linux"])
    return _DIGITS[at] if 0 <= at < len(_DIGITS) else ""


class DigitKeys(QObject):
    """Watches a widget and calls what belongs to "Ctrl+0", "Shift+1" and the like."""

    def __init__(self, calls: Mapping[str, Callable[[], object]], parent: QObject) -> None:
        super().__init__(parent)
        self._calls = calls

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take the keys that mean something; a shortcut that matched never comes here."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        held = _HELD.get(event.modifiers())
        call = self._calls.get(f"{held}+{digit_of(event)}") if held else None
        if call is None:
            return False
        call()
        return True
