# SPDX-License-Identifier: Apache-2.0
"""A shared folder: where a project lies in it, and how its files come and go.

<chosen>/journey-<8 hex>/s-….jsf          whose project this is
                         changes/<writer>/ change sets, one by one and in packs
                         pictures/<aa>/    pictures
                         seen/<writer>/    what each copy has seen
"""

import hashlib
import json
import math
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, Self

from journey_studio.i18n import t
from journey_studio.sync import files
from journey_studio.sync.balance import Balance
from journey_studio.sync.envelope import (
    MOST_BYTES,
    START,
    Frame,
    Newer,
    NotWhole,
    Refused,
    canonical,
    length_of,
    name_of,
    plain,
    unwrap,
    wrap,
)
from journey_studio.sync.errors import FolderGone, NotShared, folder_error
from journey_studio.sync.memory import Memory
from journey_studio.sync.replica import Said

MOST_FILES = 250_000
_MOST_SHARES = 1_000
_MOST_LOOKED_AT = 200
_SHORTEST_GRACE, _LONGEST_GRACE = 3600.0, 24 * 3600.0
_START = "journey-"
_MOST_TITLE = 500
MOST_SAID = 65_536  # bytes of a frame of kind `s`; JSON makes very many objects of few bytes


class Share(NamedTuple):
    """A project found in a folder. `title` is empty where nobody has said it yet."""

    project: str
    title: str
    path: Path


class SharedFolder:
    """The place of one project in a shared folder, and what this computer remembers of it.

    `memory` is a folder among the data of the program that belongs to one project file. `now` and
    `chance` are the clock and the luck behind waiting times; nothing else depends on either.
    """

    def __init__(
        self,
        path: Path,
        project: str,
        title: str,
        memory: Path,
        now: Callable[[], float] = time.time,
        chance: random.Random | None = None,
    ) -> None:
        self.path = Path(path).absolute()
        self.project = project
        self.title = title
        self.now = now
        self.chance = chance or random.Random()
        self.memory = Memory(memory, self.path)
        self.balance = Balance()
        self.pictures_listed = -math.inf  # when, by `now`
        self._swept = False
        self.told: Said | None = None  # by this run of the program: the last state, and who is here
        self.unfit: dict[str, str] = {}  # names this program could not send or take, and why

    @property
    def writer(self) -> str:
        """What this copy of the project is called in the folder."""
        return self.memory.writer

    @staticmethod
    def find(chosen: Path) -> list[Share]:
        """The projects shared in a folder, or in that folder's share itself, by title.

        Raises SyncError where the folder cannot be listed.
        """
        chosen = Path(chosen).absolute()
        try:
            found = {share.path: share for share in _shares(chosen)}
        except OSError as error:
            raise folder_error(error, chosen) from error
        return sorted(found.values(), key=lambda share: (share.title.casefold(), share.path))

    @property
    def chosen(self) -> Path:
        """The folder that people know: the one the project lies in."""
        return self.path.parent

    @classmethod
    def at(cls, chosen: Path, project: str, memory: Path, title: str = "") -> Self:
        """The place where the project belongs, whether or not it is there just now."""
        return cls(place_of(Path(chosen).absolute(), project), project, title, memory)

    @classmethod
    def create(cls, chosen: Path, project: str, title: str, memory: Path) -> Self:
        """Share a project in a folder; where it is shared there already, that one is opened.

        Raises SyncError where the folder is missing, full or may not be written to.
        """
        folder = cls.at(chosen, project, memory, title)
        try:
            if not folder.path.parent.is_dir():
                raise FolderGone(t("sync.gone", folder=chosen))
            files.real_folder(folder.path.parent, folder.path.name)
            titles = [share.title for share in _in_share(folder.path) if share.project == project]
            if titles and titles[0]:
                folder.title = titles[0]
            else:
                folder.write_title()
        except OSError as error:
            raise folder_error(error, chosen) from error
        return folder

    @classmethod
    def open(cls, chosen: Path, project: str, memory: Path) -> Self:
        """The project's place in a folder. Raises NotShared and other SyncErrors."""
        found = cls.find(chosen)
        own = [share for share in found if share.project == project]
        if not own:
            raise NotShared(t("sync.not_this" if found else "sync.not_shared", folder=chosen))
        usual = place_of(Path(chosen).absolute(), project)
        share = next((share for share in own if share.path == usual), own[0])
        return cls(share.path, project, share.title, memory)

    def listing(self, *, pictures: bool = True) -> files.Listing:
        """Every file of the share, also in copies of its folder that some tool has made; without
        the many folders of `pictures` where those are not asked for.
        """
        files.check_real(self.path)
        folders = self._folders()
        but = frozenset() if pictures else frozenset(f"{each}/pictures" for each in folders)
        found = files.listing(self.path.parent, folders, MOST_FILES, but)
        if pictures:
            self.pictures_listed = self.now()
        return found

    def _folders(self) -> list[str]:
        own = self.path.name
        starts = (own.casefold(), _name_for(self.project))
        others = [
            path.name
            for path in self.path.parent.iterdir()
            if path.name != own and path.name.casefold().startswith(starts)
        ]
        with_folders = (self.path.parent / name for name in sorted(others))
        return [
            own,
            *(path.name for path in with_folders if path.is_dir() and not path.is_symlink()),
        ]

    def look(self) -> None:
        """Raise OSError where the share cannot be listed at all."""
        next(self.path.iterdir(), None)

    def read(self, path: str, size: int = 0) -> bytes:
        """The bytes of a file of about `size`, by its path in a listing.

        Raises Refused for a frame that is too large, NotWhole for a large file that is no frame.
        """
        where = self.path.parent / path
        if size > MOST_BYTES:
            whole = length_of(files.read_start(where, START.size)) == size
            raise Refused(t("sync.reason.large")) if whole else NotWhole
        return files.read_file(where, MOST_BYTES)

    def kind(self, path: str) -> str:
        """What kind of frame a file seems to be, without reading it."""
        start = files.read_start(self.path.parent / path, START.size)
        return chr(start[4]) if len(start) == START.size else ""

    def write(self, place: str, data: bytes) -> str:
        """Let a frame appear in a folder of the share, on the disk; the result is its path."""
        folder = files.real_folder(self.path, place) if place else self.path
        written = files.write_file(folder, name_of(data), data, self.writer)
        files.settle_folder(folder)
        return "/".join(filter(None, (self.path.name, place, written.name)))

    def write_title(self) -> str:
        """Say whose project this is."""
        payload = canonical({"title": plain(self.title)[:_MOST_TITLE]})
        return self.write("", wrap("s", self.project, payload))

    def stat(self, path: str) -> files.Stat:
        """What tells whether a file was changed."""
        found = (self.path.parent / path).lstat()
        return files.Stat(found.st_size, found.st_mtime_ns, found.st_ino)

    def delete(self, path: str) -> None:
        """Remove a file of this copy's own."""
        files.delete_file(self.path.parent / path)

    def own(self, kind: str) -> str:
        """The folder of this copy's own files of a kind, "changes" or "seen"."""
        return f"{kind}/{self.writer}"

    def is_own(self, path: str, kind: str) -> bool:
        """Whether a file lies in such a folder."""
        return path.rpartition("/")[0] == f"{self.path.name}/{self.own(kind)}"

    def sweep(self) -> None:
        """Remove what killed runs of this copy left unfinished: once, they lie in the past."""
        if not self._swept:
            self._swept = True
            places = ["", self.own("changes"), self.own("seen"), "pictures/*"]
            files.sweep(self.path, places, self.writer, self.now())

    def due(self) -> float:
        """When to put back what is found gone now: other copies may do so first, by chance."""
        return self.now() + self.chance.uniform(_SHORTEST_GRACE, _LONGEST_GRACE)


