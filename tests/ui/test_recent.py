# SPDX-License-Identifier: Apache-2.0
"""What the start page knows of recent projects: their order, when in words, their pictures."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from journey_studio.ui import preferences as kept
from journey_studio.ui.preferences import MOST_RECENT, Preferences, load_preferences
from journey_studio.ui.recent import folder_of, recents, when
from journey_studio.ui.thumbnails import (
    SIZE,
    has_thumbnail,
    load_thumbnail,
    save_thumbnail,
    thumbnail_file,
)

NOON = datetime(2026, 11, 19, 12).astimezone().astimezone(UTC)


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(seconds=-5), "Today"),
        (timedelta(seconds=20), "Just now"),
        (timedelta(minutes=25), "25 minutes ago"),
        (timedelta(hours=1, minutes=10), "An hour ago"),
        (timedelta(hours=5), "5 hours ago"),
        (timedelta(hours=13), "Yesterday"),
        (timedelta(days=3), "3 days ago"),
        (timedelta(days=8), "Last week"),
        (timedelta(days=20), "2 weeks ago"),
    ],
)
def test_a_moment_is_said_as_people_say_it(ago: timedelta, said: str) -> None:
    assert when(NOON - ago, NOON) == said


def test_what_is_long_ago_is_said_by_its_date() -> None:
    assert "2025" in when(NOON - timedelta(days=400), NOON)


def test_the_latest_comes_first_and_what_is_pinned_before_it(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.journey" for name in ("One", "Two", "Three")]
    chosen = Preferences()
    for path in paths:
        path.touch()
        chosen.remember(path)
    assert [each.path.stem for each in recents(chosen)] == ["Three", "Two", "One"]
    chosen.pin(paths[0], True)
    assert [(each.path.stem, each.pinned) for each in recents(chosen)] == [
        ("One", True),
        ("Three", False),
        ("Two", False),
    ]
    chosen.pin(paths[0], False)
    assert [each.path.stem for each in recents(chosen)] == ["Three", "Two", "One"]


def test_a_pinned_project_outlasts_all_that_come_after_it(tmp_path: Path) -> None:
    chosen = Preferences()
    chosen.remember(tmp_path / "Kept.journey")
    chosen.pin(tmp_path / "Kept.journey", True)
    for number in range(MOST_RECENT + 5):
        chosen.remember(tmp_path / f"{number}.journey")
    names = [each.path.stem for each in recents(chosen)]
    assert names[0] == "Kept"
    assert len(names) == MOST_RECENT + 1
    assert set(chosen.opened) == set(chosen.recent)


def test_a_project_that_is_gone_is_listed_as_gone(tmp_path: Path) -> None:
    chosen = Preferences()
    chosen.remember(tmp_path / "Gone.journey")
    assert [each.there for each in recents(chosen)] == [False]
    chosen.forget(tmp_path / "Gone.journey")
    assert recents(chosen) == []
    assert chosen.opened == {}


@pytest.mark.parametrize("odd", [{"opened": {"/a.journey": 7}}, {"opened": [], "pinned": [3, 4]}])
def test_an_odd_file_of_preferences_is_read_as_far_as_it_goes(
    odd: dict[str, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "window.json"
    file.write_text(json.dumps({"recent": ["/a.journey", "/a.journey"], **odd}), encoding="utf-8")
    monkeypatch.setattr(kept, "preferences_file", lambda: file)
    found = recents(load_preferences())
    assert [(each.path, each.opened) for each in found] == [(Path("/a.journey"), None)]


def test_a_folder_at_home_is_said_from_there(tmp_path: Path) -> None:
    assert folder_of(Path.home() / "Maps" / "a.journey") == str(Path("~/Maps"))
    assert folder_of(tmp_path / "a.journey") == str(tmp_path)


@pytest.mark.usefixtures("qapp")
def test_a_picture_is_found_again_also_in_the_colours_of_the_other_theme(tmp_path: Path) -> None:
    project = tmp_path / "Map.journey"
    assert load_thumbnail(project, "light") is None
    image = QImage(SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    save_thumbnail(project, "dark", image)
    assert has_thumbnail(project)
    found = load_thumbnail(project, "light")
    assert found is not None
    assert (found.size(), found.pixelColor(9, 9)) == (SIZE, QColor("teal"))
    assert load_thumbnail(tmp_path / "Other.journey", "dark") is None


@pytest.mark.usefixtures("qapp")
def test_a_picture_that_is_none_counts_as_missing(tmp_path: Path) -> None:
    file = thumbnail_file(tmp_path / "Bad.journey", "light")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"no picture")
    assert load_thumbnail(tmp_path / "Bad.journey", "light") is None
