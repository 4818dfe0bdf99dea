# SPDX-License-Identifier: Apache-2.0
"""What happens when the program itself is wrong: a log, a plain word, and the work goes on.

Every edit is durable before it shows, so a defect loses nothing. Nobody is shown a traceback: it
goes to the log file, from where it can be copied into a report.
"""

import faulthandler
import logging
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO

from platformdirs import user_log_path
from PySide6.QtCore import QObject, QtMsgType, Signal, qInstallMessageHandler

from journey_studio.errors import JourneyError

_LOG = logging.getLogger("journey_studio")
_MOST_BYTES = 512 * 1024
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def log_folder() -> Path:
    """Where the log files lie."""
    return user_log_path("journey-studio", appauthor=False)


class Guard(QObject):
    """Hears of every error nobody has dealt with, on whichever thread.

    `happened` carries what to tell: a sentence for a person, "" where the program itself is wrong,
    and the details for a report. It is emitted on the thread that made the guard.
    """

    happened = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._restore: list[Callable[[], object]] = []
        self._faults: IO[str] | None = None
        self._handler: logging.Handler = logging.NullHandler()

    def install(self) -> None:
        """Stand guard until `remove`."""
        self._open_log()
        before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self.hook
        threading.excepthook = lambda args: self.hook(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )
        sys.unraisablehook = lambda args: _LOG.error(
            "unraisable in %r", args.object, exc_info=args.exc_value
        )
        qInstallMessageHandler(_log_qt)
        self._restore.append(lambda: _give_back(before))

    def remove(self) -> None:
        """Leave everything as it was found."""
        for restore in self._restore:
            restore()
        self._restore.clear()
        _LOG.removeHandler(self._handler)
        self._handler.close()
        if self._faults is not None:
            faulthandler.disable()
            self._faults.close()
            self._faults = None

    def _open_log(self) -> None:
        """Without a folder to write to, the program starts without a log."""
        try:
            folder = log_folder()
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = folder / "journey-studio.log"
            self._handler = _Log(path)
            self._faults = (folder / "crash.log").open("a", encoding="utf-8")
            faulthandler.enable(self._faults)
        except OSError:
            return
        form = logging.Formatter("%(asctime)s %(levelname)s %(message)s")
        self._handler.setFormatter(form)
        _LOG.addHandler(self._handler)
        _LOG.setLevel(logging.INFO)
        _LOG.propagate = False

    def hook(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """Log an error and tell of it."""
        if issubclass(kind, KeyboardInterrupt):
            return
        details = "".join(traceback.format_exception(kind, error, trace))
        _LOG.error("%s", details)
        self.happened.emit(str(error) if isinstance(error, JourneyError) else "", details)


class _Log(logging.FileHandler):
    """A log file that is opened at the first record, and put aside when it has grown long.

    The one of the standard library for this takes as long to import as the start page to fill.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, encoding="utf-8", delay=True)
        self._path = path

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        try:
            super().emit(record)
            if self.stream is not None and self.stream.tell() > _MOST_BYTES:
                self.stream.close()
                self.stream = None  # opened anew by the next record
                self._path.replace(self._path.with_name(self._path.name + ".1"))
        except OSError:
            self.handleError(record)


def _give_back(before: tuple[object, object, object]) -> None:
    sys.excepthook, threading.excepthook, sys.unraisablehook = before  # type: ignore[assignment]
    qInstallMessageHandler(None)


def _log_qt(kind: QtMsgType, _context: object, message: str) -> None:
    _LOG.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", message)
