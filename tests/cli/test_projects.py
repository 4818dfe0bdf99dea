# SPDX-License-Identifier: Apache-2.0
"""new, import, apply and check, as processes."""

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.cli.processes import failed, fails, journey_studio, process, succeeded, succeeds

JOURNEY = """journey
  title A trip
  Wake up: 2
  section Go
    Walk: 5: Ada, Ben
    Ride: 3: Ada
  section Work
    Sit: 9: Ben
"""


@pytest.fixture
def diagram(tmp_path: Path) -> Path:
    path = tmp_path / "trip.mmd"
    path.write_text(JOURNEY, encoding="utf-8")
    return path


def _maps(project: Path, *options: str) -> Any:
    return succeeds("info", project, "--json", *options).json["maps"]


def test_a_map_goes_through_processes_from_a_diagram_to_an_edit(
    tmp_path: Path, diagram: Path
) -> None:
    project, script = tmp_path / "trip.journey", tmp_path / "commands.json"
    assert "warning: line 8" in succeeded(process("import", diagram, project)).err
    assert "exists already" in failed(process("import", diagram, project))
    found = process("info", project, "--json").json["maps"][0]
    script.write_text(json.dumps([{"do": "edit", "id": found["id"], "values": {"goal": "Home"}}]))
    succeeded(process("apply", project, script))
    assert succeeded(process("dump", project)).json["maps"][0]["goal"] == "Home"
    succeeded(process("check", project))


def test_a_new_project_is_named_like_its_file_and_holds_no_map(tmp_path: Path) -> None:
    project = tmp_path / "Über uns.journey"
    run = succeeds("new", project)
    assert str(project) in run.out
    assert succeeds("info", project, "--json").json == {
        "project": "Über uns",
        "schema": 3,
        "maps": [],
    }


def test_a_new_project_can_have_a_title(tmp_path: Path) -> None:
    succeeds("new", tmp_path / "a.journey", "--title", "Library visits")
    assert succeeds("info", tmp_path / "a.journey", "--json").json["project"] == "Library visits"


def test_the_sample_has_every_lane_kind_and_curves_that_differ(tmp_path: Path) -> None:
    project = tmp_path / "sample.journey"
    succeeds("new", project, "--sample")
    found = _maps(project)[0]
    assert found["stages"] == 6
    assert found["steps"] >= 14
    assert found["personas"] == 2
    lanes = succeeds("dump", project).json["maps"][0]["lanes"]
    assert len({lane.get("kind", "text") for lane in lanes}) == 13
    assert not succeeds("check", project).err


def test_two_samples_say_the_same(tmp_path: Path) -> None:
    hashes = []
    for name in ("a", "b"):
        succeeds("new", tmp_path / f"{name}.journey", "--sample")
        hashes.append([each["hash"] for each in _maps(tmp_path / f"{name}.journey")])
    assert hashes[0] == hashes[1]


def test_new_and_import_refuse_a_file_that_is_there(tmp_path: Path, diagram: Path) -> None:
    taken = tmp_path / "taken.journey"
    taken.write_bytes(b"something of mine")
    assert "exists already" in fails("new", taken)
    assert "exists already" in fails("new", taken, "--sample")
    assert "exists already" in fails("import", diagram, taken)
    assert taken.read_bytes() == b"something of mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["taken.journey", "trip.mmd"]


def test_import_makes_a_project_of_a_diagram(tmp_path: Path, diagram: Path) -> None:
    project = tmp_path / "trip.journey"
    run = succeeds("import", diagram, project)
    assert len(run.err.splitlines()) == 1  # the score of 9
    assert "line 8" in run.err
    found = _maps(project, "--outline")[0]
    counts = {name: found[name] for name in ("title", "stages", "steps", "lanes", "cards")}
    assert counts == {"title": "A trip", "stages": 3, "steps": 4, "lanes": 1, "cards": 0}
    assert found["personas"] == 2  # the task without actors is everybody's
    assert found["curve_points"] == 5
    ada, ben = {"persona": "Ada"}, {"persona": "Ben"}
    assert found["outline"] == [
        {
            "stage": "",
            "steps": [{"title": "Wake up", "points": [{"persona": "", "value": -1 / 3}]}],
        },
        {
            "stage": "Go",
            "steps": [
                {"title": "Walk", "points": [{**ada, "value": 1.0}, {**ben, "value": 1.0}]},
                {"title": "Ride", "points": [{**ada, "value": 0.0}]},
            ],
        },
        {"stage": "Work", "steps": [{"title": "Sit", "points": [{**ben, "value": 1.0}]}]},
    ]


