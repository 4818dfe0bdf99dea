# SPDX-License-Identifier: Apache-2.0
"""Work that takes a while, on a thread of its own, while the window goes on turning.

Python lets one thread run at a time, so nothing gets done sooner; but the window is painted, what
colleagues send is taken, and whoever asked for it can think better of it.
"""

from collections.abc import Callable
from threading import Thread
from typing import Generic, TypeVar

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QProgressBar, QVBoxLayout, QWidget

from journey_studio.collector import resting
from journey_studio.i18n import t
from journey_studio.ui.workbench import waiting

Result = TypeVar("Result")
_AT_ONCE = 0.05  # s of work for which the window may stand still
_PATIENCE = 700  # ms of work for which no dialog opens
_LOOK = 15  # ms between two looks at how far it is
_PARTS = 1000
_WIDE = 320  # px


class Work(Thread, Generic[Result]):
    """A call on a thread of its own. Nothing it works with may change meanwhile."""

    def __init__(self, call: Callable[[], Result]) -> None:
        super().__init__(name="work", daemon=True)
        self._call = call
        self._result: list[Result] = []
        self._error: BaseException | None = None
        self.start()

    def run(self) -> None:
        """Do it."""
        try:
            with resting():
                self._result.append(self._call())
        except BaseException as error:  # noqa: BLE001 - it belongs to whoever asks for the result
            self._error = error

    def result(self) -> Result:
        """What has come of it, once it is over; raises what it raised."""
        self.join()
        if self._error is not None:
            raise self._error
        return self._result[0]


class Meanwhile(QDialog):
    """Says what is being done until it is `over`, how far it is where that is known, and lets it be
    cancelled.
    """

    def __init__(
        self,
        parent: QWidget,
        text: str,
        over: Callable[[], bool],
        share: Callable[[], float] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(t("ui.program"))
        self.setMinimumWidth(_WIDE)
        self._over, self._share = over, share
        said = QLabel(text)
        said.setWordWrap(True)
        said.setTextFormat(Qt.TextFormat.PlainText)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(text)
        self.bar.setRange(0, 0 if share is None else _PARTS)
        buttons = QDialogButtonBox()
        buttons.addButton(t("ui.dialog.cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(14)
        for part in (said, self.bar, buttons):
            column.addWidget(part)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK)
        self._look.timeout.connect(self._follow)
        self._look.start()

    def _follow(self) -> None:
        if self._share is not None:
            self.bar.setValue(round(self._share() * _PARTS))
        if self._over():
            self.accept()

    def done(self, code: int, /) -> None:
        """It is over, or nobody wants it any more."""
        self._look.stop()
        super().done(code)


def meanwhile(
    parent: QWidget,
    text: str,
    over: Callable[[], bool],
    share: Callable[[], float] | None = None,
) -> bool:
    """Wait until something is `over`, with a dialog where that lasts; false where the person would
    rather not.
    """
    loop, look = QEventLoop(), QTimer()
    look.setInterval(_LOOK)
    look.timeout.connect(lambda: loop.quit() if over() else None)
    look.start()
    QTimer.singleShot(_PATIENCE, loop, loop.quit)
    with waiting():
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    look.stop()
    if over():
        return True
    dialog = Meanwhile(parent, text, over, share)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return accepted


def beside(parent: QWidget, text: str, call: Callable[[], Result]) -> Result | None:
    """The result of a call, made while the window turns; None where the person has cancelled it.

    Raises what the call raises. A cancelled call goes on to its end, and nobody hears of it.
    """
    work = Work(call)
    work.join(_AT_ONCE)
    if work.is_alive() and not meanwhile(parent, text, lambda: not work.is_alive()):
        return None
    return work.result()
