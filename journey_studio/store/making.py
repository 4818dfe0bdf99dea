# SPDX-License-Identifier: Apache-2.0
"""New project files, made beside their place and named when they are whole."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from journey_studio.i18n import t
from journey_studio.store import tables
from journey_studio.store.about import About
from journey_studio.store.database import Database
from journey_studio.store.errors import PictureRefused, ProjectExists, StoreError
from journey_studio.store.places import sync_folder


@contextmanager
def new_file(path: Path, project_id: str, replace: bool = False) -> Iterator[Database]:
    """An empty project file that becomes `path` at the end, or vanishes on any error.

    Raises ProjectExists where there is something of that name, unless it is to be replaced, and
    StoreError where the file cannot be made.
    """
    if not replace and os.path.lexists(path):
        raise ProjectExists(t("store.exists", path=path))
    part = path.with_name(f".{path.name[:60]}.{secrets.token_hex(4)}.part")
    try:
        database = _empty(part, project_id)
        try:
            yield database
        finally:
            database.close()
        _settle(part)
        if replace:
            part.replace(path)
        else:
            _give_name(part, path)
        sync_folder(path.parent)
    except FileExistsError as error:
        raise ProjectExists(t("store.exists", path=path)) from error
    except PictureRefused:
        raise
    except (OSError, StoreError) as error:
        reason = getattr(error, "strerror", None) or _innermost(error)
        raise StoreError(t("store.not_created", path=path, reason=reason)) from error
    finally:
        for left in (part, part.with_name(part.name + "-journal")):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def _settle(part: Path) -> None:
    """Bring a finished file to the disk, once: until it has its name nobody could miss it."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())


def _innermost(error: BaseException) -> BaseException:
    while error.__cause__ is not None:
        error = error.__cause__
    return error


def _empty(part: Path, project_id: str) -> Database:
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o666))
    database = Database(part)
    database.flush_later()
    try:
        with database.saving() as writer:
            writer.run(f"PRAGMA application_id={tables.APPLICATION_ID}")
            writer.run(f"PRAGMA user_version={tables.VERSION}")
            writer.make_tables()
            About(database).begin(writer, project_id)
    except BaseException:
        database.close()
        raise
    return database


def _give_name(part: Path, path: Path) -> None:
    """Give a finished file its name; FileExistsError where somebody was faster."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if os.path.lexists(path):
            raise FileExistsError(path) from None
        part.rename(path)
