# SPDX-License-Identifier: Apache-2.0
"""Ctrl+C in a terminal and a polite kill end the program as its own menu does.

Qt's loop does not look at Python's signals. Python writes their numbers into a pipe as they come,
and Qt watches that; on Windows into a socket, for Qt watches no pipes there.
"""

import os
import signal
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier


class SignalWatch(QObject):
    """Calls `leave` when the process is asked to end. Keep it as long as the program runs."""

    def __init__(self, leave: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._leave = leave
        self._out, self._in = _joined_ends()
        self._fd = signal.set_wakeup_fd(self._in, warn_on_full_buffer=False)
        self._before = {
            number: signal.signal(number, lambda *_: None)
            for number in (signal.SIGINT, signal.SIGTERM)
        }
        self._notifier = QSocketNotifier(self._out, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._heard)

    def _heard(self) -> None:
        _take(self._out)
        self._leave()

    def remove(self) -> None:
        """Leave signals as they were found."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._fd)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        _close(self._in)
        _close(self._out)


if sys.platform == "win32":
    import socket

    _sockets: dict[int, socket.socket] = {}

    def _joined_ends() -> tuple[int, int]:
        """Where to read and where to write, as handles; neither ever waits."""
        ends = socket.socketpair()
        for end in ends:
            end.setblocking(False)
            _sockets[end.fileno()] = end
        return ends[0].fileno(), ends[1].fileno()

    def _take(end: int) -> None:
        _sockets[end].recv(64)

    def _close(end: int) -> None:
        _sockets.pop(end).close()

else:

    def _joined_ends() -> tuple[int, int]:
        """Where to read and where to write, as handles; neither ever waits."""
        ends = os.pipe()
        for end in ends:
            os.set_blocking(end, False)
        return ends

    def _take(end: int) -> None:
        os.read(end, 64)

    def _close(end: int) -> None:
        os.close(end)
