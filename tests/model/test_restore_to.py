# SPDX-License-Identifier: Apache-2.0
"""What was comes back: a card, a lane, a stage, a map, as new changes that can be undone."""

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from journey_studio.model.arrangement import arrange
from journey_studio.model.canonical import map_part
from journey_studio.model.commands import (
    Add,
    CommandError,
    Delete,
    Edit,
    Move,
    RestoreTo,
    SetPoint,
)
from journey_studio.model.document import Document
from journey_studio.model.records import Card, Comment, Connection, Record
from journey_studio.model.snapshot import Snapshot
from tests.model.worlds import bold_commands, commands, library, living, log_of, try_to_apply


def back(document: Document, then: Snapshot, *ids: str) -> RestoreTo:
    """The command that makes these what they were."""
    del document
    return RestoreTo(ids=ids, then=then, when="Monday")


def of_map(snapshot: Snapshot, map_id: str) -> dict[str, Any]:
    """What a map says by itself: without comments, and without what the library says."""
    part = map_part(snapshot, map_id)
    return {key: value for key, value in part.items() if key not in ("comments", "library")}


def in_lane(snapshot: Snapshot, lane: str) -> dict[str, Record]:
    """A live lane with its cards and points."""
    found = {
        i: each
        for i, each in living(snapshot).items()
        if (isinstance(each, Card) and each.place and each.place.lane == lane)
        or getattr(each, "lane", "") == lane
    }
    return found | ({lane: snapshot.records[lane]} if lane in living(snapshot) else {})


def busy(document: Document, data: st.DataObject, least: int = 1) -> None:
    """Some things people do."""
    for _ in range(data.draw(st.integers(least, 10))):
        snapshot = document.snapshot
        try_to_apply(document, data.draw(commands(snapshot) | bold_commands(snapshot)))


@settings(max_examples=80)
@given(st.data())
def test_a_map_is_what_it_was_and_undo_takes_that_back(data: st.DataObject) -> None:
    document = library()
    busy(document, data, least=0)
    then = document.snapshot
    assume(then.maps() and not arrange(then, then.maps()[0].id).parking)
    map_id = then.maps()[0].id
    busy(document, data)
    before, log = document.snapshot, dict(log_of(document))
    command = back(document, then, map_id)
    preview = document.preview(command)
    change = document.apply(command)
    assert document.snapshot.records == preview.records
    assert of_map(document.snapshot, map_id) == of_map(then, map_id)
    assert not arrange(document.snapshot, map_id).parking
    if change is not None:
        assert change.label.text == f"Restore map “{then.maps()[0].title}” as of Monday"
        document.undo()
        assert living(document.snapshot) == living(before)
        document.redo()
        assert of_map(document.snapshot, map_id) == of_map(then, map_id)
    assert {name: log_of(document)[name] for name in log} == log, "nothing is ever rewritten"


@settings(max_examples=80)
@given(st.data())
def test_a_lane_is_what_it_was_and_the_rest_stays(data: st.DataObject) -> None:
    document = library()
    busy(document, data, least=0)
    then = document.snapshot
    lanes = sorted(i for i, each in living(then).items() if each.KIND == "lane")
    assume(lanes)
    lane = data.draw(st.sampled_from(lanes))
    busy(document, data)
    before = living(document.snapshot)
    document.apply(back(document, then, lane))
    after = living(document.snapshot)
    told = in_lane(document.snapshot, lane)
    assert told == in_lane(then, lane)
    homes = {home for card in told.values() if isinstance(card, Card) for home in card.place or ()}
    assert {home for home in homes if home.startswith(("step", "lane"))} <= after.keys()
    touched = {i for i in {**before, **after} if before.get(i) != after.get(i)}
    elsewhere = touched - in_lane(then, lane).keys()
    for i in elsewhere:
        record = after.get(i, before.get(i))
        came_back = i in after and i not in before
        left = isinstance(record, Card) or (record is not None and record.KIND == "point")
        assert came_back or left or isinstance(record, Connection), record


@settings(max_examples=60)
@given(st.data())
def test_cards_stages_and_steps_are_what_they_were(data: st.DataObject) -> None:
    document = library()
    busy(document, data, least=0)
    then = document.snapshot
    ids = [i for i, each in living(then).items() if each.KIND in ("card", "stage", "step")]
    assume(ids)
    chosen = data.draw(st.sampled_from(sorted(ids)))
    busy(document, data)
    document.apply(back(document, then, chosen))
    after = document.snapshot
    assert after.records[chosen] == then.records[chosen]
    for kind, key in (("step", ("step", chosen)),):
        assert after.children.get(key, ()) == then.children.get(key, ()), kind
    if chosen.startswith(("stage", "step")):
        assert _cells_of(after, chosen) == _cells_of(then, chosen)


def _cells_of(snapshot: Snapshot, chosen: str) -> dict[str, Record]:
    steps = {chosen, *snapshot.children.get(("step", chosen), ())}
    return {
        i: each
        for i, each in living(snapshot).items()
        if isinstance(each, Card) and each.place and each.place.step in steps
    }