def test_markdown_becomes_one_map_for_each_journey(tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    block = "```mermaid\njourney\n title {}\n A: 3: Me\n```\n"
    notes.write_text("# Notes\n" + block.format("One") + "words\n" + block.format("Two"))
    succeeds("import", notes, tmp_path / "notes.journey")
    assert [each["title"] for each in _maps(tmp_path / "notes.journey")] == ["One", "Two"]


def test_import_adds_a_map_and_knows_personas_by_name(tmp_path: Path, diagram: Path) -> None:
    project = tmp_path / "p.journey"
    fails("import", diagram, project, "--add")
    assert not project.exists()
    succeeds("import", diagram, project)
    succeeds("import", diagram, project, "--add")
    first, second = _maps(project)
    assert first["hash"] == second["hash"]
    assert first["id"] != second["id"]
    library = succeeds("dump", project).json["library"]
    assert [persona["name"] for persona in library["persona"]] == ["Ada", "Ben"]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"flowchart LR\n A-->B", "not start a journey"),
        (b"journey\n title A\n T 3", "line 3"),
        (b"", "no diagram"),
        (b"\xff\xfe\xff", "UTF-16"),
        (b"journey\n T: 3: Me\xff", "UTF-8"),
    ],
)
def test_a_refused_diagram_leaves_no_project(tmp_path: Path, content: bytes, word: str) -> None:
    source = tmp_path / "bad.mmd"
    source.write_bytes(content)
    assert word in fails("import", source, tmp_path / "bad.journey")
    assert [path.name for path in tmp_path.iterdir()] == ["bad.mmd"]


def test_control_characters_and_endless_names_are_told(tmp_path: Path) -> None:
    source = tmp_path / "odd.mmd"
    long = "very " * 5000
    source.write_text(f"journey\n A\x07B: 3: M\x01e\n {long}: 3: Me\n", encoding="utf-8")
    run = succeeds("import", source, tmp_path / "odd.journey")
    assert len(run.err.splitlines()) == 3
    steps = succeeds("dump", tmp_path / "odd.journey").json["maps"][0]["stages"][0]["steps"]
    assert steps[0]["title"] == "A\ufffdB"
    assert steps[1]["title"] == long[:19_999] + "…"


SCRIPT: list[dict[str, Any]] = [
    {"do": "add", "kind": "map", "as": "m", "values": {"title": "Borrow a book"}},
    {"do": "add", "kind": "stage", "as": "s", "under": ["@m"], "values": {"title": "Find"}},
    {
        "do": "batch",
        "name": "Two steps",
        "commands": [
            {"do": "add", "kind": "step", "as": "a", "under": ["@s"], "values": {"title": "Ask"}},
            {"do": "add", "kind": "step", "as": "b", "under": ["@s"], "values": {"title": "Go"}},
        ],
    },
    {"do": "add", "kind": "lane", "as": "l", "under": ["@m"], "values": {"title": "Doing"}},
    {"do": "add", "kind": "lane", "as": "c", "under": ["@m"], "values": {"kind": "curve"}},
    {"do": "add", "kind": "card", "as": "x", "under": ["@l", "@a"], "values": {"text": "Hello"}},
    {"do": "add", "kind": "card", "as": "y", "under": ["@l", "@a"], "values": {"text": "There"}},
    {"do": "edit", "id": "@x", "values": {"evidence": "observed"}},
    {"do": "move", "ids": ["@x"], "under": ["@l", "@b"]},
    {"do": "set_point", "lane": "@c", "step": "@b", "value": 0.5},
    {"do": "delete", "ids": ["@y"]},
    {"do": "restore", "ids": ["@y"]},
]


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    project = tmp_path / "project.journey"
    succeeds("new", project)
    return project


def _apply(project: Path, entries: object) -> str:
    script = project.with_name("commands.json")
    script.write_text(json.dumps(entries), encoding="utf-8")
    return succeeds("apply", project, script).out


def test_apply_carries_out_every_verb(empty: Path) -> None:
    assert "12 changes" in _apply(empty, SCRIPT)
    part = succeeds("dump", empty).json["maps"][0]
    assert part["title"] == "Borrow a book"
    assert [step["title"] for step in part["stages"][0]["steps"]] == ["Ask", "Go"]
    assert part["lanes"][0]["cells"] == [
        {"step": "step 0.0", "cards": [{"text": "There"}]},
        {"step": "step 0.1", "cards": [{"text": "Hello", "evidence": "observed"}]},
    ]
    assert part["lanes"][1]["points"] == [{"step": "step 0.1", "value": 0.5}]


def test_each_command_is_a_change_set_of_its_own(empty: Path) -> None:
    before = _count(empty)
    _apply(empty, SCRIPT)
    assert _count(empty) == before + 12
    _apply(empty, [])
    assert _count(empty) == before + 12


