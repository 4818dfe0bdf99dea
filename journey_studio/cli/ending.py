# SPDX-License-Identifier: Apache-2.0
"""How a run can end before its work is done, and where the details of a defect go."""

import signal
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

_LONGEST_LOG = 1_000_000


class Terminated(BaseException):
    """The system asked this process to end."""


class Stop:
    """Notes that the person or the system wants an end; the work asks between two pieces.

    An end in the midst of one could leave another thread waiting, or a file half written.
    """

    def __init__(self) -> None:
        self.number = 0

    def asked(self) -> bool:
        """Whether an end is wanted."""
        return self.number != 0

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Inside, signals are noted; before and afterwards they mean what they always do."""
        before = {each: signal.signal(each, self._note) for each in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)

    def end(self) -> None:
        """Raise what the signal means: Terminated or KeyboardInterrupt. Nothing without one."""
        if self.number == signal.SIGTERM:
            raise Terminated
        if self.number:
            raise KeyboardInterrupt

    def _note(self, number: int, _frame: FrameType | None) -> None:
        self.number = number


def log_file() -> Path:
    """Where the details of unexpected errors lie."""
    from platformdirs import user_log_path

    return user_log_path("journey-studio", appauthor=False) / "errors.log"


def log_error(error: Exception) -> Path | str:
    """Write what happened to the log file; the place of it, or "-" where there can be none."""
    path = log_file()
    told = "".join(traceback.format_exception(error))
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > _LONGEST_LOG:
            path.unlink()
        with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{datetime.now(UTC).isoformat(timespec='seconds')}\n{told}\n")
    except OSError:
        return "-"
    return path