def test_what_did_not_exist_then_goes_and_what_was_deleted_comes_back() -> None:
    document = library()
    then = document.snapshot
    document.apply(Delete(ids=("card-x",)))
    document.apply(Add(kind="card", id="card-new", under=("lane-t", "step-2")))
    document.apply(Edit(id="card-y", values={"text": "else"}))
    document.apply(back(document, then, "lane-t"))
    assert in_lane(document.snapshot, "lane-t") == in_lane(then, "lane-t")
    assert document.snapshot.records["card-new"].deleted
    document.apply(back(document, document.snapshot, "card-new", "lane-t"))
    assert document.snapshot.records["card-new"].deleted


def test_a_card_comes_back_with_the_lane_the_stage_and_the_tag_it_had() -> None:
    document = library()
    document.apply(Add(kind="tag", id="tag-t", values={"name": "Loan"}))
    document.apply(Edit(id="card-x", values={"tags": ["tag-t"]}))
    then = document.snapshot
    for gone in ("tag-t", "card-x", "lane-t", "stage-a"):
        document.apply(Delete(ids=(gone,)))
    document.apply(back(document, then, "card-x"))
    assert document.snapshot.cards("lane-t", "step-1") == [then.records["card-x"]]
    assert document.snapshot.records["card-y"].deleted, "only what was asked for"
    assert not arrange(document.snapshot, "map-m").parking
    assert not document.snapshot.records["tag-t"].deleted
    document.undo()
    assert {"tag-t", "lane-t", "card-x", "stage-a"}.isdisjoint(living(document.snapshot))


def test_a_card_that_has_moved_goes_back_and_what_came_here_goes_home() -> None:
    document = library()
    document.apply(Add(kind="lane", id="lane-u", under=("map-m",)))
    document.apply(Add(kind="card", id="card-u", under=("lane-u", "step-1")))
    then = document.snapshot
    document.apply(Move(ids=("card-x",), under=("lane-u", "step-2")))
    document.apply(Move(ids=("card-u",), under=("lane-t", "step-2")))
    document.apply(Edit(id="card-u", values={"text": "keeps its new words"}))
    document.apply(back(document, then, "lane-t"))
    assert in_lane(document.snapshot, "lane-t") == in_lane(then, "lane-t")
    (card,) = document.snapshot.cards("lane-u", "step-1")
    assert (card.id, card.text) == ("card-u", "keeps its new words")


def test_connections_come_back_with_their_cards_and_never_lose_an_end() -> None:
    document = library()
    document.apply(Add(kind="card", id="card-z", under=("lane-t", "step-3")))
    document.apply(
        Add(kind="connection", id="connection-a", values={"source": "card-x", "target": "card-z"})
    )
    then = document.snapshot
    document.apply(Delete(ids=("card-x",)))
    document.apply(Add(kind="card", id="card-w", under=("lane-t", "step-3")))
    document.apply(
        Add(kind="connection", id="connection-b", values={"source": "card-y", "target": "card-w"})
    )
    document.apply(back(document, then, "card-x"))
    assert {each.id for each in document.snapshot.connections()} == {"connection-a", "connection-b"}
    document.apply(back(document, then, "lane-t"))
    assert {each.id for each in document.snapshot.connections()} == {"connection-a"}


def test_curve_points_are_part_of_their_lane() -> None:
    document = library()
    document.apply(SetPoint(lane="lane-c", step="step-1", value=0.5))
    then = document.snapshot
    document.apply(SetPoint(lane="lane-c", step="step-1", value=-1))
    document.apply(SetPoint(lane="lane-c", step="step-2", value=1))
    document.apply(back(document, then, "lane-c"))
    assert [point.value for point in document.snapshot.points("lane-c")] == [0.5]


def test_comments_stay_what_was_said_was_said() -> None:
    document = library()
    then = document.snapshot
    document.apply(Add(kind="comment", id="comment-c", values={"on": "card-x", "text": "Why?"}))
    document.apply(Edit(id="card-x", values={"text": "else"}))
    document.apply(back(document, then, "map-m"))
    assert document.snapshot.get(Comment, "comment-c") is not None
    assert document.snapshot.records["card-x"] == then.records["card-x"]


def test_an_open_conflict_elsewhere_on_the_map_stays_open() -> None:
    mine, theirs = library(), library()
    theirs = Document(Snapshot(), type(mine.journal)(), mine.project)
    theirs.receive(log_of(mine).values())
    mine.apply(Edit(id="map-m", values={"title": "Mine"}))
    theirs.apply(Edit(id="map-m", values={"title": "Theirs"}))
    mine.receive(log_of(theirs).values())
    then = mine.snapshot
    mine.apply(Edit(id="card-x", values={"text": "else"}))
    mine.apply(back(mine, then, "map-m"))
    assert ("map-m", "title") in mine.snapshot.contested


def test_what_never_was_cannot_be_restored() -> None:
    document = library()
    with pytest.raises(CommandError, match="card-never"):
        document.apply(back(document, Snapshot(), "card-never"))
    assert document.apply(back(document, document.snapshot, "map-m")) is None
