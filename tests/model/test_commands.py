# SPDX-License-Identifier: Apache-2.0
"""What each verb does, in the words of who uses it."""

import pytest

from journey_studio.model.commands import (
    Add,
    Command,
    CommandError,
    Delete,
    Edit,
    Move,
    Restore,
    SetPoint,
    SetReading,
    read_commands,
)
from journey_studio.model.commands.base import short
from journey_studio.model.document import Document
from tests.model.worlds import library, living


def _texts(document: Document, step: str) -> list[str]:
    return [card.text for card in document.snapshot.cards("lane-t", step)]


@pytest.mark.parametrize(
    ("at", "order"),
    [
        (0, ["new", "one two three", "four five"]),
        (1, ["one two three", "new", "four five"]),
        (None, ["one two three", "four five", "new"]),
        (99, ["one two three", "four five", "new"]),
    ],
)
def test_a_card_is_added_where_it_was_dropped(at: int | None, order: list[str]) -> None:
    document = library()
    document.apply(Add(kind="card", under=("lane-t", "step-1"), at=at, values={"text": "new"}))
    assert _texts(document, "step-1") == order


def test_a_card_moves_to_another_cell_and_within_its_own() -> None:
    document = library()
    document.apply(Move(ids=("card-x",), under=("lane-t", "step-1"), at=1))
    assert _texts(document, "step-1") == ["four five", "one two three"]
    document.apply(Move(ids=("card-y", "card-x"), under=("lane-t", "step-3")))
    assert _texts(document, "step-1") == []
    assert _texts(document, "step-3") == ["four five", "one two three"]


def test_dropping_a_card_where_it_lies_changes_nothing() -> None:
    document = library()
    assert document.apply(Move(ids=("card-x",), under=("lane-t", "step-1"), at=0)) is None
    assert not document.history.done


def test_stages_steps_and_lanes_change_places() -> None:
    document = library()
    document.apply(Move(ids=("stage-b",), under=("map-m",), at=0))
    document.apply(Move(ids=("lane-c",), under=("map-m",), at=0))
    document.apply(Move(ids=("step-1",), under=("stage-b",), at=0))
    snapshot = document.snapshot
    assert [stage.id for stage in snapshot.stages("map-m")] == ["stage-b", "stage-a"]
    assert [lane.id for lane in snapshot.lanes("map-m")] == ["lane-c", "lane-t"]
    assert [step.id for step in snapshot.steps("stage-b")] == ["step-1", "step-3"]


def test_deleting_a_stage_takes_all_in_it_and_restoring_brings_it_back() -> None:
    document = library()
    document.apply(Add(kind="connection", values={"source": "card-x", "target": "card-y"}))
    document.apply(SetPoint(lane="lane-c", step="step-1", persona="persona-p", value=1))
    before = living(document.snapshot)
    document.apply(Delete(ids=("stage-a",)))
    gone = set(before) - set(living(document.snapshot))
    assert {i.partition("-")[0] for i in gone} == {"stage", "step", "card", "point", "connection"}
    document.apply(Restore(ids=("stage-a",)))
    assert living(document.snapshot) == before


def test_a_point_and_a_reading_exist_once() -> None:
    document = library()
    for value in (0.5, -0.5):
        document.apply(SetPoint(lane="lane-c", step="step-1", persona="persona-p", value=value))
        document.apply(SetReading(metric="metric-w", day="2026-01-31", value=10 * value))
    assert [point.value for point in document.snapshot.points("lane-c")] == [-0.5]
    document.apply(SetPoint(lane="lane-c", step="step-1", persona="persona-p", value=None))
    assert document.snapshot.points("lane-c") == []


@pytest.mark.parametrize(
    "command",
    [
        Edit(id="card-nobody", values={"text": "x"}),
        Edit(id="card-x", values={"place": ["lane-t", "step-1", "V"]}),
        Edit(id="card-x", values={"colour": "red"}),
        Edit(id="card-x", values={"span": 0}),
        Edit(id="card-x", values={"text": "bell \x07"}),
        Edit(id="card-x", values={"links": [["home", "javascript:alert(1)"]]}),
        Add(kind="card", under=("lane-t",)),
        Add(kind="card", under=("step-1", "lane-t")),
        Add(kind="card", id="card-x", under=("lane-t", "step-1")),
        Move(ids=("card-x", "step-1"), under=("lane-t", "step-1")),
        Move(ids=("persona-p",), under=("map-m",)),
        Restore(ids=("card-x",)),
        SetPoint(lane="lane-t", step="step-1", value=0),
        SetPoint(lane="lane-c", step="step-1", value=1.5),
        SetReading(metric="metric-w", day="", value=1),
    ],
)
def test_a_command_that_does_not_fit_changes_nothing_and_says_why(command: Command) -> None:
    document = library()
    before = document.snapshot
    with pytest.raises(CommandError, match="Nothing was changed"):
        document.apply(command)
    assert document.snapshot is before


