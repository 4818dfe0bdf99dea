# SPDX-License-Identifier: Apache-2.0
"""One writer per project: a note outside the project, locked for as long as the writer lives.

The operating system drops the lock when the process dies, however it dies; the note stays. So the
same file says who edits now and, after a crash, what was open. A writer on another computer is
found by the journal, which looks whether anybody else has written before it writes.
"""

import json
import os
import time
from pathlib import Path
from typing import IO, Any

from journey_studio.store.places import file_key, open_folder

_TRIES, _WAIT = 6, 0.03  # somebody who only asks whether a lock is held holds it for a moment
_LOCK_AT = 2**30  # Windows locks bytes against reading: take one far behind the text

if os.name == "nt":  # pragma: no cover
    import msvcrt

    def _lock(file: IO[str]) -> bool:
        file.seek(_LOCK_AT)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
        except OSError:
            return False
        return True
else:
    import fcntl

    def _lock(file: IO[str]) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


class WriterLock:
    """The right to write to one project. Ends with `release` or with the process."""

    def __init__(self, note: Path, file: IO[str]) -> None:
        self.note = note
        self._file = file

    def release(self, forget: bool = True) -> None:
        """Give the lock back; the note goes too unless `forget` is false."""
        if os.name == "nt":  # pragma: no cover
            self._file.close()
        if forget:
            self.note.unlink(missing_ok=True)
        self._file.close()


def _still_there(file: IO[str], note: Path) -> bool:
    """Whether the locked file is still the one under this name, not one just given up."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), note.stat())
    except FileNotFoundError:
        return False


def try_lock(note: Path, make: bool) -> IO[str] | None:
    """The note, locked; None where another process holds it, or where it is not there to lock.

    Raises OSError where notes cannot be kept.
    """
    for attempt in range(_TRIES):
        try:
            handle = os.open(note, os.O_RDWR | (os.O_CREAT if make else 0), 0o600)
        except FileNotFoundError:
            if make:
                raise
            return None
        file = os.fdopen(handle, "r+", encoding="utf-8")
        if _lock(file) and _still_there(file, note):
            return file
        file.close()
        if attempt < _TRIES - 1:
            time.sleep(_WAIT)
    return None


def take(project: Path) -> WriterLock | None:
    """The right to write to this project, or None where another writer has it.

    Raises OSError where notes cannot be kept on this computer.
    """
    folder = open_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    note = folder / f"{file_key(project)}.json"
    file = try_lock(note, make=True)
    if file is None:
        return None
    _write(file, {"path": str(project), "since": time.time(), "process": os.getpid()})
    return WriterLock(note, file)


def _write(file: IO[str], content: dict[str, Any]) -> None:
    file.seek(0)
    file.truncate()
    json.dump(content, file)
    file.flush()
    os.fsync(file.fileno())
