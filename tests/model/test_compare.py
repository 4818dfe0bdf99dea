# SPDX-License-Identifier: Apache-2.0
"""What differs between two maps, as the people say it who changed them."""

import random
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject
from msgspec.structs import fields, replace

from journey_studio.model.canonical import map_hash
from journey_studio.model.commands import (
    Add,
    Command,
    Delete,
    Duplicate,
    Edit,
    Move,
    SetPoint,
)
from journey_studio.model.compare import Comparison, Difference, compare
from journey_studio.model.document import Document
from journey_studio.model.ids import kind_of
from journey_studio.model.likeness import alike, words_of
from journey_studio.model.records import Record
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.steadiness import Placed, steady
from tests.model.worlds import bold_commands, commands, library, try_to_apply

MAP = "map-m"


def _compared(before: Snapshot, after: Snapshot, old: str = MAP, new: str = MAP) -> Comparison:
    return compare(before, old, after, new)


def _after(*done: Command) -> Comparison:
    document = library()
    before = document.snapshot
    for command in done:
        document.apply(command)
    return _compared(before, document.snapshot)


def _ids(found: tuple[Difference, ...]) -> list[str]:
    return [each.id for each in found]


def test_a_map_does_not_differ_from_itself() -> None:
    snapshot = library().snapshot
    assert _compared(snapshot, snapshot).is_empty


def test_a_new_card_was_added() -> None:
    found = _after(Add(kind="card", id="card-n", under=("lane-t", "step-3"), values={"text": "n"}))
    assert _ids(found.added) == ["card-n"]
    assert found.counts == (1, 0, 0, 0, 0)
    assert found.added[0].new_place == (("lane-t", "step-3"), 0)


def test_a_deleted_stage_takes_all_in_it() -> None:
    found = _after(Delete(ids=("stage-a",)))
    assert set(_ids(found.removed)) == {"stage-a", "step-1", "step-2", "card-x", "card-y"}
    assert not found.moved


def test_a_moved_card_says_from_which_cell_to_which() -> None:
    (moved,) = _after(Move(ids=("card-x",), under=("lane-t", "step-3"))).moved
    assert (moved.old_place, moved.new_place) == (
        (("lane-t", "step-1"), 0),
        (("lane-t", "step-3"), 0),
    )


def test_of_cards_in_another_order_only_the_one_somebody_took_has_moved() -> None:
    assert _ids(_after(Move(ids=("card-x",), under=("lane-t", "step-1"), at=1)).moved) == ["card-x"]
    assert _ids(_after(Move(ids=("card-y",), under=("lane-t", "step-1"), at=0)).moved) == ["card-y"]


def test_cards_that_go_with_their_step_have_not_moved() -> None:
    assert _ids(_after(Move(ids=("step-1",), under=("stage-b",), at=0)).moved) == ["step-1"]


def test_what_changed_of_a_card_is_said_by_register_with_both_values() -> None:
    (changed,) = _after(
        Edit(id="card-x", values={"text": "one three", "evidence": "measured"})
    ).changed
    assert changed.changes == (
        ("text", "one two three", "one three"),
        ("evidence", "", "measured"),
    )


def test_how_wide_a_column_is_drawn_is_told_but_not_counted() -> None:
    found = _after(Edit(id="step-1", values={"width": 300}))
    assert [change.register for change in found.changed[0].changes] == ["width"]
    assert found.counts.total == 0
    assert not found.is_empty


def test_a_curve_says_how_much_better_each_step_feels() -> None:
    document = library()
    for step, value in (("step-1", -0.5), ("step-2", 0.5), ("step-3", 0.0)):
        document.apply(SetPoint(lane="lane-c", step=step, persona="persona-p", value=value))
    before = document.snapshot
    document.apply(SetPoint(lane="lane-c", step="step-1", persona="persona-p", value=0.5))
    document.apply(SetPoint(lane="lane-c", step="step-3", persona="persona-p", value=None))
    (curve,) = _compared(before, document.snapshot).curves
    assert [(point.values, point.delta) for point in curve.points] == [
        ((-0.5, 0.5), 1.0),
        ((0.0, None), None),
    ]
    assert curve.persona == ("persona-p", "persona-p")
    assert curve.means == (0.0, 0.5)


def test_a_connection_between_cards_is_a_difference() -> None:
    link = Add(
        kind="connection", id="connection-a", values={"source": "card-x", "target": "card-y"}
    )
    assert _ids(_after(link).added) == ["connection-a"]


def test_a_renamed_channel_makes_no_card_differ() -> None:
    document = library()
    document.apply(Add(kind="channel", id="channel-w", values={"name": "Web"}))
    document.apply(Edit(id="card-x", values={"channel": "channel-w"}))
    before = document.snapshot
    document.apply(Edit(id="channel-w", values={"name": "Website"}))
    assert _compared(before, document.snapshot).is_empty


