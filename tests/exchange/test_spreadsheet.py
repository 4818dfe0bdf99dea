# SPDX-License-Identifier: Apache-2.0
"""XLSX: a workbook comes back as the maps it was, opens in LibreOffice, and holds no formula."""

import csv
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from xlsxwriter import Workbook

from journey_studio.exchange.formats import Choices, Written
from journey_studio.exchange.tables import spreadsheet
from journey_studio.exchange.tables.workbook import sheets
from journey_studio.exchange.tables.workbook_writing import sheet_name
from journey_studio.model.builder import Builder
from journey_studio.model.canonical import map_hash
from tests.exchange.laws import PICTURES, MadeMap, maps, round_trips

FORMULAS = (
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\n=1+1", "＝1+1", '=HYPERLINK("http://x.org")',
    "=cmd|' /C calc'!A0", "{=1+1}", "'=1+1", "http://example.org", "007", "1e5", "true",
    "_x0041_", "  blanks  ", "line\nline", "日本語 👩‍👩‍👧", "<b>&amp;</b>",
)  # fmt: skip


@settings(max_examples=20)
@given(maps(full=True))
def test_a_workbook_carries_every_register_but_pictures_law(made: MadeMap) -> None:
    report = round_trips(spreadsheet, made.snapshot, made.map_id)
    lost = {loss.what for loss in report.losses}
    assert lost <= {"card.picture", "persona.photo", "map.parent_step", "point.value"}


def house(words: tuple[str, ...] = FORMULAS) -> Builder:
    """A small map with these words on its cards."""
    made = Builder()
    map_id = made.add("map", title="Moving [house]: a/b?")
    before, after = made.add("stage", map_id, title="Before"), made.add("stage", map_id, title="=A")
    steps = [made.add("step", before, title=f"Step {n}") for n in range(2)]
    steps.append(made.add("step", after, title="Step 3"))
    doing = made.add("lane", map_id, title="Doing")
    for n, text in enumerate(words):
        made.add("card", doing, steps[n % 3], text=text)
    curve = made.add("lane", map_id, title="Feelings", kind="curve")
    ann = made.named("persona", "Ann")
    for step, value in zip(steps, (-1.0, 0.25, 1.0), strict=True):
        made.point(curve, step, ann, value=value)
    made.add("comment", on=before, text="Is that so?")
    assert not made.losses
    return made


def written(made: Builder) -> Written:
    snapshot = made.snapshot()
    ids = tuple(each.id for each in snapshot.maps())
    return spreadsheet.write(snapshot, ids, Choices(), PICTURES.get)


def test_no_cell_of_a_workbook_is_a_formula_or_a_link() -> None:
    data = written(house()).data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [name for name in archive.namelist() if "worksheets/" in name]
        for part in parts:
            assert not re.search(rb"<f[ >]|<hyperlink", archive.read(part)), part
        assert not any("externalLink" in name or "vba" in name for name in archive.namelist())


def test_a_workbook_of_several_maps_comes_back_whole() -> None:
    made = house()
    other = made.add("map", title="Moving [house]: a/b?", scenario="The same once more")
    stage = made.add("stage", other, title="Before")
    step = made.add("step", stage, title="Step 0")
    lane = made.add("lane", other, title="Doing")
    here = made.add("card", lane, step, text="Here")
    made.add("connection", source=here, target="card-1", label="as there")
    before = made.snapshot()
    after = spreadsheet.read(written(made).data, "x.xlsx", Choices()).snapshot
    pairs = zip(before.maps(), after.maps(), strict=True)
    assert all(map_hash(before, one.id) == map_hash(after, two.id) for one, two in pairs)


