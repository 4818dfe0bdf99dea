# SPDX-License-Identifier: Apache-2.0
"""Which changes were made on this computer, whatever name they carry.

Every run of the program stamps its changes with a replica id of its own. The ids minted here are
kept in a file outside every project, to which any number of processes only ever add: so a change is
known as one's own in a copied file, in a restored backup, and when it comes back through a folder.
"""

import os
import re
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from journey_studio.model.change import Author, Change
from journey_studio.store.places import kept_folder

_ID = re.compile(r"^[0-9a-f]{16}$", re.MULTILINE)
_MINTED: set[str] = set()  # what the file could not be told; lasts as long as the process


def own_file() -> Path:
    """Where the ids lie, one a line."""
    return kept_folder() / "replicas.txt"


def remember(replica: str) -> None:
    """Keep a replica id as one of this computer. A full disk or a lost folder is no reason to stop.

    One write at the end of the file is one piece, whoever else writes there; the line break before
    it parts it from a line that a power cut left in the middle.
    """
    _MINTED.add(replica)
    path = own_file()
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(handle, f"\n{replica}\n".encode())
        finally:
            os.close(handle)


def own_replicas() -> frozenset[str]:
    """The replica ids minted on this computer."""
    path = own_file()
    try:
        found = path.stat()
    except OSError:
        return frozenset(_MINTED)
    return _read(path, found.st_size, found.st_mtime_ns) | _MINTED


@lru_cache(maxsize=2)
def _read(path: Path, _size: int, _time: int) -> frozenset[str]:
    try:
        text = path.read_text(encoding="ascii", errors="replace")
    except OSError:
        return frozenset()
    return frozenset(_ID.findall(text))


def is_own(change: Change) -> bool:
    """Whether a change was made on this computer."""
    return change.stamp.replica in own_replicas()


def is_by(author: Author, replica: str, me: Author) -> bool:
    """Whether somebody who works here as `me` would say "I" of what was done so.

    It was done on this computer, and not by another person at it: two people who take turns at one
    computer, or have a window each, are told apart by their names.
    """
    return replica in own_replicas() and author.name in ("", me.name)
