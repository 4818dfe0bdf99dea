# SPDX-License-Identifier: Apache-2.0
"""An open project, for the window and the command line alike."""

from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from journey_studio.i18n import t
from journey_studio.model.change import Author, Clock, Stamp
from journey_studio.model.commands import Command
from journey_studio.model.document import Document
from journey_studio.model.snapshot import Snapshot
from journey_studio.session.draft import draft
from journey_studio.session.own import remember
from journey_studio.session.settings import load_settings
from journey_studio.store.errors import ReadOnlyProject
from journey_studio.store.project import OpenProject, open_project
from journey_studio.store.screen import screen

if TYPE_CHECKING:  # imported with the first foreign file: few windows ever need it
    from journey_studio.exchange.formats import Choices, Found
    from journey_studio.session.importing import Imported, Taken
    from journey_studio.session.working_copy import WorkingCopy


class Session:
    """A project file and the document made of it. Belongs to one thread; ends with `close`.

    `project` is the open file, for its pictures, backups and remembered view. `document` is what
    commands are applied to. `schema` is the version of the file's tables.
    """

    def __init__(self, project: OpenProject, author: Author) -> None:
        self.schema = screen(project.path).version
        clock = Clock(minted=remember)
        clock.observe(Stamp(*project.journal.latest, ""))
        self.project = project
        self.document = Document(
            project.snapshot, project.journal, project.project_id, author, clock
        )
        self.working: WorkingCopy | None = None
        self._picture_readers: list[Callable[[str], object]] = []

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self.project.path

    @property
    def place(self) -> Path:
        """Where the person keeps it: the file, or the original where this is a working copy."""
        return self.project.path if self.working is None else self.working.original

    @property
    def snapshot(self) -> Snapshot:
        """The project as it is now."""
        return self.document.snapshot

    @property
    def read_only_reason(self) -> str | None:
        """Why nothing can be edited, as a sentence; None where everything can."""
        return self.project.read_only_reason

    def require_writable(self) -> None:
        """Raise ReadOnlyProject where nothing can be edited, before any work is done in vain."""
        reason = self.read_only_reason
        if reason is not None:
            raise ReadOnlyProject(t("store.read_only.edit", name=self.path.name, reason=reason))

    @property
    def map_ids(self) -> list[str]:
        """The ids of the maps in order."""
        return [each.id for each in self.snapshot.maps()]

    @property
    def folder(self) -> Path | None:
        """The folder through which the project is shared, None where it is not.

        What this copy remembers; whether it is there shows when it is used.
        """
        share = self.project.about.share
        return Path(share) if share else None

    def keep_folder(self, folder: Path | None) -> None:
        """Remember the shared folder, or that there is none. Raises ReadOnlyProject or NotSaved."""
        self.project.about.keep_share("" if folder is None else str(folder.absolute()))

    def rebuild(self) -> bool:
        """Make everything shown anew from the log of change sets, which is never touched.

        True where what was shown was wrong. Raises StoreError where it cannot be made or saved.
        """
        before = self.snapshot
        fresh = self.project.journal.make_rows()
        if fresh == before:
            return False
        self.document.renew(fresh)
        return True

    def on_picture(self, told: Callable[[str], object]) -> Callable[[], None]:
        """Call `told` with every picture that arrives from elsewhere; the result ends that."""
        self._picture_readers.append(told)
        return lambda: self._picture_readers.remove(told)

    def picture_arrived(self, sha256: str) -> None:
        """A picture that was missing is here. On the thread of the document."""
        for told in list(self._picture_readers):
            told(sha256)

    def picture(self, sha256: str) -> bytes | None:
        """The bytes of a picture, None where the project does not have it."""
        return self.project.pictures.get(sha256)

    def add_picture(self, data: bytes) -> str:
        """Store a picture; the result is what registers call it by.

        Raises PictureRefused for what is no picture or too large, NotSaved and ReadOnlyProject.
        """
        return self.project.pictures.add(data)

    def import_file(
        self,
        path: Path,
        format: str = "",  # noqa: A002
        choices: "Choices | None" = None,
        into: str = "",
    ) -> "Imported":
        """Read a foreign file and `take_in` what it holds. Raises JourneyError."""
        from journey_studio.session.importing import Imported
        from journey_studio.session.reading import read_foreign

        draft = read_foreign(path, format, choices)
        return Imported(draft, self.take_in(draft.found, into, draft.called))

    def take_in(
        self,
        found: "Found",
        into: str = "",
        called: str = "",
        maps: tuple[str, ...] = (),
        *,
        removing: bool = False,
    ) -> "Taken":
        """Add what was found elsewhere as one undo step: as new maps, or into the map `into`.

        `maps` are the ids in `found` of those that are wanted, without any all; into an open map
        goes the first, and with `removing` what that has not goes from it. `called` is the title of
        maps without one. Raises JourneyError; then nothing was added.
        """
        from journey_studio.session.importing import command_of, pictures_of, taken

        pictures = pictures_of(found)
        command = command_of(found, into, called, maps, pictures, removing=removing)
        self.document.preview(command)  # what does not fit leaves no picture behind
        for name, data in pictures.good.items():
            self.project.pictures.take(name, data)
        before = self.snapshot
        self.document.apply(command)
        return taken(command, pictures, before, self.snapshot)

    def apply_file(self, path: Path) -> int:
        """Carry out a command file, each command its own undo step in the history of the project.

        All of them become durable at once, or none does: JourneyError says which does not fit.
        The result is how many change sets that made.
        """
        from journey_studio.session.scripts import read_script

        script = read_script(path)
        return self.apply_all(script.commands, script.pictures)

    def apply_all(self, commands: Iterable[Command], pictures: Iterable[bytes] = ()) -> int:
        """Like `apply_file`, for commands and pictures at hand."""
        changes = draft(self.document, commands)
        for data in pictures:
            self.add_picture(data)
        self.document.receive(changes)
        return len(changes)

    def close(self) -> None:
        """Put the file away and let others write to it."""
        self.project.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_session(path: Path, read_only: bool = False, author: Author | None = None) -> Session:
    """Open a project file. `author` is by default the one of the settings.

    Raises StoreError where the file is no project, is damaged or cannot be read.
    """
    project = open_project(path, read_only)
    try:
        return Session(project, load_settings().author if author is None else author)
    except BaseException:
        project.close()
        raise
