# SPDX-License-Identifier: Apache-2.0
"""From a project to a poster and back, as a person types it."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.processes import journey_studio


def maps_of(file: Path) -> list[dict[str, Any]]:
    """What the maps of a project say."""
    found: list[dict[str, Any]] = journey_studio("dump", file).json["maps"]
    return found


@pytest.fixture
def project(tmp_path: Path) -> Path:
    file = tmp_path / "trip.journey"
    assert journey_studio("new", file, "--sample").code == 0
    return file


@pytest.mark.parametrize("kind", ["pdf", "png", "svg"])
def test_a_poster_is_imported_as_the_map_it_shows(tmp_path: Path, project: Path, kind: str) -> None:
    poster, again = tmp_path / f"poster.{kind}", tmp_path / "again.journey"
    assert journey_studio("export", project, poster, "--dpi", "50").code == 0
    assert journey_studio("import", poster, again).code == 0
    assert maps_of(again) == maps_of(project)[:1]
    assert journey_studio("check", again).code == 0


def test_the_name_of_a_poster_does_not_matter(tmp_path: Path, project: Path) -> None:
    poster, again = tmp_path / "poster.pdf", tmp_path / "again.journey"
    assert journey_studio("export", project, poster, "--tile", "A4", "--paper", "A2").code == 0
    renamed = poster.rename(tmp_path / "poster.txt")
    assert journey_studio("import", renamed, again).code == 0
    assert maps_of(again) == maps_of(project)[:1]


def test_a_poster_for_outsiders_cannot_be_imported(tmp_path: Path, project: Path) -> None:
    poster, again = tmp_path / "poster.pdf", tmp_path / "again.journey"
    assert journey_studio("export", project, poster, "--no-source").code == 0
    run = journey_studio("import", poster, again)
    assert run.code != 0
    assert "exported without the map inside" in run.err
    assert not again.exists()


@pytest.mark.parametrize("ending", ["drawio", "excalidraw", "cjml"])
def test_a_drawing_is_written_and_read_again(tmp_path: Path, project: Path, ending: str) -> None:
    drawing, again = tmp_path / f"map.{ending}", tmp_path / "again.journey"
    assert journey_studio("export", project, drawing).code == 0
    assert journey_studio("import", drawing, again).code == 0
    assert maps_of(again) == maps_of(project)
