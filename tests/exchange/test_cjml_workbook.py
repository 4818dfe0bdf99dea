# SPDX-License-Identifier: Apache-2.0
"""The workbook of CJML: a journey on each sheet, columns by their heads, values in column D."""

import csv
import shutil
import subprocess
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from msgspec.structs import replace

from journey_studio.errors import JourneyError
from journey_studio.exchange import cjml, registry
from journey_studio.exchange.cjml import workbook as cjml_workbook
from journey_studio.exchange.formats import Choices, Found
from journey_studio.exchange.tables.workbook import sheets
from journey_studio.model.builder import Builder
from journey_studio.model.canonical import map_hash
from journey_studio.model.merge import index_children
from journey_studio.model.records import Channel, Comment
from journey_studio.model.renaming import with_other_ids
from journey_studio.model.snapshot import Snapshot
from tests.exchange.laws import PICTURES, MadeMap, maps, reads_the_same_again, round_trips

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


# Writing


def written(snapshot: Snapshot) -> bytes:
    ids = tuple(each.id for each in snapshot.maps())
    return cjml_workbook.write(snapshot, ids, Choices(), PICTURES.get).data


@st.composite
def alike(draw: DrawFn) -> MadeMap:
    """Maps of what a sheet knows only by name, all called much the same."""
    made = Builder()
    names = st.sampled_from(("", "A", "A 2", "Stage", " A", "B"))
    few = st.integers(0, 2)
    tags = [made.named("tag", name) for name in ("starts here", "deviation", "other")]
    people = [made.add("persona", name=name) for name in ("A", "B 2")[: draw(few)]]
    the_map = made.add("map", title=draw(names))
    lens = draw(st.lists(st.sampled_from(people), unique=True)) if people else []
    made.set(the_map, personas=lens, state=draw(st.sampled_from(("current", "future"))))
    steps = []
    for _ in range(draw(st.integers(0, 4))):
        stage = made.add("stage", the_map, title=draw(names))
        for _ in range(draw(few)):
            steps.append(made.add("step", stage, title=draw(names)))
    kinds = st.sampled_from(("backstage", "backstage", "backstage", "channel", "curve", "text"))
    for kind in draw(st.lists(kinds, max_size=6)):
        lane = made.add("lane", the_map, title=draw(names), kind=kind)
        for step in steps:
            if kind == "curve":
                for who in draw(st.sets(st.sampled_from((None, *people)))):
                    value = draw(st.sampled_from((-1, 0, 0.5, None)))
                    made.point(lane, step, who, value=value, note=draw(names))
            elif draw(st.booleans()):
                card = made.add("card", lane, step, text=draw(names))
                made.set(card, tags=draw(st.lists(st.sampled_from(tags), unique=True)))
                if kind == "channel":
                    made.set(card, channel=made.named("channel", draw(st.sampled_from("ABC"))))
    for _ in range(draw(few)):
        made.add("comment", on=the_map, text=f"{draw(names)}: x")
    snapshot = with_other_ids(made.snapshot(), lambda each: each.replace("-", "-n", 1))
    return MadeMap(snapshot, "map-n1")


@settings(max_examples=60)
@given(alike())
def test_maps_full_of_the_same_names_obey_the_law(made: MadeMap) -> None:
    round_trips(cjml_workbook, made.snapshot, made.map_id)


def both(one: MadeMap, two: MadeMap) -> tuple[Snapshot, tuple[str, str]]:
    other = with_other_ids(two.snapshot, lambda each: each.replace("-", "-second", 1))
    records = {**one.snapshot.records, **other.records}
    ids = (one.map_id, two.map_id.replace("-", "-second", 1))
    return Snapshot(records, children=index_children(records.values())), ids


@settings(max_examples=40)
@given(maps(), maps())
def test_each_of_several_maps_is_on_a_sheet_and_their_losses_are_told(
    one: MadeMap, two: MadeMap
) -> None:
    snapshot, ids = both(one, two)
    made = cjml_workbook.write(snapshot, ids, Choices(), PICTURES.get)
    named = [(loss.record, loss.register) for loss in made.losses]
    assert len(named) == len(set(named))
    alone = {
        (loss.record, loss.register): loss.reason
        for each in ids
        for loss in cjml_workbook.write(snapshot, (each,), Choices(), PICTURES.get).losses
    }
    assert dict.fromkeys(named) == dict.fromkeys(alone)
    found = found_in(made.data)
    assert not found.losses
    there = found.snapshot.maps()
    assert len(there) == 2
    for mine, other in zip(ids, there, strict=True):
        steps = [step.title.strip() for step in snapshot.steps_of_map(mine)]
        titles = [step.title for step in found.snapshot.steps_of_map(other.id)]
        assert len(steps) == len(titles)
    reads_the_same_again(cjml_workbook, found)


def test_what_was_read_is_written_and_read_without_loss() -> None:
    found = found_in(JOURNEY)
    ids = tuple(each.id for each in found.snapshot.maps())
    made = cjml_workbook.write(found.snapshot, ids, Choices(), PICTURES.get)
    assert not made.losses
    again = found_in(made.data)
    assert map_hash(again.snapshot, "map-1") == map_hash(found.snapshot, "map-1")


