# SPDX-License-Identifier: Apache-2.0
"""Old files always open: through the way up from an older version, and as they were kept."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from journey_studio.model.commands import Delete, NameVersion
from journey_studio.model.departed import departed
from journey_studio.model.merge import rebuild
from journey_studio.model.records import MARK, Version
from journey_studio.model.timeline import Timeline
from journey_studio.model.versions import seen_of
from journey_studio.store import tables
from journey_studio.store.backup_files import backups_of
from journey_studio.store.check import check
from journey_studio.store.errors import DamagedProject
from journey_studio.store.project import open_project
from tests.store.projects import edit, names, small_project


@pytest.fixture
def old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of a version 0 that had no tags, fewer columns and rows of its own."""
    path = small_project(tmp_path / "old.journey")
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in (
        "DROP TABLE tag",
        "ALTER TABLE card DROP COLUMN refs",
        "DELETE FROM step",
        "PRAGMA user_version=0",
    ):
        connection.execute(statement)
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    connection.close()
    monkeypatch.setitem(tables.SCHEMAS, 0, tables.schema_hash(rows))
    return path


def test_an_older_file_is_brought_up_and_kept_as_a_backup(old_file: Path) -> None:
    before = old_file.read_bytes()
    with open_project(old_file) as project:
        assert project.read_only_reason is None
        assert len(project.snapshot.records) == 53
        after = edit(project, "still here").snapshot
    with open_project(old_file) as project:
        assert project.snapshot == after
    assert check(old_file) == []
    (backup,) = backups_of(old_file)
    with sqlite3.connect(backup.path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (0,)
    connection.close()
    assert len(before) > 0
    assert names(old_file.parent) == [old_file.name]


def test_an_older_file_opens_for_reading_untouched(old_file: Path) -> None:
    before = old_file.read_bytes()
    with open_project(old_file, read_only=True) as project:
        assert len(project.snapshot.records) == 53
    assert check(old_file) == []
    assert old_file.read_bytes() == before


def test_a_damaged_older_file_stays_as_it_is(old_file: Path) -> None:
    connection = sqlite3.connect(old_file)
    connection.execute(
        "UPDATE change SET data = CAST(replace(data, 'one', 'two') AS BLOB) WHERE number = 12"
    )
    connection.commit()
    connection.close()
    before = old_file.read_bytes()
    with pytest.raises(DamagedProject, match="change 12"):
        open_project(old_file)
    assert old_file.read_bytes() == before
    assert names(old_file.parent) == [old_file.name]


def _kept() -> list[Path]:
    return sorted((Path(__file__).parents[1] / "data").glob("*.journey"))


@pytest.mark.parametrize("kept", _kept(), ids=lambda path: path.name)
def test_files_of_all_times_open(tmp_path: Path, kept: Path) -> None:
    path = tmp_path / kept.name
    shutil.copy(kept, path)
    with open_project(path) as project:
        assert project.read_only_reason is None
        assert project.notice == ""
        kinds = {record.KIND for record in project.snapshot.records.values()}
        assert kinds >= {"project", "map", "stage", "step", "lane", "card", "persona", "point"}
        assert len(project.pictures.all()) == 1
        assert len(project.snapshot.contested) == 1
    assert check(path) == []


def test_a_file_of_this_version_is_kept() -> None:
    assert any(path.name.startswith(f"v{tables.VERSION}") for path in _kept())


def test_what_a_file_of_the_first_version_holds_comes_through_unharmed(tmp_path: Path) -> None:
    kept = next(path for path in _kept() if path.name.startswith("v1"))
    path = tmp_path / kept.name
    shutil.copy(kept, path)
    with open_project(path, read_only=True) as project:
        before, names = project.snapshot, set(project.journal.hashes)
    assert path.read_bytes() == kept.read_bytes()
    with open_project(path) as project:
        assert project.snapshot == before
        assert set(project.journal.hashes) == names
        gone = [each for each in before.records.values() if each.deleted]
        assert gone
        assert all(each.deleted_after == "" for each in gone)
        assert departed(project.snapshot, project.journal) == []
        edit(project, "goes on")
    assert check(path) == []
    assert kept.read_bytes() != path.read_bytes()


def test_a_version_and_what_a_deletion_knew_are_kept_in_the_rows(tmp_path: Path) -> None:
    path = small_project(tmp_path / "a.journey")
    with open_project(path) as project:
        document = edit(project, "still here")
        log = list(project.journal.changes())
        assert project.journal.seen() == seen_of(log)
        document.apply(NameVersion(title="Before"))
        document.apply(Delete(ids=("card-x",)))
        after = document.snapshot
    with open_project(path) as project:
        assert project.notice == ""
        assert project.snapshot == after
        (version,) = project.snapshot.under(Version)
        assert version.seen == seen_of(log)
        marks = project.snapshot.records["card-x"].deleted_after
        assert len(marks) == 2 * MARK, "what made the card, and the edit"
        assert Timeline(project.journal.changes()).at_version(version) == rebuild(log)
    assert check(path) == []
