# SPDX-License-Identifier: Apache-2.0
"""News is what others changed since one last looked at this file."""

import shutil
from pathlib import Path

import pytest

from journey_studio.model.change import Author
from journey_studio.model.commands import Add, Edit
from journey_studio.model.document import Document, MemoryJournal
from journey_studio.model.snapshot import Snapshot
from journey_studio.session import Session, new_project, open_session
from journey_studio.session.looking import Looking


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a map, on a computer of its own."""
    home = tmp_path / "home"
    monkeypatch.setattr("journey_studio.store.places.user_data_path", lambda *_, **__: home)
    found = tmp_path / "a.journey"
    with new_project(found) as session:
        session.document.apply(Add(kind="map", id="map-m", values={"title": "Borrow a book"}))
    return found


def colleague_edits(session: Session, title: str) -> None:
    """A colleague renames the map on another computer, and the change arrives."""
    journal = session.project.journal
    theirs = MemoryJournal(journal.changes())
    document = Document(session.snapshot, theirs, session.document.project, Author("Grace", "IT"))
    change = document.apply(Edit(id="map-m", values={"title": title}))
    assert change is not None
    session.document.receive([change])


def test_the_first_look_finds_nothing_new(path: Path) -> None:
    with open_session(path) as session:
        colleague_edits(session, "From before")
        assert Looking(session).unseen() == []


def test_what_came_since_is_told_until_it_has_been_looked_at(path: Path) -> None:
    with open_session(path) as session:
        looking = Looking(session)
        colleague_edits(session, "New")
        session.document.apply(Edit(id="map-m", values={"goal": "My own edit"}))
        (change,) = looking.unseen()
        assert (change.author.name, list(change.writes)) == ("Grace", [("map-m", "title")])
    with open_session(path) as session:  # the next day
        looking = Looking(session)
        assert [each.author.name for each in looking.unseen()] == ["Grace"]
        colleague_edits(session, "Newer")
        assert len(looking.unseen()) == 2
        looking.mark_looked()
        assert looking.unseen() == []
        colleague_edits(session, "Newest")
        assert len(looking.unseen()) == 1
    with open_session(path) as session:
        assert len(Looking(session).unseen()) == 1


def test_each_copy_of_a_file_is_looked_at_by_itself(path: Path) -> None:
    copy = path.with_name("copy.journey")
    with open_session(path) as session:
        Looking(session)
        colleague_edits(session, "New")
    shutil.copy(path, copy)
    with open_session(copy) as session:
        assert Looking(session).unseen() == []
    with open_session(path) as session:
        assert len(Looking(session).unseen()) == 1


def test_a_file_in_place_of_another_has_been_looked_at_as_it_is(path: Path) -> None:
    with open_session(path) as session:
        Looking(session)
        colleague_edits(session, "New")
        Looking(session).mark_looked()
    path.unlink()
    with new_project(path) as session:
        session.document.apply(Add(kind="map", id="map-m"))
        colleague_edits(session, "Other project")
        assert Looking(session).unseen() == []


def test_a_mark_that_cannot_be_kept_or_read_does_no_harm(path: Path, tmp_path: Path) -> None:
    with open_session(path) as session:
        Looking(session)
    (kept,) = (tmp_path / "home" / "looked").iterdir()
    for content in (b"", b"{", b"[]", b'{"project": 5, "name": []}', b"\xff", b"[" * 100_000):
        kept.write_bytes(content)
        with open_session(path) as session:
            looking = Looking(session)
            assert looking.unseen() == []
            colleague_edits(session, content.hex()[:20] or "empty")
            assert len(looking.unseen()) == 1
    kept.unlink()
    kept.mkdir()
    with open_session(path) as session:
        looking = Looking(session)
        colleague_edits(session, "still told")
        assert len(looking.unseen()) == 1
        looking.mark_looked()
        assert looking.unseen() == []
    assert not list(kept.parent.glob("*.part"))


def test_a_map_one_has_seen_empty_is_news_when_it_fills(tmp_path: Path, path: Path) -> None:
    del path
    empty = tmp_path / "empty.journey"
    from journey_studio.store.project import create_project

    create_project(empty, "project-0123").close()
    with open_session(empty) as session:
        looking = Looking(session)
        there = Document(Snapshot(), MemoryJournal(), "project-0123", Author("Grace"))
        change = there.apply(Add(kind="map", id="map-m"))
        assert change is not None
        session.document.receive([change])
        assert len(looking.unseen()) == 1
    with open_session(empty) as session:
        assert len(Looking(session).unseen()) == 1
