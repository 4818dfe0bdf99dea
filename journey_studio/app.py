# SPDX-License-Identifier: Apache-2.0
"""The editor, put together: one function from the command line to the last closed window."""

import builtins
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

# What windows need and knows no Qt: once PySide6 is there, it reads the source of every module that
# is imported.
import journey_studio.layout.theme
import journey_studio.store.recovery  # noqa: F401
from journey_studio.collector import resting, settle
from journey_studio.i18n import t

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from journey_studio.ui.guard import Guard
    from journey_studio.ui.windows import Windows


def run(path: Path | None = None) -> int:
    """Open the editor with a project, or with its start, until its last window closes.

    What is wrong with the project is told in a dialog. The result is the exit code.
    """
    with resting():  # nothing that is made here is garbage
        app, guard, windows = _prepare()
        watch = None
        if threading.current_thread() is threading.main_thread() and signal.getsignal(
            signal.SIGINT
        ):
            from journey_studio.ui.signals import SignalWatch

            watch = SignalWatch(windows.leave, app)
        windows.start(path)
        settle()  # modules and the first window last; to search them would delay its first frame
    code = app.exec()
    if watch is not None:
        watch.remove()
    guard.remove()
    return code


def _import_plainly() -> None:
    """Let `import` be Python's own again.

    PySide6 puts its own in the place of it, which reads the source of every module that comes
    later, to know whether it may say `from __feature__ import`. None of ours does, and there are
    hundreds: that took a twentieth of a start.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def _prepare() -> "tuple[QApplication, Guard, Windows]":
    """The program without a window. Imported here, so that the command line can ask for this module
    without Qt.
    """
    from PySide6.QtWidgets import QApplication

    _import_plainly()
    from journey_studio.ui.guard import Guard
    from journey_studio.ui.preferences import load_preferences
    from journey_studio.ui.style import STYLE, prepare
    from journey_studio.ui.windows import Windows

    found = QApplication.instance()
    app = (
        found if isinstance(found, QApplication) else QApplication([*sys.argv[:1], "-style", STYLE])
    )
    app.setApplicationName("journey-studio")
    app.setApplicationDisplayName(t("ui.program"))
    app.setDesktopFileName("org.journeystudio.JourneyStudio")
    guard = Guard()
    guard.install()
    prepare(app)
    windows = Windows(app, load_preferences())
    guard.happened.connect(windows.tell_error)
    return app, guard, windows
