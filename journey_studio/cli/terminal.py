# SPDX-License-Identifier: Apache-2.0
"""What goes to the terminal: data and words on stdout, warnings and errors on stderr."""

import errno
import os
import sys
from contextlib import suppress

from journey_studio.errors import JourneyError
from journey_studio.i18n import t

_WIDTH = 78


class ReaderGone(BaseException):
    """Whoever read our output has enough of it, like `head`. That is no failure."""


def one_line(text: str) -> str:
    """`text` without line breaks and without what could move the cursor of a terminal."""
    words = " ".join(text.split())
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in words)


def data(text: str) -> None:
    """Write machine-readable text and a line end to stdout, UTF-8 whatever the locale says.

    Raises ReaderGone, and JourneyError where it cannot be written.
    """
    try:
        _require_stdout()
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8") + b"\n")
        sys.stdout.buffer.flush()
    except OSError as error:
        raise _lost(error) from error


def say(text: str) -> None:
    """Write a line for a person to stdout. Raises like `data`."""
    try:
        _require_stdout()
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
    except OSError as error:
        raise _lost(error) from error


def _require_stdout() -> None:
    """OSError where this process was started with its output closed."""
    if sys.stdout is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def _lost(error: OSError) -> BaseException:
    """What a failed write means; stdout is pointed elsewhere so that the end is quiet."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return ReaderGone()
    return JourneyError(t("cli.output", reason=error.strerror or error))


def warn(text: str) -> None:
    """Write one warning to stderr."""
    _stderr(t("cli.warning", text=one_line(text)))


def fail(text: str) -> None:
    """Write the one line of a failure to stderr."""
    _stderr(t("cli.error", text=one_line(text)))


def _stderr(line: str) -> None:
    with suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(line + "\n")
        sys.stderr.flush()


class ProgressLine:
    """How far a long job is, on one line of the terminal; silent where stderr is no terminal."""

    def __init__(self) -> None:
        self._shown = bool(sys.stderr and sys.stderr.isatty())
        self._last = ""

    def __call__(self, done: float, text: str) -> None:
        line = t("cli.progress", percent=f"{min(max(done, 0), 1):4.0%}", text=one_line(text))
        if self._shown and line != self._last:
            self._last = line
            self._write("\r" + line[:_WIDTH].ljust(_WIDTH))

    def close(self) -> None:
        """Wipe the line."""
        if self._last:
            self._write("\r" + " " * _WIDTH + "\r")
            self._last = ""

    def _write(self, text: str) -> None:
        with suppress(OSError, ValueError):
            sys.stderr.write(text)
            sys.stderr.flush()
