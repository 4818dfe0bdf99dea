# SPDX-License-Identifier: Apache-2.0
"""Commands that make no sense are refused in one sentence, and nothing is changed."""

from typing import Any

import pytest

from journey_studio.model.change import Label, Write, make_change, read_change
from journey_studio.model.commands import (
    Add,
    Batch,
    Command,
    CommandError,
    Delete,
    Edit,
    Move,
    SetPoint,
    SetReading,
    read_commands,
)
from journey_studio.model.document import Document
from journey_studio.model.records import LONG_TEXT
from journey_studio.model.snapshot import order_key
from tests.model.worlds import library, living, log_of

SETTING: list[Command] = [
    Add(kind="map", id="map-n", values={"title": "Inside", "parent_step": "step-1"}),
    Add(kind="stage", id="stage-n", under=("map-n",)),
    Add(kind="step", id="step-n", under=("stage-n",)),
    Add(kind="lane", id="lane-n", under=("map-n",)),
    Add(kind="map", id="map-o", values={"title": "Inmost", "parent_step": "step-n"}),
    Add(kind="stage", id="stage-o", under=("map-o",)),
    Add(kind="step", id="step-o", under=("stage-o",)),
    Add(kind="tag", id="tag-a", values={"name": "price"}),
    Add(kind="channel", id="channel-w", values={"name": "Web"}),
    Add(kind="connection", id="connection-k", values={"source": "card-x", "target": "card-y"}),
    Add(kind="comment", id="comment-c", values={"on": "card-x", "text": "why?"}),
    SetPoint(lane="lane-c", step="step-1", persona="persona-p", value=1),
]


def world() -> Document:
    """Three maps, one inside the other, with something of most kinds."""
    document = library()
    for command in SETTING:
        document.apply(command)
    return document


def _point(document: Document) -> str:
    return next(document.snapshot.children["point", "lane-c"].__iter__())


@pytest.mark.parametrize(
    "command",
    [
        Edit(id="card-x", values={"channel": "tag-a"}),
        Edit(id="card-x", values={"channel": "channel-none"}),
        Edit(id="card-x", values={"tags": ["tag-a", "channel-w"]}),
        Edit(id="card-x", values={"personas": ["persona-none"]}),
        Edit(id="card-x", values={"personas": ["card-y"]}),
        Edit(id="card-x", values={"refs": ["card-y"]}),
        Edit(id="card-x", values={"metric": "channel-w"}),
        Edit(id="card-x", values={"metric": "no id"}),
        Edit(id="card-x", values={"tags": ["tag-a"] * 10_000}),
        Edit(id="connection-k", values={"target": "card-x"}),
        Edit(id="connection-k", values={"target": None}),
        Edit(id="connection-k", values={"source": "step-1"}),
        Edit(id="comment-c", values={"on": None}),
        Edit(id="comment-c", values={"on": "comment-c"}),
        Edit(id="comment-c", values={"reply_to": "card-x"}),
        Edit(id="map-m", values={"parent_step": "step-1"}),
        Edit(id="map-m", values={"parent_step": "step-n"}),
        Edit(id="map-m", values={"parent_step": "step-o"}),
        Edit(id="map-m", values={"personas": ["tag-a"]}),
        Add(kind="connection", values={"source": "card-x", "target": "card-x"}),
        Add(kind="connection", values={"source": "card-x"}),
        Add(kind="connection", values={"source": "card-x", "target": "card-none"}),
        Add(kind="comment", values={"text": "to nobody"}),
        Add(kind="comment", values={"on": "card-none"}),
        Add(kind="project", values={"title": "A second one"}),
        Add(kind="card", under=("lane-t", "step-n")),
        Move(ids=("card-x",), under=("lane-n", "step-1")),
        Move(ids=("stage-a",), under=("map-n",)),
        Move(ids=("step-1",), under=("stage-n",)),
        Move(ids=("lane-t",), under=("map-n",)),
        Delete(ids=("project-test",)),
        Edit(id="card-x", values={"text": "x" * (LONG_TEXT + 1)}),
        Edit(id="card-x", values={"text": "\ud800"}),
        Edit(id="card-x", values={"text": None}),
        Edit(id="card-x", values={"span": True}),
        Edit(id="card-x", values={"span": "2"}),
        Edit(id="card-x", values={"span": 10**400}),
        Edit(id="card-x", values={"moment_of_truth": 1}),
        Edit(id="card-x", values={"recheck": "2026-02-30"}),
        Edit(id="card-x", values={"recheck": "\u0662\u0660\u0662\u0666-01-01"}),
        Edit(id="card-x", values={"links": [["bell", "https://example.org/\x07"]]}),
        Edit(id="card-x", values={"deleted": True}),
        Edit(id="lane-t", values={"height": float("nan")}),
        Edit(id="lane-t", values={"height": 10**400}),
        Edit(id="metric-w", values={"target": float("inf")}),
        Edit(id="metric-w", values={"target": True}),
        SetPoint(lane="lane-c", step="step-1", value=float("nan")),
        SetPoint(lane="lane-c", step="card-x", value=0),
        SetPoint(lane="lane-c", step="step-1", persona="card-x", value=0),
        SetReading(metric="card-x", day="2026-01-01", value=1),
        SetReading(metric="metric-w", day="2026-01-01", value=1e300),
    ],
    ids=lambda command: type(command).__name__,  # what is to be added has another id every time
)
def test_what_makes_no_sense_is_refused(command: Command) -> None:
    document = world()
    before = document.snapshot
    with pytest.raises(CommandError, match=r"Nothing was changed\.$"):
        document.apply(command)
    assert document.snapshot is before


