# SPDX-License-Identifier: Apache-2.0
"""Where an import can go: what the dialog offers, and what the person wants."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal, NamedTuple

from journey_studio.model.snapshot import Snapshot
from journey_studio.paint.pictures import PictureSource, no_pictures

Way = Literal["new", "into", "own"]  # new maps here, changes of the open map, a project of its own

# The open project as it would be with a map of `found` merged into the open one; with True, what
# the file does not hold would go.
Merge = Callable[[Snapshot, str, bool], Snapshot]


class Home(NamedTuple):
    """Where maps could go: into a new file `own`, or into an open project that can be edited.

    `name` is what that project is called, "" where there is none; `map_id` the map on show.
    """

    own: Path
    name: str = ""
    snapshot: Snapshot = Snapshot()
    map_id: str = ""
    merge: Merge | None = None
    picture: PictureSource = no_pictures


class Taken(NamedTuple):
    """What the person wants: which of the maps found, and where they go.

    `remove` says that what the file does not hold goes from the open map.
    """

    way: Way
    maps: tuple[str, ...]
    remove: bool = False


def all_maps(found: Snapshot) -> tuple[str, ...]:
    """The ids of all maps there are."""
    return tuple(each.id for each in found.maps())
