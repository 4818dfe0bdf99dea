# SPDX-License-Identifier: Apache-2.0
"""A project file made from a shared folder: whole, with everything that lies there, or not at all.

Pictures go straight into the new file. Change sets are gathered and written together at the end,
in the order of their stamps, so that none has to wait for one it rests on.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice
from pathlib import Path

from journey_studio.collector import resting
from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.model.change import Author, Change
from journey_studio.session.carrier import carrying
from journey_studio.session.replica import pictures_named
from journey_studio.session.session import Session
from journey_studio.session.settings import load_settings
from journey_studio.store.pictures import Pictures
from journey_studio.store.project import making_project, open_project
from journey_studio.sync.errors import FolderGone, NotShared, SyncError
from journey_studio.sync.folder import Share, SharedFolder
from journey_studio.sync.replica import State
from journey_studio.sync.report import Report
from journey_studio.sync.working import Progress


class JoiningStopped(JourneyError):
    """Somebody wanted no file any more; none was made."""


def shared_in(folder: Path) -> list[Share]:
    """The projects shared in a folder, by title. Raises SyncError."""
    return SharedFolder.find(folder)


def join(
    folder: Path,
    file: Path,
    progress: Progress | None = None,
    stopped: Callable[[], bool] | None = None,
    project: str = "",
) -> Session:
    """Make a project file from the project shared in `folder`, and open it; it stays shared there.

    Of several shares in a folder `project` names the one, by its id. Raises SyncError,
    ProjectExists and StoreError, and JoiningStopped where `stopped` says so; then there is no file.
    """
    share = _chosen(folder, project)
    author = load_settings().author
    with resting(), making_project(file, share.project) as made:
        copy = _Copy(share.project, author, made.pictures)
        with carrying(copy, file, folder, share.title) as carrier:
            report = carrier.exchange(progress, stopped)
        _require_whole(report, copy, folder)
        made.write(sorted(copy.found.values(), key=lambda change: change.order))
        made.about.keep_share(str(folder.absolute()))
    return Session(open_project(file, written=made.written), author)


def _chosen(folder: Path, project: str) -> Share:
    try:
        found = shared_in(folder)
    except FolderGone as error:
        raise FolderGone(t("session.joining.no_folder", folder=folder)) from error
    fitting = [share for share in found if project in ("", share.project)]
    if not fitting:
        raise NotShared(t("sync.not_shared", folder=folder))
    if len({share.project for share in fitting}) > 1:
        said = "; ".join(
            t("session.joining.share", title=share.title, folder=share.path) for share in fitting
        )
        raise NotShared(t("session.joining.several", folder=folder, shares=said))
    return fitting[0]


def _require_whole(report: Report, copy: "_Copy", folder: Path) -> None:
    if report.stopped:
        raise JoiningStopped(t("session.joining.stopped"))
    trouble = report.trouble
    if trouble is not None and not (copy.found and isinstance(trouble, SyncError)):
        raise trouble
    if not copy.found:
        raise NotShared(t("session.joining.empty", folder=folder))


class _Copy:
    """The `sync.replica.Replica` of a file that is being made: takes all, has nothing to tell."""

    def __init__(self, project: str, author: Author, pictures: Pictures) -> None:
        self.project = project
        self.author = author
        self.found: dict[str, Change] = {}
        self._pictures = pictures
        self._referred: set[str] = set()

    def names(self) -> AbstractSet[str]:
        return self.found.keys()

    def names_from(self, number: int) -> Sequence[str]:
        return list(islice(self.found, number, None))

    def changes(self, names: Collection[str]) -> Iterator[tuple[str, bytes]]:
        return ((name, self.found[name].data) for name in names if name in self.found)

    def take(self, changes: Sequence[Change]) -> None:
        for change in changes:
            self.found[change.sha256] = change
        self._referred.update(pictures_named(changes))

    def pictures(self) -> AbstractSet[str]:
        return self._pictures.names()

    def wanted(self) -> AbstractSet[str]:
        return self._referred - self._pictures.names()

    def picture(self, name: str) -> bytes | None:
        return self._pictures.get(name)

    def take_picture(self, name: str, data: bytes) -> None:
        self._pictures.take(name, data)

    def states(self) -> Sequence[State]:
        return ()