def test_the_title_of_the_map_is_said_beside_the_records() -> None:
    found = _after(Edit(id=MAP, values={"title": "Lend a book"}))
    assert found.about == (("title", "Borrow a book", "Lend a book"),)
    assert found.counts.total == 0


# Laws

_SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _worked(data: DataObject, document: Document, count: int, *, bold: bool = False) -> None:
    for _ in range(count):
        draw = bold_commands if bold else commands
        try_to_apply(document, data.draw(draw(document.snapshot)))


@_SETTINGS
@given(st.data())
def test_after_any_work_the_differences_are_those_of_the_records(data: DataObject) -> None:
    """Of two moments of one map: what is new, gone, elsewhere or says something else, no more."""
    document = library()
    _worked(data, document, 3)
    before = document.snapshot
    _worked(data, document, 6, bold=data.draw(st.booleans()))
    after = document.snapshot
    if all(each.id != MAP for each in after.maps()):
        return
    found = _compared(before, after)
    frame = {"stage", "step", "lane", "card"}
    old = {i for i in found.before.ids if kind_of(i) in frame}
    new = {i for i in found.after.ids if kind_of(i) in frame}
    assert {each.id for each in found.added if each.kind in frame} == new - old
    assert {each.id for each in found.removed if each.kind in frame} == old - new
    for each in (*found.moved, *found.changed):
        assert each.before is not None
        assert each.after is not None
        assert each.before != each.after or each.old_place != each.new_place
    met = {each.id: each for each in (*found.moved, *found.changed)}
    for i in old & new:
        one, other = before.records.get(i), after.records.get(i)
        if one is None or other is None:
            continue  # the parking place is nobody's record
        said = [
            f.name for f in fields(one) if f.name not in ("id", "place", "deleted", "deleted_after")
        ]
        differs = [name for name in said if getattr(one, name) != getattr(other, name)]
        told = [change.register for change in met[i].changes] if i in met else []
        assert told == differs


@_SETTINGS
@given(st.data())
def test_swapping_the_sides_swaps_added_and_removed(data: DataObject) -> None:
    document = library()
    before = document.snapshot
    _worked(data, document, 8, bold=True)
    after = document.snapshot
    if all(each.id != MAP for each in after.maps()):
        return
    one, other = _compared(before, after), _compared(after, before)
    assert set(_ids(one.added)) == set(_ids(other.removed))
    assert set(_ids(one.removed)) == set(_ids(other.added))
    assert set(_ids(one.moved)) == set(_ids(other.moved))
    assert {(c.id, len(c.changes)) for c in one.changed} == {
        (c.id, len(c.changes)) for c in other.changed
    }
    assert one.counts.points == other.counts.points


def _strange(snapshot: Snapshot, seed: int) -> tuple[Snapshot, str]:
    """The same project with every id another, in another order of the records."""
    chance = random.Random(seed)
    names = {i: f"{kind_of(i)}-{chance.randrange(10**12)}" for i in snapshot.records}
    found = dict(snapshot.records)
    records = {names[i]: _renamed(found[i], names) for i in chance.sample(list(found), len(found))}
    children = {
        tuple(names.get(part, part) for part in key): tuple(names[i] for i in kept)
        for key, kept in snapshot.children.items()
    }
    return Snapshot(records=records, children=children), names[MAP]


def _renamed(record: Record, names: dict[str, str]) -> Record:
    def again(value: Any) -> Any:
        if isinstance(value, tuple):
            parts = [again(part) for part in value]
            return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
        return names.get(value, value) if isinstance(value, str) else value

    values = {f.name: again(getattr(record, f.name)) for f in fields(record)}
    return replace(record, **values)


@_SETTINGS
@given(st.data(), st.integers(0, 9))
def test_a_copy_with_other_ids_says_the_same(data: DataObject, seed: int) -> None:
    document = library()
    _worked(data, document, 8)
    snapshot = document.snapshot
    other, map_id = _strange(snapshot, seed)
    assert map_hash(other, map_id) == map_hash(snapshot, MAP)
    found = _compared(snapshot, other, new=map_id)
    assert found.counts.total == 0


@_SETTINGS
@given(st.data(), st.integers(0, 9))
def test_whatever_the_ids_the_comparison_by_content_is_the_same(
    data: DataObject, seed: int
) -> None:
    document = library()
    _worked(data, document, 4)
    try_to_apply(document, Duplicate(ids=("card-x",)))
    before = document.snapshot
    _worked(data, document, 6)
    after = document.snapshot
    once = _compared(before, *_pair(_strange(after, seed)))
    again = _compared(before, *_pair(_strange(after, seed + 100)))
    assert _by_content(once) == _by_content(again)
    other_way = compare(*_strange(after, seed), before, MAP)
    assert other_way.counts == once.counts._replace(
        added=once.counts.removed, removed=once.counts.added
    )