def test_each_map_has_a_sheet_to_be_read() -> None:
    names = [sheet.name for sheet in sheets(written(house()).data)]
    assert names == ["Moving house a b", "Everything", "Personas", "Comments"]
    (sheet, *_) = sheets(written(house(("Look", "Call", "Carry"))).data)
    assert sheet.rows[0][0] == "Moving [house]: a/b?"
    assert sheet.rows[1] == ("Stage", "Before", "", "=A")
    assert sheet.rows[2] == ("Step", "Step 0", "Step 1", "Step 3")
    assert sheet.rows[3] == ("Doing", "Look", "Call", "Carry")
    assert sheet.rows[4] == ("Feelings [-2..2]", "Ann: -2", "Ann: 0.5", "Ann: 2")
    assert [tuple(each) for each in sheet.merged] == [(1, 1, 1, 2)]


def test_rows_can_be_sorted_and_put_in_by_hand() -> None:
    """A person sorts the rows, takes the numbers of one away, and adds a card by names alone."""
    before = house(("Look", "Call", "Carry")).snapshot()
    (rows,) = [
        s for s in sheets(written(house(("Look", "Call", "Carry"))).data) if s.name == "Everything"
    ]
    head, *body = rows.rows
    new = dict.fromkeys(head, "")
    new |= {"Map": "Moving [house]: a/b?", "Stage": "Before", "Step": "Step 1", "Lane": "Doing"}
    new["Text"] = "Pack"
    table = [head, *sorted(body, key=lambda row: row[::-1]), tuple(new[name] for name in head)]
    out = io.StringIO(newline="")
    csv.writer(out).writerows(table)
    from journey_studio.exchange.tables import csv_file

    after = csv_file.read(out.getvalue().encode(), "x.csv", Choices()).snapshot
    (one,), (two,) = before.maps(), after.maps()
    titles = [stage.title for stage in after.stages(two.id)]
    assert titles == [stage.title for stage in before.stages(one.id)]
    (doing, _) = after.lanes(two.id)
    words = [[c.text for c in after.cards(doing.id, s.id)] for s in after.steps_of_map(two.id)]
    assert words == [["Look"], ["Call", "Pack"], ["Carry"]]


@pytest.mark.parametrize(
    ("title", "name"),
    [("", "Map"), ("'a'", "a"), ("x" * 50, "x" * 31), ("Everything", "Everything 2"),
     ("[]:*?/\\", "Map"), ("👩" * 40, "👩" * 15), ("History", "History 2"), ("a\nb\x85c", "a b c")],
)  # fmt: skip
def test_sheets_have_names_that_a_spreadsheet_allows(title: str, name: str) -> None:
    assert sheet_name(title, {"everything", "history"}) == name


def test_texts_too_long_for_a_cell_are_cut_and_told() -> None:
    made = Builder()
    map_id = made.add("map", title="Long")
    step = made.add("step", made.add("stage", map_id))
    made.add("card", made.add("lane", map_id), step, text="👩" * 20_000)
    result = written(made)
    assert [(loss.what, loss.fate) for loss in result.losses] == [("card.text", "changed")]
    assert spreadsheet.read(result.data, "x.xlsx", Choices()).snapshot.maps()


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_a_workbook_and_shows_the_same_words(tmp_path: Path) -> None:
    (tmp_path / "map.xlsx").write_bytes(written(house()).data)
    filter_ = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/home", "--headless"]
    command += ["--convert-to", filter_, "--outdir", str(tmp_path), str(tmp_path / "map.xlsx")]
    subprocess.run(command, check=True, timeout=120, capture_output=True)
    shown = {}
    for sheet in sheets((tmp_path / "map.xlsx").read_bytes()):
        path = tmp_path / f"map-{sheet.name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            shown[sheet.name] = [tuple(row) for row in csv.reader(file)]
        ours = [row for row in sheet.rows if any(row)]
        width = len(ours[0])
        theirs = [row[:width] for row in shown[sheet.name] if any(row)]
        assert [tuple(c.strip() for c in row) for row in theirs] == [
            tuple(c.strip() for c in row) for row in ours
        ]
    assert any("=1+1" in row for row in shown["Everything"])


