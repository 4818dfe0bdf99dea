# SPDX-License-Identifier: Apache-2.0
"""Another snapshot on the canvas: looked at like the map, changed by nothing, and left again."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from journey_studio.canvas.camera import Camera
from journey_studio.layout.board import lay_out
from journey_studio.layout.hit import group_box
from journey_studio.layout.scene import USUAL
from journey_studio.layout.theme import load_theme
from journey_studio.model.commands import Add, Delete, Edit
from journey_studio.model.snapshot import Snapshot
from tests.canvas.conftest import OpenCanvas
from tests.canvas.hand import ALT, CONTROL, Hand
from tests.canvas.pixels import ROUNDING, farthest
from tests.hands import LEFT, NONE

PAYS = "Pays by card"
EARLIER, NOW = PAYS, "Pays at last"


@pytest.fixture
def past(hand: Hand) -> Snapshot:
    """The map before its card was written anew; the one on show is the newer."""
    before = hand.snapshot
    hand.view.apply(Edit(id=hand.card(PAYS), values={"text": NOW}))
    return before


def looks_like(hand: Hand, snapshot: Snapshot) -> bool:
    """Whether the board on show is that of a snapshot."""
    view = hand.view
    expected = lay_out(snapshot, view.showing.map_id, view.showing.theme)
    return [row.h for row in view.board.rows] == [row.h for row in expected.rows] and all(
        [a.looks_like(b) for a, b in zip(cell.groups, expected.cells[at].groups, strict=True)]
        for at, cell in view.board.cells.items()
    )


def shown_card(hand: Hand, record: str) -> object:
    return hand.view.showing.snapshot.records[record]


def test_an_earlier_map_is_shown_and_the_map_as_it_is_again(hand: Hand, past: Snapshot) -> None:
    card = hand.card(NOW)
    now = hand.picture()
    hand.view.present(past)
    hand.settle()
    assert (hand.view.presented, hand.view.writable) == (True, False)
    assert shown_card(hand, card) is past.records[card]
    assert looks_like(hand, past)
    assert hand.picture() != now
    hand.view.present(None)
    hand.settle()
    assert (hand.view.presented, hand.view.writable) == (False, True)
    assert hand.picture() == now


def drag(hand: Hand) -> None:
    card = hand.card(NOW)
    hand.take(card)
    hand.move_mouse(hand.middle(card) + QPoint(200, 0))
    hand.drop(hand.middle(card) + QPoint(200, 0))


def drop_text(hand: Hand) -> None:
    mime = QMimeData()
    mime.setText("From outside")
    at = hand.middle(hand.card(NOW))
    copy = Qt.DropAction.CopyAction
    event = QDragEnterEvent(at, copy, mime, LEFT, NONE)
    QApplication.sendEvent(hand.surface, event)
    assert not event.isAccepted()


def drag_head(hand: Hand) -> None:
    lane = hand.lane("What they do")
    at = hand.middle(lane)
    hand.press_mouse(at)
    hand.move_mouse(at + QPoint(0, 60))
    hand.release_mouse(at + QPoint(0, 60))


ATTEMPTS: list[Callable[[Hand], object]] = [
    drag,
    drag_head,
    drop_text,
    lambda hand: hand.double_click(hand.card(NOW)),
    lambda hand: hand.key(Qt.Key.Key_F2),
    lambda hand: hand.type("x"),
    lambda hand: hand.key(Qt.Key.Key_Delete),
    lambda hand: hand.key(Qt.Key.Key_Right, ALT),
    lambda hand: hand.key(Qt.Key.Key_V, CONTROL),
    lambda hand: hand.key(Qt.Key.Key_X, CONTROL),
    lambda hand: hand.key(Qt.Key.Key_D, CONTROL),
    lambda hand: hand.view.add_card(),
    lambda hand: hand.view.add_stage(),
    lambda hand: hand.view.add_step(),
    lambda hand: hand.view.add_lane("text"),
    lambda hand: hand.view.delete_selection(),
    lambda hand: hand.view.apply(Edit(id=hand.card(NOW), values={"text": "x"})),
]


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_nothing_of_it_can_be_changed(
    hand: Hand, past: Snapshot, attempt: Callable[[Hand], object]
) -> None:
    QGuiApplication.clipboard().setText("pasted")
    hand.view.present(past)
    hand.click(hand.card(NOW))
    before, board = hand.hash, hand.view.board
    attempt(hand)
    hand.settle()
    assert hand.hash == before
    assert hand.view.editor is None
    assert not hand.previewed()
    assert hand.view.board is board
    assert hand.failed == []


def test_walking_scrolling_and_copying_work(hand: Hand, past: Snapshot) -> None:
    card = hand.card(NOW)
    hand.view.present(past)
    hand.click(card)
    assert hand.selected() == (card,)
    hand.key(Qt.Key.Key_C, CONTROL)
    assert EARLIER in QGuiApplication.clipboard().text()
    hand.key(Qt.Key.Key_Right)
    assert hand.selected() not in ((), (card,))
    camera = hand.view.camera
    hand.wheel(0, -120, QPoint(500, 300))
    assert hand.view.camera != camera


def test_a_text_being_written_is_kept_before_the_look_back(hand: Hand, past: Snapshot) -> None:
    card = hand.card(NOW)
    hand.double_click(card)
    hand.type("Written just now")
    hand.view.present(past)
    assert hand.view.editor is None
    assert hand.text(card) == "Written just now"
    assert shown_card(hand, card) is past.records[card]


def test_a_gesture_under_way_ends_undone(hand: Hand, past: Snapshot) -> None:
    before = hand.hash
    hand.take(hand.card(NOW))
    hand.view.present(past)
    assert not hand.view.tool.busy
    hand.drop(hand.middle(hand.card(NOW)) + QPoint(300, 0))
    assert hand.hash == before


def test_what_is_dragged_over_it_from_outside_is_let_go(hand: Hand, past: Snapshot) -> None:
    mime = QMimeData()
    mime.setText("From outside")
    at = QPointF(hand.middle(hand.card(NOW)))
    QApplication.sendEvent(
        hand.surface,
        QDragEnterEvent(at.toPoint(), Qt.DropAction.CopyAction, mime, LEFT, NONE),
    )
    hand.view.present(past)
    assert not hand.previewed()


def test_edits_from_elsewhere_do_not_disturb(hand: Hand, past: Snapshot) -> None:
    card = hand.card(NOW)
    hand.view.present(past)
    board = hand.view.board
    hand.session.document.apply(Edit(id=card, values={"text": "Changed meanwhile"}))
    hand.settle()
    assert hand.view.board is board
    assert hand.text(card) == "Changed meanwhile"
    hand.view.present(None)
    assert looks_like(hand, hand.snapshot)
    assert shown_card(hand, card) is hand.snapshot.records[card]


def test_camera_and_selection_are_where_they_were(hand: Hand) -> None:
    """Also where an earlier map was too small for the one and had not the other yet."""
    early = hand.snapshot
    lane = hand.lane("What they do")
    cell = (lane, hand.step("Choose a berth"))
    for at in range(30):
        hand.view.apply(Add(kind="card", under=cell, values={"text": f"New {at}"}))
    last = hand.card("New 29")
    box = group_box(hand.view.board, last)
    assert box is not None
    hand.look_at(last)
    hand.view.look(Camera(hand.view.camera.x, box.y - 300, 1))
    hand.click(last)
    camera = hand.view.camera
    hand.view.present(early)
    assert hand.selected() == ()
    assert hand.view.camera.y < camera.y
    hand.view.present(hand.snapshot)
    assert hand.selected() == (last,)
    assert hand.view.camera == camera
    hand.view.present(early)
    hand.view.present(None)
    assert hand.selected() == (last,)
    assert hand.view.camera == camera


def test_whoever_looks_elsewhere_meanwhile_stays_there(hand: Hand, past: Snapshot) -> None:
    hand.view.present(past)
    hand.view.look(Camera(240, 120, 0.8))
    hand.click(hand.card(NOW))
    camera, chosen = hand.view.camera, hand.selected()
    hand.view.present(None)
    assert hand.view.camera == camera
    assert hand.selected() == chosen


def test_the_theme_may_change_meanwhile(hand: Hand, past: Snapshot) -> None:
    hand.view.present(past)
    hand.view.set_theme(load_theme("dark"))
    assert hand.view.presented
    card = hand.card(NOW)
    assert shown_card(hand, card) is past.records[card]
    hand.view.present(None)
    assert hand.view.showing.theme.name == "dark"


def test_what_is_shown_differently_goes_away_with_it(hand: Hand, past: Snapshot) -> None:
    hand.view.present(past, shown=USUAL._replace(band=True))
    assert hand.view.showing.shown.band
    hand.view.set_shown(USUAL._replace(faces=False))
    assert hand.view.showing.shown == USUAL._replace(faces=False, band=True)
    hand.view.present(None)
    assert hand.view.showing.shown == USUAL._replace(faces=False)


def test_another_map_of_another_snapshot(hand: Hand) -> None:
    home = hand.view.showing.map_id
    other = Add(kind="map", values={"title": "Another"})
    hand.session.document.apply(other)
    hand.view.present(hand.snapshot, other.id)
    assert hand.view.board.title == "Another"
    assert hand.view.showing.home == home
    hand.view.present(None)
    assert hand.view.board.map_id == home


def test_a_snapshot_without_the_map_is_refused_whole(hand: Hand, past: Snapshot) -> None:
    hand.view.present(past)
    board = hand.view.board
    with pytest.raises(KeyError):
        hand.view.present(Snapshot())
    assert hand.view.board is board
    assert hand.view.presented
    hand.view.present(None)
    assert hand.view.writable


def test_the_map_deleted_meanwhile_leaves_what_is_looked_at(hand: Hand, past: Snapshot) -> None:
    hand.view.present(past)
    hand.session.document.apply(Delete(ids=(hand.view.showing.home,)))
    hand.view.present(None)
    assert hand.view.presented
    assert looks_like(hand, past)


def test_choosing_a_map_ends_it(hand: Hand, past: Snapshot) -> None:
    told: list[bool] = []
    hand.view.presented_changed.connect(lambda: told.append(hand.view.presented))
    hand.view.present(past)
    hand.view.show_map(hand.view.showing.home)
    assert not hand.view.presented
    assert told == [True, False]


def test_a_project_for_reading_only_shows_other_snapshots_too(open_canvas: OpenCanvas) -> None:
    reader = open_canvas(read_only=True)
    past = reader.snapshot
    reader.view.present(past)
    assert reader.view.presented
    reader.view.present(None)
    assert not reader.view.writable


def test_what_glides_leaves_nothing_behind_from_afar(hand: Hand, past: Snapshot) -> None:
    """Heads reach beyond the board there: they move with their rows to their very ends."""
    hand.view.apply(Edit(id=hand.card(NOW), values={"text": "A long way to say it. " * 30}))
    hand.view.fit_map()
    hand.settle()
    before = hand.view.board
    hand.view.present(past)
    hand.view.glide(before)
    hand.settle()
    seen = hand.picture()
    hand.view.repaint_board()
    hand.settle()
    assert farthest(hand.picture(), seen) <= ROUNDING
