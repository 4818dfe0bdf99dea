# SPDX-License-Identifier: Apache-2.0
"""Projects in synced folders: edited in a working copy, merged with whatever comes, never lost."""

import errno
import io
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from journey_studio.errors import JourneyError
from journey_studio.model.commands import Add, Edit
from journey_studio.session import Session, new_project, new_sample, open_session
from journey_studio.session.keeper import Keeper
from journey_studio.session.keeping import open_kept
from journey_studio.session.merging import OtherProject, merge_copy
from journey_studio.session.working_copy import NotBroughtBack, Taken
from journey_studio.store import fetching
from journey_studio.store.errors import NotSaved
from journey_studio.store.places import backups_folder
from journey_studio.store.recovery import forget, left_open
from journey_studio.store.working import kept_for, original_of, working_folder

SUFFIXES = (
    " (Jane's conflicted copy 2026-11-22)",
    ".sync-conflict-20261122-101010-ABCDEFG",
    "-LAPTOP-7F3K",
    " (1)",
    "_NAS_Jan-05-1234-2026_Conflict",
    " (conflicted copy 2026-11-22 101010)",
)


@pytest.fixture(autouse=True)
def _nothing_left_open() -> Iterator[None]:
    """Who is killed leaves a note, which the next window would ask about."""
    yield
    for left in left_open():
        forget(left)


@pytest.fixture
def synced(tmp_path: Path) -> Path:
    """A folder that a program synchronises."""
    folder = tmp_path / "team"
    (folder / ".stfolder").mkdir(parents=True)
    return folder


@pytest.fixture
def original(synced: Path) -> Path:
    """A project that somebody has put there."""
    path = synced / "Night train.journey"
    with new_project(path) as session:
        session.document.apply(Add(kind="map", values={"title": "One"}))
    return path


def png(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "PNG")
    return out.getvalue()


def titles(session: Session) -> list[str]:
    return sorted(each.title for each in session.snapshot.maps())


def titles_in(path: Path) -> list[str]:
    """The maps in a file as it lies there, read by its own session."""
    with open_session(path, read_only=True) as session:
        return titles(session)


def add(session: Session, title: str) -> None:
    session.document.apply(Add(kind="map", values={"title": title}))


def edit_there(path: Path, title: str) -> None:
    """What a colleague's program makes of the file, carried here by the other program."""
    with open_session(path) as session:
        add(session, title)


def test_a_project_on_a_disk_is_opened_where_it_lies(tmp_path: Path) -> None:
    path = tmp_path / "plain.journey"
    new_project(path).close()
    with open_kept(path) as session:
        assert session.working is None
        assert session.place == session.path == path


def test_a_project_in_a_synced_folder_is_edited_elsewhere_and_called_as_it_was(
    original: Path,
) -> None:
    before = original.read_bytes()
    with open_kept(original) as session:
        assert session.place == original
        assert working_folder() in session.path.parents
        assert session.path.name == original.name
        assert original_of(session.path) == original
        assert session.working is not None
        assert session.working.lying.service == "Syncthing"
        add(session, "Two")
        assert titles(session) == ["One", "Two"]
        assert original.read_bytes() == before, "nothing happens where it lies until it is whole"
        assert [each.name for each in original.parent.iterdir()].count(original.name) == 1
        behind = [session.working.unwritten]
        session.working.finish()
        behind.append(session.working.unwritten)
        assert behind == [True, False]
    assert titles_in(original) == ["One", "Two"]
    assert sorted(each.name for each in original.parent.iterdir()) == [".stfolder", original.name]


def test_what_came_to_the_original_meanwhile_is_merged_at_opening_and_at_closing(
    original: Path,
) -> None:
    with open_kept(original) as session:
        add(session, "Mine")
        assert session.working is not None
        session.working.finish()
    edit_there(original, "While closed")
    with open_kept(original) as session:
        assert titles(session) == ["Mine", "One", "While closed"]
        assert session.working is not None
        assert session.working.opened.changes == 1
        edit_there(original, "While open")
        add(session, "Mine too")
        taken = session.working.finish()
        assert taken.changes == 1
    assert titles_in(original) == ["Mine", "Mine too", "One", "While closed", "While open"]