def saved_anew(data: bytes, changes: dict[tuple[str, int, int], str]) -> bytes:
    """The workbook as another program saves it, with some cells saying something else."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        for sheet in sheets(data):
            page = book.add_worksheet(sheet.name)
            for row, cells in enumerate(sheet.rows):
                for column, text in enumerate(cells):
                    said = changes.get((sheet.name, row, column), text)
                    page.write_string(row, column, said)
    return out.getvalue()


SHOWN = "Moving house"


def small_house() -> Builder:
    made = house(("Look", "Call", "Carry"))
    made.set("map-1", title=SHOWN)
    made.set("card-1", owner="Sales", tags=[made.named("tag", "slow")])
    return made


def test_saving_a_workbook_anew_changes_nothing() -> None:
    before = small_house().snapshot()
    data = saved_anew(written(small_house()).data, {})
    found = spreadsheet.read(data, "x.xlsx", Choices())
    assert not found.warnings
    assert map_hash(before, "map-1") == map_hash(found.snapshot, found.snapshot.maps()[0].id)


def test_what_is_written_into_the_sheet_of_a_map_is_taken_over() -> None:
    """Words, a second card, an emptied cell, a score, a name; what else a card has stays."""
    data = saved_anew(
        written(small_house()).data,
        {
            (SHOWN, 2, 1): "Search",
            (SHOWN, 3, 1): "Look closely",
            (SHOWN, 3, 2): "",
            (SHOWN, 3, 3): "Carry\n\nUnpack",
            (SHOWN, 4, 1): "Ann: 1\nBen: -1",
            (SHOWN, 4, 3): "",
        },
    )
    found = spreadsheet.read(data, "x.xlsx", Choices())
    snapshot = found.snapshot
    (the_map,) = snapshot.maps()
    steps = snapshot.steps_of_map(the_map.id)
    doing, curve = snapshot.lanes(the_map.id)
    assert [step.title for step in steps] == ["Search", "Step 1", "Step 3"]
    cards = [snapshot.cards(doing.id, step.id) for step in steps]
    assert [[c.text for c in cell] for cell in cards] == [["Look closely"], [], ["Carry", "Unpack"]]
    assert (cards[0][0].owner, len(cards[0][0].tags)) == ("Sales", 1)
    people = {persona.id: persona.name for persona in snapshot.personas()}
    numbers = {step.id: n for n, step in enumerate(steps)}
    points = {
        (numbers[point.step or ""], people[point.persona or ""]): point.value
        for point in snapshot.points(curve.id)
    }
    assert points == {(0, "Ann"): 0.5, (0, "Ben"): -0.5, (1, "Ann"): 0.25}
    assert found.warnings == (
        f'6 cells of the sheet "{SHOWN}" were changed by hand and taken over.',
    )
    assert not found.losses


def test_a_change_of_the_rows_counts_though_the_sheet_says_the_old() -> None:
    data = written(small_house()).data
    (rows,) = [sheet.rows for sheet in sheets(data) if sheet.name == "Everything"]
    (at,) = [n for n, row in enumerate(rows) if "Look" in row]
    changes = {("Everything", at, rows[at].index("Look")): "Look twice"}
    found = spreadsheet.read(saved_anew(data, changes), "x.xlsx", Choices())
    assert "Look twice" in [getattr(each, "text", "") for each in found.snapshot.records.values()]
    assert not found.warnings


def test_a_sheet_of_another_shape_and_a_sheet_of_somebody_else_are_told() -> None:
    data = saved_anew(written(small_house()).data, {(SHOWN, 4, 4): "A column too many"})
    with_more = io.BytesIO()
    with Workbook(with_more, {"in_memory": True}) as book:
        for sheet in sheets(data):
            page = book.add_worksheet(sheet.name)
            for row, cells in enumerate(sheet.rows):
                page.write_row(row, 0, cells)
            if sheet.name == SHOWN:
                page.write_string(9, 0, "A row too many")
        book.add_worksheet("Budget").write_string(0, 0, "Money")
    found = spreadsheet.read(with_more.getvalue(), "x.xlsx", Choices())
    assert sorted(loss.place for loss in found.losses) == ["Budget", SHOWN]
