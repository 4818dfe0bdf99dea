# SPDX-License-Identifier: Apache-2.0
"""A project file is made, edited, closed and opened again."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journey_studio.model.change import Change
from journey_studio.model.commands import Edit
from journey_studio.model.document import Document
from journey_studio.model.merge import rebuild
from journey_studio.model.records import Card, Point
from journey_studio.store import tables
from journey_studio.store.check import check
from journey_studio.store.errors import (
    ChangedElsewhere,
    MissingProject,
    NotAProject,
    NotSaved,
    ProjectExists,
    ReadOnlyProject,
)
from journey_studio.store.project import create_project, making_project, open_project
from tests.model.worlds import PROJECT, commands, first_map, library, new_document
from tests.store.projects import changes_of, document_of, edit, names, small_project


def test_what_was_written_is_there_after_reopening(tmp_path: Path) -> None:
    path = small_project(tmp_path / "a.journey")
    with open_project(path) as project:
        before = edit(project, "Waits for the tram").snapshot
    with open_project(path) as project:
        assert project.snapshot == before
        card = project.snapshot.get(Card, "card-x")
        assert card is not None
        assert card.text == "Waits for the tram"
        assert project.read_only_reason is None
        assert project.notice == ""
        assert project.project_id == PROJECT
        assert project.change_count == len(first_map()) + 41
    assert names(tmp_path) == ["a.journey"]
    assert check(path) == []


def test_every_register_of_every_kind_comes_back_as_it_was(tmp_path: Path) -> None:
    from tests.store.everything import everything

    document = new_document()
    for command in everything():
        document.apply(command)
    changes = changes_of(document)
    create_project(tmp_path / "a.journey", PROJECT, changes).close()
    with open_project(tmp_path / "a.journey") as project:
        assert project.snapshot == document.snapshot
        assert {record.KIND for record in project.snapshot.records.values()} == set(
            tables.record_tables
        )
    assert check(tmp_path / "a.journey") == []


def test_a_new_project_never_replaces_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.journey"
    path.write_text("mine")
    with pytest.raises(ProjectExists, match="left as it is"):
        create_project(path)
    assert path.read_text() == "mine"
    assert names(tmp_path) == ["a.journey"]


def test_a_link_to_nowhere_counts_as_a_file_that_is_there(tmp_path: Path) -> None:
    target, link = tmp_path / "target.journey", tmp_path / "a.journey"
    target.write_text("mine")
    link.symlink_to(target)
    with pytest.raises(ProjectExists):
        create_project(link)
    assert target.read_text() == "mine"


def test_a_picture_that_is_none_leaves_no_file_behind(tmp_path: Path) -> None:
    from journey_studio.store.errors import PictureRefused

    with pytest.raises(PictureRefused):
        create_project(tmp_path / "a.journey", pictures=[b"no picture"])
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    "content", [b"", b"short", b"\0" * 5000, b"SQLite format 3\0" + b"x" * 900]
)
def test_other_files_are_told_apart(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.journey"
    path.write_bytes(content)
    with pytest.raises(NotAProject, match=r"choose a \.journey file"):
        open_project(path)
    assert path.read_bytes() == content
    assert names(tmp_path) == ["a.journey"]


def test_no_file_and_no_plain_file_have_words_of_their_own(tmp_path: Path) -> None:
    with pytest.raises(MissingProject):
        open_project(tmp_path / "nowhere.journey")
    with pytest.raises(NotAProject):
        open_project(tmp_path)
    os.mkfifo(tmp_path / "pipe.journey")
    with pytest.raises(NotAProject):
        open_project(tmp_path / "pipe.journey")


def test_odd_file_names_open(tmp_path: Path) -> None:
    path = small_project(tmp_path / "50% of #1? Übergänge & 旅.journey")
    with open_project(path) as project:
        edit(project, "x")
    assert names(tmp_path) == [path.name]


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_rows_kept_step_by_step_equal_rows_made_anew(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Two people edit apart and meet in one file; its rows always say what its log says."""
    folder = tmp_path_factory.mktemp("steps")
    path = small_project(folder / "a.journey")
    with open_project(path) as project:
        mine = document_of(project)
        start = list(project.journal.changes())
        theirs = new_document("Grace")
        theirs.receive(start)
        for _ in range(data.draw(st.integers(1, 12))):
            who: Document = data.draw(st.sampled_from([mine, theirs]))
            if (command := data.draw(commands(who.snapshot))) is not None:
                who.apply(command)
            if data.draw(st.booleans()):
                mine.receive(data.draw(st.permutations(_unknown(theirs, mine))))
        kept = mine.snapshot
        assert rebuild(project.journal.changes()) == kept
        before = _rows(path)
        assert project.journal.make_rows() == kept
        assert _rows(path) == before
    with open_project(path) as project:
        assert project.snapshot == kept
    assert check(path) == []


def _unknown(theirs: Document, mine: Document) -> list[Change]:
    return [change for change in changes_of(theirs) if mine.journal.get(change.sha256) is None]


def _rows(path: Path) -> dict[str, list[object]]:
    connection = sqlite3.connect(path)
    found = {
        name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
        for name in (table.name for table in tables.ALL)
    }
    connection.close()
    return found


