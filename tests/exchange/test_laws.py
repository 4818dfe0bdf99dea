# SPDX-License-Identifier: Apache-2.0
"""The law of formats catches those that break it: a watchman who never barks is none."""

from collections.abc import Callable
from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest
from msgspec import structs

from journey_studio.exchange import interchange
from journey_studio.exchange.formats import Carries, Choices, Found, Pictures, Written
from journey_studio.exchange.reporting import report_of_reading, report_of_writing
from journey_studio.model.builder import Builder
from journey_studio.model.canonical import map_hash
from journey_studio.model.commands import Add, Delete, Edit
from journey_studio.model.loss import Loss
from journey_studio.model.records import Card, Record
from journey_studio.model.snapshot import Snapshot
from tests.exchange.laws import PICTURES, paired, round_trips
from tests.model.test_canonical import rich
from tests.model.test_merge_into import elsewhere

Change = Callable[[Record], Record]


def a_format(
    change: Change = lambda record: record,
    carries: Carries = interchange.CARRIES,
    losses: tuple[Loss, ...] = (),
    data: bytes = b"",
) -> ModuleType:
    """A format like ours that writes records as `change` leaves them, and says what it is told."""

    def write(
        snapshot: Snapshot, ids: tuple[str, ...], choices: Choices, pictures: Pictures
    ) -> Written:
        records = {each.id: change(each) for each in snapshot.records.values()}
        changed = Snapshot(records, children=snapshot.children)
        written = interchange.write(changed, ids, choices, pictures)
        return Written(written.data + data, losses)

    made = ModuleType("a_format")
    made.__dict__.update(
        write=write, read=interchange.read, recognises=interchange.recognises, CARRIES=carries
    )
    return made


def without_span(record: Record) -> Record:
    return structs.replace(record, span=1) if isinstance(record, Card) else record


def shown() -> Snapshot:
    document = rich()
    document.apply(Edit(id="card-x", values={"span": 2}))
    return document.snapshot


def lost(register: str, record: str = "card-x") -> Loss:
    return Loss("dropped", f"card.{register}", "one two three", "No room.", record, register)


def test_a_format_that_keeps_its_word_passes() -> None:
    assert not round_trips(a_format(), shown(), "map-m").losses
    told = round_trips(a_format(without_span, losses=(lost("span"),)), shown(), "map-m")
    assert [loss.register for loss in told.losses] == ["span"]
    less = {**interchange.CARRIES, "card": interchange.CARRIES["card"] - {"span"}}
    told = round_trips(a_format(without_span, less), shown(), "map-m")
    assert [(loss.what, loss.place) for loss in told.losses] == [("card.span", "one two three")]


@pytest.mark.parametrize(
    ("broken", "word"),
    [
        (a_format(without_span), "said to travel"),
        (a_format(losses=(lost("span"),)), "said to be lost"),
        (a_format(without_span, losses=(lost("span"), lost("span"))), "said once"),
        (a_format(losses=(lost("span", "card-none"),)), "card-none"),
        (a_format(losses=(lost("wings"),)), "wings"),
        (a_format(carries={**interchange.CARRIES, "card": frozenset()}), "no room"),
        (a_format(carries={**interchange.CARRIES, "comment": frozenset()}), "no room"),
    ],
)
def test_a_format_that_breaks_its_word_is_caught(broken: ModuleType, word: str) -> None:
    with pytest.raises(AssertionError, match=word):
        round_trips(broken, shown(), "map-m")


def test_what_a_reader_makes_up_is_caught() -> None:
    module = a_format()
    plain_read = module.read

    def read(data: bytes, name: str, choices: Choices) -> Found:
        found: Found = plain_read(data, name, choices)
        document = rich()
        document.apply(Add(kind="card", under=("lane-t", "step-3"), values={"text": "made up"}))
        document.apply(Delete(ids=("map-n",)))
        return replace(found, snapshot=document.snapshot)

    module.__dict__["read"] = read
    with pytest.raises(AssertionError, match="made up"):
        round_trips(module, rich().snapshot, "map-m")


def test_a_report_counts_what_travelled_and_names_what_did_not() -> None:
    snapshot = shown()
    carries = {"map": frozenset({"title"}), "card": frozenset({"text", "span"})}
    written = Written(b"", (lost("span"),))
    report = report_of_writing(snapshot, ("map-m",), carries, written)
    assert report.kept == {"card.text": 2, "map.title": 1}
    places = {loss.place for loss in report.losses}
    assert {"one two three", "Find", "Ada", "Search · Ada", "Search"} <= places
    assert all(loss.reason and loss.record and loss.register for loss in report.losses)
    said = sum(report.kept.values()) + len(report.losses)
    assert said == sum(report_of_reading(found_of(snapshot)).kept.values())


def found_of(snapshot: Snapshot) -> Found:
    data = interchange.write(snapshot, ("map-m",), Choices(maps=("1",)), PICTURES.get).data
    return interchange.read(data, "", Choices())


def test_things_are_paired_though_no_id_is_the_same() -> None:
    snapshot = rich().snapshot
    other = elsewhere(snapshot)
    pairs = paired(snapshot, "map-m", other, "map-far_m")
    assert map_hash(snapshot, "map-m") == map_hash(other, "map-far_m")
    assert {new for old, new in pairs.items() if old.replace("-", "-far_") != new} == {
        new for old, new in pairs.items() if old.startswith(("point", "reading"))
    }


def test_things_are_paired_by_likeness_where_a_format_left_some_out() -> None:
    snapshot = elsewhere(rich().snapshot)
    builder = Builder()
    found: Any = builder.add("map", title="Borrow a book")
    stage = builder.add("stage", found, title="Find")
    step = builder.add("step", stage, title="Choose")
    curve = builder.add("lane", found, kind="curve")
    builder.point(curve, step, builder.named("persona", "Ada"), value=1)
    pairs = paired(snapshot, "map-far_m", builder.snapshot(), found)
    assert pairs["lane-far_c"] == curve
    assert pairs["step-far_2"] == step
    assert "step-far_1" not in pairs
