# SPDX-License-Identifier: Apache-2.0
"""Which backups there are, by their names alone: asked also where no project can be read."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from journey_studio.store.places import backups_folder, path_key

NAME_FORM = "%Y-%m-%dT%H-%M-%SZ"


class Backup(Struct, frozen=True):
    """One copy of a project and when it was made."""

    path: Path
    made: datetime


def backups_of(project: Path) -> list[Backup]:
    """The backups of the project at this path, the newest first. The file need not be readable."""
    return newest_first(backups_folder().glob(f"*/{path_key(project)}/*.journey"))


def newest_first(paths: Iterable[Path]) -> list[Backup]:
    """Those of the files that are named like backups, the newest first."""
    found = []
    try:
        for path in paths:
            with suppress(ValueError):
                found.append(Backup(path, _made(path.stem)))
    except OSError:
        return []
    return sorted(found, key=lambda backup: backup.made, reverse=True)


def _made(name: str) -> datetime:
    """The moment a file is named by; ValueError where it is not one.

    `strptime` would do it alone, but loads a good deal for it at the opening of every project.
    """
    day, _, time = name.partition("T")
    made = datetime.fromisoformat(f"{day}T{time.replace('-', ':')}")
    if made.strftime(NAME_FORM) != name:
        raise ValueError(name)
    return made
