# SPDX-License-Identifier: Apache-2.0
"""A person shows and leaves out what curves can show, on screen and on paper alike."""

from PySide6.QtWidgets import QDialog

from journey_studio.layout.display import Path
from journey_studio.ui.exporting.dialog import ExportDialog
from journey_studio.ui.preferences import load_preferences
from tests.e2e.pilot import Answers, Pilot, settle


def _signs_in_head(pilot: Pilot) -> int:
    """How many strokes the head of the experience lane is made of."""
    lane = pilot.lane("Experience")
    head = next(group for group in pilot.canvas.board.lane_heads if group.id == lane)
    return sum(isinstance(item, Path) for item in head.items)


def _areas(pilot: Pilot) -> int:
    """How many filled areas the lanes of curves show."""
    rows = [row for row in pilot.canvas.board.rows if row.kind == "curve"]
    curves = [group for row in rows for group in row.groups if group.role == "curve"]
    items = [item for group in curves for item in group.items]
    return sum(isinstance(item, Path) and item.fill is not None for item in items)


def test_faces_beside_curves_are_left_out_and_come_back(pilot: Pilot) -> None:
    content, strokes = pilot.hash, _signs_in_head(pilot)
    assert pilot.window.commands["view.faces"].isChecked()
    pilot.choose("view.faces")
    assert _signs_in_head(pilot) == strokes - 5
    assert not pilot.window.commands["view.faces"].isChecked()
    assert not load_preferences().faces
    pilot.choose("view.faces")
    assert _signs_in_head(pilot) == strokes
    assert load_preferences().faces
    assert pilot.hash == content


def test_the_band_takes_the_place_of_the_areas_of_personas(pilot: Pilot) -> None:
    areas = _areas(pilot)
    assert areas == 3  # Jonas has no answer at one step
    pilot.choose("view.band")
    assert _areas(pilot) == 1
    assert load_preferences().band
    pilot.choose("view.band")
    assert _areas(pilot) == areas


def test_a_poster_is_asked_for_as_the_screen_shows_it(pilot: Pilot, answers: Answers) -> None:
    pilot.choose("view.faces")
    pilot.choose("view.band")
    seen: list[tuple[bool, bool]] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        seen.append((dialog.options.faces, dialog.options.band))
        dialog.reject()

    answers.do(look)
    pilot.choose("file.export")
    settle()
    assert seen == [(False, True)]