def journey() -> Snapshot:
    """A map with all that a sheet has a place for."""
    made = Builder()
    ada, ben = (made.add("persona", name=name) for name in ("Ada", "Ben"))
    the_map = made.add("map", title="Log", scenario="A long way", personas=[ada, ben], scale="1-5")
    plan = made.add("stage", the_map, title="Plan")
    made.add("stage", the_map, title="Wait")
    go = made.add("stage", the_map, title="Go")
    asks, pays, gets = (
        made.add("step", stage, title=title)
        for stage, title in ((plan, "=Asks"), (plan, "Pays"), (go, "Gets it"))
    )
    made.set(asks, description="in a hurry")
    curve = made.add("lane", the_map, title="Experience", kind="curve")
    made.point(curve, asks, ada, value=0.5, note="Quick")
    made.point(curve, pays, ben, value=-1)
    made.point(curve, gets, None, value=0)
    channels = made.add("lane", the_map, title="Channels", kind="channel")
    made.add("card", channels, asks, channel=made.named("channel", "Phone"))
    shop, bank, _ = (
        made.add("lane", the_map, title=title, kind="backstage")
        for title in ("Shop", "Bank", "Nobody")
    )
    made.add("card", shop, asks, text="Answers", tags=[made.named("tag", "deviation")])
    made.add("card", bank, pays, text="Wants money", tags=[made.named("tag", "starts here")])
    made.add("comment", on=the_map, text="Status: draft")
    made.add("comment", on=the_map, text="to do")
    return made.snapshot()


def test_a_sheet_has_the_head_rows_and_columns_of_the_template() -> None:
    snapshot = journey()
    made = cjml_workbook.write(snapshot, ("map-1",), Choices(), PICTURES.get)
    assert not made.losses
    assert registry.recognise(made.data, "map.xlsx").name == "cjml-workbook"
    assert registry.recognise(made.data, "map").name == "cjml-workbook"
    sheet, actors, phases, channels = sheets(made.data)
    assert sheet.name == "Log 1"  # a sheet called Log is never a journey
    about = [(row[0], row[3]) for row in sheet.rows if row[3] and not row[4]]
    assert about == [
        ("Title", "Log"), ("End user", "Ada"), ("End user 2", "Ben"), ("Summary", "A long way"),
        ("Service provider", "Shop"), ("Service provider", "Bank"), ("Service provider", "Nobody"),
        ("Comment", "Status: draft"), ("Comment", "to do"),
    ]  # fmt: skip
    top = sheet.rows.index(tuple(map(str, HEADS)))
    assert list(sheet.rows[top + 1 :]) == [
        ("YES", "D1", "Plan", "Ada", "=Asks", "Shop", "Answers", "Phone", "Quick", "Satisfied",
         "YES", "", "", "in a hurry"),
        ("YES", "TP2", "Plan", "Bank", "Wants money", "Ben", "Pays", "", "", "Very dissatisfied",
         "NO", "", "", ""),
        ("", "", "Wait", *[""] * 11),
        ("YES", "TP3", "Go", "", "Gets it", "", "", "", "", "Neutral", "NO", "", "", ""),
    ]  # fmt: skip
    assert [row[0] for row in actors.rows] == ["Actor", "Ada", "Ben", "Shop", "Bank", "Nobody"]
    assert [row[0] for row in phases.rows] == ["Phase", "Plan", "Wait", "Go"]
    assert [row[0] for row in channels.rows] == ["Channel", "Phone"]
    again = found_in(made.data)
    assert map_hash(again.snapshot, "map-1") == map_hash(snapshot, "map-1")


def test_lanes_come_back_in_their_order() -> None:
    again = found_in(written(journey())).snapshot
    titles = [lane.title for lane in again.lanes("map-1")]
    assert titles == ["Experience", "Channels", "Shop", "Bank", "Nobody"]


def test_a_map_of_the_future_stays_one_and_its_curve_is_told_as_lost() -> None:
    snapshot = journey()
    the_map = replace(snapshot.maps()[0], state="future")
    records = {**snapshot.records, the_map.id: the_map}
    future = Snapshot(records, children=index_children(records.values()))
    made = cjml_workbook.write(future, ("map-1",), Choices(), PICTURES.get)
    assert found_in(made.data).snapshot.maps()[0].state == "future"
    lost = {loss.what for loss in made.losses}
    assert lost == {"lane.title", "lane.kind", "point.value", "point.note", "point.persona"}


def test_values_between_the_ratings_are_told_as_changed() -> None:
    made = Builder()
    the_map = made.add("map", title="Trip", scale="1-5")
    step = made.add("step", made.add("stage", the_map, title="Plan"), title="Asks")
    curve = made.add("lane", the_map, title="Experience", kind="curve")
    made.point(curve, step, None, value=0.4)
    (loss,) = cjml_workbook.write(made.snapshot(), (the_map,), Choices(), PICTURES.get).losses
    assert (loss.fate, loss.what) == ("changed", "point.value")


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_the_workbook_and_shows_the_same_words(tmp_path: Path) -> None:
    data = written(journey())
    (tmp_path / "map.xlsx").write_bytes(data)
    filter_ = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/home", "--headless"]
    command += ["--convert-to", filter_, "--outdir", str(tmp_path), str(tmp_path / "map.xlsx")]
    subprocess.run(command, check=True, timeout=120, capture_output=True)
    for sheet in sheets(data):
        path = tmp_path / f"map-{sheet.name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            theirs = [tuple(row) for row in csv.reader(file) if any(row)]
        assert theirs == [row for row in sheet.rows if any(row)]
