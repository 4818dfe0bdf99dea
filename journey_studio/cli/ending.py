# SPDX-License-Identifier: Apache-2.0
"""How a run can end before its work is done, and where the details of a defect go."""

import traceback
from datetime import UTC, datetime
from pathlib import Path

_LONGEST_LOG = 1_000_000


class Terminated(BaseException):
    """The system asked this process to end."""


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
