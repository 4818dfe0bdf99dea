# SPDX-License-Identifier: Apache-2.0
"""A project file is made, edited, closed and opened again."""

from pathlib import Path

import pytest

from journey_studio.model.change import Author, Clock, Label, Write, make_change
from journey_studio.model.ids import new_id
from journey_studio.model.merge import merge
from journey_studio.store.errors import ProjectExists
from journey_studio.store.project import OpenProject, create_project, open_project


def write(project: OpenProject, *writes: Write) -> None:
    change = make_change(project.project_id, Clock().next(), Author("Ann"), Label("x"), writes)
    merged = merge(project.snapshot, [change], project.journal)
    project.journal.append([change], merged.snapshot, merged.touched)
    project.snapshot = merged.snapshot


def test_what_was_written_is_there_after_reopening(tmp_path: Path) -> None:
    card = new_id("card")
    with create_project(tmp_path / "a.journey") as project:
        write(project, Write(card, "text", "Waits for the tram"))
        before = project.snapshot
    with open_project(tmp_path / "a.journey") as project:
        assert project.snapshot == before
        assert project.snapshot.records[card].text == "Waits for the tram"  # type: ignore[attr-defined]
        assert project.read_only_reason is None
        assert project.change_count == 1
    assert [file.name for file in tmp_path.iterdir()] == ["a.journey"]


def test_a_new_project_never_replaces_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.journey"
    path.write_text("mine")
    with pytest.raises(ProjectExists):
        create_project(path)
    assert path.read_text() == "mine"
    assert [file.name for file in tmp_path.iterdir()] == ["a.journey"]
