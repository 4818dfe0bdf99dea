# SPDX-License-Identifier: Apache-2.0
"""Project files for tests, made and edited the way the program does it."""

from pathlib import Path

from journey_studio.model.change import Author, Clock, Stamp
from journey_studio.model.commands import Add, Edit
from journey_studio.model.document import Document
from journey_studio.store.project import OpenProject, create_project
from tests.model.worlds import PROJECT, first_map


def document_of(project: OpenProject) -> Document:
    """The document of an open project."""
    clock = Clock()
    clock.observe(Stamp(*project.journal.latest, ""))
    return Document(project.snapshot, project.journal, project.project_id, Author("Ada"), clock)


def small_project(path: Path) -> Path:
    """A closed project file that holds `worlds.first_map` with some cards more."""
    with create_project(path, PROJECT) as project:
        document = document_of(project)
        for command in first_map():
            document.apply(command)
        for number in range(40):
            card = Add(kind="card", under=("lane-t", "step-2"), values={"text": f"Card {number}"})
            document.apply(card)
    return path


def edit(project: OpenProject, text: str, card: str = "card-x") -> Document:
    """Write a text on a card; the document it was done with."""
    document = document_of(project)
    document.apply(Edit(id=card, values={"text": text}))
    return document
