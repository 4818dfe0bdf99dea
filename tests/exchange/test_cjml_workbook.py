# SPDX-License-Identifier: Apache-2.0
"""The workbook of CJML: a journey on each sheet, columns by their heads, values in column D."""

from collections.abc import Sequence
from io import BytesIO

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from journey_studio.errors import JourneyError
from journey_studio.exchange import cjml, registry
from journey_studio.exchange.cjml import workbook as cjml_workbook
from journey_studio.exchange.formats import Choices, Found
from journey_studio.model.records import Channel, Comment
from tests.exchange.laws import reads_the_same_again

Row = Sequence[object]

HEADS: Row = [
    "Include", "TP ID", "Phase", "Actor who initiated", "Initiator's label", "Actor who received",
    "Receiver's label", "Channel", "UX description", "UX rating", "Deviation", "Date", "Time",
    "Comment",
]  # fmt: skip
ABOUT: list[Row] = [
    ["End user", "", "", "Ada"], ["Status", "", "", "draft"], ["Summary", "", "", "A long way"], [],
]  # fmt: skip
ROWS: list[Row] = [
    ["YES", "T1", "Plan", "Ada", "Asks", "Shop", "Answers", "Phone", "Quick", "Very satisfied",
     "NO", "2026-01-02", "10:15", "in a hurry"],
    ["", "T2", "Plan", "Ada", "Thinks", "", "", "", "", 2, "", "", "", ""],
    ["NEI", "T3", "Plan", "Ada", "Sleeps", "", "", "", "", "", "", "", "", ""],
    ["", "D1", "Go", "Shop", "Calls", "Ada", "Picks up", "Phone", "", "so-so", "Yes", "", "", ""],
]  # fmt: skip


def workbook(**sheets: Sequence[Row]) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return out.getvalue()


JOURNEY = workbook(Log=[["changes"]], Trip=[*ABOUT, HEADS, *ROWS], Actors=[["Ada"], ["Shop"]])


def found_in(data: bytes) -> Found:
    return cjml_workbook.read(data, "trip.xlsx", Choices())


def test_it_is_known_by_its_heads_and_not_taken_for_a_table() -> None:
    assert cjml_workbook.recognises(JOURNEY)
    assert registry.recognise(JOURNEY, "trip.xlsx").name == "cjml-workbook"
    plain = workbook(Sheet=[["Lane", "Plan"], ["Doing", "Asks"]])
    assert not cjml_workbook.recognises(plain)
    assert registry.recognise(plain, "trip.xlsx").name == "xlsx"
    assert not cjml_workbook.recognises(b"PK\x03\x04")
    assert not cjml_workbook.recognises(JOURNEY[: len(JOURNEY) // 2])


@given(st.integers(0, len(JOURNEY) - 1), st.integers(0, 255))
def test_damage_is_never_anything_but_no(place: int, byte: int) -> None:
    cjml_workbook.recognises(JOURNEY[:place] + bytes([byte]) + JOURNEY[place + 1 :])


def test_a_sheet_is_a_map() -> None:
    snapshot = found_in(JOURNEY).snapshot
    (the_map,) = snapshot.maps()
    assert (the_map.title, the_map.scenario) == ("Trip", "A long way")
    assert [p.name for p in snapshot.personas()] == ["Ada"]
    assert [stage.title for stage in snapshot.stages(the_map.id)] == ["Plan", "Go"]
    steps = [(step.title, step.description) for step in snapshot.steps_of_map(the_map.id)]
    assert steps == [
        ("Asks", "in a hurry\ndate: 2026-01-02\ntime: 10:15"), ("Thinks", ""), ("Picks up", ""),
    ]  # fmt: skip
    lanes = [(lane.title, lane.kind) for lane in snapshot.lanes(the_map.id)]
    assert lanes == [("Experience", "curve"), ("Channels", "channel"), ("Shop", "backstage")]
    texts = [r.text for r in snapshot.records.values() if isinstance(r, Comment)]
    assert texts == ["Status: draft"]
    names = [r.name for r in snapshot.records.values() if isinstance(r, Channel)]
    assert names == ["Phone"]


def test_ratings_are_words_or_numbers() -> None:
    found = found_in(JOURNEY)
    (curve, *_) = found.snapshot.lanes(found.snapshot.maps()[0].id)
    points = sorted((point.value or 0, point.note) for point in found.snapshot.points(curve.id))
    assert points == [(-0.5, ""), (1, "Quick")]


def test_what_is_left_out_is_told_with_its_row() -> None:
    told = [(loss.what, loss.place) for loss in found_in(JOURNEY).losses]
    assert told == [("touchpoint", "Trip, row 8"), ("experienceRating", "Trip, row 9")]


def test_columns_may_stand_anywhere_and_others_are_kept() -> None:
    heads = ["", "Weather", "Initiator's label", "Actor who initiated"]
    rows: list[Row] = [[], heads, ["", "rain", "Walks", "Ada"]]
    (step,) = found_in(workbook(Trip=rows)).snapshot.steps_of_map("map-1")
    assert (step.title, step.description) == ("Walks", "Weather: rain")


def test_each_sheet_is_a_map_and_one_can_be_chosen() -> None:
    data = workbook(One=[HEADS, *ROWS], Two=[HEADS, ROWS[1]])
    assert [each.title for each in found_in(data).snapshot.maps()] == ["One", "Two"]
    chosen = cjml_workbook.read(data, "x", Choices(sheets=("Two",)))
    assert [each.title for each in chosen.snapshot.maps()] == ["Two"]
    assert chosen.offer.sheets == ("One", "Two")
    assert chosen.offer.chosen.sheets == ("Two",)


def test_the_journeys_can_go_on_as_cjml() -> None:
    reads_the_same_again(cjml, found_in(JOURNEY))


@pytest.mark.parametrize("data", [workbook(Sheet=[["a", "b"]]), workbook(), b"PK\x03\x04", b""])
def test_what_is_no_such_workbook_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(JourneyError) as refused:
        found_in(data)
    assert str(refused.value).endswith(".")