def test_a_program_that_brings_an_old_file_back_takes_nothing_away(original: Path) -> None:
    old = original.read_bytes()
    with open_kept(original) as session:
        add(session, "Mine")
        assert session.working is not None
        session.working.finish()
    original.write_bytes(old)
    with open_kept(original) as session:
        assert titles(session) == ["Mine", "One"]
        assert session.working is not None
        assert session.working.unwritten
        session.working.finish()
    assert titles_in(original) == ["Mine", "One"]


def test_pictures_travel_both_ways(original: Path) -> None:
    with open_kept(original) as session:
        mine = session.add_picture(png(3, 3))
        with open_session(original) as there:
            theirs = there.add_picture(png(4, 4))
            add(there, "Theirs")
        assert session.working is not None
        session.working.finish()
        assert session.picture(theirs) is not None
    with open_session(original, read_only=True) as there:
        assert there.picture(mine) is not None
        assert there.picture(theirs) is not None


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_conflicted_copy_beside_it_is_merged_and_may_be_put_away(
    original: Path, suffix: str
) -> None:
    copy = original.with_name(f"{original.stem}{suffix}.journey")
    shutil.copy(original, copy)
    edit_there(copy, "Theirs")
    with open_kept(original) as session:
        working = session.working
        assert working is not None
        assert titles(session) == ["One", "Theirs"]
        assert working.opened.copies == (copy,)
        assert copy.exists(), "it stays until somebody has it put away"
        assert working.look() is None, "it is merged once"
        (place,) = working.put_away_merged()
        assert not copy.exists()
        assert backups_folder() in place.parents
        working.finish()
    assert titles_in(place) == ["One", "Theirs"]
    assert titles_in(original) == ["One", "Theirs"]


def test_another_project_of_such_a_name_and_a_torn_copy_are_left_alone(original: Path) -> None:
    other = original.with_name("Night train (1).journey")
    new_project(other).close()
    torn = original.with_name("Night train (2).journey")
    torn.write_bytes(original.read_bytes()[:5000])
    with open_kept(original) as session:
        assert session.working is not None
        assert session.working.opened.copies == ()
        (problem,) = session.working.opened.problems
        assert torn.name in problem
        assert titles(session) == ["One"]
        torn.write_bytes(original.read_bytes())
        look = session.working.look()
        assert look is not None
        assert session.working.take(look).copies == (torn,), "it has arrived whole by now"
    assert other.exists()


def test_two_on_one_original_are_told_of_one_another(original: Path) -> None:
    with open_kept(original) as first, open_kept(original) as second:
        assert first.read_only_reason is None
        assert second.read_only_reason is not None
        assert "edited in another window" in second.read_only_reason
        assert second.place == original


def test_an_original_that_may_not_be_written_to_opens_for_reading(
    original: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode: Path(path) != original and real(path, mode)
    )
    with open_kept(original) as session:
        assert session.read_only_reason is not None
        assert session.place == original
        with pytest.raises(JourneyError):
            add(session, "No")


def test_without_its_original_the_working_copy_is_opened_and_kept(original: Path) -> None:
    with open_kept(original) as session:
        add(session, "Mine")
    original.unlink()
    with open_kept(original) as session:
        working = session.working
        assert working is not None
        assert titles(session) == ["Mine", "One"]
        (problem,) = working.opened.problems
        assert str(working.inner) in problem, "it says where everything is safe"
        add(session, "More")
        with pytest.raises(NotBroughtBack, match="not in"):
            working.finish()
        assert not original.exists(), "who has deleted it may have meant it"
    assert titles_in(kept_for(original)[0]) == ["Mine", "More", "One"]


