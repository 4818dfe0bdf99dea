# SPDX-License-Identifier: Apache-2.0
"""Where on this computer backups and notes about open projects lie: outside every project."""

import os
from pathlib import Path

from platformdirs import user_data_path, user_state_path

APPLICATION = "journey-studio"


def backups_folder() -> Path:
    """The folder of all backups of this person."""
    return user_data_path(APPLICATION, appauthor=False) / "backups"


def kept_folder() -> Path:
    """The folder of what the program remembers of this person: what is theirs, what they saw."""
    return user_data_path(APPLICATION, appauthor=False)


def open_folder() -> Path:
    """The folder of the notes about projects that are open for editing."""
    return user_state_path(APPLICATION, appauthor=False) / "open"


def sharing_folder() -> Path:
    """The folder of what is remembered of shared folders, for each project file by itself."""
    return user_data_path(APPLICATION, appauthor=False) / "sharing"


def path_key(path: Path) -> str:
    """A short name for a path, whatever form it is given in."""
    import hashlib  # loads a library of its own, which the start page does without

    full = os.path.normcase(path.resolve())
    return hashlib.sha256(full.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def file_key(path: Path) -> str:
    """A name for the file itself, the same through every link to it.

    File systems that number no files give the name of the path instead.
    """
    found = path.stat()
    return f"{found.st_dev:x}-{found.st_ino:x}" if found.st_ino else path_key(path)


def sync_folder(folder: Path) -> None:
    """Make new names in `folder` last through a power cut; Windows does so by itself."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
