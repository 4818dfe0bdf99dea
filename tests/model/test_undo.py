# SPDX-License-Identifier: Apache-2.0
"""Undo and redo: exact when alone, polite in company."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from journey_studio.model.commands import Add, Delete, Edit, Move
from tests.model.worlds import commands, library, living, new_document


@given(st.data())
def test_alone_undo_and_redo_restore_exact_states(data: Any) -> None:
    document = library()
    states = [living(document.snapshot)]
    for _ in range(data.draw(st.integers(1, 12))):
        command = data.draw(commands(document.snapshot))
        if command is not None and document.apply(command) is not None:
            states.append(living(document.snapshot))
    for _ in range(2):
        for state in reversed(states[:-1]):
            assert document.undo() is not None
            assert living(document.snapshot) == state
        assert document.undo() is None
        for state in states[1:]:
            assert document.redo() is not None
            assert living(document.snapshot) == state
        assert document.redo() is None


def test_undo_leaves_a_colleagues_newer_value_and_says_so() -> None:
    mine = library()
    theirs = new_document("Theirs")
    mine.apply(Edit(id="map-m", values={"title": "Mine", "goal": "Read more"}))
    theirs.receive(mine.journal.changes.values())  # type: ignore[attr-defined]
    theirs.apply(Edit(id="map-m", values={"title": "Theirs"}))
    mine.receive(theirs.journal.changes.values())  # type: ignore[attr-defined]
    result = mine.undo()
    assert result is not None
    assert result.skipped == (("map-m", "title"),)
    the_map = mine.snapshot.maps()[0]
    assert (the_map.title, the_map.goal) == ("Theirs", "")


def test_undoing_an_addition_keeps_what_a_colleague_wrote_on_it() -> None:
    mine = library()
    theirs = new_document("Theirs")
    card = Add(kind="card", under=("lane-t", "step-2"), values={"text": "Ask"})
    mine.apply(card)
    theirs.receive(mine.journal.changes.values())  # type: ignore[attr-defined]
    theirs.apply(Edit(id=card.id, values={"text": "Ask the desk"}))
    mine.receive(theirs.journal.changes.values())  # type: ignore[attr-defined]
    result = mine.undo()
    assert result is not None
    assert result.skipped
    assert [card.text for card in mine.snapshot.cards("lane-t", "step-2")] == ["Ask the desk"]


def test_undo_names_what_it_takes_back() -> None:
    document = library()
    document.apply(Move(ids=("card-x",), under=("lane-t", "step-3")))
    document.apply(Delete(ids=("stage-b",)))
    assert [document.undo().label.text for _ in range(2)] == [  # type: ignore[union-attr]
        "Delete stage “Read”",
        "Move card “one two three”",
    ]


def test_a_new_edit_ends_redo() -> None:
    document = library()
    document.apply(Edit(id="card-x", values={"text": "a"}))
    document.undo()
    document.apply(Edit(id="card-x", values={"text": "b"}))
    assert document.redo() is None
    assert document.snapshot.records["card-x"].text == "b"  # type: ignore[attr-defined]
