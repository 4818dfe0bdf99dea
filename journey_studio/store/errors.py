# SPDX-License-Identifier: Apache-2.0
"""What can go wrong with a project file, each with a word of its own."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.store.backup_files import backups_of


class StoreError(JourneyError):
    """Anything about project files, backups and pictures."""


class MissingProject(StoreError):
    """No file has that name."""


class NotAProject(StoreError):
    """The file is something else."""


class NewerProject(StoreError):
    """A later version of the program made the file, and this one cannot even read it."""


class HostileProject(StoreError):
    """The file holds what this program never writes: triggers, views, foreign tables."""


class TooLarge(StoreError):
    """The file is beyond every bound of a project."""


class DamagedProject(StoreError):
    """The file is a project, and part of it is not what was written. `what` says which part."""

    def __init__(self, message: str, what: str = "") -> None:
        super().__init__(message)
        self.what = what


class HalfSaved(StoreError):
    """A crash left a save unfinished, and the folder may not be written to."""


class BusyProject(StoreError):
    """Somebody else holds the file at this moment."""


class UnreadableProject(StoreError):
    """The operating system does not give the file."""


class ProjectExists(StoreError):
    """A new project would replace a file."""


class NotSaved(StoreError):
    """An edit did not become durable; the document is as before."""


class ChangedElsewhere(NotSaved):
    """Another program wrote to the file since it was opened."""


class ReadOnlyProject(StoreError):
    """An edit of a project that is open for reading only."""


class PictureRefused(StoreError):
    """A picture of a kind, size or state that does not go into projects."""


class LostPicture(StoreError):
    """The bytes of a stored picture are not those that were stored."""


def damaged(path: Path, what: str) -> DamagedProject:
    """The error for a damaged project; names the newest backup where there is one."""
    backups = backups_of(path)
    if backups:
        text = t("store.damaged_with_backup", name=path.name, what=what, backup=backups[0].path)
    else:
        text = t("store.damaged", name=path.name, what=what)
    return DamagedProject(text, what)


_HALF_SAVED = {
    sqlite3.SQLITE_READONLY_ROLLBACK,
    sqlite3.SQLITE_READONLY_RECOVERY,
    sqlite3.SQLITE_READONLY_CANTLOCK,
    sqlite3.SQLITE_READONLY_DIRECTORY,
}


def code_of(error: BaseException | None) -> int:
    """The extended SQLite result code of an error, 0 where it has none."""
    return getattr(error, "sqlite_errorcode", None) or 0


def read_error(error: sqlite3.Error, path: Path) -> StoreError:
    """The word for what SQLite said while `path` was being read."""
    code = code_of(error)
    if code in _HALF_SAVED:
        return HalfSaved(t("store.half_saved", name=path.name))
    match code & 0xFF:
        case sqlite3.SQLITE_NOTADB:
            return NotAProject(t("store.not_a_project", name=path.name))
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return BusyProject(t("store.busy", name=path.name))
        case sqlite3.SQLITE_TOOBIG | sqlite3.SQLITE_NOMEM:
            return TooLarge(t("store.too_large", name=path.name))
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_IOERR | sqlite3.SQLITE_PERM:
            return UnreadableProject(t("store.unreadable", name=path.name, reason=error))
        case _:
            return damaged(path, t("store.damage.file"))


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turns what SQLite and the operating system say while reading `path` into StoreErrors."""
    try:
        yield
    except sqlite3.Error as error:
        raise read_error(error, path) from error
    except UnicodeDecodeError as error:
        raise damaged(path, t("store.damage.file")) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableProject(t("store.unreadable", name=path.name, reason=reason)) from error
