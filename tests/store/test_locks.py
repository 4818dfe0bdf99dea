# SPDX-License-Identifier: Apache-2.0
"""One writer, whatever way the second start takes; a crash gives the right to write back."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from journey_studio.store import locks, places
from journey_studio.store.project import open_project
from journey_studio.store.recovery import forget, left_open
from tests.faults.crash import start
from tests.store.projects import edit, names, small_project

_HOLD = """
import sys
from pathlib import Path
from unittest.mock import patch
home = lambda *_, **__: Path(sys.argv[2])
with patch("journey_studio.store.places.user_data_path", home), \\
        patch("journey_studio.store.places.user_state_path", home):
    from journey_studio.store.project import open_project
    project = open_project(Path(sys.argv[1]))
    print(project.read_only_reason, flush=True)
    sys.stdin.read()
    project.close()
"""


@contextmanager
def another_program(path: Path, home: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that has the project open until its stdin ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path), str(home)],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "None\n"
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def test_a_second_start_is_told_and_reads(tmp_path: Path, home: Path) -> None:
    path = small_project(tmp_path / "a.journey")
    with another_program(path, home) as other:
        with open_project(path) as project:
            assert "being edited in another window" in (project.read_only_reason or "")
            assert len(project.snapshot.records) == 53
        other.communicate("")
        assert other.returncode == 0
    with open_project(path) as project:
        assert project.read_only_reason is None


def test_a_reader_sees_what_the_writer_saved(tmp_path: Path) -> None:
    path = small_project(tmp_path / "a.journey")
    with open_project(path) as writer:
        with open_project(path) as reader:
            assert reader.read_only_reason is not None
            after = edit(writer, "new").snapshot
            assert reader.snapshot != after
        with open_project(path) as reader:
            assert reader.snapshot == after


def test_opening_while_somebody_edits_never_looks_like_damage(tmp_path: Path) -> None:
    path = small_project(tmp_path / "a.journey")
    with start("edits", path, 0, 150) as editor:
        assert editor.stdout is not None
        assert editor.stdout.readline() == "open\n"
        seen = 0
        while editor.poll() is None:
            with open_project(path, read_only=True) as project:
                assert project.notice == ""
                assert project.change_count >= seen
                seen = project.change_count
            editor.stdout.readline()
        editor.stdout.read()


def test_a_link_and_another_name_lead_to_the_same_lock(tmp_path: Path) -> None:
    path = small_project(tmp_path / "a.journey")
    soft, hard = tmp_path / "soft.journey", tmp_path / "hard.journey"
    soft.symlink_to(path)
    hard.hardlink_to(path)
    with open_project(path):
        for name in (soft, hard, tmp_path / "." / "a.journey"):
            with open_project(name) as second:
                assert second.read_only_reason is not None


def test_a_killed_writer_leaves_the_right_to_write_and_a_note(tmp_path: Path, home: Path) -> None:
    path = small_project(tmp_path / "a.journey")
    before = time.time()
    with another_program(path, home) as other:
        assert left_open() == []
        other.send_signal(signal.SIGKILL)
        other.wait()
        (left,) = left_open()
        assert left.path == path
        assert before - 1 <= left.since.timestamp() <= time.time()
    with open_project(path) as project:
        assert project.read_only_reason is None
        assert left_open() == []
    assert left_open() == []


def test_what_a_person_does_not_want_back_is_not_offered_again(tmp_path: Path, home: Path) -> None:
    path = small_project(tmp_path / "a.journey")
    with another_program(path, home) as other:
        other.kill()
        other.wait()
    (left,) = left_open()
    forget(left)
    assert left_open() == []


def test_a_project_that_has_gone_is_not_offered(tmp_path: Path, home: Path) -> None:
    path = small_project(tmp_path / "a.journey")
    with another_program(path, home) as other:
        other.kill()
        other.wait()
    path.unlink()
    assert left_open() == []
    assert list(places.open_folder().iterdir()) == []


@pytest.mark.parametrize("content", ["", "{", "[]", '{"path": 1, "since": "x"}', "\0" * 9])
def test_a_note_that_says_nothing_is_passed_over(content: str) -> None:
    places.open_folder().mkdir(parents=True)
    (places.open_folder() / "x.json").write_text(content)
    assert left_open() == []


def test_of_many_that_race_for_the_lock_one_wins(tmp_path: Path, home: Path) -> None:
    path = small_project(tmp_path / "a.journey")
    script = _HOLD.replace("sys.stdin.read()", "import time; time.sleep(1)")
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(path), str(home)],
            cwd=Path(__file__).parents[2],
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    reasons = [racer.communicate()[0].strip() for racer in racers]
    assert reasons.count("None") == 1, reasons
    assert [racer.returncode for racer in racers] == [0] * 3


def test_a_note_given_up_at_the_last_moment_locks_nobody_out(tmp_path: Path) -> None:
    path = small_project(tmp_path / "a.journey")
    first = locks.take(path)
    assert first is not None
    assert locks.take(path) is None
    first.release()
    second = locks.take(path)
    assert second is not None
    assert names(places.open_folder()) == [second.note.name]
    second.release()
