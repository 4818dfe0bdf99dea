# SPDX-License-Identifier: Apache-2.0
"""A map from elsewhere, merged into one that is there: adds and changes, removes only if asked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journey_studio.model.builder import Builder
from journey_studio.model.canonical import map_hash, map_part
from journey_studio.model.commands import Add, CommandError, Edit, Move, SetPoint
from journey_studio.model.commands.merge_into import MergeInto
from journey_studio.model.compare import compare
from journey_studio.model.document import Document
from journey_studio.model.records import Card, Comment, Persona
from journey_studio.model.renaming import with_other_ids
from journey_studio.model.snapshot import Snapshot
from tests.exchange.map_strategy import MadeMap, maps
from tests.model.test_canonical import rich
from tests.model.test_take_in import empty
from tests.model.worlds import commands, living, try_to_apply


def elsewhere(snapshot: Snapshot) -> Snapshot:
    """The same maps in a file that knows none of our ids."""
    return with_other_ids(snapshot, lambda each: each.replace("-", "-far_"))


def words(document: Document, lane: str, step: str) -> list[str]:
    return [card.text for card in document.snapshot.cards(lane, step)]


@settings(max_examples=40)
@given(maps())
def test_a_map_merged_into_an_empty_one_is_that_map(made: MadeMap) -> None:
    document = empty()
    document.apply(Add(kind="map", id="map-empty"))
    before = living(document.snapshot)
    document.apply(MergeInto(made.snapshot, made.map_id, "map-empty"))
    mine, theirs = map_part(document.snapshot, "map-empty"), map_part(made.snapshot, made.map_id)
    theirs.pop("parent_step", None)  # it belongs to a map that stayed behind
    assert mine == theirs
    document.undo()
    assert living(document.snapshot) == before


@settings(max_examples=40)
@given(maps(), st.booleans())
def test_a_map_merged_into_itself_changes_nothing(made: MadeMap, removing: bool) -> None:
    document = empty()
    document.apply(Add(kind="map", id="map-empty"))
    document.apply(MergeInto(made.snapshot, made.map_id, "map-empty"))
    before = map_hash(document.snapshot, "map-empty")
    document.apply(MergeInto(document.snapshot, "map-empty", "map-empty", removing))
    assert map_hash(document.snapshot, "map-empty") == before
    assert len(document.history.done) == 3, "nothing was written, so there is nothing to undo"


@given(st.data())
def test_edits_made_elsewhere_arrive_and_nothing_goes(data: st.DataObject) -> None:
    document, away = rich(), rich()
    for _ in range(data.draw(st.integers(0, 6))):
        try_to_apply(away, data.draw(commands(away.snapshot)))
    before = living(document.snapshot)
    document.apply(MergeInto(away.snapshot, "map-m", "map-m"))
    assert before.keys() <= living(document.snapshot).keys()
    document.apply(MergeInto(away.snapshot, "map-m", "map-m", removing=True))
    left = compare(document.snapshot, "map-m", away.snapshot, "map-m")
    assert not left.added
    assert not left.removed
    assert not left.moved


def test_what_is_new_stands_where_it_stood() -> None:
    document, away = rich(), rich()
    away.apply(Add(kind="card", under=("lane-t", "step-1"), at=1, values={"text": "between"}))
    away.apply(Add(kind="step", id="step-n", under=("stage-a",), at=1, values={"title": "Ask"}))
    away.apply(Add(kind="card", under=("lane-t", "step-n"), values={"text": "anew"}))
    away.apply(Edit(id="card-x", values={"text": "one two three four"}))
    document.apply(Edit(id="step-2", values={"description": "of ours"}))
    document.apply(MergeInto(elsewhere(away.snapshot), "map-far_m", "map-m"))
    assert words(document, "lane-t", "step-1") == ["one two three four", "between", "four five"]
    steps = document.snapshot.steps("stage-a")
    assert [step.title for step in steps] == ["Search", "Ask", "Choose"]
    assert words(document, "lane-t", steps[1].id) == ["anew"]
    assert steps[2].description == "of ours"
    assert "card-x" in document.snapshot.children["card", "lane-t", "step-1"]


def test_what_moved_elsewhere_moves_here() -> None:
    document, away = rich(), rich()
    away.apply(Move(ids=("card-y",), under=("lane-t", "step-1"), at=0))
    away.apply(Move(ids=("stage-b",), under=("map-m",), at=0))
    document.apply(MergeInto(elsewhere(away.snapshot), "map-far_m", "map-m"))
    assert words(document, "lane-t", "step-1") == ["four five", "one two three"]
    assert [stage.title for stage in document.snapshot.stages("map-m")] == ["Read", "Find"]
    away.apply(Move(ids=("card-y",), under=("lane-t", "step-3")))
    document.apply(MergeInto(elsewhere(away.snapshot), "map-far_m", "map-m"))
    assert words(document, "lane-t", "step-3") == ["four five"]
    assert document.snapshot.get(Card, "card-y") is not None


def test_only_who_asks_for_it_loses_what_is_not_in_the_file() -> None:
    builder = Builder()
    found = builder.add("map", title="Borrow a book")
    stage = builder.add("stage", found, title="Find")
    step = builder.add("step", stage, title="Search")
    curve = builder.add("lane", found, kind="curve")
    builder.point(curve, step, builder.named("persona", "Ada"), value=-1)
    document = rich()
    document.apply(SetPoint(lane="lane-c", step="step-2", persona="persona-p", value=1))
    document.apply(MergeInto(builder.snapshot(), found, "map-m"))
    values = {(p.step, p.persona): p.value for p in document.snapshot.points("lane-c")}
    assert values == {
        ("step-1", None): -0.5, ("step-1", "persona-p"): -1, ("step-2", "persona-p"): 1,
    }  # fmt: skip
    document.apply(MergeInto(builder.snapshot(), found, "map-m", removing=True))
    assert [s.title for s in document.snapshot.steps_of_map("map-m")] == ["Search"]
    assert [lane.id for lane in document.snapshot.lanes("map-m")] == ["lane-c"]
    assert [p.value for p in document.snapshot.points("lane-c")] == [-1]
    document.undo()
    assert len(document.snapshot.lanes("map-m")) == 4


def test_people_and_remarks_that_are_known_are_not_doubled() -> None:
    document = rich()
    before = [len(list(document.snapshot.under(kind))) for kind in (Persona,)]
    remarks = [each for each in living(document.snapshot).values() if isinstance(each, Comment)]
    document.apply(MergeInto(elsewhere(document.snapshot), "map-far_m", "map-m"))
    assert [len(list(document.snapshot.under(kind))) for kind in (Persona,)] == before
    after = [each for each in living(document.snapshot).values() if isinstance(each, Comment)]
    assert len(after) == len(remarks)


def test_there_has_to_be_a_map_to_merge_into() -> None:
    with pytest.raises(CommandError):
        rich().apply(MergeInto(rich().snapshot, "map-m", "map-none"))
