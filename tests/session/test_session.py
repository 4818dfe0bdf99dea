# SPDX-License-Identifier: Apache-2.0
"""An open project: wired once, closed once, and nothing done by halves."""

import json
from pathlib import Path

import pytest

from journey_studio.errors import JourneyError
from journey_studio.model.canonical import map_hashes
from journey_studio.model.change import LATEST_TIME, Author, Clock, Stamp
from journey_studio.model.commands import Add, Command, Edit, SetPoint
from journey_studio.model.records import Persona
from journey_studio.session import (
    Settings,
    import_project,
    load_settings,
    new_project,
    new_sample,
    open_session,
    save_settings,
)
from journey_studio.session.settings import settings_file
from journey_studio.session.summary import summaries
from journey_studio.store.errors import ProjectExists, ReadOnlyProject, StoreError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "project.journey"


def _map() -> list[Command]:
    return [
        Add(kind="map", id="map-m", values={"title": "Borrow a book"}),
        Add(kind="stage", id="stage-s", under=("map-m",)),
        Add(kind="step", id="step-a", under=("stage-s",)),
        Add(kind="lane", id="lane-c", under=("map-m",), values={"kind": "curve"}),
        SetPoint(lane="lane-c", step="step-a", value=0.5),
    ]


def test_what_was_edited_is_there_when_the_project_is_opened_again(path: Path) -> None:
    with new_project(path) as session:
        for command in _map():
            session.document.apply(command)
        before = session.snapshot
    with open_session(path) as session:
        assert session.map_ids == ["map-m"]
        assert session.snapshot.records == before.records
        assert session.snapshot.children == before.children


def test_a_new_project_has_its_record_and_shares_its_identity_with_it(path: Path) -> None:
    with new_project(path) as session:
        project = session.snapshot.project()
        assert project is not None
        assert project.title == "project"
        assert project.id == session.document.project == session.project.project_id


def test_a_second_session_reads_but_does_not_write(path: Path) -> None:
    with new_project(path) as first, open_session(path) as second:
        assert first.read_only_reason is None
        assert second.read_only_reason
        with pytest.raises(ReadOnlyProject):
            second.require_writable()
        with pytest.raises(ReadOnlyProject):
            second.document.apply(_map()[0])
        assert second.map_ids == []


def test_a_name_that_is_taken_is_refused(path: Path) -> None:
    new_project(path).close()
    before = path.read_bytes()
    for make in (new_project, new_sample):
        with pytest.raises(ProjectExists):
            make(path)
    assert path.read_bytes() == before


def test_the_sample_brings_its_pictures(path: Path) -> None:
    with new_sample(path) as session:
        names = {each.photo for each in session.snapshot.personas()}
        names |= {
            picture for each in session.snapshot.records.values()
            if (picture := getattr(each, "picture", ""))
        }  # fmt: skip
        names.discard("")
        assert len(names) >= 2
        assert all(session.picture(name) for name in names)
        assert len(session.map_ids) == len(map_hashes(session.snapshot))


def test_commands_become_durable_together_or_not_at_all(path: Path) -> None:
    with new_project(path) as session:
        count = session.project.change_count
        with pytest.raises(JourneyError, match="Command 6"):
            session.apply_all([*_map(), Edit(id="card-none", values={"text": "x"})])
        assert session.project.change_count == count
        assert session.map_ids == []
        assert session.apply_all(_map()) == 5
        assert session.project.change_count == count + 5
        assert session.map_ids == ["map-m"]


def test_an_import_into_an_open_project_is_one_undo_step(path: Path, tmp_path: Path) -> None:
    source = tmp_path / "two.md"
    block = "```mermaid\njourney\n title {}\n A: 3: Me, You\n```\n"
    source.write_text(block.format("One") + block.format("Two"))
    with new_project(path) as session:
        session.document.apply(Add(kind="persona", values={"name": "Me"}))
        found = session.import_file(source)
        assert [each.title for each in session.snapshot.maps()] == ["One", "Two"]
        assert [each.id for each in session.snapshot.maps()] == list(found.taken.map_ids)
        assert [persona.name for persona in session.snapshot.personas()] == ["Me", "You"]
        session.document.undo()
        assert session.map_ids == []
        assert [persona.name for persona in session.snapshot.personas()] == ["Me"]
        session.document.redo()
        assert len(session.map_ids) == 2
        assert len(list(session.snapshot.under(Persona))) == 2


def test_a_refused_import_leaves_no_file(path: Path, tmp_path: Path) -> None:
    source = tmp_path / "bad.mmd"
    source.write_text("flowchart LR")
    with pytest.raises(JourneyError):
        import_project(path, source)
    assert not path.exists()


def test_a_long_import_keeps_its_order_and_short_ranks(path: Path, tmp_path: Path) -> None:
    source = tmp_path / "long.mmd"
    source.write_text("journey\n section S\n" + "".join(f" T{n}: 3: Me\n" for n in range(3000)))
    session, _ = import_project(path, source)
    with session:
        stage = session.snapshot.stages(session.map_ids[0])[0]
        steps = session.snapshot.steps(stage.id)
        assert [step.title for step in steps] == [f"T{n}" for n in range(3000)]
        assert max(len(step.place.rank) for step in steps if step.place) < 20


def test_a_crowd_of_actors_becomes_personas(path: Path, tmp_path: Path) -> None:
    source = tmp_path / "crowd.mmd"
    names = [f"P{n}" for n in range(300)]
    source.write_text(f"journey\n T: 3: {', '.join(names)}\n")
    session, found = import_project(path, source)
    with session:
        assert found.warnings == ()
        assert [persona.name for persona in session.snapshot.personas()] == names
        (told,) = summaries(session.snapshot)
        assert (told.personas, told.curve_points) == (300, 300)


def test_edits_come_after_everything_in_the_file_whatever_the_clock_says(path: Path) -> None:
    with new_project(path) as session:
        session.document.clock.observe(Stamp(LATEST_TIME - 10, 0, "fast"))
        session.document.apply(_map()[0])
    with open_session(path) as session:
        change = session.document.apply(Edit(id="map-m", values={"title": "Later"}))
        assert change is not None
        assert change.stamp.time >= LATEST_TIME - 10
        assert change.stamp > Clock(lambda: 0).next()


def test_changes_carry_only_the_name_somebody_entered(path: Path) -> None:
    assert load_settings() == Settings()
    with new_project(path) as session:
        assert session.document.author == Author()
    save_settings(Settings(name="Ada", department="Research"))
    try:
        settings_file().write_text(
            json.dumps({**json.loads(settings_file().read_text()), "later": 1})
        )
        save_settings(Settings(name="Ada L.", department="Research"))
        assert json.loads(settings_file().read_text())["later"] == 1
        with open_session(path) as session:
            change = session.document.apply(_map()[0])
            assert change is not None
            assert change.author == Author("Ada L.", "Research", "")
    finally:
        settings_file().unlink()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"name": 7}', b"\xff"])
def test_broken_settings_are_as_at_first(content: bytes) -> None:
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_bytes(content)
    try:
        assert load_settings() == Settings()
    finally:
        settings_file().unlink()


def test_a_session_that_cannot_open_holds_nothing(path: Path) -> None:
    new_project(path).close()
    data = bytearray(path.read_bytes())
    data[4096:40_000] = bytes(40_000 - 4096)
    path.write_bytes(data)
    with pytest.raises(StoreError):
        open_session(path)
    path.unlink()
    new_project(path).close()
    with open_session(path) as session:
        assert session.read_only_reason is None
