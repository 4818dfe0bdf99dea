# SPDX-License-Identifier: Apache-2.0
"""Folders that cannot be used: full, read-only, unplugged half-way, slow to come back."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from journey_studio.session import open_session
from journey_studio.session.joining import join
from journey_studio.session.sharing import sync_once
from journey_studio.sync.errors import FolderFull, FolderGone, FolderReadOnly
from tests.cli.processes import journey_studio, succeeded
from tests.faults.conftest import Report
from tests.faults.tally import Tally
from tests.session.sharers import Loop, agree, sharing, text, write
from tests.store.projects import small_project

Mount = Callable[..., None]


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Path]:
    """Where a stick of two megabytes is put in."""
    folder = tmp_path / "stick"
    folder.mkdir()
    _put_in(folder)
    yield folder
    subprocess.run(["umount", "-l", str(folder)], capture_output=True)


def _mount(*words: str | Path) -> None:
    try:
        done = subprocess.run(["mount", *map(str, words)], capture_output=True)
    except FileNotFoundError:
        pytest.skip("this system has no mount")
    if done.returncode:
        pytest.skip("only root may mount")


def _put_in(folder: Path) -> None:
    _mount("-t", "tmpfs", "-o", "size=2m", "tmpfs", folder)


def test_a_full_folder_loses_nothing_and_others_still_arrive(
    tmp_path: Path, stick: Path, report: Report
) -> None:
    tally = Tally({"edits lost": 0})
    with open_session(small_project(tmp_path / "ada.journey")) as ada:
        sync_once(ada, stick)
        with join(stick, tmp_path / "grace.journey") as grace:
            other = write(grace, "sent in time", 1)
            sync_once(grace)
            filler = stick / "filler"
            free = subprocess.check_output(["df", "-k", "--output=avail", str(stick)])
            filler.write_bytes(b"x" * (1024 * int(free.split()[-1])))
            card = write(ada, "there is no room for this " * 300)
            report_of = sync_once(ada)
            assert isinstance(report_of.trouble, FolderFull)
            tally["faults injected"] += 1
            assert text(ada, other) == "sent in time"
            filler.unlink()
            assert sync_once(ada).trouble is None
            sync_once(grace)
            tally["edits lost"] += int(not text(grace, card).startswith("there is no room"))
            tally["survived"] += int(agree(ada, grace))
    report("a full shared folder", tally)
    assert tally["survived"] == tally["faults injected"]
    assert tally["edits lost"] == 0


def test_a_window_says_that_the_folder_is_full_and_goes_on(tmp_path: Path, stick: Path) -> None:
    loop = Loop()
    with open_session(small_project(tmp_path / "ada.journey")) as ada:
        sync_once(ada, stick)
        filler = stick / "filler"
        with sharing(ada, loop) as (_, told):
            loop.until(lambda: told.state == "up_to_date")
            free = subprocess.check_output(["df", "-k", "--output=avail", str(stick)])
            filler.write_bytes(b"x" * (1024 * int(free.split()[-1])))
            write(ada, "no room " * 1000)
            loop.until(lambda: told.state == "needs_you")
            assert "no room left" in told.last.problems[0]
            filler.unlink()
            loop.until(lambda: told.state == "up_to_date")
        with join(stick, tmp_path / "grace.journey") as grace:
            assert agree(ada, grace)


def test_a_folder_that_may_only_be_read_still_gives(
    tmp_path: Path, stick: Path, report: Report
) -> None:
    tally = Tally({"edits lost": 0})
    with open_session(small_project(tmp_path / "ada.journey")) as ada:
        sync_once(ada, stick)
        with join(stick, tmp_path / "grace.journey") as grace:
            other = write(grace, "sent in time", 1)
            sync_once(grace)
            _mount("-o", "remount,ro", stick)
            card = write(ada, "written meanwhile")
            told = sync_once(ada)
            tally["faults injected"] += 1
            assert isinstance(told.trouble, FolderReadOnly)
            assert told.received == 1
            assert text(ada, other) == "sent in time"
            line = journey_studio("sync", tmp_path / "grace.journey")
            succeeded(line)  # it has nothing to send, and needs nothing
            _mount("-o", "remount,rw", stick)
            assert sync_once(ada).sent == 1
            sync_once(grace)
            tally["edits lost"] += int(text(grace, card) != "written meanwhile")
            tally["survived"] += int(agree(ada, grace))
    report("a read-only shared folder", tally)
    assert tally["survived"] == tally["faults injected"]
    assert tally["edits lost"] == 0


def test_a_folder_nobody_can_write_to_cannot_be_shared_in(tmp_path: Path, stick: Path) -> None:
    _mount("-o", "remount,ro", stick)
    with open_session(small_project(tmp_path / "ada.journey")) as ada:
        with pytest.raises(FolderReadOnly):
            sync_once(ada, stick)
        assert ada.folder is None


def test_a_stick_pulled_out_while_sharing_comes_back(
    tmp_path: Path, stick: Path, report: Report
) -> None:
    """The place it was put in is an empty folder meanwhile, in which nothing may appear."""
    loop = Loop()
    tally = Tally({"edits lost": 0})
    kept = tmp_path / "kept"
    with open_session(small_project(tmp_path / "ada.journey")) as ada:
        sync_once(ada, stick)
        with sharing(ada, loop) as (shared, told):
            loop.until(lambda: told.state == "up_to_date")
            for number in range(3):
                subprocess.run(["cp", "-a", str(stick), str(kept)], check=True)
                subprocess.run(["umount", "-l", str(stick)], check=True)
                tally["faults injected"] += 1
                card = write(ada, f"without the stick {number}")
                loop.until(lambda: told.state in ("offline", "needs_you"))
                assert list(stick.iterdir()) == []
                _put_in(stick)
                subprocess.run(["cp", "-a", f"{kept}/.", str(stick)], check=True)
                subprocess.run(["rm", "-r", str(kept)], check=True)
                shared.sync_now()
                loop.until(lambda: told.state == "up_to_date")
                with join(stick, tmp_path / f"{number}.journey") as other:
                    wanted = f"without the stick {number}"
                    tally["edits lost"] += int(text(other, card) != wanted)
                    tally["survived"] += int(agree(ada, other))
    report("a stick pulled out", tally)
    assert tally["survived"] == tally["faults injected"]
    assert tally["edits lost"] == 0


def test_a_folder_that_vanishes_in_the_middle_of_a_round(tmp_path: Path, report: Report) -> None:
    """Renamed away after every number of steps of a round, and back for the next one."""
    folder, away = tmp_path / "shared", tmp_path / "away"
    folder.mkdir()
    tally = Tally({"edits lost": 0, "diverged": 0})
    with open_session(small_project(tmp_path / "ada.journey")) as ada:
        sync_once(ada, folder)
        with join(folder, tmp_path / "grace.journey") as grace:
            for stop in range(12):
                card = write(ada, f"edit {stop}", 0)
                for number in range(4):
                    write(ada, f"more {stop}", 1 + number)
                    write(grace, f"hers {stop}", 5 + number)
                sync_once(grace)
                steps: list[str] = []

                def vanish(step: str, *_: int, steps: list[str] = steps, stop: int = stop) -> None:
                    steps.append(step)
                    if len(steps) == stop + 1:
                        folder.rename(away)

                told = sync_once(ada, progress=vanish)
                if away.exists():
                    tally["faults injected"] += 1
                    assert told.trouble is None or isinstance(told.trouble, FolderGone)
                    away.rename(folder)
                for session in (ada, grace, ada):
                    assert sync_once(session).trouble is None
                tally["edits lost"] += int(text(grace, card) != f"edit {stop}")
                tally["diverged"] += int(not agree(ada, grace))
                tally["survived"] += int(len(steps) > stop)
    report("a folder that vanishes half-way", tally)
    assert tally["faults injected"] == tally["survived"] > 3
    assert tally["edits lost"] == tally["diverged"] == 0