def test_preview_and_result_are_the_same() -> None:
    document = library()
    command = Move(ids=("card-y",), under=("lane-t", "step-2"), at=0)
    preview = document.preview(command)
    assert _texts(document, "step-2") == []
    document.apply(command)
    assert [c.text for c in preview.cards("lane-t", "step-2")] == _texts(document, "step-2")


def test_a_script_names_the_records_it_makes() -> None:
    document = library()
    script = [
        {"do": "add", "kind": "channel", "as": "web", "values": {"name": "Web"}},
        {"do": "batch", "name": "Two cards", "commands": [
            {"do": "add", "kind": "card", "as": "a", "under": ["lane-t", "step-2"],
             "values": {"text": "@web", "channel": "@web"}},
            {"do": "add", "kind": "card", "as": "b", "under": ["lane-t", "step-2"]},
            {"do": "add", "kind": "connection", "values": {"source": "@a", "target": "@b"}},
        ]},
    ]  # fmt: skip
    for command in read_commands(script):
        document.apply(command)
    first, second = document.snapshot.cards("lane-t", "step-2")
    (link,) = document.snapshot.connections()
    assert (link.source, link.target) == (first.id, second.id)
    assert first.text == "@web"
    assert first.channel is not None
    assert document.undo().label.text == "Two cards"  # type: ignore[union-attr]
    assert _texts(document, "step-2") == []


@pytest.mark.parametrize(
    "script",
    [
        {},
        "add",
        [1],
        [{"do": "dance"}],
        [{"do": "add"}],
        [{"do": "add", "kind": "card", "id": "lane-x", "under": []}],
        [{"do": "add", "kind": "unicorn"}],
        [{"do": "batch", "commands": [{"do": "delete", "ids": []}]}],
        [{"do": "edit", "id": "card-x", "values": {}, "extra": 1}],
    ],
)
def test_a_script_that_is_none_is_refused_by_number(script: object) -> None:
    with pytest.raises(CommandError, match=r"Command|list"):
        read_commands(script)


def test_what_was_done_is_told_in_words() -> None:
    document = library()
    changes = [
        document.apply(Add(kind="opportunity", id="opportunity-a", values={"title": "Ask less"})),
        document.apply(Add(kind="opportunity", id="opportunity-b")),
        document.apply(Delete(ids=("opportunity-a", "opportunity-b"))),
        document.apply(Move(ids=("card-x", "card-y"), under=("lane-t", "step-3"))),
        document.apply(Edit(id="lane-t", values={"title": "What they do"})),
        document.apply(Edit(id="lane-t", values={"height": 200})),
        document.apply(Edit(id="lane-t", values={"collapsed": True})),
        document.apply(Edit(id="lane-t", values={"collapsed": False})),
        document.apply(Edit(id="lane-t", values={"title": "Deeds", "height": 100})),
        document.apply(Edit(id="lane-t", values={"title": ""})),
    ]
    assert [change.label.text for change in changes if change] == [
        "Add opportunity “Ask less”",
        "Add opportunity",
        "Delete 2 opportunities",
        "Move 2 cards",
        "Rename lane to “What they do”",
        "Resize lane “What they do”",
        "Collapse lane “What they do”",
        "Expand lane “What they do”",
        "Edit lane “What they do”",
        "Edit lane “Deeds”",
    ]


def test_a_long_name_is_cut_between_its_words() -> None:
    line = "The traveller reads on the platform that the train is late"
    assert short(line) == "The traveller reads on the platform…"
    assert (
        short("Finds that the nice dates are sold out, twice")
        == "Finds that the nice dates are sold out…"
    )
    assert short("x" * 60) == "x" * 39 + "…"
    assert short("Waits\nfor the train") == "Waits"
