# SPDX-License-Identifier: Apache-2.0
"""Maps from elsewhere: what arrives says what was found, and one undo takes it away."""

import pytest
from hypothesis import given, settings

from journey_studio.model.builder import Builder
from journey_studio.model.canonical import map_hash
from journey_studio.model.commands import Add, CommandError, Delete, Edit
from journey_studio.model.commands.take_in import TakeIn
from journey_studio.model.document import Document
from journey_studio.model.merge import rebuild
from journey_studio.model.snapshot import Snapshot
from tests.exchange.map_strategy import MadeMap, maps
from tests.model.test_canonical import rich
from tests.model.worlds import library, living, log_of, new_document


def empty() -> Document:
    document = new_document("Else")
    document.apply(Add(kind="project", id="project-test"))
    return document


@settings(max_examples=50)
@given(maps())
def test_a_map_that_is_taken_in_says_what_it_said(made: MadeMap) -> None:
    document = empty()
    before = living(document.snapshot)
    command = TakeIn(made.snapshot)
    document.apply(command)
    for there, here in zip(made.snapshot.maps(), command.map_ids, strict=True):
        assert map_hash(document.snapshot, here) == map_hash(made.snapshot, there.id)
    assert rebuild(log_of(document).values()).records == document.snapshot.records
    assert not set(made.snapshot.records) & set(document.snapshot.records)
    document.undo()
    assert living(document.snapshot) == before


def test_one_of_two_maps_is_taken_with_what_it_refers_to() -> None:
    document = empty()
    command = TakeIn(rich().snapshot, ("map-m",))
    document.apply(command)
    assert [each.title for each in document.snapshot.maps()] == ["Borrow a book"]
    assert map_hash(document.snapshot, *command.map_ids) == map_hash(rich().snapshot, "map-m")
    assert [persona.name for persona in document.snapshot.personas()] == ["Ada", "Ben"]


def test_a_map_of_a_step_elsewhere_stands_alone_where_that_is_not_known() -> None:
    document = empty()
    document.apply(TakeIn(rich().snapshot, ("map-n",)))
    (found,) = document.snapshot.maps()
    assert found.parent_step is None
    here = rich()
    command = TakeIn(rich().snapshot, ("map-n",))
    here.apply(command)
    assert here.snapshot.records[command.map_ids[0]].parent_step == "step-3"  # type: ignore[attr-defined]


def test_people_the_project_knows_are_those_of_the_project() -> None:
    document = library()
    document.apply(Edit(id="persona-p", values={"role": "Reader"}))
    document.apply(TakeIn(rich().snapshot, ("map-m",)))
    assert [persona.name for persona in document.snapshot.personas()] == ["Ada", "Ben"]
    assert document.snapshot.personas()[0].role == "Reader"
    curve = document.snapshot.lanes(document.snapshot.maps()[1].id)[1]
    assert {point.persona for point in document.snapshot.points(curve.id)} == {None, "persona-p"}


def test_what_was_parked_is_parked_again() -> None:
    away = rich()
    away.apply(Delete(ids=("lane-t", "stage-b")))
    log = rich()
    log.apply(Add(kind="card", id="card-q", under=("lane-t", "step-2"), values={"text": "late"}))
    log.apply(Add(kind="step", id="step-q", under=("stage-b",), values={"title": "late too"}))
    away.receive(log_of(log).values())
    document = empty()
    command = TakeIn(away.snapshot, ("map-m",))
    document.apply(command)
    assert map_hash(document.snapshot, *command.map_ids) == map_hash(away.snapshot, "map-m")


def test_maps_without_a_title_are_called_like_their_file() -> None:
    builder = Builder()
    builder.add("map")
    builder.add("map", title="Own")
    builder.add("map")
    document = empty()
    command = TakeIn(builder.snapshot(), called="journeys")
    document.apply(command)
    assert [each.title for each in document.snapshot.maps()] == ["journeys", "Own", "journeys 3"]
    assert document.history.done[-1].label.values["name"] == "journeys"


def test_pictures_are_shown_under_the_names_they_have_here() -> None:
    builder = Builder()
    builder.add("persona", name="Ada", photo="ab" * 32)
    document = empty()
    document.apply(TakeIn(builder.snapshot(), pictures={"ab" * 32: "cd" * 32}))
    assert document.snapshot.personas()[0].photo == "cd" * 32


def test_a_library_alone_is_taken_too_and_nothing_at_all_is_refused() -> None:
    builder = Builder()
    builder.add("insight", title="They wait")
    document = empty()
    document.apply(TakeIn(builder.snapshot()))
    assert not document.snapshot.maps()
    with pytest.raises(CommandError, match=r"[Nn]othing"):
        document.apply(TakeIn(builder.snapshot()))
    with pytest.raises(CommandError, match=r"[Nn]othing"):
        document.apply(TakeIn(Snapshot()))