def test_another_project_at_its_place_is_never_written_over(original: Path) -> None:
    with open_kept(original) as session:
        add(session, "Mine")
        original.unlink()
        new_project(original, "Other").close()
        other = original.read_bytes()
        assert session.working is not None
        with pytest.raises(NotBroughtBack, match="Another project"):
            session.working.finish()
    assert original.read_bytes() == other
    with open_kept(original) as session:
        assert titles(session) == [], "that one is opened now"
    assert len(kept_for(original)) == 2, "and the first one's working copy is still there"


def test_a_damaged_original_is_written_whole_again_and_kept_aside(original: Path) -> None:
    with open_kept(original) as session:
        add(session, "Mine")
        assert session.working is not None
        session.working.finish()
    data = bytearray(original.read_bytes())
    data[4096:8192] = bytes(4096)
    original.write_bytes(data)
    with open_kept(original) as session:
        assert titles(session) == ["Mine", "One"]
        assert session.working is not None
        (problem,) = session.working.opened.problems
        assert "damaged" in problem
        with pytest.raises(NotBroughtBack):
            session.working.put()  # it may be half arrived: not while work goes on
        session.working.finish()
    assert titles_in(original) == ["Mine", "One"]
    aside = [path for path in backups_folder().rglob(original.name) if "put away" in path.parts]
    assert any(path.read_bytes() == bytes(data) for path in aside)


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EACCES, errno.EIO, errno.ENOTCONN])
def test_a_folder_that_fails_costs_no_edit(
    original: Path, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    before = original.read_bytes()

    def fails(_source: Path, _target: Path) -> None:
        raise OSError(error, os.strerror(error))

    with open_kept(original) as session:
        add(session, "Mine")
        assert session.working is not None
        with monkeypatch.context() as patch:
            patch.setattr(fetching, "_write_through", fails)
            with pytest.raises(NotBroughtBack) as caught:
                session.working.finish()
        assert os.strerror(error) in str(caught.value)
        assert str(session.working.inner) in str(caught.value)
        assert original.read_bytes() == before
        session.working.finish()
    assert titles_in(original) == ["Mine", "One"]


def test_what_could_not_be_merged_is_not_written_over(original: Path) -> None:
    theirs = "Theirs " * 2_000
    with open_kept(original) as session:
        working = session.working
        assert working is not None
        add(session, "Mine")
        edit_there(original, theirs)
        there = original.read_bytes()
        with session.project.journal._database.reading() as connection:
            connection.execute("PRAGMA max_page_count=1")  # it does not get any larger: full
        with pytest.raises(NotSaved):
            working.finish()
        assert not working.put(), "it was not merged yet"
        assert original.read_bytes() == there
        with session.project.journal._database.reading() as connection:
            connection.execute("PRAGMA max_page_count=1000000")
        assert working.finish().changes == 1
        assert titles(session) == ["Mine", "One", theirs]
    assert titles_in(original) == ["Mine", "One", theirs]


def test_a_file_that_is_not_as_it_was_written_is_found(
    original: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = fetching._write_through

    def cut(source: Path, target: Path) -> None:
        real(source, target)
        os.truncate(target, target.stat().st_size // 2)

    with open_kept(original) as session:
        add(session, "Mine")
        assert session.working is not None
        with monkeypatch.context() as patch:
            patch.setattr(fetching, "_write_through", cut)
            with pytest.raises(NotBroughtBack):
                session.working.finish()
        assert titles_in(original) == ["One"], "half a file never takes the place of a whole one"


# Beside the work


@pytest.fixture
def told() -> list[tuple[Taken, str]]:
    return []


def test_beside_the_work_both_are_kept_together(
    original: Path, told: list[tuple[Taken, str]]
) -> None:
    with open_kept(original) as session:
        assert session.working is not None
        errands: list[object] = []
        keeper = Keeper(
            session.working, errands.append, lambda *said: told.append(said), look_every=0.05
        )
        keeper.start()

        def until(true: object) -> None:
            end = time.monotonic() + 20
            while not true():  # type: ignore[operator]
                assert time.monotonic() < end, "waited in vain"
                while errands:
                    errands.pop(0)()  # type: ignore[operator]
                time.sleep(0.01)

        edit_there(original, "Theirs")
        until(lambda: titles(session) == ["One", "Theirs"])
        add(session, "Mine")
        keeper.write_soon()
        until(lambda: titles_in(original) == ["Mine", "One", "Theirs"])
        edit_there(original, "Last")
        add(session, "Mine too")
        assert keeper.close() == ""
        assert titles(session) == ["Last", "Mine", "Mine too", "One", "Theirs"]
    assert titles_in(original) == ["Last", "Mine", "Mine too", "One", "Theirs"]
    assert any(taken.changes for taken, _ in told)


def test_what_is_edited_while_it_is_written_back_is_written_too(
    original: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("journey_studio.session.keeper._REST", 0.05)
    bring_back = fetching.bring_back
    with open_kept(original) as session:
        assert session.working is not None
        keeper = Keeper(session.working, lambda call: call(), lambda *_: None, look_every=0.05)

        def slowly(*what: Any) -> object:
            mark = bring_back(*what)
            if "Late" not in titles(session):
                add(session, "Late")
                keeper.note_edit()
            return mark

        monkeypatch.setattr("journey_studio.session.working_copy.bring_back", slowly)
        add(session, "Early")
        keeper.start()
        end = time.monotonic() + 10
        while titles_in(original) != ["Early", "Late", "One"] and time.monotonic() < end:
            time.sleep(0.1)
        assert titles_in(original) == ["Early", "Late", "One"]
        assert keeper.close() == ""


def test_closing_waits_for_no_folder_that_does_not_answer(
    original: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_kept(original) as session:
        assert session.working is not None
        add(session, "Mine")
        monkeypatch.setattr(session.working, "look", lambda: time.sleep(3))
        keeper = Keeper(session.working, lambda _: None, lambda *_: None)
        begun = time.monotonic()
        sentence = keeper.close(seconds=0.3)
        assert time.monotonic() - begun < 2.5
        assert "does not answer" in sentence
        assert str(session.working.inner) in sentence


# Other processes, and their sudden end

WORKER = """
import sys, time
from pathlib import Path
from journey_studio.model.commands import Add
from journey_studio.session.keeping import open_kept
path, name, writes = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "writes"
session = open_kept(path)
number = 0
while True:
    title = f"{name} {number}"
    session.document.apply(Add(kind="map", values={"title": title}))
    print(title, flush=True)
    number += 1
    if writes and number % 3 == 0:
        session.working.finish()
        print("written", flush=True)
"""


def work(path: Path, name: str, writes: bool) -> subprocess.Popen[str]:
    how = "writes" if writes else "edits"
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, str(path), name, how], stdout=subprocess.PIPE, text=True
    )


def kill_after(process: subprocess.Popen[str], lines: int, wait: float = 0.0) -> list[str]:
    """The edits that were acknowledged before the process was killed."""
    assert process.stdout is not None
    heard = [process.stdout.readline().strip() for _ in range(lines)]
    time.sleep(wait)
    process.send_signal(signal.SIGKILL)
    heard += process.stdout.read().split("\n")
    process.stdout.close()
    process.wait()
    return [line for line in heard if line and line != "written"]


def test_a_killed_process_loses_no_edit(original: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Killed while it edits, and while it writes back, and whoever opens it next has everything."""
    done: list[str] = []
    kills = 6
    for number in range(kills):
        process = work(original, f"run {number}", writes=number % 2 == 1)
        done += kill_after(process, 4 + number, wait=0.003 * number)
        titles_in(original)  # whatever happened, what lies there is whole
    with open_kept(original) as session:
        there = titles(session)
        lost = [title for title in done if title not in there]
        assert session.working is not None
        session.working.finish()
    with capsys.disabled():
        print(f"\nfaults injected {kills} / survived {kills} / edits lost {len(lost)}")
    assert lost == []
    assert set(done) <= set(titles_in(original))
    left = [each.name for each in original.parent.iterdir()]
    assert sorted(left) == [".stfolder", original.name], "no part of a file stays behind"


def test_two_computers_with_one_file_between_them_lose_nothing(
    original: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each has a home of its own; a program copies the file about and keeps what came second."""
    homes = [tmp_path / "jane", tmp_path / "omar"]
    done: list[str] = []
    faults = 0
    for number in range(3):
        for home in homes:
            home.mkdir(exist_ok=True)
            env = {**os.environ, "XDG_DATA_HOME": str(home), "XDG_STATE_HOME": str(home)}
            process = subprocess.Popen(
                [sys.executable, "-c", WORKER, str(original), f"{home.name} {number}", "writes"],
                stdout=subprocess.PIPE, text=True, env=env,
            )  # fmt: skip
            before = original.read_bytes()
            done += kill_after(process, 5)
            if number % 2 == 0:  # the other computer's version wins, this one's lies beside it
                copy = original.with_name(
                    f"{original.stem} ({home.name}'s conflicted copy).journey"
                )
                shutil.copy(original, copy)
                original.write_bytes(before)
                faults += 1
            faults += 1
    found: set[str] = set()
    for home in homes:
        env = {**os.environ, "XDG_DATA_HOME": str(home), "XDG_STATE_HOME": str(home)}
        said = subprocess.run(
            [sys.executable, "-c", FINISH, str(original)], capture_output=True, text=True, env=env,
            check=True,
        )  # fmt: skip
        found = set(said.stdout.split("\n"))
    lost = [title for title in done if title not in found]
    with capsys.disabled():
        print(f"\nfaults injected {faults} / survived {faults} / edits lost {len(lost)}")
    assert lost == []
    assert set(done) <= set(titles_in(original))


FINISH = """
import sys
from pathlib import Path
from journey_studio.session.keeping import open_kept
with open_kept(Path(sys.argv[1])) as session:
    session.working.finish()
    print("\\n".join(each.title for each in session.snapshot.maps()))
"""


def test_two_processes_that_open_it_at_once_make_one_working_copy(original: Path) -> None:
    running = [work(original, f"process {number}", writes=False) for number in range(3)]
    first = [process.stdout.readline().strip() for process in running if process.stdout]
    for process in running:
        process.kill()
        process.communicate()
    edited = [line for line in first if line]
    assert len(edited) == 1, "one may edit, the others are told"
    assert len(kept_for(original)) == 1


# Merging by hand


def test_another_copy_is_merged_whole_and_left_as_it_is(original: Path, tmp_path: Path) -> None:
    copy = tmp_path / "From a stick.journey"
    shutil.copy(original, copy)
    edit_there(copy, "Theirs")
    with open_session(copy) as there:
        picture = there.add_picture(png(5, 5))
    before = copy.read_bytes()
    with open_kept(original) as session:
        merged = merge_copy(session, copy)
        assert (merged.changes, merged.pictures) == (1, 1)
        assert titles(session) == ["One", "Theirs"]
        assert session.picture(picture) is not None
        assert merge_copy(session, copy) == (0, 0)
    assert copy.read_bytes() == before


def test_both_sides_of_one_edit_are_kept_as_a_conflict(original: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.journey"
    shutil.copy(original, copy)
    for path, title in ((original, "Mine"), (copy, "Theirs")):
        with open_session(path) as session:
            session.document.apply(Edit(id=session.map_ids[0], values={"title": title}))
    with open_session(original) as session:
        merge_copy(session, copy)
        assert any(not each.agreed for each in session.snapshot.contested.values())


def test_another_project_is_not_merged(original: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.journey"
    new_sample(other).close()
    with open_session(original) as session, pytest.raises(OtherProject):
        merge_copy(session, other)


def test_a_copy_that_holds_bytes_of_others_is_refused_whole(original: Path, tmp_path: Path) -> None:
    torn = tmp_path / "torn.journey"
    shutil.copy(original, torn)
    edit_there(torn, "Theirs")
    data = bytearray(torn.read_bytes())
    at = data.find(b'["Theirs"]') + 2
    data[at] ^= 1
    torn.write_bytes(data)
    with open_session(original) as session:
        with pytest.raises(JourneyError):
            merge_copy(session, torn)
        assert titles(session) == ["One"]
