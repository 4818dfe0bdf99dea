# SPDX-License-Identifier: Apache-2.0
"""Merging another copy of the same project: the union of both sets of change sets and pictures.

Reading is done on any thread and leaves the other copy as it is; taking is the document's.
"""

import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from journey_studio.i18n import t
from journey_studio.model.change import Change, read_change
from journey_studio.store.errors import StoreError
from journey_studio.store.fetching import fetch
from journey_studio.store.project import OpenProject, open_project

if TYPE_CHECKING:
    from journey_studio.session.session import Session


class OtherProject(StoreError):
    """The file is a project, and not a copy of this one."""


class Copy(NamedTuple):
    """What was read of another copy: the names of all its change sets and pictures, and the bytes
    of those that were asked for.
    """

    project: str
    changes: frozenset[str]
    pictures: frozenset[str]
    fresh: tuple[Change, ...] = ()
    fresh_pictures: tuple[tuple[str, bytes], ...] = ()


class Merged(NamedTuple):
    """What another copy brought."""

    changes: int
    pictures: int


@contextmanager
def opened_copy(path: Path) -> Iterator[OpenProject]:
    """Another project file for reading, through a copy of it in a folder of our own."""
    with tempfile.TemporaryDirectory(prefix="journey-studio-") as folder:
        local = Path(folder) / path.name
        fetch(path, local)
        halves = local.with_name(local.name + "-journal").exists()
        with open_project(local, read_only=not halves) as project:
            yield project


def read_copy(
    other: OpenProject, project: str, known: Collection[str], pictures: Collection[str]
) -> Copy:
    """What an open copy holds beyond `known` change sets and `pictures`.

    Raises OtherProject where it is no copy of `project`, and StoreError or ChangeError where part
    of it is not what was written.
    """
    if other.project_id != project:
        raise OtherProject(t("sharing.merge.other", name=other.path.name))
    names = frozenset(other.journal.hashes)
    found = [read_change(data) for data in other.journal.data_of(names.difference(known))]
    fresh = tuple(change for change in found if change.project == project)
    held = frozenset(other.pictures.names())
    wanted = sorted(held.difference(pictures))
    bytes_of = ((name, other.pictures.get(name)) for name in wanted)
    return Copy(project, names, held, fresh, tuple((name, data) for name, data in bytes_of if data))


def take_copy(session: "Session", copy: Copy) -> Merged:
    """Make what was read part of the project; on the thread of its document.

    Pictures come first, so that no card waits for its own. Raises NotSaved or ReadOnlyProject.
    """
    held = session.project.pictures.names()
    missing = [(name, data) for name, data in copy.fresh_pictures if name not in held]
    for name, data in missing:
        session.project.pictures.take(name, data)
    delta = session.document.receive(copy.fresh) if copy.fresh else None
    for name, _ in missing:
        session.picture_arrived(name)
    return Merged(0 if delta is None else len(delta.changes), len(missing))


def is_copy(session: "Session", other: Path) -> bool:
    """Whether another file is a copy of this project, and not its own file."""
    try:
        if other.samefile(session.path) or other.samefile(session.place):
            return False
        with opened_copy(other) as project:
            return project.project_id == session.project.project_id
    except (StoreError, OSError):
        return False


def merge_copy(session: "Session", other: Path) -> Merged:
    """Merge another file of the same project, which stays as it is.

    Raises OtherProject where it is of another one, StoreError where it cannot be read or this
    project may not be written to.
    """
    session.require_writable()
    with opened_copy(other) as project:
        pictures = session.project.pictures.names()
        known = frozenset(session.project.journal.hashes)
        found = read_copy(project, session.project.project_id, known, pictures)
    return take_copy(session, found)
