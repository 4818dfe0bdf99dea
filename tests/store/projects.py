# SPDX-License-Identifier: Apache-2.0
"""Project files for tests, made and edited the way the program does it."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from journey_studio.model.change import Author, Change, Clock, Stamp
from journey_studio.model.commands import Add, Edit
from journey_studio.model.document import Document, MemoryJournal
from journey_studio.store.project import OpenProject, create_project
from tests.model.worlds import PROJECT, first_map, new_document


def document_of(project: OpenProject) -> Document:
    """The document of an open project."""
    clock = Clock()
    clock.observe(Stamp(*project.journal.latest, ""))
    return Document(project.snapshot, project.journal, project.project_id, Author("Ada"), clock)


def small_project(path: Path) -> Path:
    """A closed project file that holds `worlds.first_map` with some cards more."""
    path.write_bytes(_small())
    return path


@cache
def _small() -> bytes:
    document = new_document("Lib")
    for command in first_map():
        document.apply(command)
    for number in range(40):
        card = Add(kind="card", under=("lane-t", "step-2"), values={"text": f"Card {number}"})
        document.apply(card)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "small.journey"
        create_project(path, PROJECT, changes_of(document)).close()
        return path.read_bytes()


def changes_of(document: Document) -> list[Change]:
    """The change sets of a document that lives in memory."""
    assert isinstance(document.journal, MemoryJournal)
    return list(document.journal.changes.values())


def edit(project: OpenProject, text: str, card: str = "card-x") -> Document:
    """Write a text on a card; the document it was done with."""
    document = document_of(project)
    document.apply(Edit(id=card, values={"text": text}))
    return document


def names(folder: Path) -> list[str]:
    """The names of everything in a folder."""
    return sorted(path.name for path in folder.iterdir())
