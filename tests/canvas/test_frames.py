# SPDX-License-Identifier: Apache-2.0
"""What is painted, and when: as little as can be, and never another picture than a new frame's."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QObject
from PySide6.QtTest import QTest

from journey_studio.canvas.backing import Backing, Shot
from journey_studio.canvas.camera import Camera, kept_in
from journey_studio.canvas.frame import FramePainter
from journey_studio.canvas.zones import Area, Frame, on_pixels, zones_of
from journey_studio.layout.board import lay_out
from journey_studio.layout.display import Board
from journey_studio.model.commands import Command, Edit, Move
from journey_studio.paint.qt import BoardPainter
from tests.canvas.hand import CONTROL, Hand
from tests.canvas.pixels import farthest, share_apart
from tests.canvas.test_picture import finish, kept

WIDTH, HEIGHT = 500, 360
# Where thin lines are cut at another place, they may differ: by this much of 255 anywhere, and
# ends of dashes by this much in one of a thousand pixels.
CUT, DASH = 12, 40
ZOOMS = (0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.6)


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.times = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.times += event.type() is QEvent.Type.Paint
        return False


def paints_of(hand: Hand) -> Paints:
    """Counts the frames of a canvas from now on."""
    hand.settle()
    QTest.qWait(200)
    paints = Paints()
    hand.surface.installEventFilter(paints)
    return paints


def test_nothing_is_painted_while_nothing_changes(hand: Hand) -> None:
    paints = paints_of(hand)
    QTest.qWait(300)
    assert paints.times == 0


def test_a_pan_that_is_stopped_at_the_edge_paints_nothing(hand: Hand) -> None:
    hand.view.look(Camera(-1e6, -1e6, 1))
    paints = paints_of(hand)
    hand.wheel(120, 120, hand.surface.rect().center())
    QTest.qWait(100)
    assert paints.times == 0


def test_one_step_of_the_wheel_is_one_frame(hand: Hand) -> None:
    paints = paints_of(hand)
    hand.wheel(0, -120, hand.surface.rect().center())
    QTest.qWait(100)
    assert paints.times == 1


def test_a_frame_that_shows_the_same_is_not_painted_again(hand: Hand) -> None:
    frames = FramePainter(BoardPainter(hand.session.picture), "#808080")
    backing = Backing(frames)
    shot = Shot(frame_at(hand.view.board, Camera(300, 60, 1)))
    backing.show(shot)
    finish(backing)
    frames.paint_zone = None  # type: ignore[assignment, method-assign]  # nobody may call it
    backing.show(Shot(frame_at(hand.view.board, Camera(300, 60, 1))))


def test_a_zoom_ends_sharp_and_then_rests(hand: Hand) -> None:
    at = hand.surface.rect().center()
    for _ in range(4):
        hand.wheel(0, 120, at, CONTROL)
    paints = paints_of(hand)
    QTest.qWait(300)
    assert paints.times == 0
    assert hand.view.complete


# However a picture came about


def frame_at(board: Board, camera: Camera, ratio: float = 1) -> Frame:
    width, height = round(WIDTH * ratio), round(HEIGHT * ratio)
    inside = kept_in(board, camera, WIDTH, HEIGHT)
    return Frame(board, on_pixels(inside, ratio), width, height, ratio)


ways = st.tuples(st.just("pan"), st.integers(-400, 400), st.integers(-300, 300))
zooms = st.tuples(st.just("zoom"), st.sampled_from(ZOOMS), st.just(0))
edits = st.tuples(st.just("edit"), st.integers(0, 3), st.just(0))
lifts = st.tuples(st.just("lift"), st.integers(0, 2), st.just(0))
stories = st.lists(st.one_of(ways, ways, zooms, edits, lifts), min_size=2, max_size=9)


def commands(hand: Hand) -> list[Command]:
    card = hand.card("Pays by card")
    lane = hand.cell_of(card)[0]
    return [
        Edit(id=card, values={"text": "Pays"}),
        Edit(id=card, values={"text": "Pays a great deal more than was said at first " * 4}),
        Move(ids=(card,), under=(lane, hand.step("Receive the ticket")), at=0),
        Move(ids=(card,), under=(lane, hand.step("Choose a berth")), at=0),
    ]


@pytest.mark.parametrize("ratio", [1, 2])
@pytest.mark.parametrize("hasty", [False, True])
@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(story=stories)
def test_the_picture_is_that_of_a_new_frame(
    hand: Hand, story: list[tuple[str, float, float]], ratio: float, hasty: bool
) -> None:
    """`hasty` steps come before what is plain has been completed."""
    document, map_id, theme = (
        hand.session.document,
        hand.view.showing.map_id,
        hand.view.showing.theme,
    )
    changes, card = commands(hand), hand.card("Pays by card")
    frames = FramePainter(BoardPainter(hand.session.picture), "#808080")
    grown, fresh = Backing(frames), Backing(frames)
    camera, snapshot, hidden = Camera(300, 60, 1), document.snapshot, frozenset[str]()
    shot = Shot(frame_at(lay_out(snapshot, map_id, theme), camera, ratio))
    grown.show(shot)
    for kind, one, other in story:
        camera = shot.frame.camera
        if kind == "pan":
            x, y = camera.x + one / camera.zoom, camera.y + other / camera.zoom
            camera = camera._replace(x=x, y=y)
        elif kind == "zoom":
            camera = camera._replace(zoom=one)
        elif kind == "edit":
            snapshot = document.preview(changes[round(one)])
        else:
            hidden = frozenset((card,)) if one else frozenset()
        board = lay_out(snapshot, map_id, theme) if kind == "edit" else shot.frame.board
        shot = Shot(frame_at(board, camera, ratio), hidden)
        grown.show(shot)
        if not hasty:
            finish(grown)
    finish(grown)
    fresh.show(shot)
    finish(fresh)
    assert farthest(kept(grown), kept(fresh)) <= DASH
    assert share_apart(kept(grown), kept(fresh), CUT) <= 0.001


def test_only_the_strip_that_was_plain_is_painted_again(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    frames = FramePainter(BoardPainter(hand.session.picture), "#808080")
    backing = Backing(frames)
    shot = Shot(frame_at(hand.view.board, Camera(300, 60, 1)))
    backing.show(shot)
    finish(backing)
    monkeypatch.setattr("journey_studio.canvas.backing._BUDGET", -1)  # no time to render anything
    further = shot._replace(frame=frame_at(hand.view.board, Camera(400, 60, 1)))
    frames.cards.forget()
    backing.show(further)
    assert not backing.complete
    painted: list[Area] = []
    paint_zone = frames.paint_zone

    def watched(*given: Any, **more: Any) -> None:
        painted.append(more["part"])
        paint_zone(*given, **more)

    monkeypatch.setattr(frames, "paint_zone", watched)
    finish(backing)
    body = zones_of(further.frame).body.area
    assert painted
    assert all(part.x >= body.right - 100 for part in painted)


def test_a_stretched_picture_is_about_the_sharp_one(hand: Hand) -> None:
    frames = FramePainter(BoardPainter(hand.session.picture), "#808080")
    frames.pixmaps.cost = 1  # as if rendering took far too long
    for ratio in (1.0, 2.0):
        backing = Backing(frames)
        shot = Shot(frame_at(hand.view.board, Camera(300, 60, 1), ratio))
        backing.show(shot)
        finish(backing)
        for zoom in (1.2, 0.9):
            frame = frame_at(hand.view.board, Camera(300, 60, zoom), ratio)
            backing.show(shot._replace(frame=frame))
            blurred = kept(backing)
            assert not backing.complete
            finish(backing)
            assert share_apart(blurred, kept(backing)) < 0.25
