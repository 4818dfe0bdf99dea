# SPDX-License-Identifier: Apache-2.0
"""Maps that are built record by record, as readers of other formats do."""

import pytest

from journey_studio.model.builder import Builder
from journey_studio.model.canonical import map_hash
from journey_studio.model.loss import Loss, LossReport, counted
from journey_studio.model.rank import rank_between
from journey_studio.model.records import Card, Map, Persona, Point


def _small() -> Builder:
    builder = Builder()
    map_id = builder.add("map", title="Night train")
    stage = builder.add("stage", map_id, title="Before")
    steps = [builder.add("step", stage, title=title) for title in ("Dream", "Book")]
    lane = builder.add("lane", map_id, title="Doing")
    curve = builder.add("lane", map_id, title="Feeling", kind="curve")
    builder.add("card", lane, steps[1], text="Picks a berth")
    builder.add("card", lane, steps[1], text="Pays")
    builder.point(curve, steps[0], builder.named("persona", "Mia"), value=0.5)
    builder.point(curve, steps[1], builder.named("persona", "Mia"), value=0)
    return builder


def test_what_was_added_stands_in_its_order() -> None:
    snapshot = _small().snapshot()
    (found,) = snapshot.maps()
    assert [stage.title for stage in snapshot.stages(found.id)] == ["Before"]
    steps = snapshot.steps_of_map(found.id)
    assert [step.title for step in steps] == ["Dream", "Book"]
    doing, feeling = snapshot.lanes(found.id)
    assert [c.text for c in snapshot.cards(doing.id, steps[1].id)] == ["Picks a berth", "Pays"]
    assert [p.value for p in sorted(snapshot.points(feeling.id), key=lambda p: p.value or 0)] == [
        0,
        0.5,
    ]
    assert [persona.name for persona in snapshot.under(Persona)] == ["Mia"]


def test_the_same_deeds_give_the_same_map() -> None:
    one, other = _small().snapshot(), _small().snapshot()
    assert one.records == other.records
    assert map_hash(one, "map-1") == map_hash(other, "map-1")


def test_there_is_room_between_and_around_what_was_added() -> None:
    snapshot = _small().snapshot()
    ranks = [c.place.rank for c in snapshot.under(Card, "lane-1", "step-2") if c.place]
    assert ranks[0] < rank_between(*ranks) < ranks[1]
    assert rank_between("", ranks[0]) < ranks[0]
    assert rank_between(ranks[1], "") > ranks[1]


@pytest.mark.parametrize(
    ("given", "held"),
    [("a\x07b", "a\ufffdb"), ("one\r\ntwo\rthree", "one\ntwo\nthree"), ("\ud800", "\ufffd")],
)
def test_text_is_made_to_fit(given: str, held: str) -> None:
    builder = Builder()
    card = builder.add("map", title=given, at="line 3")
    assert builder.get(card, "title") == held
    assert [(loss.fate, loss.what, loss.place) for loss in builder.losses] == (
        [("changed", "map.title", "line 3")] if "\ufffd" in held else []
    )


def test_a_value_that_does_not_belong_is_left_out_and_said() -> None:
    builder = Builder()
    curve = builder.add("lane", builder.add("map"), kind="curve")
    builder.point(curve, "step-1", None, value=7, at="B2")
    assert [(loss.fate, loss.what, loss.place) for loss in builder.losses] == [
        ("dropped", "point.value", "B2")
    ]
    assert all(p.value is None for p in builder.snapshot().under(Point, curve))


def test_an_endless_text_is_cut_and_said() -> None:
    builder = Builder()
    found = builder.add("map", title="x" * 30_000)
    assert len(builder.get(found, "title")) == 20_000
    assert [loss.fate for loss in builder.losses] == ["changed"]
    assert isinstance(builder.snapshot().records[found], Map)


def test_losses_are_read_in_groups() -> None:
    report = LossReport(
        counted([("card", "text"), ("card", "text"), ("map", "title")]),
        (
            Loss("changed", "point.value", "Dream", "Rounded."),
            Loss("dropped", "card.links", "Pays", "There is no place for it."),
            Loss("dropped", "card.links", "Picks", "There is no place for it."),
        ),
    )
    assert report.kept == {"card.text": 2, "map.title": 1}
    assert [(group.what, group.places) for group in report.groups()] == [
        ("card.links", ("Pays", "Picks")),
        ("point.value", ("Dream",)),
    ]