def test_the_identity_of_a_point_cannot_be_edited() -> None:
    document = world()
    point = _point(document)
    with pytest.raises(CommandError, match="make another one"):
        document.apply(Edit(id=point, values={"step": "step-2"}))
    assert document.apply(Edit(id=point, values={"note": "slow"})) is not None


def test_a_reference_to_what_was_deleted_since_may_stay() -> None:
    document = world()
    document.apply(Edit(id="card-x", values={"tags": ["tag-a"]}))
    document.apply(Delete(ids=("tag-a",)))
    document.apply(Add(kind="tag", id="tag-b"))
    assert document.apply(Edit(id="card-x", values={"tags": ["tag-a", "tag-b"]})) is not None


def test_records_made_earlier_in_a_batch_can_be_referred_to() -> None:
    document = world()
    tag = Add(kind="tag", values={"name": "new"})
    edit = Edit(id="card-x", values={"tags": [tag.id]})
    document.apply(Batch([tag, edit], Label("model.label.batch", {"name": "Tag"})))
    assert document.snapshot.records["card-x"].tags == (tag.id,)  # type: ignore[attr-defined]


def test_names_stand_for_ids_in_every_field_that_holds_ids() -> None:
    document = library()
    script: list[dict[str, Any]] = [
        {"do": "add", "kind": "persona", "as": "eve", "values": {"name": "@eve"}},
        {"do": "add", "kind": "tag", "as": "tag"},
        {"do": "add", "kind": "channel", "as": "web"},
        {"do": "add", "kind": "metric", "as": "wait"},
        {"do": "add", "kind": "insight", "as": "idea", "values": {"owner": "@web"}},
        {"do": "add", "kind": "solution", "as": "fix", "values": {"refs": ["@idea"]}},
        {"do": "add", "kind": "map", "as": "map", "values": {"personas": ["@eve"], "goal": "@eve"}},
        {"do": "add", "kind": "stage", "as": "stage", "under": ["@map"]},
        {"do": "add", "kind": "step", "as": "step", "under": ["@stage"]},
        {"do": "add", "kind": "lane", "as": "lane", "under": ["@map"]},
        {"do": "add", "kind": "lane", "as": "mood", "under": ["@map"], "values": {"kind": "curve"}},
        {"do": "add", "kind": "card", "as": "one", "under": ["@lane", "@step"], "values": {
            "channel": "@web", "tags": ["@tag"], "personas": ["@eve"], "refs": ["@fix"],
            "metric": "@wait", "links": [["@web", "https://example.org/@web"]]}},
        {"do": "add", "kind": "card", "as": "two", "under": ["@lane", "@step"]},
        {"do": "add", "kind": "connection", "values": {"source": "@one", "target": "@two",
                                                       "label": "@one"}},
        {"do": "add", "kind": "comment", "as": "ask", "values": {"on": "@one", "text": "@one"}},
        {"do": "add", "kind": "comment", "values": {"on": "@one", "reply_to": "@ask"}},
        {"do": "add", "kind": "map", "as": "inner", "values": {"parent_step": "@step"}},
        {"do": "set_point", "lane": "@mood", "step": "@step", "persona": "@eve", "value": 1},
        {"do": "set_reading", "metric": "@wait", "day": "2026-01-01", "value": 3},
        {"do": "move", "ids": ["@two"], "under": ["@lane", "@step"], "at": 0},
        {"do": "edit", "id": "@two", "values": {"text": "@two"}},
        {"do": "delete", "ids": ["@tag"]},
        {"do": "restore", "ids": ["@tag"]},
    ]  # fmt: skip
    for command in read_commands(script):
        document.apply(command)
    found = living(document.snapshot)
    words = [str(record) for record in found.values()]
    # What was meant as a word stays one: a name, an owner, a goal, a link, a label, two texts.
    assert sum(text.count("@") for text in words) == 8
    assert len(found) == len(library().snapshot.records) + 19


