# SPDX-License-Identifier: Apache-2.0
"""The small picture for the start page is made while somebody works, and is the same."""

from journey_studio.ui.thumbnail_maker import Sketch, keep_thumbnail
from journey_studio.ui.thumbnails import load_thumbnail, thumbnail_file
from tests.e2e.pilot import Pilot
from tests.hands import wait_until


def test_the_picture_made_little_by_little_is_the_one_made_at_once(pilot: Pilot) -> None:
    session, board = pilot.session, pilot.canvas.board
    keep_thumbnail(session, board, "light")
    at_once = load_thumbnail(session.place, "light")
    thumbnail_file(session.place, "light").unlink()
    sketch = Sketch(session, board, "light")
    turns: list[None] = []
    sketch.timeout.connect(lambda: turns.append(None))
    wait_until(lambda: not sketch.isActive())
    assert at_once is not None
    assert load_thumbnail(session.place, "light") == at_once
    assert turns


def test_a_project_that_is_closed_meanwhile_leaves_it_undone(pilot: Pilot) -> None:
    sketch = Sketch(pilot.session, pilot.canvas.board, "dark")
    sketch._go_on()
    sketch.drop()
    assert not sketch.isActive()
    assert not thumbnail_file(pilot.session.place, "dark").is_file()
