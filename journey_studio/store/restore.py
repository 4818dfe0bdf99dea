# SPDX-License-Identifier: Apache-2.0
"""Putting a backup in the place of a project. What was there stays beside it under another name."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from journey_studio.i18n import t
from journey_studio.store import locks
from journey_studio.store.errors import BusyProject, StoreError
from journey_studio.store.places import sync_folder
from journey_studio.store.screen import screen


def restore(backup: Path, project: Path) -> Path | None:
    """Make `project` what `backup` holds. Gives the new name of what was there, None for nothing.

    Raises BusyProject while the project is open for editing, StoreError where it cannot be done.
    """
    screen(backup)
    lock = None
    try:
        if project.exists():
            lock = locks.take(project)
            if lock is None:
                raise BusyProject(t("store.restore.in_use", name=project.name))
        return _replace(backup, project)
    except OSError as error:
        reason = error.strerror or error
        raise StoreError(
            t("store.restore.failed", name=project.name, reason=reason, backup=backup)
        ) from error
    finally:
        if lock is not None:
            lock.release()


def _replace(backup: Path, project: Path) -> Path | None:
    part = project.with_name(project.name + ".part")
    try:
        shutil.copyfile(backup, part)
        aside = _put_aside(project) if project.exists() else None
        part.rename(project)
    finally:
        part.unlink(missing_ok=True)
    sync_folder(project.parent)
    return aside


def _put_aside(project: Path) -> Path:
    """Move a project and its journal, which would otherwise be applied to the restored file."""
    moment = datetime.now(UTC).strftime("%Y-%m-%d %H-%M-%S")
    aside = project.with_name(f"{project.stem} {moment}{project.suffix}")
    number = 1
    while aside.exists():
        number += 1
        aside = project.with_name(f"{project.stem} {moment} {number}{project.suffix}")
    journal = project.with_name(project.name + "-journal")
    if journal.exists():
        journal.rename(aside.with_name(aside.name + "-journal"))
    project.rename(aside)
    return aside
