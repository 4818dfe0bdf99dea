# SPDX-License-Identifier: Apache-2.0
"""The picture on screen is the board: as if painted anew each time, however little was painted."""

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from journey_studio.canvas import backing
from journey_studio.canvas.backing import Backing, Shot
from journey_studio.canvas.camera import Camera
from journey_studio.canvas.frame import FramePainter
from journey_studio.canvas.long_paths import pieces
from journey_studio.canvas.pixmaps import TEXT_ZOOM
from journey_studio.canvas.sticky import heads_in, points_in, sliding
from journey_studio.canvas.zones import Area, Frame, on_pixels, zones_of
from journey_studio.layout.board import lay_out
from journey_studio.layout.curves import area, curve
from journey_studio.layout.display import Board, Group, Path, Placed
from journey_studio.layout.far_points import FAR_POINTS
from journey_studio.layout.geometry import Box, Point
from journey_studio.layout.theme import ThemeName, load_theme
from journey_studio.model.commands import Edit, Move
from journey_studio.paint.pictures import no_pictures
from journey_studio.paint.qt import BoardPainter, TextMode, brush, pen, qt_path
from tests.canvas.conftest import OpenCanvas
from tests.canvas.hand import CONTROL, Hand
from tests.canvas.pixels import ROUNDING, farthest, share_apart
from tests.canvas.test_camera import board_of as plain_board

WIDTH, HEIGHT = 900, 640


def as_painted(painter: BoardPainter, frame: Frame) -> QImage:
    """The frame painted item by item, zone by zone, without pixmaps or shortcuts."""
    image = QImage(frame.width, frame.height, QImage.Format.Format_RGB32)
    image.fill(frame.board.ground_colour)
    paint = QPainter(image)
    board, zones, heads = frame.board, zones_of(frame), heads_in(frame)
    worded = frame.camera.zoom >= FAR_POINTS
    shown = [placed for placed in board.body() if worded or placed.group.role != "note"]
    body = [_loud(placed, frame.scale) for placed in shown]
    text = TextMode.FULL if frame.camera.zoom >= TEXT_ZOOM else TextMode.BARS
    parts = (
        (zones.body, body, text),
        (zones.body, _unmoved(points_in(frame)), TextMode.FULL),
        (zones.lanes, _unmoved(heads.lanes), TextMode.FULL),
        (zones.heads, _unmoved(sliding(heads.heads, zones.heads)), TextMode.FULL),
        (zones.corner, _unmoved((heads.corner,)), TextMode.FULL),
    )
    for zone, groups, mode in parts:
        paint.resetTransform()
        paint.setClipRect(QRect(*zone.area))
        paint.translate(zone.left, zone.top)
        paint.scale(zone.scale, zone.scale)
        painter.paint_placed(paint, groups, mode)
    paint.end()
    return image


def _loud(placed: Placed, scale: float) -> Placed:
    """A curve at least so wide that it is seen from afar; all else as it is."""
    group = placed.group
    if group.role != "curve":
        return placed
    items = tuple(
        item._replace(line_width=max(item.line_width, 1.8 / scale))
        if isinstance(item, Path)
        else item
        for item in group.items
    )
    return placed._replace(group=Group(group.id, "curve", group.box, None, lambda: items))


def _unmoved(groups: Iterable[Group]) -> list[Placed]:
    return [Placed(0, 0, group) for group in groups]


def frame_at(board: Board, x: float, y: float, zoom: float, ratio: float = 1) -> Frame:
    camera = on_pixels(Camera(x, y, zoom), ratio)
    return Frame(board, camera, round(WIDTH * ratio), round(HEIGHT * ratio), ratio)


def kept(backing: Backing) -> QImage:
    """What the backing would copy to the screen."""
    assert backing._shot is not None
    _, _, width, height, ratio = backing._shot.frame
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    paint = QPainter(image)
    backing.draw(paint, QRectF(0, 0, width / ratio, height / ratio))
    paint.end()
    return image


def board_of(hand: Hand, theme: ThemeName) -> Board:
    return lay_out(hand.snapshot, hand.view.showing.map_id, load_theme(theme))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ratio", [1, 2])
