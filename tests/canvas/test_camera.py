# SPDX-License-Identifier: Apache-2.0
"""Looking around: zoom keeps what is under the mouse, heads stay, the board stays in view."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey_studio.canvas.camera import (
    MARGIN,
    Camera,
    board_point,
    body_box,
    fitting,
    kept_in,
    revealing,
    sticking,
    zoomed_at,
)
from journey_studio.layout.display import Board, Group
from journey_studio.layout.geometry import Box

SIZE = (800.0, 600.0)
zooms = st.floats(0.05, 8)
places = st.floats(-5000, 5000)


def board_of(width: float, height: float) -> Board:
    """An empty board of a size, with heads of 168 and 80 px."""
    corner = Group("map-m", "corner", Box(0, 0, 168, 80), (), tuple)
    return Board(
        "map-m", "", "", width, height, 168, 80, "", (), (), (), {}, (), (), (), corner
    )  # fmt: skip


@given(places, places, zooms, zooms, st.floats(0, 800), st.floats(0, 600))
def test_zooming_keeps_the_point_under_the_mouse(
    x: float, y: float, zoom: float, other: float, at_x: float, at_y: float
) -> None:
    before = Camera(x, y, zoom)
    after = zoomed_at(before, other, at_x, at_y)
    assert after.to_board(at_x, at_y) == pytest.approx(before.to_board(at_x, at_y), abs=1e-6)


@given(places, places, zooms, st.floats(200, 20_000), st.floats(200, 20_000))
def test_the_board_cannot_be_lost_from_view(
    x: float, y: float, zoom: float, width: float, height: float
) -> None:
    board = board_of(width, height)
    camera = kept_in(board, Camera(x, y, zoom), *SIZE)
    seen = camera.box_to_view(Box(0, 0, width, height))
    assert seen.meets(Box(0, 0, *SIZE))
    assert seen.x <= max(MARGIN, (SIZE[0] - seen.w) / 2) + 1e-6
    assert seen.right >= min(SIZE[0] - MARGIN, (SIZE[0] + seen.w) / 2) - 1e-6
    again = kept_in(board, camera, *SIZE)
    assert again == pytest.approx(camera)


def test_fitting_shows_all_of_a_map_and_never_blows_it_up() -> None:
    for size in (Box(0, 0, 4000, 900), Box(0, 0, 300, 5000), Box(0, 0, 200, 100)):
        seen = fitting(size, *SIZE).box_to_view(size)
        assert seen.x >= 0
        assert seen.y >= 0
        assert seen.right <= SIZE[0] + 1e-6
        assert seen.bottom <= SIZE[1] + 1e-6
        assert seen.w <= size.w + 1e-6


def test_heads_stay_in_view_while_scrolling() -> None:
    board = board_of(4000, 3000)
    camera = Camera(1000, 700, 1)
    dx, dy = sticking(board, camera, *SIZE)
    assert camera.to_view(0, 0)[0] + dx == 0
    assert camera.to_view(0, 0)[1] + dy == 0
    assert body_box(board, camera, *SIZE) == Box(168, 80, 632, 520)
    # A click on the sticking lane head is a click on the lane, whatever scrolled below it.
    assert board_point(board, camera, *SIZE, 10, 300) == (10, 1000)
    assert board_point(board, camera, *SIZE, 300, 10) == (1300, 10)
    assert board_point(board, camera, *SIZE, 300, 300) == (1300, 1000)


def test_heads_larger_than_much_of_the_view_scroll_away() -> None:
    board = board_of(4000, 3000)
    assert sticking(board, Camera(1000, 700, 4), *SIZE) == (0, 0)


def test_what_is_revealed_is_in_the_free_part_of_the_view() -> None:
    board = board_of(4000, 3000)
    for box in (Box(180, 100, 200, 80), Box(3700, 2800, 200, 80), Box(2000, 1500, 200, 80)):
        camera = revealing(board, Camera(1500, 1500, 1), *SIZE, box)
        body, seen = body_box(board, camera, *SIZE), camera.box_to_view(box)
        assert body.x <= seen.x
        assert seen.right <= body.right
        assert body.y <= seen.y
        assert seen.bottom <= body.bottom
