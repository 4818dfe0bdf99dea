# SPDX-License-Identifier: Apache-2.0
"""Duplicating: a second one that says the same, beside the first, which nothing happens to."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey_studio.model.canonical import map_part
from journey_studio.model.commands import Add, CommandError, Duplicate, SetPoint
from journey_studio.model.document import Document
from journey_studio.model.walk import plain
from tests.model.worlds import bold_commands, library, living, try_to_apply


def _cell(document: Document, step: str = "step-1", lane: str = "lane-t") -> list[str]:
    return [card.text for card in document.snapshot.cards(lane, step)]


def _linked() -> Document:
    document = library()
    document.apply(
        Add(kind="connection", values={"source": "card-x", "target": "card-y", "label": "if"})
    )
    document.apply(SetPoint(lane="lane-c", step="step-1", value=0.5, note="hope"))
    document.apply(SetPoint(lane="lane-c", step="step-1", persona="persona-p", value=-1))
    document.apply(Add(kind="comment", values={"on": "card-x", "text": "why?"}))
    return document


def test_the_copy_of_a_card_lies_right_behind_it() -> None:
    document = library()
    command = Duplicate(ids=("card-x",))
    document.apply(command)
    assert _cell(document) == ["one two three", "one two three", "four five"]
    assert document.snapshot.children["card", "lane-t", "step-1"][1] == command.copies[0]


def test_copies_of_several_cards_lie_together_behind_the_last() -> None:
    document = library()
    document.apply(Duplicate(ids=("card-y", "card-x")))
    assert _cell(document) == ["one two three", "four five", "four five", "one two three"]


def test_copies_lie_where_they_were_dropped() -> None:
    document = library()
    document.apply(Duplicate(ids=("card-y",), under=("lane-t", "step-3")))
    document.apply(Duplicate(ids=("card-x",), under=("lane-t", "step-3"), at=0))
    assert _cell(document, "step-3") == ["one two three", "four five"]
    assert _cell(document) == ["one two three", "four five"]


def test_connections_among_copied_cards_are_copied_and_no_others() -> None:
    document = _linked()
    document.apply(Duplicate(ids=("card-x",)))
    assert len(document.snapshot.connections()) == 1
    command = Duplicate(ids=("card-x", "card-y"))
    document.apply(command)
    links = {(link.source, link.target, link.label) for link in document.snapshot.connections()}
    assert links == {("card-x", "card-y", "if"), (*command.copies, "if")}


def test_a_duplicated_stage_brings_its_steps_cards_and_points() -> None:
    document = _linked()
    document.apply(Duplicate(ids=("stage-a",)))
    part = map_part(document.snapshot, "map-m")
    first, second, third = part["stages"]
    assert first == second
    assert third["title"] == "Read"
    cells = {cell["step"]: cell["cards"] for cell in part["lanes"][0]["cells"]}
    assert cells["step 0.0"] == cells["step 1.0"]
    points = part["lanes"][1]["points"]
    assert [(p["step"], p["value"], p.get("persona")) for p in points] == [
        ("step 0.0", 0.5, None),
        ("step 0.0", -1, "persona 0"),
        ("step 1.0", 0.5, None),
        ("step 1.0", -1, "persona 0"),
    ]
    assert len(part["connections"]) == 2
    assert len(part["comments"]) == 1


def test_a_duplicated_lane_brings_its_cards_and_points() -> None:
    document = _linked()
    document.apply(Duplicate(ids=("lane-t", "lane-c")))
    lanes = map_part(document.snapshot, "map-m")["lanes"]
    assert [lanes[0], lanes[1]] == [lanes[2], lanes[3]]


def test_a_step_can_be_copied_into_another_stage() -> None:
    document = _linked()
    document.apply(Duplicate(ids=("step-1",), under=("stage-b",), at=0))
    stages = map_part(document.snapshot, "map-m")["stages"]
    assert [step["title"] for step in stages[1]["steps"]] == ["Search", "Open"]


@pytest.mark.parametrize(
    "command",
    [
        Duplicate(ids=("card-nobody",)),
        Duplicate(ids=("card-x", "step-1")),
        Duplicate(ids=("persona-p",)),
        Duplicate(ids=("map-m",)),
        Duplicate(ids=("card-x",), under=("step-1", "lane-t")),
        Duplicate(ids=("stage-a",), under=("map-other",)),
        Duplicate(ids=("lane-t",), under=("map-other",)),
        Duplicate(ids=("step-1",), under=("stage-other",)),
    ],
)
def test_what_cannot_be_duplicated_is_refused_and_nothing_changes(command: Duplicate) -> None:
    document = library()
    document.apply(Add(kind="map", id="map-other"))
    document.apply(Add(kind="stage", id="stage-other", under=("map-other",)))
    before = document.snapshot
    with pytest.raises(CommandError, match="Nothing was changed"):
        document.apply(command)
    assert document.snapshot is before


def test_the_same_copy_is_made_only_once() -> None:
    document = library()
    command = Duplicate(ids=("card-x",))
    document.apply(command)
    with pytest.raises(CommandError, match="exists already"):
        document.apply(command)


@given(st.data())
def test_a_copy_says_what_the_original_says_and_undo_returns_the_start(data: Any) -> None:
    document = _linked()
    for _ in range(data.draw(st.integers(0, 12))):
        try_to_apply(document, data.draw(bold_commands(document.snapshot)))
    before = living(document.snapshot)
    kind = data.draw(st.sampled_from("card step stage lane".split()))
    there = sorted(i for i, record in before.items() if kind == record.KIND)
    if not there:
        return
    ids = tuple(data.draw(st.lists(st.sampled_from(there), min_size=1, max_size=3, unique=True)))
    command = Duplicate(ids=ids)
    change = try_to_apply(document, command)
    if change is None:
        assert living(document.snapshot) == before
        return
    after = living(document.snapshot)
    assert {i: after[i] for i in before if i not in _pushed(change)} == {
        i: before[i] for i in before if i not in _pushed(change)
    }
    for original, copy in zip(ids, command.copies, strict=True):
        assert plain(after[copy]) == plain(before[original])
    names = {command.copy_of(i): i for i in before}
    made = {i for i in after if i not in before}
    for copy in made - {i for i in made if i.startswith("point-")}:
        assert plain(after[copy]) == plain(before[names[copy]])
    assert document.preview(Duplicate(ids=ids)).records.keys() > after.keys()
    document.undo()
    assert living(document.snapshot) == before


def _pushed(change: Any) -> set[str]:
    """Siblings that got a new rank because there was no room between two."""
    return {record for record, register in change.writes if register == "place"}
