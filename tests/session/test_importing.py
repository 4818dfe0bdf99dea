# SPDX-License-Identifier: Apache-2.0
"""What was found in foreign files becomes part of an open project, pictures and all, or nothing."""

import hashlib
from pathlib import Path

import pytest

from journey_studio.errors import JourneyError
from journey_studio.exchange import interchange
from journey_studio.exchange.formats import Choices, Found
from journey_studio.exchange.reporting import report_of_reading
from journey_studio.model.builder import Builder
from journey_studio.model.canonical import map_hash
from journey_studio.model.commands import Edit
from journey_studio.model.records import Card, Persona
from journey_studio.session import Session, import_project, new_project, new_sample, open_session
from journey_studio.session.importing import Imported
from journey_studio.session.reading import Draft
from tests.exchange.laws import PICTURES


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return new_project(tmp_path / "project.journey", "Ours")


def found_with(**pictures: bytes) -> Found:
    """A map with a card for each picture."""
    builder = Builder()
    map_id = builder.add("map", title="Found")
    step = builder.add("step", builder.add("stage", map_id))
    lane = builder.add("lane", map_id, kind="picture")
    names = {hashlib.sha256(data).hexdigest(): data for data in pictures.values()}
    for name, text in zip(names, pictures, strict=True):
        builder.add("card", lane, step, kind="picture", text=text, picture=name)
    return Found(builder.snapshot(), pictures=names)


def test_maps_are_added_with_their_pictures_as_one_step(session: Session) -> None:
    (good, *_) = PICTURES.values()
    with session:
        taken = session.take_in(found_with(good=good))
        (card,) = (r for r in session.snapshot.records.values() if isinstance(r, Card))
        assert session.map_ids == list(taken.map_ids)
        assert session.picture(card.picture) == good
        assert not taken.warnings
        session.document.undo()
        assert session.map_ids == []


def test_a_picture_that_is_none_is_left_out_and_told(session: Session) -> None:
    with session:
        taken = session.take_in(found_with(bad=b"GIF89a and then nothing"))
        (card,) = (r for r in session.snapshot.records.values() if isinstance(r, Card))
        assert (card.text, card.picture) == ("bad", "")
        assert len(taken.warnings) == 1
        assert "picture" in taken.warnings[0]


def test_a_map_goes_into_an_open_one_and_out_again_with_one_undo(session: Session) -> None:
    (good, other, *_) = PICTURES.values()
    with session:
        (map_id,) = session.take_in(found_with(one=good)).map_ids
        before = map_hash(session.snapshot, map_id)
        taken = session.take_in(found_with(one=good, two=other), into=map_id)
        assert taken.map_ids == (map_id,)
        texts = [r.text for r in session.snapshot.records.values() if isinstance(r, Card)]
        assert sorted(texts) == ["one", "two"]
        session.take_in(found_with(two=other), into=map_id, removing=True)
        live = [r.text for r in session.snapshot.records.values()
                if isinstance(r, Card) and not r.deleted]  # fmt: skip
        assert live == ["two"]
        session.document.undo()
        session.document.undo()
        assert map_hash(session.snapshot, map_id) == before


def test_what_does_not_fit_leaves_no_picture_behind(session: Session) -> None:
    (good, *_) = PICTURES.values()
    with session:
        with pytest.raises(JourneyError):
            session.take_in(found_with(good=good), into="map-none")
        assert not session.project.pictures.names()
        with pytest.raises(JourneyError, match="no map"):
            session.take_in(Found(Builder().snapshot()), into="map-none")


def test_only_the_wanted_maps_are_taken(session: Session) -> None:
    builder = Builder()
    for title in ("One", "Two", ""):
        builder.add("map", title=title)
    builder.add("persona", name="Nobody's")
    with session:
        session.take_in(Found(builder.snapshot()), called="file", maps=("map-2", "map-3"))
        assert [each.title for each in session.snapshot.maps()] == ["Two", "file 2"]
        assert not list(session.snapshot.under(Persona))


def test_a_whole_project_comes_back_from_its_json(tmp_path: Path) -> None:
    with new_sample(tmp_path / "sample.journey") as sample:
        project = sample.snapshot.project()
        assert project is not None
        sample.document.apply(Edit(id=project.id, values={"title": "Night trains"}))
        ids = tuple(sample.map_ids)
        made = interchange.write(sample.snapshot, ids, Choices(), sample.picture)
        hashes = [map_hash(sample.snapshot, each) for each in ids]
        names = sample.project.pictures.names()
    source = tmp_path / "night.json"
    source.write_bytes(made.data)
    session, imported = import_project(tmp_path / "back.journey", source)
    with session:
        assert imported.draft.format == "journey"
        back = session.snapshot.project()
        assert back is not None
        assert back.title == "Night trains"
        assert [map_hash(session.snapshot, each) for each in session.map_ids] == hashes
        assert session.project.pictures.names() == names
    with open_session(tmp_path / "back.journey") as session:
        assert [map_hash(session.snapshot, each) for each in session.map_ids] == hashes


def test_a_file_that_is_refused_leaves_the_project_as_it_was(
    session: Session, tmp_path: Path
) -> None:
    source = tmp_path / "odd.json"
    source.write_text('{"format": "journey-studio", "version": 1, "maps": [{"id": "map-1"}, 5]}')
    with session:
        count = session.project.change_count
        with pytest.raises(JourneyError, match=r"maps\[1\]"):
            session.import_file(source)
        assert session.project.change_count == count


def a_file(quote: str = "I have no time.") -> Found:
    """A map of Ada, in a map that is not in the file, with a figure."""
    builder = Builder()
    ada = builder.add("persona", name="Ada", role="Buyer", quote=quote)
    metric = builder.add("metric", name="Calls", unit="a day")
    builder.reading(metric, "2026-01-01", 4)
    map_id = builder.add("map", title="Found", personas=[ada])
    step = builder.add("step", builder.add("stage", map_id), title="Here")
    lane = builder.add("lane", map_id, kind="metric")
    builder.add("card", lane, step, metric=metric)
    other = builder.add("map", title="Above")
    above = builder.add("step", builder.add("stage", other), title="In it")
    builder.set(map_id, parent_step=above)
    return Found(builder.snapshot())


def test_what_the_project_does_not_take_is_told(session: Session) -> None:
    with session:
        first = session.take_in(a_file(), maps=("map-1",))
        assert [(each.what, each.place) for each in first.losses] == [("map.parent_step", "Found")]
        ada = next(iter(session.snapshot.personas()))
        session.document.apply(Edit(id=ada.id, values={"role": "Chief", "quote": ""}))
        second = session.take_in(a_file(), maps=("map-1",))
        assert {(each.fate, each.what) for each in second.losses} == {
            ("dropped", "map.parent_step"),
            ("dropped", "persona.quote"),
            ("changed", "persona.role"),
        }
        assert all(each.reason.endswith(".") for each in second.losses)
        report = Imported(Draft(a_file(), report_of_reading(a_file()), "ojf"), second).report
        assert "persona.quote" not in report.kept
        assert report.losses == second.losses


def test_a_file_that_comes_whole_leaves_nothing_out(session: Session) -> None:
    with session:
        assert not session.take_in(a_file()).losses


def test_merging_tells_what_leads_nowhere_and_takes_the_word_of_the_file(session: Session) -> None:
    with session:
        (into, *_) = session.take_in(a_file("Old words."), maps=("map-1",)).map_ids
        merged = session.take_in(a_file("New words."), into=into)
        assert [each.what for each in merged.losses] == ["map.parent_step"]
        assert [each.quote for each in session.snapshot.personas()] == ["New words."]