def test_a_change_set_that_rests_on_one_not_yet_here_waits_for_it(tmp_path: Path) -> None:
    theirs = new_document("Grace")
    for command in first_map():
        theirs.apply(command)
    first = theirs.apply(Edit(id="card-x", values={"text": "one"}))
    second = theirs.apply(Edit(id="card-x", values={"text": "two"}))
    assert first is not None
    assert second is not None
    changes = [change for change in changes_of(theirs) if change is not first]
    path = tmp_path / "a.journey"
    create_project(path, PROJECT, changes).close()
    with open_project(path) as project:
        assert project.snapshot.dangling == {("card-x", "text"): frozenset([first.sha256])}
        document = document_of(project)
        document.receive([first])
    with open_project(path) as project:
        assert project.snapshot == document.snapshot == theirs.snapshot


def test_rows_of_another_version_of_the_projection_are_made_anew(tmp_path: Path) -> None:
    path = small_project(tmp_path / "a.journey")
    with open_project(path) as project:
        before = project.snapshot
        with project._database.saving() as writer:
            project.about.put(writer, "projection", "0")
            writer.clear(tables.record_tables["card"])
    with open_project(path, read_only=True) as project:
        assert project.snapshot == before
    assert check(path) != []
    with open_project(path) as project:
        assert project.snapshot == before
        assert project.notice == ""
    assert check(path) == []


def test_a_damaged_row_is_made_anew_from_the_history(tmp_path: Path) -> None:
    path = small_project(tmp_path / "a.journey")
    with open_project(path) as project:
        before = project.snapshot
    connection = sqlite3.connect(path)
    connection.execute("UPDATE card SET text = 'never written' WHERE id = 'card-x'")
    connection.commit()
    connection.close()
    (finding,) = check(path)
    assert finding.startswith("A row of the table card is not what was written")
    with open_project(path) as project:
        assert project.snapshot == before
        assert "nothing is lost" in project.notice
    assert check(path) == []


def test_the_view_is_remembered_and_is_no_part_of_the_history(tmp_path: Path) -> None:
    path = small_project(tmp_path / "a.journey")
    with open_project(path) as project:
        assert project.about.view == {}
        count = project.change_count
        project.about.keep_view({"zoom": 0.5, "map": "map-m"})
    with open_project(path) as project:
        assert project.about.view == {"zoom": 0.5, "map": "map-m"}
        assert project.change_count == count


def test_reading_only_changes_nothing(tmp_path: Path) -> None:
    path = small_project(tmp_path / "a.journey")
    before = path.read_bytes(), path.stat().st_mtime_ns
    with open_project(path, read_only=True) as project:
        assert project.read_only_reason == "You asked to open it for reading only."
        with pytest.raises(ReadOnlyProject, match="nothing was changed"):
            edit(project, "x")
        with pytest.raises(ReadOnlyProject):
            project.about.keep_view({})
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert names(tmp_path) == ["a.journey"]


def test_an_edit_after_closing_is_told(tmp_path: Path) -> None:
    path = small_project(tmp_path / "a.journey")
    project = open_project(path)
    project.close()
    project.close()
    with pytest.raises(NotSaved, match="is closed"):
        edit(project, "x")


def test_an_edit_over_somebody_elses_is_refused(tmp_path: Path) -> None:
    """A writer that the lock cannot see, as on a network drive, is not written over."""
    path = small_project(tmp_path / "a.journey")
    with open_project(path) as project:
        stranger = sqlite3.connect(path)
        stranger.execute(
            "INSERT INTO change SELECT number + 1, randomblob(32), version, project, time, count,"
            " replica, author, department, device, label, checksum, data FROM change"
            " ORDER BY number DESC LIMIT 1"
        )
        stranger.commit()
        stranger.close()
        document = document_of(project)
        before = document.snapshot
        with pytest.raises(ChangedElsewhere, match="open it again"):
            document.apply(Edit(id="card-x", values={"text": "x"}))
        assert document.snapshot is before


def test_no_change_set_is_ever_written_over(tmp_path: Path) -> None:
    path = small_project(tmp_path / "a.journey")
    before = _rows(path)
    with closing(sqlite3.connect(path)) as connection:
        number, _, *rest = connection.execute("SELECT * FROM change").fetchone()
    with (
        open_project(path) as project,
        pytest.raises(NotSaved),
        project._database.saving() as writer,
    ):
        writer.add(tables.change, [(number, b"another", *rest)])
    assert _rows(path) == before


def test_points_and_sizes_keep_their_exact_numbers(tmp_path: Path) -> None:
    from journey_studio.model.commands import SetPoint

    path = small_project(tmp_path / "a.journey")
    values = {"step-1": 0.1 + 0.2, "step-2": -1.0, "step-3": 5e-324}
    with open_project(path) as project:
        document = document_of(project)
        for step, value in values.items():
            document.apply(SetPoint(lane="lane-c", step=step, value=value))
    with open_project(path) as project:
        points = {
            p.step: p.value for p in project.snapshot.records.values() if isinstance(p, Point)
        }
        assert points == values


def test_a_project_just_made_is_what_anybody_would_read_from_it(tmp_path: Path) -> None:
    with create_project(tmp_path / "a.journey", PROJECT, changes_of(library())) as made:
        with open_project(tmp_path / "a.journey", read_only=True) as read:
            assert made.snapshot == read.snapshot
            assert made.journal.hashes == read.journal.hashes
            assert made.journal.latest == read.journal.latest
        edit(made, "Waits for the tram")
    with open_project(tmp_path / "a.journey") as project:
        assert project.notice == ""
    assert check(tmp_path / "a.journey") == []


def test_what_was_made_is_read_anew_where_somebody_was_there_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "a.journey"
    log = changes_of(library())
    with making_project(path, PROJECT) as made:
        made.write(log)
    with open_project(path) as other:
        after = edit(other, "Somebody else").snapshot
    with open_project(path, written=made.written) as project:
        assert project.snapshot == after
        assert project.change_count == len(log) + 1