def _count(project: Path) -> int:
    with sqlite3.connect(project) as connection:
        found: int = connection.execute("SELECT count(*) FROM change").fetchone()[0]
    connection.close()
    return found


def test_the_ids_of_a_dump_lead_further_commands(empty: Path) -> None:
    _apply(empty, SCRIPT)
    ids = succeeds("dump", empty, "--ids").json["ids"][0]
    _apply(empty, [{"do": "edit", "id": ids["card 0/0.0/0"], "values": {"text": "Again"}}])
    cells = succeeds("dump", empty).json["maps"][0]["lanes"][0]["cells"]
    assert cells[0]["cards"] == [{"text": "Again"}]


def test_a_script_brings_pictures_that_lie_beside_it(empty: Path, project: Path) -> None:
    samples = project / "resources" / "samples"
    picture = next(samples.rglob("*.png"))
    shutil.copy(picture, empty.with_name("photo.png"))
    _apply(
        empty,
        [
            {"do": "picture", "as": "photo", "file": "photo.png"},
            {"do": "add", "kind": "persona", "values": {"name": "Ada", "photo": "@photo"}},
        ],
    )
    persona = succeeds("dump", empty).json["library"]["persona"][0]
    assert len(persona["photo"]) == 64
    assert not succeeds("check", empty).err
    outside = [{"do": "picture", "as": "p", "file": "../photo.png"}]
    (empty.parent / "deeper").mkdir()
    script = empty.parent / "deeper" / "commands.json"
    script.write_text(json.dumps(outside))
    assert "beside" in fails("apply", empty, script)


BAD_SCRIPTS = {
    "no list": {"do": "add"},
    "no verb": [*SCRIPT, {"kind": "map"}],
    "unknown verb": [*SCRIPT, {"do": "explode"}],
    "unknown kind": [*SCRIPT, {"do": "add", "kind": "boat"}],
    "unknown register": [*SCRIPT, {"do": "add", "kind": "map", "values": {"colour": "red"}}],
    "unknown name": [*SCRIPT, {"do": "edit", "id": "@nobody", "values": {"title": "x"}}],
    "unknown record": [*SCRIPT, {"do": "delete", "ids": ["card-00000000000000000000"]}],
    "wrong value": [*SCRIPT, {"do": "set_point", "lane": "@c", "step": "@a", "value": 7}],
    "wrong parent": [*SCRIPT, {"do": "add", "kind": "step", "under": ["@l"]}],
    "control character": [*SCRIPT, {"do": "edit", "id": "@m", "values": {"title": "a\x00b"}}],
    "half a character": [*SCRIPT, {"do": "edit", "id": "@m", "values": {"title": "\ud800"}}],
    "deep": [*SCRIPT, {"do": "add", "kind": "map", "values": {"title": [[[[[[]]]]]]}}],
}


@pytest.mark.parametrize("name", BAD_SCRIPTS)
def test_a_script_with_one_bad_command_changes_nothing(empty: Path, name: str) -> None:
    before = empty.read_bytes()
    script = empty.with_name("commands.json")
    script.write_text(json.dumps(BAD_SCRIPTS[name]))
    fails("apply", empty, script)
    assert empty.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[1,", b"\xff", b"[NaN]", b"[" * 100_000, b'"words"', b"[1]"]
)
def test_what_is_no_command_file_is_refused(empty: Path, content: bytes) -> None:
    script = empty.with_name("commands.json")
    script.write_bytes(content)
    fails("apply", empty, script)


def test_check_finds_a_damaged_byte(tmp_path: Path) -> None:
    project = tmp_path / "sample.journey"
    succeeds("new", project, "--sample")
    assert "whole" in succeeds("check", project).out
    data = bytearray(project.read_bytes())
    at = data.find(b"Basel to the sea by night train")
    while at >= 0:
        data[at] ^= 1
        at = data.find(b"asel to the sea by night train", at + 40)
    project.write_bytes(data)
    run = journey_studio("check", project)
    assert run.code == 1
    assert run.err.startswith("error: ")
    assert len(run.err.splitlines()) == 1
    assert run.out.strip()
    assert project.read_bytes() == data


def test_a_project_that_may_not_be_written_to_is_not_changed(
    empty: Path, diagram: Path, tmp_path: Path
) -> None:
    with sqlite3.connect(empty) as connection:
        connection.execute("PRAGMA user_version=99")
    connection.close()
    script = tmp_path / "commands.json"
    script.write_text(json.dumps(SCRIPT))
    before = empty.read_bytes()
    assert "newer" in fails("apply", empty, script)
    assert "newer" in fails("import", diagram, empty, "--add")
    assert empty.read_bytes() == before
