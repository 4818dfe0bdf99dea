# SPDX-License-Identifier: Apache-2.0
"""The disk is full or fails: nothing acknowledged is lost, the document stays, work goes on."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from journey_studio.model.commands import Edit
from journey_studio.store import database
from journey_studio.store.check import check
from journey_studio.store.errors import BusyProject, NotSaved, StoreError
from journey_studio.store.project import create_project, open_project
from tests.faults.conftest import Report
from tests.faults.crash import start
from tests.faults.tally import Tally
from tests.store.projects import document_of, edit, names, small_project


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    try:
        made = subprocess.run(mount, capture_output=True)
    except FileNotFoundError:
        pytest.skip("this system has no mount")
    if made.returncode:
        pytest.skip("only root may make a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_loses_nothing(small_disk: Path, report: Report) -> None:
    path = small_project(small_disk / "a.journey")
    filler = small_disk / "filler"
    filler.write_bytes(b"x" * (1024 * 1024 - path.stat().st_size - 200_000))
    tally = Tally(lost=0)
    with open_project(path) as project:
        document = document_of(project)
        number = 0
        while not tally["refused"]:
            before = document.snapshot
            try:
                document.apply(Edit(id="card-x", values={"text": f"{number} " + "x" * 9000}))
                number += 1
                tally["saved"] += 1
            except NotSaved as error:
                told = str(error)
                tally["refused"] += 1
        assert "disk is full" in told
        assert document.snapshot is before
        with open_project(path) as reader:
            assert reader.snapshot == document.snapshot
        filler.unlink()
        document.apply(Edit(id="card-y", values={"text": "room again"}))
        after = document.snapshot
    with open_project(path) as project:
        tally["lost"] += int(project.snapshot != after)
    report("a full disk", tally)
    assert check(path) == []
    assert tally["saved"] > 3
    assert tally["lost"] == 0


def test_a_project_that_does_not_fit_leaves_nothing_behind(small_disk: Path) -> None:
    (small_disk / "filler").write_bytes(b"x" * 980_000)
    with pytest.raises(StoreError, match="nothing was left behind") as refused:
        create_project(small_disk / "a.journey")
    assert "full" in str(refused.value)
    assert names(small_disk) == ["filler"]


def test_a_disk_that_fails_in_the_middle_of_a_save(tmp_path: Path, report: Report) -> None:
    """The kernel refuses to let the file grow: an error of the disk, at a write of its choosing."""
    path = small_project(tmp_path / "a.journey")
    process = start("limited", path)
    out = process.communicate()[0].split()
    assert process.returncode == 0
    assert out[-1] == "same"
    tally = Tally({name: out.count(name) for name in ("saved", "failed", "again")})
    report("a disk that fails", tally)
    assert tally["failed"] >= 5
    assert tally["again"] == tally["failed"]
    assert check(path) == []


def test_a_file_somebody_else_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    path = small_project(tmp_path / "a.journey")
    script = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute('BEGIN EXCLUSIVE'); print('held', flush=True); sys.stdin.read()"
    )
    with open_project(path) as project:
        document = document_of(project)
        before = document.snapshot
        with subprocess.Popen(
            [sys.executable, "-c", script, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as holder:
            assert holder.stdout is not None
            holder.stdout.readline()
            with pytest.raises((NotSaved, BusyProject), match="try again"):
                document.apply(Edit(id="card-x", values={"text": "x"}))
            assert document.snapshot is before
            holder.communicate("")
        assert document.apply(Edit(id="card-x", values={"text": "x"})) is not None
        after = document.snapshot
    with open_project(path) as project:
        assert project.snapshot == after


def test_a_folder_that_goes_away_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    path = small_project(folder / "a.journey")
    with open_project(path) as project:
        before = project.snapshot
        folder.rename(tmp_path / "gone")
        with pytest.raises(NotSaved):
            edit(project, "x")
        (tmp_path / "gone").rename(folder)
        after = edit(project, "y").snapshot
        assert after != before
    with open_project(path) as project:
        assert project.snapshot == after