@pytest.mark.parametrize(
    "script",
    [
        [{"do": "add", "kind": "tag", "as": "a"}, {"do": "add", "kind": "tag", "as": "a"}],
        [{"do": "edit", "id": "card-x", "as": "a", "values": {}}],
        [{"do": "add", "kind": "tag", "as": 5}],
        [{"do": "add", "kind": 5, "as": "a"}],
        [{"do": "add", "kind": "tag", "id": 5, "as": "a"}],
        [{"do": "edit", "id": "@nobody", "values": {}}],
        [{"do": "edit", "id": "card-" + "x" * 1000, "values": {}}],
        [{"do": "edit", "id": "card-x", "values": []}],
        [{"do": "add", "kind": "card", "under": "lane-t"}],
        [{"do": "add", "kind": "card", "at": 1e300}],
        [{"do": "add", "kind": "card", "at": "first"}],
        [{"do": "delete", "ids": []}],
        [{"do": "set_reading", "metric": "metric-w", "day": "today", "value": 1}],
        [{"do": ["add"]}],
        [None],
        None,
        5,
    ],
)
def test_scripts_with_odd_parts_are_refused(script: Any) -> None:
    with pytest.raises(CommandError, match=r"Nothing was changed\.$"):
        read_commands(script)


@pytest.mark.parametrize("name", ["x" * 1000, "\ud800", "", "{name}", "\x00"])
def test_whatever_a_batch_is_called_its_change_set_can_be_read_back(name: str) -> None:
    document = library()
    entry = {"do": "batch", "name": name, "commands": [{"do": "add", "kind": "tag"}]}
    (command,) = read_commands([entry])
    change = document.apply(command)
    assert change is not None
    assert read_change(change.data) == change


def test_a_card_goes_exactly_where_it_was_dropped_even_between_equal_ranks() -> None:
    document = library()
    cell = ("lane-t", "step-2")
    place = document.snapshot.records["card-x"].place  # type: ignore[attr-defined]
    for name in ("a", "b", "c"):
        document.apply(Add(kind="card", id=f"card-{name}", under=cell))
        spoilt = place._replace(step="step-2", rank="zz0")
        _write(document, f"card-{name}", spoilt)
    for at in (1, 3, 0):
        ids = [card.id for card in document.snapshot.cards(*cell)]
        card = Add(kind="card", under=cell, at=at)
        document.apply(card)
        ids.insert(at, card.id)
        assert [each.id for each in document.snapshot.cards(*cell)] == ids


@pytest.mark.parametrize(
    "ranks", [["0", "00"], ["z" * 200, "z" * 200], ["1" * 200, "1" * 199 + "2"]]
)
def test_there_is_room_between_ranks_that_nobody_of_ours_would_write(ranks: list[str]) -> None:
    for at in range(3):
        document = library()
        for stage, rank in zip(("stage-a", "stage-b"), ranks, strict=True):
            place = document.snapshot.records[stage].place  # type: ignore[attr-defined]
            _write(document, stage, place._replace(rank=rank))
        stages = [stage.id for stage in document.snapshot.stages("map-m")]
        stages[at:at] = ["stage-n", "stage-o"]
        document.apply(Add(kind="stage", id="stage-n", under=("map-m",)))
        document.apply(Add(kind="stage", id="stage-o", under=("map-m",)))
        document.apply(Move(ids=("stage-n", "stage-o"), under=("map-m",), at=at))
        assert [stage.id for stage in document.snapshot.stages("map-m")] == stages


def test_a_thousand_cards_dropped_into_one_gap_all_stay_there() -> None:
    document = library()
    cell = ("lane-t", "step-1")
    commands: list[Command] = [Add(kind="card", under=cell, at=1) for _ in range(1000)]
    document.apply(Batch(commands, Label("model.label.batch", {"name": "Many"})))
    cards = document.snapshot.cards(*cell)
    assert len(cards) == 1002
    assert (cards[0].id, cards[-1].id) == ("card-x", "card-y")
    assert max(len(order_key(card)[0]) for card in cards) <= 200


def _write(document: Document, record: str, place: Any) -> None:
    """Write a place as another program might."""
    heads = document.snapshot.heads[record]["place"]
    writes = {(record, "place"): Write(list(place), heads)}
    stamp = document.clock.next()
    change = make_change("project-test", stamp, document.author, Label("k"), writes)
    document.receive([change])
    assert change.sha256 in log_of(document)
