# SPDX-License-Identifier: Apache-2.0
"""import and export of other formats on the command line: known by content, with a report."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from journey_studio.exchange.registry import FORMATS
from tests.cli.processes import fails, succeeds

DIAGRAM = """journey
 title A trip
 section Go
  Walk: 5: Ada
  Ride: 2: Ada, Ben
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The sample map, with everything people put on one."""
    path = tmp_path / "sample.journey"
    succeeds("new", path, "--sample")
    return path


@pytest.fixture
def diagram(tmp_path: Path) -> Path:
    path = tmp_path / "trip.mmd"
    path.write_text(DIAGRAM)
    return path


def maps_of(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = succeeds("info", path, "--json").json["maps"]
    return found


def pictures_in(path: Path) -> int:
    with sqlite3.connect(path) as connection:
        (count,) = connection.execute("SELECT count(*) FROM picture").fetchone()
    return int(count)


def test_a_project_goes_out_as_json_and_comes_back_the_same(project: Path, tmp_path: Path) -> None:
    out, back = tmp_path / "maps.json", tmp_path / "back.journey"
    assert str(out) in succeeds("export", project, out).out
    succeeds("import", out, back)
    assert [each["hash"] for each in maps_of(back)] == [each["hash"] for each in maps_of(project)]
    assert pictures_in(back) == pictures_in(project) > 0
    again = tmp_path / "again.json"
    succeeds("export", project, again)
    assert again.read_bytes() == out.read_bytes()


@pytest.mark.parametrize("name", [each.name for each in FORMATS if each.writes])
def test_every_format_is_written_and_those_we_read_are_known_by_their_content(
    project: Path, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "file.data"
    report = succeeds("export", project, out, "--format", name, "--json").json
    assert report["format"] == name
    assert out.stat().st_size > 0
    (chosen,) = (each for each in FORMATS if each.name == name)
    if chosen.reads and report["kept"]:
        found = succeeds("import", out, tmp_path / "back.journey", "--format", name, "--json").json
        assert found["format"] == name
        assert maps_of(tmp_path / "back.journey") or name.startswith("theydo")


def test_the_ending_says_the_format_and_the_content_is_believed(
    diagram: Path, tmp_path: Path
) -> None:
    odd = tmp_path / "trip.csv"
    diagram.rename(odd)
    run = succeeds("import", odd, tmp_path / "trip.journey")
    assert "Mermaid" in run.out
    out = tmp_path / "trip.json"
    succeeds("export", tmp_path / "trip.journey", out)
    assert json.loads(out.read_bytes())["format"] == "journey-studio"


def test_a_report_tells_what_travelled_and_what_did_not(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "map.lanes"
    told = succeeds("export", project, out, "--format", "lanescape", "--report").out
    assert "kept     card.text" in told
    report = succeeds("export", project, out, "--format", "lanescape", "--json").json
    assert report["kept"]["card.text"] > 0
    for loss in report["losses"]:
        assert loss["what"].split(".")[0] == loss["record"].split("-")[0]
        assert loss["fate"] in ("changed", "dropped")
    read = succeeds("import", out, tmp_path / "back.journey", "--report").out
    assert "kept     card.text" in read


def test_a_choice_of_maps_goes_out(diagram: Path, tmp_path: Path) -> None:
    path, out = tmp_path / "trip.journey", tmp_path / "one.json"
    succeeds("import", diagram, path)
    diagram.write_text(DIAGRAM.replace("A trip", "Another, longer"))
    succeeds("import", diagram, path, "--add")

    def titles(which: str) -> list[str]:
        succeeds("export", path, out, "--map", which)
        return [each["title"] for each in json.loads(out.read_bytes())["maps"]]

    assert titles("all") == ["A trip", "Another, longer"]
    assert titles("2") == titles("another, LONGER") == ["Another, longer"]
    assert titles("2,1") == ["Another, longer", "A trip"]
    assert "no map" in fails("export", path, out, "--map", "Nowhere")


def test_a_changed_file_is_merged_into_the_open_map(diagram: Path, tmp_path: Path) -> None:
    path = tmp_path / "trip.journey"
    succeeds("import", diagram, path)
    diagram.write_text(DIAGRAM.replace("Ride: 2", "Wait: 1: Ada\n  Ride: 4"))
    succeeds("import", diagram, path, "--into", "a trip")
    (found,) = succeeds("info", path, "--json", "--outline").json["maps"]
    steps = found["outline"][0]["steps"]
    assert [step["title"] for step in steps] == ["Walk", "Wait", "Ride"]
    assert [point["value"] for point in steps[2]["points"]] == [0.5, 0.5]
    assert found["personas"] == 2
    assert "no map" in fails("import", diagram, path, "--into", "Nowhere")


def test_what_the_file_has_no_more_goes_where_that_is_asked(diagram: Path, tmp_path: Path) -> None:
    path = tmp_path / "trip.journey"
    succeeds("import", diagram, path)
    diagram.write_text("journey\n title A trip\n section Go\n  Walk: 5: Ada\n")
    fails("import", diagram, path, "--remove")
    for option, left in ((), ["Walk", "Ride"]), (("--remove",), ["Walk"]):
        succeeds("import", diagram, path, "--into", "1", *option)
        (found,) = succeeds("info", path, "--json", "--outline").json["maps"]
        assert [step["title"] for step in found["outline"][0]["steps"]] == left


def test_numbers_are_taken_on_the_scale_that_was_named(diagram: Path, tmp_path: Path) -> None:
    path = tmp_path / "trip.journey"
    diagram.write_text(DIAGRAM.replace(": 5:", ": 10:"))
    succeeds("import", diagram, path, "--scale", "0-10", "--language", "fr")
    (found,) = succeeds("dump", path).json["maps"]
    assert (found["scale"], found["language"]) == ("0-10", "fr")
    values = [p["value"] for lane in found["lanes"] for p in lane["points"]]
    assert sorted(values) == [-0.6, -0.6, 1]
    assert "no scale" in fails("import", diagram, tmp_path / "x.journey", "--scale", "stars")


@pytest.mark.parametrize(
    "data", [b"\x00\x01", b'{"format": "journey-studio"}', b"%PDF-1.7 nothing"]
)
def test_what_cannot_be_read_leaves_nothing(tmp_path: Path, data: bytes) -> None:
    source = tmp_path / "odd"
    source.write_bytes(data)
    assert "Nothing was imported" in fails("import", source, tmp_path / "x.journey")
    assert [path.name for path in tmp_path.iterdir()] == ["odd"]


def test_a_project_without_maps_and_a_format_that_there_is_not_are_told(tmp_path: Path) -> None:
    path = tmp_path / "empty.journey"
    succeeds("new", path)
    assert "no map" in fails("export", path, tmp_path / "x.json")
    assert "no format called" in fails("export", path, tmp_path / "x", "--format", "visio")
    assert "no format called" in fails("import", path, tmp_path / "y.journey", "--format", "visio")
    assert [each.name for each in tmp_path.iterdir()] == ["empty.journey"]


def test_a_file_that_was_there_stays_where_writing_fails(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder.json"
    folder.mkdir()
    assert "folder" in fails("export", project, folder)
    assert "folder" in fails("export", project, tmp_path / "none" / "x.json")


def test_a_table_that_is_no_map_is_told_of_and_read_where_its_columns_are_named(
    tmp_path: Path,
) -> None:
    source, path = tmp_path / "cases.csv", tmp_path / "x.journey"
    source.write_text(
        "Id,OwnerId,CaseNumber,Subject,Priority,Closed,Where\n"
        "1,7,0001,Cannot pay,High,no,Checkout\n2,7,0002,Cannot log in,Low,yes,Start\n"
    )
    said = fails("import", source, path)
    assert "7 columns (Id, OwnerId" in said
    assert "--columns" in said
    assert not path.exists()
    assert "nothing a column can hold" in fails("import", source, path, "--columns", "colour")
    succeeds("import", source, path, "--columns", ",,,text,tags,,step")
    (found,) = succeeds("info", path, "--json", "--outline").json["maps"]
    (stage,) = found["outline"]
    assert [step["title"] for step in stage["steps"]] == ["Checkout", "Start"]
