# SPDX-License-Identifier: Apache-2.0
"""What was open when the program ended without closing it.

Every edit was durable before it showed, so nothing has to be recovered; the next start only offers
to open the same projects again.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from journey_studio.store.locks import try_lock
from journey_studio.store.places import open_folder


class LeftOpen(NamedTuple):
    """A project that a crash left open: where it lies and when it was opened."""

    path: Path
    since: datetime
    note: Path


def left_open() -> list[LeftOpen]:
    """The projects that no living process has open and none has closed, the latest first.

    Projects that have gone since are forgotten.
    """
    found = []
    try:
        notes = sorted(open_folder().glob("*.json"))
    except OSError:
        return []
    for note in notes:
        left = _read(note)
        if left is None:
            continue
        if left.path.is_file():
            found.append(left)
        else:
            forget(left)
    return sorted(found, key=lambda left: left.since, reverse=True)


def forget(left: LeftOpen) -> None:
    """Do not offer this project again."""
    file = _try_lock(left.note)
    if file is not None:
        left.note.unlink(missing_ok=True)
        file.close()


def _try_lock(note: Path):  # type: ignore[no-untyped-def]
    try:
        return try_lock(note, make=False)
    except OSError:
        return None


def _read(note: Path) -> LeftOpen | None:
    """What a note says, or None while its process lives or where it says nothing."""
    file = _try_lock(note)
    if file is None:
        return None
    with file:
        try:
            content = json.load(file)
            since = datetime.fromtimestamp(content["since"], UTC)
            return LeftOpen(Path(content["path"]), since, note)
        except (ValueError, KeyError, TypeError, OverflowError):
            return None
