# SPDX-License-Identifier: Apache-2.0
"""Journeys that other people wrote are read as Mermaid itself reads them."""

import json
from math import inf, isnan
from pathlib import Path
from typing import Any

import pytest

from journey_studio.exchange import mermaid
from journey_studio.exchange.mermaid.text import JourneyDiagram, parse_journey
from journey_studio.exchange.refusal import MermaidError
from tests.exchange.laws import reads_the_same_again
from tests.exchange.outlines import outlines

pytestmark = pytest.mark.real_data


def _number(score: float) -> float | str:
    if isnan(score):
        return "NaN"
    return {inf: "Infinity", -inf: "-Infinity"}.get(score, score)


def _as_mermaid_tells(diagram: JourneyDiagram) -> dict[str, Any]:
    return {
        "title": diagram.title,
        "accTitle": diagram.acc_title,
        "accDescr": diagram.acc_description,
        "sections": list(diagram.sections),
        "tasks": [
            {
                "section": task.section,
                "task": task.name,
                "score": _number(task.score),
                "people": list(task.actors),
            }
            for task in diagram.tasks
        ],
        "actors": sorted(
            {actor for task in diagram.tasks for actor in task.actors},
            key=lambda actor: actor.encode("utf-16-be"),
        ),
    }


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def test_every_odd_case_is_accepted_or_refused_as_mermaid_does(real_data: Path) -> None:
    folder = real_data / "mermaid"
    for row in _rows(folder / "edge-cases-expected.jsonl"):
        text = _text(folder / "edge-cases" / f"{row['case']}.mmd")
        if row["accepted"]:
            assert _as_mermaid_tells(parse_journey(text)) == row["result"], row["case"]
        else:
            with pytest.raises(MermaidError):
                parse_journey(text)


def test_every_diagram_of_public_projects_is_read_with_the_same_content(real_data: Path) -> None:
    folder = real_data / "mermaid"
    rows = _rows(folder / "expected.jsonl")
    assert rows
    for row in rows:
        assert row["ok"]
        diagram = parse_journey(_text(folder / row["file"]))
        wanted = {key: row[key] for key in _as_mermaid_tells(diagram)}
        assert _as_mermaid_tells(diagram) == wanted, row["file"]


def test_every_accepted_file_becomes_a_map_with_all_its_steps(real_data: Path) -> None:
    folder = real_data / "mermaid"
    for row in _rows(folder / "expected.jsonl"):
        (found,) = outlines(mermaid.read((folder / row["file"]).read_bytes(), row["file"]))
        assert sum(len(stage.steps) for stage in found.stages) == len(row["tasks"])
        assert {person.strip() for person in row["actors"] if person} <= set(found.personas)


def test_every_accepted_file_reads_the_same_again(real_data: Path) -> None:
    folder = real_data / "mermaid"
    for row in _rows(folder / "expected.jsonl"):
        found = mermaid.read((folder / row["file"]).read_bytes(), row["file"])
        reads_the_same_again(mermaid, found, name="map.mmd")