@pytest.mark.parametrize("zoom", [0.25, 0.5, 1, 2])
def test_a_frame_is_the_board_as_painted(
    hand: Hand, zoom: float, ratio: float, theme: ThemeName
) -> None:
    board = board_of(hand, theme)
    painter = BoardPainter(hand.session.picture)
    frames = FramePainter(painter, load_theme(theme).colours.quiet)
    for x, y in ((-20, -20), (500, 120), (1500, 900)):
        frame = frame_at(board, x, y, zoom, ratio)
        image = QImage(frame.width, frame.height, QImage.Format.Format_RGB32)
        paint = QPainter(image)
        frames.paint(paint, frame, Area(0, 0, frame.width, frame.height))
        paint.end()
        assert not frames.cards.rough
        wanted = as_painted(painter, frame)
        exact = (zoom * ratio) in (1, 2, 4)  # cards lie on whole pixels then
        assert share_apart(image, wanted) < (0.0005 if exact else 0.03)


FAR_PANS = ((48, 32), (-130, 7), (0, -61), (333, 0), (-5, 400), (900, 0), (-1200, -500))
NEAR_PANS = ((70, 40), (70, 40), (70, 0), (-30, -40), (-60, 0), (-90, 9), (200, 0), (-40, -90))
PANS = (*FAR_PANS, *NEAR_PANS, *NEAR_PANS)


def test_a_pan_shows_what_a_new_frame_would_show(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backing, "_BUDGET", float("inf"))  # no frame is left rough and done anew
    board = hand.view.board
    frames = FramePainter(BoardPainter(hand.session.picture), "#808080")
    moved, fresh = Backing(frames), Backing(frames)
    camera = Camera(300, 100, 1)
    moved.show(Shot(frame_at(board, *camera)))
    finish(moved)
    for dx, dy in PANS:
        camera = camera._replace(x=camera.x + dx, y=camera.y + dy)
        shot = Shot(frame_at(board, *camera))
        moved.show(shot)
        finish(moved)
        fresh.forget()
        fresh.show(shot)
        finish(fresh)
        one, other = kept(moved), kept(fresh)
        # The edge of a curve that is cut where a strip ends may come out a shade different.
        assert farthest(one, other) <= 3 * ROUNDING
        assert share_apart(one, other, ROUNDING) < 0.0002


@pytest.mark.parametrize("zoom", [1, 0.7, 0.5, 0.3])
def test_stages_keep_their_titles_in_view_as_if_painted_anew(hand: Hand, zoom: float) -> None:
    board = hand.view.board
    frames = FramePainter(BoardPainter(hand.session.picture), "#808080")
    moved, fresh = Backing(frames), Backing(frames)
    camera = on_pixels(Camera(300, 100, zoom), 1)
    moved.show(Shot(frame_at(board, *camera)))
    finish(moved)
    for dx, dy in PANS:
        camera = camera._replace(x=camera.x + dx / zoom, y=camera.y + dy / zoom)
        shot = Shot(frame_at(board, *camera))
        moved.show(shot)
        finish(moved)
        fresh.forget()
        fresh.show(shot)
        finish(fresh)
        heads = QRect(*zones_of(shot.frame).heads.area)
        assert farthest(kept(moved).copy(heads), kept(fresh).copy(heads)) <= ROUNDING


def finish(backing: Backing) -> None:
    """Let the picture be completed."""
    while not backing.complete:
        backing._rests_at = 0
        backing.work()


@pytest.mark.parametrize("zoom", [1, 0.5, 0.3])
def test_an_edit_shows_what_a_new_frame_would_show(hand: Hand, zoom: float) -> None:
    document, map_id = hand.session.document, hand.view.showing.map_id
    theme = hand.view.showing.theme
    frames = FramePainter(BoardPainter(hand.session.picture), "#808080")
    edited, fresh = Backing(frames), Backing(frames)
    card = hand.card("Pays by card")
    cell = (hand.cell_of(card)[0], hand.step("Receive the ticket"))
    commands = (
        Edit(id=card, values={"text": "Pays"}),
        Edit(id=card, values={"text": "Pays a great deal more than was said at first " * 4}),
        Move(ids=(card,), under=cell, at=0),
        Edit(id=hand.step("Pay"), values={"title": "Pay at last"}),
        Edit(id=hand.step("Pay"), values={"title": "Pay with all there is, once and for all"}),
        Edit(id=hand.lane("What they do"), values={"title": "Deeds"}),
        Edit(id=hand.lane("Channels"), values={"collapsed": True}),
    )
    for command in commands:
        before = lay_out(document.snapshot, map_id, theme)
        edited.show(Shot(frame_at(before, 300, 60, zoom)))
        document.apply(command)
        after = Shot(frame_at(lay_out(document.snapshot, map_id, theme), 300, 60, zoom))
        edited.show(after)
        finish(edited)
        fresh.forget()
        fresh.show(after)
        finish(fresh)
        assert farthest(kept(edited), kept(fresh)) <= ROUNDING


