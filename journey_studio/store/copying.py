# SPDX-License-Identifier: Apache-2.0
"""A copy of a project under another name, also while it is being edited."""

import sqlite3
from pathlib import Path

from journey_studio.i18n import t
from journey_studio.store import locks
from journey_studio.store.backups import copy_project
from journey_studio.store.errors import BusyProject, StoreError


def save_copy(source: Path, target: Path) -> None:
    """Copy the project at `source` to `target`, whole or not at all; an old `target` is replaced.

    Raises BusyProject where `target` is open for editing, the project itself among them, and
    StoreError where it cannot be written.
    """
    lock = None
    try:
        if target.exists():
            lock = None if source.samefile(target) else locks.take(target)
            if lock is None:
                raise BusyProject(t("store.copy.in_use", name=target.name))
        copy_project(source, target)
    except (OSError, sqlite3.Error) as error:
        part = target.with_name(target.name + ".part")
        part.unlink(missing_ok=True)
        reason = getattr(error, "strerror", None) or error
        raise StoreError(t("store.copy.failed", path=target, reason=reason)) from error
    finally:
        if lock is not None:
            lock.release()
