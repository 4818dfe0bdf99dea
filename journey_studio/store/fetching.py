# SPDX-License-Identifier: Apache-2.0
"""Whole project files carried between a place that is no plain disk and this computer's own.

Bytes are read and written, and SQLite never opens what lies there: such places lock and flush by
rules of their own. What is torn is found by the checks every project goes through when opened.
"""

import hashlib
import os
import secrets
import shutil
import sqlite3
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from journey_studio.i18n import t
from journey_studio.store import locks
from journey_studio.store.backups import copy_project
from journey_studio.store.errors import BusyProject, MissingProject, StoreError, read_error
from journey_studio.store.places import sync_folder
from journey_studio.store.working import part_beside

_AT_ONCE = 2**20  # bytes
_TRIES, _WAIT = 8, 0.05  # a program that synchronises holds a file for moments


class Mark(NamedTuple):
    """What a file looks like from outside: another mark is another content."""

    size: int
    changed: int
    number: int


def mark_of(path: Path) -> Mark | None:
    """The mark of a file as it is now, None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return Mark(found.st_size, found.st_mtime_ns, found.st_ino)


def fetch(source: Path, target: Path) -> Mark:
    """Copy a project file here and give its mark; a journal beside it comes along.

    Raises MissingProject, or StoreError where it cannot be read.
    """
    try:
        lock = locks.take(source)
        try:
            before = mark_of(source)
            if lock is None:  # it is being edited where it lies, on this very computer
                copy_project(source, target)
            else:
                shutil.copyfile(source, target)
                _fetch_journal(source, target)
        finally:
            if lock is not None:
                lock.release()
    except sqlite3.Error as error:
        raise read_error(error, source) from error
    except FileNotFoundError as error:
        raise MissingProject(t("store.missing", path=source)) from error
    except OSError as error:
        reason = error.strerror or error
        raise StoreError(t("store.unreadable", name=source.name, reason=reason)) from error
    return before or Mark(-1, -1, -1)


def _fetch_journal(source: Path, target: Path) -> None:
    journal = source.with_name(source.name + "-journal")
    with suppress(FileNotFoundError):
        if journal.stat().st_size:
            shutil.copyfile(journal, target.with_name(target.name + "-journal"))


def bring_back(inner: Path, original: Path, seen: Mark | None) -> Mark | None:
    """Write a whole copy of `inner` over `original`, in one step, and read it back.

    `seen` is the mark of what was merged into `inner` before. The result is the new mark, or None
    where something else has come to lie there since: then nothing was written. Raises OSError,
    sqlite3.Error and BusyProject; the original is then as it was.
    """
    local = inner.with_name(f".{secrets.token_hex(4)}.part")
    part = part_beside(inner, original)
    lock = locks.take(original) if original.exists() else None
    try:
        if original.exists() and lock is None:
            raise BusyProject(t("sharing.working.in_use", name=original.name))
        copy_whole(inner, local)
        wanted = _digest(local)
        _write_through(local, part)
        if original.exists():
            with suppress(OSError):
                shutil.copymode(original, part)
        if _digest(part) != wanted:
            raise OSError(t("sharing.working.not_as_written"))
        if mark_of(original) != seen:
            return None
        _replace(part, original)
        with suppress(OSError):
            sync_folder(original.parent)
        if _digest(original) != wanted:
            raise OSError(t("sharing.working.not_as_written"))
        return mark_of(original)
    finally:
        for left in (local, part):
            with suppress(OSError):
                left.unlink(missing_ok=True)
        if lock is not None:
            lock.release()


def copy_whole(source: Path, target: Path) -> None:
    """A whole copy of a project on this computer, also of one that is being edited.

    Raises OSError, and StoreError where SQLite cannot read or write it.
    """
    try:
        copy_project(source, target)
    except sqlite3.Error as error:
        target.with_name(target.name + ".part").unlink(missing_ok=True)
        raise StoreError(t("store.copy.failed", path=target, reason=error)) from error


def _write_through(source: Path, target: Path) -> None:
    with source.open("rb") as old, target.open("wb") as new:
        shutil.copyfileobj(old, new, _AT_ONCE)
        new.flush()
        os.fsync(new.fileno())


def _replace(part: Path, target: Path) -> None:
    for attempt in range(_TRIES):
        try:
            part.replace(target)
        except PermissionError:
            if attempt == _TRIES - 1:
                raise
            time.sleep(_WAIT * 2**attempt)
        else:
            return


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