def _name_for(project: str) -> str:
    """What the share of a project is called."""
    return _START + hashlib.sha256(project.encode()).hexdigest()[:8]


def place_of(chosen: Path, project: str) -> Path:
    """Where a project lies in a folder that somebody has chosen, or the folder itself."""
    name = _name_for(project)
    return chosen.resolve() if chosen.name.casefold().startswith(name) else chosen / name


def title_in(frame: Frame) -> str:
    """What a frame of kind `s` calls the project; empty where it says nothing sensible."""
    if len(frame.payload) > MOST_SAID:
        return ""
    try:
        title = json.loads(frame.payload.decode())["title"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return ""
    return plain(title)[:_MOST_TITLE] if isinstance(title, str) else ""


def _shares(chosen: Path) -> Iterator[Share]:
    candidates = [chosen.resolve()] if chosen.name.casefold().startswith(_START) else []
    for number, path in enumerate(chosen.iterdir()):
        if number >= _MOST_SHARES:
            break
        if path.name.casefold().startswith(_START) and path.is_dir() and not path.is_symlink():
            candidates.append(path)
    for path in candidates:
        yield from _in_share(path)


def _in_share(path: Path) -> list[Share]:
    """The projects whose frames lie in this folder, those that say so before all others."""
    inside = files.listing(path.parent, [path.name], MOST_FILES).files
    top = sorted(name for name in inside if name.count("/") == 1)
    below = [name for name in inside if name.count("/") > 1]
    for names in (top, below):
        found: dict[str, str] = {}
        for name in names[:_MOST_LOOKED_AT]:
            try:
                frame = unwrap(files.read_file(path.parent / name, MOST_BYTES))
            except (OSError, NotWhole, Newer, Refused):
                continue
            title = title_in(frame) if frame.kind == "s" else ""
            found[frame.project] = found.get(frame.project) or title
            if names is below:
                break
        if found:
            return [Share(project, title, path) for project, title in found.items()]
    return []
