# SPDX-License-Identifier: Apache-2.0
"""One's own changes are known again, in a copied file and from another process too."""

import subprocess
import sys
from pathlib import Path

import pytest

from journey_studio.model.change import Author
from journey_studio.model.commands import Add, Edit
from journey_studio.session import new_project, new_sample, open_session
from journey_studio.session import own as own_module
from journey_studio.session.own import is_by, is_own, own_file, own_replicas, remember


@pytest.fixture(autouse=True)
def computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A computer on which the program has never run."""
    folder = tmp_path / "home"
    monkeypatch.setattr("journey_studio.store.places.user_data_path", lambda *_, **__: folder)
    monkeypatch.setattr(own_module, "_MINTED", set())
    return folder


def test_what_was_done_here_is_ones_own_whoever_one_says_one_is(tmp_path: Path) -> None:
    path = tmp_path / "a.journey"
    with new_sample(path) as session:
        session.document.author = Author("Somebody else")
        session.document.apply(Add(kind="map", id="map-m"))
    with open_session(path) as session:
        assert all(map(is_own, session.project.journal.changes()))
        assert len(own_replicas()) == 2, "one for the sample as it was made, one for the edit"


def test_two_people_at_one_computer_are_told_apart_by_their_names(tmp_path: Path) -> None:
    with new_project(tmp_path / "a.journey") as session:
        session.document.author = Author("Anna", "Service")
        replica = session.document.apply(Add(kind="map", id="map-m")).stamp.replica  # type: ignore[union-attr]
    assert is_by(Author("Anna"), replica, Author("Anna", "Marketing"))
    assert not is_by(Author("Anna"), replica, Author("Ben"))
    assert is_by(Author(), replica, Author("Ben")), "done before anybody said who they are"
    assert not is_by(Author("Anna"), "another computer", Author("Anna"))


def test_what_another_computer_did_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.journey"
    with new_project(path) as session:
        session.document.apply(Add(kind="map", id="map-m"))
    other = tmp_path / "other computer"
    monkeypatch.setattr("journey_studio.store.places.user_data_path", lambda *_, **__: other)
    monkeypatch.setattr(own_module, "_MINTED", set())
    with open_session(path) as session:
        assert not any(map(is_own, session.project.journal.changes()))
        assert not own_file().exists(), "looking at a project mints nothing"
        change = session.document.apply(Edit(id="map-m", values={"title": "Mine"}))
        assert change is not None
        assert is_own(change)


_MANY = """
import sys
from pathlib import Path
from journey_studio.store import places
places.user_data_path = lambda *_, **__: Path(sys.argv[1])
from journey_studio.session.own import remember
for number in range(200):
    remember(f"{int(sys.argv[2]) * 1000 + number:016x}")
"""


def test_many_processes_add_at_once_and_nothing_is_lost(computer: Path) -> None:
    started = [
        subprocess.Popen([sys.executable, "-c", _MANY, str(computer), str(number)])
        for number in range(4)
    ]
    assert [each.wait(timeout=60) for each in started] == [0] * 4
    expected = {f"{process * 1000 + number:016x}" for process in range(4) for number in range(200)}
    assert own_replicas() == expected


def test_a_torn_line_spoils_no_other(computer: Path) -> None:
    remember("0123456789abcdef")
    with own_file().open("ab") as file:
        file.write(b"\n01234\xff")
    remember("fedcba9876543210")
    assert own_replicas() == {"0123456789abcdef", "fedcba9876543210"}
    assert computer.is_dir()


def test_where_nothing_can_be_kept_it_is_known_until_the_program_ends(computer: Path) -> None:
    computer.write_text("a file where the folder should be")
    remember("0123456789abcdef")
    assert own_replicas() == {"0123456789abcdef"}
    assert [each.name for each in computer.parent.iterdir()] == [computer.name]
