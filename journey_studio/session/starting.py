# SPDX-License-Identifier: Apache-2.0
"""New project files: empty, from the sample, or from another program's file.

Each is made in memory first and appears whole or not at all.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from journey_studio import assets
from journey_studio.model.change import Clock
from journey_studio.model.commands import Add, Command, Edit
from journey_studio.model.document import Document, MemoryJournal
from journey_studio.model.ids import new_id
from journey_studio.model.snapshot import Snapshot
from journey_studio.session.own import remember
from journey_studio.session.session import Session
from journey_studio.session.settings import load_settings
from journey_studio.store.project import making_project, open_project

if TYPE_CHECKING:
    from journey_studio.exchange.formats import Choices
    from journey_studio.session.importing import Imported, Taken
    from journey_studio.session.reading import Draft

SAMPLE = "samples/night-train.json"


def _title_of(path: Path) -> str:
    """The name of a file as a title, whatever bytes and signs it is made of."""
    stem = path.stem.encode("utf-8", "replace").decode()
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in stem)[:200]


class _New:
    """A project in memory that becomes a file when it is complete."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.project_id = new_id("project")
        self._journal = MemoryJournal()
        author = load_settings().author
        clock = Clock(minted=remember)
        self._document = Document(Snapshot(), self._journal, self.project_id, author, clock)

    def apply(self, commands: Iterable[Command]) -> None:
        for command in commands:
            self._document.apply(command)

    def name(self, title: str) -> None:
        """Give the project its record, if it has none yet, and a title, if one is asked for."""
        if self._document.snapshot.project() is None:
            values = {"title": title or _title_of(self.path)}
            self.apply([Add(kind="project", id=self.project_id, values=values)])
        elif title:
            self.apply([Edit(id=self.project_id, values={"title": title})])

    def create(
        self, pictures: Iterable[bytes] = (), taken_pictures: Mapping[str, bytes] | None = None
    ) -> Session:
        """The file; `taken_pictures` keep the names they have."""
        changes = list(self._journal.changes.values())
        with making_project(self.path, self.project_id) as made:
            for picture in pictures:
                made.pictures.add(picture)
            for name, data in (taken_pictures or {}).items():
                made.pictures.take(name, data)
            made.write(changes)
        return Session(open_project(self.path), load_settings().author)


def new_project(path: Path, title: str = "") -> Session:
    """Make an empty project and open it; without a title it is called like its file.

    Raises ProjectExists where there is something of that name already, StoreError where the file
    cannot be made.
    """
    new = _New(path)
    new.name(title)
    return new.create()


def new_sample(path: Path, title: str = "") -> Session:
    """Make a project that holds the sample map and open it. Raises like `new_project`."""
    from journey_studio.session.scripts import read_script

    new = _New(path)
    script = read_script(assets.path(SAMPLE), new.project_id)
    new.apply(script.commands)
    new.name(title)
    return new.create(script.pictures)


def import_project(
    path: Path,
    source: Path,
    format: str = "",  # noqa: A002
    choices: "Choices | None" = None,
) -> "tuple[Session, Imported]":
    """Make a project of another program's file and open it. Raises like `new_project`, and
    JourneyError where `source` cannot be read; then nothing was made.
    """
    from journey_studio.session.importing import Imported
    from journey_studio.session.reading import read_foreign

    draft = read_foreign(source, format, choices)
    session, taken = project_of(path, draft)
    return session, Imported(draft, taken)


def project_of(path: Path, draft: "Draft", maps: tuple[str, ...] = ()) -> "tuple[Session, Taken]":
    """Make a project of what a foreign file holds, or of some maps of it, and open it.

    Raises like `new_project`.
    """
    from journey_studio.session.importing import command_of, pictures_of, taken

    new = _New(path)
    pictures = pictures_of(draft.found)
    command = command_of(draft.found, "", draft.called, maps, pictures)
    whole = None if maps else draft.found.snapshot.project()
    new.name(whole.title if whole else "")
    new.apply([command])
    session = new.create(taken_pictures=pictures.good)
    return session, taken(command, pictures, Snapshot(), session.snapshot)