def _pair(strange: tuple[Snapshot, str]) -> tuple[Snapshot, str, str]:
    snapshot, map_id = strange
    return snapshot, MAP, map_id


def _by_content(found: Comparison) -> list[object]:
    def say(each: Difference) -> tuple[object, ...]:
        named = [
            getattr(one, "text", getattr(one, "title", "")) for one in (each.before, each.after)
        ]
        return (each.kind, *named, len(each.changes))

    groups = (found.added, found.removed, found.moved, found.changed)
    return [sorted(map(repr, map(say, group))) for group in groups]


# Two maps that share no ids


def _two_maps() -> Document:
    document = library()
    document.apply(Add(kind="map", id="map-f", values={"title": "As it shall be"}))
    document.apply(Add(kind="stage", id="stage-p", under=("map-f",), values={"title": "find"}))
    document.apply(Add(kind="stage", id="stage-q", under=("map-f",), values={"title": "Read"}))
    document.apply(Add(kind="step", id="step-p", under=("stage-p",), values={"title": "Search"}))
    document.apply(Add(kind="step", id="step-q", under=("stage-p",), values={"title": "Ask"}))
    document.apply(Add(kind="step", id="step-r", under=("stage-q",), values={"title": "Open"}))
    document.apply(Add(kind="lane", id="lane-p", under=("map-f",), values={"title": "Doing"}))
    document.apply(Add(kind="lane", id="lane-q", under=("map-f",), values={"kind": "curve"}))
    return document


def test_stages_and_steps_of_two_maps_are_known_by_their_titles_and_order() -> None:
    snapshot = _two_maps().snapshot
    found = _compared(snapshot, snapshot, new="map-f")
    expected = {
        "stage-a": "stage-p", "stage-b": "stage-q", "step-1": "step-p", "step-2": "step-q",
        "step-3": "step-r", "lane-t": "lane-p", "lane-c": "lane-q",
    }  # fmt: skip
    assert dict(found.pairs) == expected
    (renamed,) = [each for each in found.changed if each.kind == "step"]
    assert renamed.changes == (("title", "Choose", "Ask"),)


def test_a_card_with_half_its_words_the_same_was_changed() -> None:
    document = _two_maps()
    text = {"text": "one two four"}
    document.apply(Add(kind="card", id="card-n", under=("lane-p", "step-p"), values=text))
    found = _compared(document.snapshot, document.snapshot, new="map-f")
    assert found.pairs["card-x"] == "card-n"
    assert _ids(found.removed) == ["card-y"]


def test_a_card_with_the_same_words_elsewhere_was_moved() -> None:
    document = _two_maps()
    text = {"text": "Four  five"}
    document.apply(Add(kind="card", id="card-n", under=("lane-p", "step-r"), values=text))
    found = _compared(document.snapshot, document.snapshot, new="map-f")
    assert found.pairs["card-y"] == "card-n"
    assert [each.id for each in found.moved] == ["card-n"]


def test_between_two_that_are_equally_alike_nobody_guesses() -> None:
    document = _two_maps()
    for text in ("one two eight", "one two nine"):
        document.apply(Add(kind="card", under=("lane-p", "step-p"), values={"text": text}))
    found = _compared(document.snapshot, document.snapshot, new="map-f")
    assert "card-x" not in found.pairs
    assert len([each for each in found.added if each.kind == "card"]) == 2


def test_likeness_of_words_takes_the_most_alike_first() -> None:
    one = {"a": words_of("pay at the desk"), "b": words_of("pay online")}
    other = {"c": words_of("pay at a desk"), "d": words_of("wait in the line")}
    assert alike(one, other, 0.5) == {"a": "c"}


@given(st.permutations(range(7)))
def test_as_few_as_possible_have_moved(order: list[int]) -> None:
    row = [Placed(n, at, False, str(n), str(n)) for n, at in enumerate(order)]
    chosen = sorted(steady(row))
    assert all(order[a] < order[b] for a, b in pairwise(chosen))
    longest = [1] * 7
    for n in range(7):
        longest[n] = 1 + max((longest[m] for m in range(n) if order[m] < order[n]), default=0)
    assert len(chosen) == max(longest)
    back = sorted(range(7), key=order.__getitem__)
    other = [Placed(at, n, False, str(n), str(n)) for at, n in enumerate(back)]
    assert {back[at] for at in steady(other)} == set(chosen)  # seen from the other side, too


def test_a_map_that_is_not_there_cannot_be_compared() -> None:
    snapshot = library().snapshot
    with pytest.raises(KeyError):
        _compared(snapshot, snapshot, new="map-nowhere")