def test_a_card_that_is_lifted_leaves_its_place_and_comes_back(hand: Hand) -> None:
    frames = FramePainter(BoardPainter(hand.session.picture), "#808080")
    backing = Backing(frames)
    card = hand.card("Pays by card")
    frame = frame_at(hand.view.board, 300, 60, 1)
    backing.show(Shot(frame))
    finish(backing)
    whole = kept(backing).copy()
    backing.show(Shot(frame, frozenset((card,))))
    finish(backing)
    assert share_apart(whole, kept(backing)) > 0.001
    backing.show(Shot(frame))
    finish(backing)
    assert farthest(whole, kept(backing)) <= ROUNDING


def test_zooming_is_sharp_again_when_the_hands_rest(hand: Hand) -> None:
    frames = FramePainter(BoardPainter(hand.session.picture), "#808080")
    frames.pixmaps.cost = 1  # as if rendering took far too long
    backing = Backing(frames)
    board = hand.view.board
    backing.show(Shot(frame_at(board, 300, 60, 1)))
    finish(backing)
    for zoom in (1.2, 1.44, 1.2, 0.8, 0.6):
        backing.show(Shot(frame_at(board, 300, 60, zoom)))
        assert not backing.complete
        assert backing.wait
        blurred = kept(backing).copy()
    finish(backing)
    assert share_apart(blurred, kept(backing)) < 0.2, "it showed the same, only less sharply"
    fresh = Backing(frames)
    fresh.show(Shot(frame_at(board, 300, 60, 0.6)))
    finish(fresh)
    assert farthest(kept(backing), kept(fresh)) <= ROUNDING


def test_what_is_met_for_the_first_time_is_plain_before_it_is_complete(hand: Hand) -> None:
    frames = FramePainter(BoardPainter(hand.session.picture), "#808080")
    frame = frame_at(hand.view.board, 300, 60, 1)
    frames.cards.deadline = 0.0
    image = QImage(frame.width, frame.height, QImage.Format.Format_RGB32)
    paint = QPainter(image)
    frames.paint(paint, frame, Area(0, 0, frame.width, frame.height))
    paint.end()
    assert frames.cards.rough
    frames.cards.deadline = float("inf")
    wanted = as_painted(frames.painter, frame)
    apart = share_apart(image, wanted)
    assert 0.001 < apart < 0.15


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_window_shows_that_picture_at_every_zoom(
    open_canvas: OpenCanvas, theme: ThemeName
) -> None:
    hand = open_canvas(theme)
    painter = BoardPainter(hand.session.picture)
    for zoom in (0.5, 1, 1.5):
        hand.look_at_cell((hand.lane("What they do"), hand.step("Choose a berth")), zoom)
        at = hand.surface.rect().center()
        hand.wheel(0, -120, at)
        hand.wheel(0, -120, at, CONTROL)
        hand.wheel(0, 120, at, CONTROL)
        hand.settle()
        wanted = as_painted(painter, hand.view.view_frame)
        assert share_apart(hand.picture(), wanted) < 0.03


# Parts of the view


areas = st.builds(
    Area, st.integers(-40, 40), st.integers(-40, 40), st.integers(1, 50), st.integers(1, 50)
)


def pixels(found: Area) -> set[tuple[int, int]]:
    return {(x, y) for x in range(found.x, found.right) for y in range(found.y, found.bottom)}


@given(areas, areas)
def test_what_an_area_holds_without_another_is_held_once(one: Area, other: Area) -> None:
    parts = one.without(other)
    assert sum(part.w * part.h for part in parts) == len(pixels(one) - pixels(other))
    assert set().union(*map(pixels, parts)) == pixels(one) - pixels(other)
    assert pixels(one.common(other)) == pixels(one) & pixels(other)


