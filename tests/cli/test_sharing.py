# SPDX-License-Identifier: Apache-2.0
"""Sharing from the command line: join and sync."""

import os
import signal
from pathlib import Path

import pytest

from journey_studio.session import Settings, open_session, save_settings
from journey_studio.session.settings import settings_file
from tests.cli.processes import fails, hear, journey_studio, succeeded, succeeds, watching
from tests.session.sharers import sample, spoil_rows, text, write
from tests.store.projects import names


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that a project is shared in."""
    made = tmp_path / "shared"
    made.mkdir()
    (tmp_path / "a.journey").write_bytes(sample())
    succeeds("sync", tmp_path / "a.journey", "--folder", made)
    return made


def _dump(path: Path) -> str:
    return succeeds("dump", path).out


def test_a_project_is_shared_joined_and_kept_the_same(tmp_path: Path, folder: Path) -> None:
    one, two = tmp_path / "a.journey", tmp_path / "b.journey"
    told = succeeds("join", folder, two).out
    assert "5 changes" in told
    assert "8 pictures" in told
    assert _dump(one) == _dump(two)
    with open_session(one) as session:
        write(session, "from one")
    with open_session(two) as session:
        write(session, "from two", 1)
    assert "Sent 1 change and 0 pictures." in succeeds("sync", one).out
    told = succeeds("sync", two).out
    assert "Sent 1 change and" in told
    assert "Received 1 change and" in told
    succeeds("sync", one)
    assert _dump(one) == _dump(two)


def test_repair_puts_back_what_a_disk_spoilt_unseen(tmp_path: Path, folder: Path) -> None:
    one, two = tmp_path / "a.journey", tmp_path / "b.journey"
    for file in [*folder.glob("*/changes/*/*"), *folder.glob("*/pictures/*/*")]:
        found = file.stat()
        data = bytearray(file.read_bytes())
        data[-1] ^= 1
        file.write_bytes(data)
        os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert "Sent 0 changes" in succeeds("sync", one).out
    assert "Sent 5 changes and 8 pictures." in succeeds("sync", one, "--repair").out
    succeeds("join", folder, two)
    assert _dump(one) == _dump(two)


def test_who_shares_is_named_with_how_much_they_have(tmp_path: Path, folder: Path) -> None:
    save_settings(Settings("Grace\x1b[31m", "Service", "Desk"))
    try:
        succeeds("join", folder, tmp_path / "b.journey")
        succeeds("sync", tmp_path / "b.journey")
    finally:
        settings_file().unlink()
    told = succeeds("sync", tmp_path / "a.journey").out
    assert "(Service, Desk) has 5 changes." in told
    assert "\x1b" not in told


def test_what_people_wrote_at_once_is_counted(tmp_path: Path, folder: Path) -> None:
    one, two = tmp_path / "a.journey", tmp_path / "b.journey"
    succeeds("join", folder, two)
    for path, words in ((one, "mine"), (two, "yours")):
        with open_session(path) as session:
            write(session, words)
        succeeds("sync", path)
    assert "In 1 place people wrote at once" in succeeds("sync", one).out


def test_a_project_that_is_not_shared_says_so_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.journey").write_bytes(sample())
    assert "not shared yet" in fails("sync", tmp_path / "a.journey")
    assert "not shared yet" in fails("sync", tmp_path / "a.journey", "--watch")
    assert "not there" in fails("sync", tmp_path / "a.journey", "--folder", tmp_path / "none")
    assert "not shared yet" in fails("sync", tmp_path / "a.journey")


def test_a_folder_of_no_name_is_never_the_one_somebody_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.journey").write_bytes(sample())
    monkeypatch.chdir(tmp_path)
    assert "a name is missing" in fails("sync", tmp_path / "a.journey", "--folder", "")
    assert "a name is missing" in fails("join", "", tmp_path / "b.journey")
    assert names(tmp_path) == ["a.journey"]


def test_a_join_that_cannot_be_leaves_nothing(tmp_path: Path, folder: Path) -> None:
    said = fails("join", tmp_path / "none", tmp_path / "b.journey")
    assert f"The folder {tmp_path / 'none'} is not there, so no file was made" in said
    assert "No shared project" in fails("join", tmp_path, tmp_path / "b.journey")
    before = (tmp_path / "a.journey").read_bytes()
    fails("join", folder, tmp_path / "a.journey")
    assert (tmp_path / "a.journey").read_bytes() == before
    assert names(tmp_path) == ["a.journey", "shared"]


def test_a_folder_that_is_away_is_one_line_and_back_it_is_used(
    tmp_path: Path, folder: Path
) -> None:
    folder.rename(tmp_path / "away")
    assert "not there" in fails("sync", tmp_path / "a.journey")
    (tmp_path / "away").rename(folder)
    succeeds("sync", tmp_path / "a.journey")


def test_a_project_open_in_a_window_is_sent_and_left_alone(tmp_path: Path, folder: Path) -> None:
    with open_session(tmp_path / "a.journey") as window:
        write(window, "in the window")
        run = succeeded(journey_studio("sync", tmp_path / "a.journey"))
        assert "Sent 1 change" in run.out
        assert "Received" not in run.out
        assert "takes changes by itself" in run.err
        succeeded(journey_studio("sync", tmp_path / "a.journey", "--watch"))
    succeeds("join", folder, tmp_path / "b.journey")
    assert _dump(tmp_path / "a.journey") == _dump(tmp_path / "b.journey")


def test_a_copy_that_is_wrong_is_told_and_how_to_go_on(tmp_path: Path, folder: Path) -> None:
    one, two = tmp_path / "a.journey", tmp_path / "b.journey"
    succeeds("join", folder, two)
    succeeds("sync", two)
    spoil_rows(two)
    run = succeeded(journey_studio("sync", two))
    assert "made anew" in run.err
    assert _dump(one) == _dump(two)


def test_the_right_copy_fails_until_the_other_is_right(tmp_path: Path, folder: Path) -> None:
    two = tmp_path / "b.journey"
    succeeds("join", folder, two)
    spoil_rows(two)
    for seen in folder.rglob("k-*.jsf"):
        seen.unlink()
    succeeds("sync", two)
    line = fails("sync", tmp_path / "a.journey")
    assert "shows something else" in line
    assert "ask" in line
    succeeded(journey_studio("sync", two))
    succeeds("sync", tmp_path / "a.journey")


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, 143)])
def test_watching_goes_on_until_it_is_ended(
    tmp_path: Path, folder: Path, number: signal.Signals, code: int
) -> None:
    two = tmp_path / "b.journey"
    succeeds("join", folder, two)
    process = watching(two)
    with open_session(tmp_path / "a.journey") as session:
        card = write(session, "while it watches")
    succeeds("sync", tmp_path / "a.journey")
    hear(process, "Received 1 change")
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert process.returncode == code, err
    assert len(err.splitlines()) == int(code != 0)
    with open_session(two) as session:
        assert session.read_only_reason is None
        assert text(session, card) == "while it watches"
    assert ("everything is saved" in out) == (code == 0)
