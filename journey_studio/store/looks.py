# SPDX-License-Identifier: Apache-2.0
"""Whether a file is a project at all, before anything is read of it."""

from pathlib import Path

ENDING = ".journey"
_MAGIC = b"SQLite format 3\0"


def is_foreign(path: Path) -> bool:
    """Whether there is a file that neither calls itself a project nor begins like one.

    What cannot be looked at is not: who opens it as a project says why in better words.
    """
    if path.suffix.lower() == ENDING:
        return False
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) != _MAGIC
    except OSError:
        return False