@given(
    st.floats(-100, 3000), st.floats(-100, 3000), st.floats(0.05, 8), st.sampled_from([1, 1.25, 2])
)
def test_the_parts_of_a_view_fill_it_without_overlap(
    x: float, y: float, zoom: float, ratio: float
) -> None:
    frame = frame_at(plain_board(4000, 3000), x, y, zoom, ratio)
    parts = [zone.area for zone in zones_of(frame)]
    assert sum(part.w * part.h for part in parts) == frame.width * frame.height
    for index, part in enumerate(parts):
        assert all(part.common(other).empty for other in parts[index + 1 :])
    for zone in zones_of(frame):
        assert zone.left == int(zone.left)
        assert zone.top == int(zone.top)


# Long curves


def canvas_for(width: int, left: float) -> tuple[QImage, QPainter]:
    image = QImage(width, 120, QImage.Format.Format_RGB32)
    image.fill("#ffffff")
    paint = QPainter(image)
    paint.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint.translate(-left, 0)
    return image, paint


def whole(path: Path, left: int, width: int) -> QImage:
    """A part of a path, cut out of a picture of all of it."""
    image, paint = canvas_for(left + width, 0)
    paint.setPen(pen(path.line, path.line_width, path.dash, round_ends=True))
    paint.setBrush(brush(path.fill))
    paint.drawPath(qt_path(path.segments))
    paint.end()
    return image.copy(left, 0, width, 120)


def cut(path: Path, left: int, width: int) -> QImage:
    """That part alone, as the canvas paints it."""
    board, paint = canvas_for(width, left)
    group = Group("", "curve", Box(0, 0, 1e5, 120), (), lambda: (path,))
    painter = FramePainter(BoardPainter(no_pictures), "#808080")
    seen = Box(left, 0, width, 120)
    painter.paint_cut(paint, Placed(0, 0, group), seen, TextMode.FULL)
    paint.end()
    return board


heights = st.lists(st.floats(10, 110), min_size=2, max_size=30)


@pytest.mark.usefixtures("qapp")
@settings(max_examples=40)
@given(
    heights,
    st.floats(0, 0.9),
    st.sampled_from([48, 240]),
    st.sampled_from([(), (9.0, 6.0), (2.0, 3.0, 6.0, 3.0)]),
)
def test_a_cut_curve_looks_like_the_whole(
    ys: list[float], where: float, width: int, dash: tuple[float, ...]
) -> None:
    points = [Point(40.0 + 100 * number, y) for number, y in enumerate(ys)]
    left = round(where * 100 * len(ys))
    line = Path(curve(points), line="#2459D6", line_width=3, dash=dash)
    shade = Path(area(points, 60), fill="#2459D640")
    # Lengths along a curve are sums of its flattened parts, so the ends of dashes may lie a
    # fraction of a px apart: some of 5,760 px. Dashes out of phase would differ in hundreds.
    for path in (line, shade):
        assert share_apart(whole(path, left, width), cut(path, left, width), least=60) < 0.008


@pytest.mark.usefixtures("qapp")
@given(st.integers(0, 3000), st.sampled_from([(), (9.0, 6.0), (2.0, 3.0, 6.0, 3.0)]))
def test_a_cut_divider_has_its_dashes_where_the_whole_has_them(
    left: int, dash: tuple[float, ...]
) -> None:
    line = Path((("M", 40, 60), ("L", 4000, 60)), line="#2459D6", line_width=3, dash=dash)
    assert share_apart(whole(line, left, 240), cut(line, left, 240), least=60) < 0.002


def test_a_curve_out_of_view_costs_nothing() -> None:
    points = [Point(100.0 * number, 50) for number in range(40)]
    line = Path(curve(points), line="#2459D6", line_width=3)
    assert list(pieces(line, 5000, 6000)) == []
    assert sum(len(piece.path.segments) for piece in pieces(line, 1000, 1200)) < 8


def test_a_glide_leaves_nothing_behind_in_the_margin(hand: Hand) -> None:
    card = hand.card("Pays by card")
    hand.view.look(Camera(-24, hand.view.camera.y, 0.6))
    hand.settle()
    before = hand.picture()
    hand.take(card)
    hand.carry(hand.in_cell((hand.lane("Channels"), hand.step("Get the idea"))))
    hand.key(Qt.Key.Key_Escape)
    hand.settle()
    margin = QRect(0, 0, 20, before.height())
    assert farthest(before.copy(margin), hand.picture().copy(margin)) <= ROUNDING
