# SPDX-License-Identifier: Apache-2.0
"""Settling what two people wrote at once: once, for everybody, and it can be undone."""

import pytest

from journey_studio.model.change import Label
from journey_studio.model.commands import (
    Batch,
    CommandError,
    Delete,
    Edit,
    Move,
    NameVersion,
    Settle,
    read_commands,
)
from journey_studio.model.conflicts import conflicts
from journey_studio.model.document import Document
from journey_studio.model.records import Version
from tests.model.worlds import library, log_of, new_document


@pytest.fixture
def people() -> tuple[Document, Document]:
    """Two copies of one project."""
    mine, theirs = library(), new_document("Theirs")
    theirs.receive(log_of(mine).values())
    return mine, theirs


def meet(mine: Document, theirs: Document) -> None:
    """Both have all changes."""
    mine.receive(list(log_of(theirs).values()))
    theirs.receive(list(log_of(mine).values()))


def test_taking_theirs_reaches_everybody_and_undo_asks_again(
    people: tuple[Document, Document],
) -> None:
    mine, theirs = people
    theirs.apply(Edit(id="map-m", values={"title": "Theirs"}))
    mine.apply(Edit(id="map-m", values={"title": "Mine"}))
    meet(mine, theirs)
    (conflict,) = conflicts(mine.snapshot, mine.journal)
    shown, other = conflict.sides
    command = Settle(id="map-m", register="title", head=other.sha256)
    change = mine.apply(command)
    assert change is not None
    assert change.label.text.startswith("Settle map")
    meet(mine, theirs)
    for each in people:
        assert conflicts(each.snapshot, each.journal) == []
        assert each.snapshot.maps()[0].title == other.value
    mine.undo()
    meet(mine, theirs)
    assert theirs.snapshot.maps()[0].title == shown.value
    mine.redo()
    assert mine.snapshot.maps()[0].title == other.value


def test_settling_by_what_shows_already_ends_the_conflict(
    people: tuple[Document, Document],
) -> None:
    mine, theirs = people
    theirs.apply(Edit(id="card-x", values={"text": "alpha"}))
    mine.apply(Edit(id="card-x", values={"text": "beta"}))
    meet(mine, theirs)
    (conflict,) = conflicts(mine.snapshot, mine.journal)
    mine.apply(Settle(id="card-x", register="text", head=conflict.sides[0].sha256[:10]))
    meet(mine, theirs)
    assert conflicts(theirs.snapshot, theirs.journal) == []


def test_a_third_text_settles_as_well(people: tuple[Document, Document]) -> None:
    mine, theirs = people
    theirs.apply(Edit(id="card-x", values={"text": "alpha"}))
    mine.apply(Edit(id="card-x", values={"text": "beta"}))
    meet(mine, theirs)
    (script,) = read_commands(
        [{"do": "settle", "id": "card-x", "register": "text", "value": "alpha and beta"}]
    )
    mine.apply(script)
    assert conflicts(mine.snapshot, mine.journal) == []
    with pytest.raises(CommandError, match="somebody has settled it"):
        mine.apply(script)


def test_where_a_card_lies_and_whether_it_is_deleted_are_settled_by_a_head(
    people: tuple[Document, Document],
) -> None:
    mine, theirs = people
    mine.apply(Move(ids=("card-x",), under=("lane-t", "step-2")))
    theirs.apply(Move(ids=("card-x",), under=("lane-t", "step-3")))
    meet(mine, theirs)
    (conflict,) = conflicts(mine.snapshot, mine.journal)
    place = next(each for each in conflict.sides if each.value.step == "step-2")
    with pytest.raises(CommandError, match="no “place”"):
        mine.apply(Settle(id="card-x", register="place", value=["lane-t", "step-2", "V"]))
    mine.apply(Settle(id="card-x", register="place", head=place.sha256))
    assert mine.snapshot.cards("lane-t", "step-2")[0].id == "card-x"


def test_a_head_that_is_none_and_values_that_do_not_fit_are_refused(
    people: tuple[Document, Document],
) -> None:
    mine, theirs = people
    theirs.apply(Edit(id="card-x", values={"span": 2}))
    mine.apply(Edit(id="card-x", values={"span": 3}))
    meet(mine, theirs)
    for command, said in (
        (Settle(id="card-x", register="span", head="zz"), "zz"),
        (Settle(id="card-x", register="span", value=0), "does not fit"),
        (Settle(id="card-x", register="text", value="x"), "settled"),
        (Settle(id="card-none", register="text", value="x"), "card-none"),
    ):
        with pytest.raises(CommandError, match=said):
            mine.apply(command)
    mine.apply(Delete(ids=("card-x",)))
    assert conflicts(mine.snapshot, mine.journal) == []


def test_a_version_is_named_by_a_command_file_but_not_within_a_batch() -> None:
    document = library()
    (named,) = read_commands([{"do": "name_version", "title": " After the workshop "}])
    change = document.apply(named)
    assert change is not None
    assert change.label.text == "Name version “After the workshop”"
    (version,) = document.snapshot.under(Version)
    assert version.title == "After the workshop"
    with pytest.raises(CommandError, match="by itself"):
        document.apply(Batch([NameVersion(title="x")], Label("model.label.batch", {"name": "b"})))
    with pytest.raises(CommandError, match="title"):
        document.apply(NameVersion(title="  "))
    with pytest.raises(CommandError, match="exists already"):
        document.apply(NameVersion(title="x", id=version.id))
    with pytest.raises(CommandError, match="stands for what it was made for"):
        document.apply(Edit(id=version.id, values={"seen": None}))
    document.apply(Edit(id=version.id, values={"note": "Room 3"}))
    document.apply(Delete(ids=(version.id,)))
    assert list(document.snapshot.under(Version)) == []
    document.undo()
    assert [each.note for each in document.snapshot.under(Version)] == ["Room 3"]
