# SPDX-License-Identifier: Apache-2.0
"""Diagrams other people wrote become maps with the content Mermaid itself reads."""

import json
from pathlib import Path
from typing import Any

import pytest

from journey_studio.cli import main
from journey_studio.session import open_session
from journey_studio.session.summary import MapSummary, summaries

pytestmark = pytest.mark.real_data


def _cases(folder: Path) -> list[tuple[Path, dict[str, Any] | None]]:
    """Each file that lies here, and what Mermaid reads in it; None where it refuses."""
    found: list[tuple[Path, dict[str, Any] | None]] = []
    for row in _rows(folder / "edge-cases-expected.jsonl"):
        result = row["result"] if row["accepted"] else None
        found.append((folder / "edge-cases" / f"{row['case']}.mmd", result))
    for row in _rows(folder / "expected.jsonl"):
        found.append((folder / row["file"], row if row["ok"] else None))
    return [(path, result) for path, result in found if path.exists()]


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _value(score: Any) -> float | None:
    if score == "NaN":
        return None
    held = min(
        max(float(score.replace("Infinity", "inf") if isinstance(score, str) else score), 0), 5
    )
    return (held - 3) / 2 if held >= 3 else (held - 3) / 3


def _told(text: str) -> str:
    """A name as a map shows it: blanks around it gone, breaks as breaks."""
    for sign in ("<br />", "<br/>", "<br>"):
        text = text.replace(sign, "\n")
    return "".join(sign if sign >= " " or sign in "\n\t" else "\ufffd" for sign in text).strip()


def _check(found: MapSummary, expected: dict[str, Any]) -> None:
    steps = [step for stage in found.outline for step in stage.steps]
    assert [_plain(step.title) for step in steps] == [
        _plain(_told(task["task"])) for task in expected["tasks"]
    ]
    sections = [_told(task["section"]) for task in expected["tasks"]]
    assert [_plain(stage.stage) for stage in found.outline for _ in stage.steps] == [
        _plain(section) for section in sections
    ]
    points = 0
    for step, task in zip(steps, expected["tasks"], strict=True):
        value = _value(task["score"])
        people = list(dict.fromkeys(_plain(_told(name)) for name in task["people"] if name.strip()))
        wanted = dict.fromkeys(people or [""], value) if value is not None else {}
        assert {_plain(point.persona): point.value for point in step.points} == wanted
        points += len(wanted)
    assert found.curve_points == points
    named = {_plain(_told(name)) for name in expected["actors"] if name.strip()}
    assert found.personas == len(named)


def _plain(text: str) -> str:
    return " ".join(text.split())


def test_every_file_is_imported_or_refused_as_mermaid_does(
    real_data: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    cases = _cases(real_data / "mermaid")
    assert len(cases) > 60
    for number, (path, expected) in enumerate(cases):
        project = tmp_path / f"{number}.journey"
        code = main(["import", str(path), str(project)])
        lines = capfd.readouterr().err.splitlines()
        if expected is None:
            assert code == 1, path.name
            assert len(lines) == 1, path.name
            assert lines[0].startswith("error: line "), path.name
            assert not project.exists()
            continue
        assert code == 0, (path.name, lines)
        assert all(line.startswith("warning: ") for line in lines), path.name
        with open_session(project, read_only=True) as session:
            (found,) = summaries(session.snapshot)
        _check(found, expected)
