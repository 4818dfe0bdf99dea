# SPDX-License-Identifier: Apache-2.0
"""Backups every five minutes of work, kept a week, outside the project; and the way back."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from journey_studio.store.backup_files import backups_of
from journey_studio.store.backups import Backups
from journey_studio.store.check import check
from journey_studio.store.errors import BusyProject, DamagedProject, NotAProject
from journey_studio.store.places import backups_folder
from journey_studio.store.project import OpenProject, open_project
from journey_studio.store.restore import restore
from tests.faults.crash import leave_a_hot_journal
from tests.store.projects import edit, names, small_project


class Watch:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 1, 9, tzinfo=UTC)

    def __call__(self) -> float:
        return self.moment.timestamp()

    def pass_(self, **time: float) -> None:
        self.moment += timedelta(**time)


@pytest.fixture
def watch() -> Watch:
    return Watch()


Opener = Callable[[Path], OpenProject]


@pytest.fixture
def open_at(watch: Watch) -> Opener:
    """Opens a project whose backups go by the watch."""

    def opener(path: Path) -> OpenProject:
        project = open_project(path)
        project.backups = Backups(path, project.project_id, watch)
        project.journal.on_append = project.backups.note_edit
        return project

    return opener


def _settle(project: OpenProject) -> None:
    worker = project.backups._worker
    if worker is not None:
        worker.join()
    assert project.backups.failure is None


def test_a_backup_every_five_minutes_of_work(tmp_path: Path, watch: Watch, open_at: Opener) -> None:
    path = small_project(tmp_path / "a.journey")
    with open_at(path) as project:
        for minute in range(21):
            after = edit_at(project, f"minute {minute}")
            _settle(project)
            watch.pass_(minutes=1)
        made = [backup.made for backup in backups_of(path)]
        minutes = sorted(
            (moment - datetime(2026, 3, 1, 9, tzinfo=UTC)).seconds / 60 for moment in made
        )
        assert minutes == [5, 10, 15, 20]
    with open_project(backups_of(path)[0].path, read_only=True) as copy:
        assert copy.snapshot == after
    assert check(backups_of(path)[0].path) == []
    assert names(tmp_path) == ["a.journey"]


def edit_at(project: OpenProject, text: str) -> object:
    """Edit an open project and let it know its own snapshot; the snapshot after."""
    project.snapshot = edit(project, text).snapshot
    return project.snapshot


def test_no_work_no_backup(tmp_path: Path, watch: Watch, open_at: Opener) -> None:
    path = small_project(tmp_path / "a.journey")
    with open_at(path) as project:
        watch.pass_(hours=3)
        assert not project.backups.due()
    assert backups_of(path) == []


def test_a_short_session_is_backed_up_when_it_ends(
    tmp_path: Path, watch: Watch, open_at: Opener
) -> None:
    path = small_project(tmp_path / "a.journey")
    for _ in range(3):  # one after the other, a minute each: the first one only
        with open_at(path) as project:
            edit(project, str(watch.moment))
            watch.pass_(minutes=1)
    assert len(backups_of(path)) == 1


def test_backups_are_kept_a_week_and_the_newest_for_ever(
    tmp_path: Path, watch: Watch, open_at: Opener
) -> None:
    path = small_project(tmp_path / "a.journey")
    with open_at(path) as project:
        project.backups.make()
        watch.pass_(days=6, hours=23)
        project.backups.make()
        assert len(backups_of(path)) == 2
        watch.pass_(hours=2)
        project.backups.make()
        assert len(backups_of(path)) == 2
        watch.pass_(days=90)
        newest = project.backups.make()
        assert [backup.path for backup in backups_of(path)] == [newest]


def test_a_backup_that_cannot_be_made_disturbs_nobody(
    tmp_path: Path, home: Path, watch: Watch, open_at: Opener
) -> None:
    path = small_project(tmp_path / "a.journey")
    (home / "backups").write_text("in the way")
    with open_at(path) as project:
        watch.pass_(minutes=6)
        after = edit(project, "x").snapshot
        worker = project.backups._worker
        assert worker is not None
        worker.join()
        assert isinstance(project.backups.failure, OSError)
    with open_project(path) as project:
        assert project.snapshot == after


def test_editing_goes_on_while_a_backup_is_made(tmp_path: Path) -> None:
    path = small_project(tmp_path / "a.journey")
    with open_project(path) as project:
        project.pictures.add(_noise())
        for number in range(20):
            project.snapshot = edit(project, f"{number}").snapshot
            assert project.backups.make() is not None
        assert project.backups.failure is None
    assert check(backups_of(path)[0].path) == []


def _noise() -> bytes:
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.frombytes("RGB", (300, 300), os.urandom(270_000)).save(out, "PNG")
    return out.getvalue()


def test_an_id_from_a_file_never_names_a_folder_elsewhere(tmp_path: Path) -> None:
    path = small_project(tmp_path / "a.journey")
    for name in ("../../evil", "/evil", "C:\\evil", "..", "", "con"):
        made = Backups(path, name).make()
        assert made is not None
        assert made.is_relative_to(backups_folder() / "project")


def test_a_damaged_project_names_its_last_backup_and_comes_back_from_it(tmp_path: Path) -> None:
    path = small_project(tmp_path / "a.journey")
    with open_project(path) as project:
        snapshot = project.snapshot
        made = project.backups.make()
    assert made is not None
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 2)
        file.write(b"\xee" * 5000)
    with pytest.raises(DamagedProject) as refused:
        open_project(path)
    assert str(made) in str(refused.value)
    aside = restore(made, path)
    with open_project(path) as project:
        assert project.snapshot == snapshot
    assert aside is not None
    assert aside.stat().st_size == size
    assert len(names(tmp_path)) == 2


def test_a_damaged_project_without_backups_says_so(tmp_path: Path) -> None:
    path = small_project(tmp_path / "a.journey")
    with path.open("r+b") as file:
        file.seek(9000)
        file.write(b"\xee" * 5000)
    with pytest.raises(DamagedProject, match="no backup"):
        open_project(path)


def test_an_old_journal_is_not_applied_to_what_was_restored(tmp_path: Path) -> None:
    path = small_project(tmp_path / "a.journey")
    with open_project(path) as project:
        edit(project, "after the backup")
        made = project.backups.make()
    assert made is not None
    leave_a_hot_journal(path)
    restore(made, path)
    assert not path.with_name("a.journey-journal").exists()
    assert check(path) == []
    with open_project(path) as project:
        assert project.snapshot.records["card-x"].text == "after the backup"  # type: ignore[attr-defined]


def test_a_project_that_has_gone_comes_back(tmp_path: Path) -> None:
    path = small_project(tmp_path / "a.journey")
    with open_project(path) as project:
        made = project.backups.make()
    assert made is not None
    path.unlink()
    assert restore(made, path) is None
    assert check(path) == []


def test_an_open_project_is_not_replaced(tmp_path: Path) -> None:
    path = small_project(tmp_path / "a.journey")
    with open_project(path) as project:
        made = project.backups.make()
        assert made is not None
        with pytest.raises(BusyProject, match="close it there first"):
            restore(made, path)
    other = shutil.copy(path, tmp_path / "no.journey")
    Path(other).write_bytes(b"no project")
    with pytest.raises(NotAProject):
        restore(Path(other), path)
    assert check(path) == []


def test_backups_that_are_made_elsewhere_are_left_alone(tmp_path: Path) -> None:
    path = small_project(tmp_path / "a.journey")
    with open_project(path) as project:
        made = project.backups.make()
    assert made is not None
    (made.parent / "notes.journey").write_text("mine")
    assert [backup.path for backup in backups_of(path)] == [made]
    with open_project(path) as project:
        project.backups.make()
    assert (made.parent / "notes.journey").read_text() == "mine"
    with sqlite3.connect(made) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
