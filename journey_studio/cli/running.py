# SPDX-License-Identifier: Apache-2.0
"""One run of the command line: from the arguments to the exit code, whatever happens in between.

Exit code 0 means done. Everything else writes one line on stderr: 1 for what went wrong, 2 for
arguments that make no sense, 130 and 143 for a run that was stopped.
"""

import io
import signal
import sys
import warnings
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import FrameType

from journey_studio.cli.ending import Terminated, log_error
from journey_studio.cli.terminal import ReaderGone, fail
from journey_studio.errors import JourneyError
from journey_studio.i18n import t

# The words of export.job and session.reading, which take too long to import just to ask.
WORKERS = {
    "--poster-worker": "journey_studio.export.worker",
    "--reader-worker": "journey_studio.exchange.child",
}
PROJECT = ".journey"
FAILED, MISUSED, INTERRUPTED, TERMINATED = 1, 2, 130, 143


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if len(given) == 1 and given[0] in WORKERS:
        return int(import_module(WORKERS[given[0]]).main())
    _prepare()
    try:
        return _run(given)
    except JourneyError as error:
        fail(str(error))
        return FAILED
    except ReaderGone:
        return 0
    except KeyboardInterrupt:
        fail(t("cli.interrupted"))
        return INTERRUPTED
    except Terminated:
        fail(t("cli.terminated"))
        return TERMINATED
    except ImportError as error:
        fail(_what_is_missing(error))
        return FAILED
    except Exception as error:  # noqa: BLE001 - the last resort: nobody gets a traceback to read
        fail(t("cli.internal", error=type(error).__name__, log=log_error(error)))
        return FAILED


def _prepare() -> None:
    """Make output safe in every locale, and the end of the process orderly."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    with suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGTERM, _terminate)


def _terminate(_number: int, _frame: FrameType | None) -> None:
    raise Terminated


def _run(given: list[str]) -> int:
    if not given or (len(given) == 1 and _is_project(given[0])):
        # Without the library that reads options, which takes as long to import as Qt.
        from journey_studio.cli.window import open_window

        return open_window(Path(given[0]) if given else None)
    from typer import TyperException

    from journey_studio.cli.application import NAME, command_line, with_command

    try:
        result = command_line()(with_command(given), prog_name=NAME, standalone_mode=False)
    except TyperException as error:
        problem = error.format_message().strip()
        problem += "" if problem.endswith((".", "?", ")")) else "."
        fail(t("cli.usage", problem=problem, name=NAME))
        return MISUSED
    if result == INTERRUPTED:
        raise KeyboardInterrupt
    return result if isinstance(result, int) else 0


def _is_project(word: str) -> bool:
    return word.lower().endswith(PROJECT) and not word.startswith("-")


def _what_is_missing(error: ImportError) -> str:
    """A library of the system by its package, or a part of the installation."""
    from journey_studio.cli.libraries import package_of

    package = package_of(str(error))
    if package:
        return t("cli.library", reason=error, package=package)
    return t("cli.installation", reason=error)
