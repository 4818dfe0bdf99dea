# SPDX-License-Identifier: Apache-2.0
"""A map too large to be read at once: stages and lanes can be read still, and worked with."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from journey_studio.canvas.camera import Camera, board_point, body_box, scroll_ranges
from journey_studio.canvas.head_tips import name_at
from journey_studio.canvas.sticky import heads_in
from journey_studio.canvas.tools.move_heads import MoveHeads
from journey_studio.layout.display import Group, Path, Rect, TextLine
from journey_studio.layout.far_places import seen_box
from journey_studio.layout.far_room import LEAST_HIGH, LEAST_WIDE
from journey_studio.layout.geometry import Box
from journey_studio.layout.hit import group_box
from journey_studio.model.change import Label
from journey_studio.model.commands import Add, Batch, Edit
from journey_studio.model.records import Stage
from tests.canvas.conftest import OpenCanvas
from tests.canvas.hand import Hand
from tests.canvas.pixels import ROUNDING, farthest

LEAST_WORDS = 9.0  # px of the screen
NAMES = ("Plan the trip", "Pay", "Wait <b>outside</b>", "Kindergartenanmeldeformular")


@pytest.fixture
def wide(open_canvas: OpenCanvas) -> Hand:
    """The sample with thirty more stages of three steps each, all of it in view."""
    hand = open_canvas()
    under = (hand.view.showing.map_id,)
    made: list[Add] = []
    for number in range(30):
        stage = Add(kind="stage", under=under, values={"title": NAMES[number % len(NAMES)]})
        made.append(stage)
        made += [Add(kind="step", under=(stage.id,), values={"title": "Look"}) for _ in range(3)]
    hand.session.document.apply(Batch(made, Label("label.add.stage", {"name": "", "title": ""})))
    hand.view.fit_map()
    hand.settle()
    return hand


def stages_of(hand: Hand) -> list[Group]:
    return [each for each in heads_in(hand.view.view_frame).heads if each.role == "stage"]


def words_of(group: Group) -> list[TextLine]:
    return [item for item in group.items if isinstance(item, TextLine)]


def test_every_stage_of_a_wide_map_can_be_read_or_has_no_name(wide: Hand) -> None:
    zoom = wide.view.camera.zoom
    assert zoom < 0.1
    read = 0
    for stage in stages_of(wide):
        words, record = words_of(stage), wide.snapshot.records[stage.id]
        assert isinstance(record, Stage)
        seen = wide.box(stage.id)
        assert seen.h >= LEAST_HIGH - 1
        if not words:
            middle = seen.centre
            assert name_at(wide.view, *middle) == record.title, "it is told beside the mouse"
            continue
        read += 1
        assert "".join(line.text for line in words).replace(" ", "") == record.title.replace(
            " ", ""
        )
        for line in words:
            assert line.size * zoom >= LEAST_WORDS - 1e-6
            top = seen.y + (line.y - 0.73 * line.size - stage.box.y) * zoom
            assert seen.y <= top <= seen.bottom
            assert top + 0.95 * line.size * zoom <= seen.bottom
        assert name_at(wide.view, *seen.centre) == ""
    assert read >= 8, "short names have room"


def test_a_click_on_a_stage_of_a_wide_map_selects_it(wide: Hand) -> None:
    for stage in stages_of(wide)[::5]:
        seen = wide.box(stage.id)
        for share in (0.1, 0.5, 0.9):  # down to where steps would be
            wide.click_at(QPoint(round(seen.centre.x), round(seen.y + share * seen.h)))
            assert wide.selected() == (stage.id,)


def test_a_click_on_a_lane_of_a_wide_map_selects_it(wide: Hand) -> None:
    for lane in heads_in(wide.view.view_frame).lanes:
        seen = wide.box(lane.id)
        for share in (0.1, 0.9):
            if seen.h >= 4:
                wide.click_at(QPoint(round(seen.x + share * seen.w), round(seen.centre.y)))
                assert wide.selected() == (lane.id,)


def test_a_map_in_view_is_in_view_with_its_heads_and_nothing_covers_it(wide: Hand) -> None:
    view = wide.view
    width, height = view.view_size
    body = body_box(view.board, view.camera, width, height)
    first = view.camera.to_view(view.board.head_width, view.board.head_height)
    assert (body.x, body.y) == pytest.approx(first), "the first row and column are free"
    corner = view.view_box(view.board.corner.box)
    assert corner.h >= LEAST_HIGH - 0.01
    assert (corner.right, corner.bottom) == pytest.approx(first)
    assert corner.x >= 0
    assert corner.y >= 0
    last = view.camera.to_view(view.board.width, view.board.height)
    assert last.x <= width
    assert last.y <= height


@pytest.mark.parametrize("zoom", [0.1, 0.25, 0.4])
def test_heads_of_least_size_stay_in_view_and_are_reached_by_scrolling(
    wide: Hand, zoom: float
) -> None:
    view = wide.view
    for x, y in ((-1e6, -1e6), (4000, 1000), (1e6, 1e6)):
        view.look(Camera(x, y, zoom))
        corner = view.view_box(view.board.corner.box)
        assert corner.w >= LEAST_WIDE - 1
        assert corner.h >= LEAST_HIGH - 1
        assert corner.x >= -1
        assert corner.y >= -1
    (left, _), _ = scroll_ranges(view.board, zoom, *view.view_size)
    assert view.board.corner.box.x - left > 0


@pytest.mark.parametrize("zoom", [0.05, 0.2, 0.45, 0.7])
def test_what_is_seen_of_a_head_is_where_a_click_finds_it(wide: Hand, zoom: float) -> None:
    view = wide.view
    view.look(Camera(700, 0, zoom))
    board = view.board
    shown = heads_in(view.view_frame)
    for group in (shown.corner, *shown.heads, *shown.lanes):
        near = group_box(board, group.id) if group.id else None
        if near is None:
            continue
        assert seen_box(board, zoom, near) == pytest.approx(group.box)
        seen = view.view_box(near)
        at = board_point(board, view.camera, *view.view_size, *seen.centre)
        if Box(0, 0, *view.view_size).holds(*seen.centre) and group is not shown.corner:
            body = body_box(board, view.camera, *view.view_size)
            if (seen.centre.x > body.x) != (group.role == "lane"):
                assert at == pytest.approx(near.centre)


def test_a_stage_of_a_wide_map_is_dragged_by_its_head_and_named_on_it(wide: Hand) -> None:
    before = [stage.title for stage in wide.snapshot.stages(wide.view.showing.map_id)]
    first, *_, last = stages_of(wide)
    wide.take(first.id)
    assert isinstance(wide.view.tool, MoveHeads)
    to = wide.box(last.id)
    at = QPoint(round(to.right - 2), round(to.centre.y))
    wide.carry(at)
    wide.drop(at)
    after = [stage.title for stage in wide.snapshot.stages(wide.view.showing.map_id)]
    assert after == [*before[1:], before[0]]
    wide.session.document.undo()
    wide.settle()
    stage = stages_of(wide)[3]
    wide.double_click(stage.id)
    wide.type("Anew")
    assert wide.writing.view_box.y <= wide.box(stage.id).bottom
    wide.view.finish_writing()
    wide.settle()
    record = wide.snapshot.records[stage.id]
    assert isinstance(record, Stage)
    assert record.title == "Anew"


def test_what_is_painted_after_scrolling_is_what_a_fresh_look_paints(wide: Hand) -> None:
    view = wide.view
    view.look(Camera(0, 0, 0.15))
    wide.settle()
    for x, y in ((400, 0), (400, 300), (-1e6, 300), (-1e6, -1e6)):
        view.look(Camera(x, y, 0.15))
        wide.settle()
        scrolled = wide.picture()
        view.repaint_board()
        wide.settle()
        assert farthest(scrolled, wide.picture()) <= ROUNDING


def test_moments_of_truth_stand_below_the_names_of_stages(wide: Hand) -> None:
    for zoom in (0.12, 0.22, 0.3):
        wide.view.look(Camera(0, 0, zoom))
        heads = heads_in(wide.view.view_frame).heads
        signs = [group for group in heads if group.role == "moment"]
        assert signs
        for stage in heads:
            for line in words_of(stage):
                assert line.y + 0.2 * line.size <= signs[0].box.y + 0.5 / zoom


def test_who_commented_on_a_stage_is_marked_from_afar(wide: Hand) -> None:
    stage = stages_of(wide)[0].id

    def dots() -> int:
        head = next(each for each in stages_of(wide) if each.id == stage)
        return sum(isinstance(item, Rect | Path) for item in head.items)

    before = dots()
    wide.session.document.apply(Add(kind="comment", values={"on": stage, "text": "Why?"}))
    wide.settle()
    assert dots() == before + 1


def test_a_name_told_beside_the_mouse_is_never_taken_for_markup(wide: Hand) -> None:
    stage = next(each for each in stages_of(wide) if not words_of(each))
    wide.session.document.apply(Edit(id=stage.id, values={"title": "<b>Kindergartenformular</b>"}))
    wide.settle()
    at = wide.middle(stage.id)
    where = wide.surface.mapToGlobal(at)
    QApplication.sendEvent(wide.surface, QHelpEvent(QHelpEvent.Type.ToolTip, at, where))
    assert "&lt;b&gt;Kindergartenformular" in QToolTip.text()
    QToolTip.hideText()
