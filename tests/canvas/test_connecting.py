# SPDX-License-Identifier: Apache-2.0
"""Arrows from card to card: drawn by hand and by keys, labelled, led elsewhere, taken away."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from journey_studio.canvas.connections import way_of
from journey_studio.canvas.shaping import connect_selection
from journey_studio.canvas.tools.connect import ChooseTarget, Connect
from journey_studio.canvas.tools.select import Select
from journey_studio.layout.display import Board, TextLine
from journey_studio.model.commands import Add, Edit
from journey_studio.model.records import Connection
from tests.canvas.conftest import OpenCanvas
from tests.canvas.hand import ALT, CONTROL, Hand
from tests.canvas.test_dragging import by_escape, by_focus, by_hiding, by_letting_go_elsewhere
from tests.hands import MIDDLE

PAYS, GETS, ADDS, PACKS = "Pays by card", "Gets four PDF", "Adds the ticket", "Packs night"


def shown(board: Board) -> list[tuple[object, ...]]:
    return [(placed.group.id, placed.box, placed.group.key) for placed in board.everything()]


def links(hand: Hand) -> list[tuple[str, str]]:
    return [
        (found.source or "", found.target or "")
        for found in hand.live(Connection)
        if isinstance(found, Connection)
    ]


def handle(hand: Hand, card: str) -> QPoint:
    """The dot at the right of a card."""
    box = hand.box(card)
    return QPoint(round(box.right), round(box.centre.y))


def pull(hand: Hand, start: QPoint, end: QPoint) -> None:
    hand.press_mouse(start)
    hand.move_mouse(start + QPoint(8, 6))
    hand.move_mouse((start + end) / 2)
    hand.move_mouse(end)
    hand.settle()


def connected(hand: Hand, source: str, target: str) -> str:
    """The arrow between two cards, selected."""
    end = hand.middle(target)
    pull(hand, handle(hand, source), end)
    hand.drop(end)
    (link,) = hand.selected()
    return link


def on_way(hand: Hand, link: str) -> QPoint:
    """A point of an arrow's way in the view, in the middle of its longest part."""
    way = way_of(hand.view.board, link)
    a, b = max(pairwise(way), key=lambda p: abs(p[0].x - p[1].x) + abs(p[0].y - p[1].y))
    at = hand.view.camera.to_view((a.x + b.x) / 2, (a.y + b.y) / 2)
    return QPointF(*at).toPoint()


def test_a_dot_at_the_card_under_the_mouse_turns_into_the_accent(hand: Hand) -> None:
    card = hand.card(PAYS)
    dot = handle(hand, card)
    accent = QColor(hand.view.showing.theme.colours.accent)
    hand.move_mouse(QPoint(700, 30))
    bare = hand.colour_at(dot)
    hand.move_mouse(hand.middle(card))
    quiet = hand.colour_at(dot)
    assert quiet != bare
    hand.move_mouse(dot)
    assert hand.colour_at(dot) == accent
    assert hand.surface.cursor().shape() == Qt.CursorShape.CrossCursor
    hand.move_mouse(QPoint(700, 30))
    assert hand.colour_at(dot) == bare


def test_there_is_no_dot_where_cards_cannot_be_read(hand: Hand) -> None:
    card = hand.card(PAYS)
    hand.look_at(card, 0.3)
    hand.move_mouse(handle(hand, card))
    assert hand.surface.cursor().shape() != Qt.CursorShape.CrossCursor


def test_the_dot_is_pulled_to_another_card(hand: Hand) -> None:
    pays, adds = hand.card(PAYS), hand.card(ADDS)
    before = links(hand)
    end = hand.middle(adds)
    pull(hand, handle(hand, pays), end)
    assert hand.previewed()
    seen = shown(hand.view.board)
    assert links(hand) == before, "nothing is connected before the button is let go"
    hand.drop(end)
    assert set(links(hand)) - set(before) == {(pays, adds)}
    assert shown(hand.view.board) == seen, "the arrow runs as it was shown"
    assert hand.view.selection.kind == "connection"
    assert len(hand.session.document.history.done) == 1
    hand.session.document.undo()
    assert sorted(links(hand)) == sorted(before)


def test_letting_go_beside_any_card_connects_nothing(hand: Hand) -> None:
    pays, before = hand.card(PAYS), hand.hash
    hand.click(pays)
    end = QPoint(round(hand.box(pays).centre.x), round(hand.box(pays).bottom + 60))
    pull(hand, handle(hand, pays), hand.middle(hand.card(ADDS)))
    hand.move_mouse(end)
    assert not hand.previewed()
    hand.drop(end)
    assert hand.hash == before
    assert hand.selected() == (pays,)


def test_a_card_is_not_connected_to_itself_nor_twice_to_another(hand: Hand) -> None:
    pays, gets = hand.card(PAYS), hand.card(GETS)
    assert (pays, gets) in links(hand)
    before = hand.hash
    for target in (pays, gets):
        pull(hand, handle(hand, pays), hand.middle(target))
        assert not hand.previewed()
        hand.drop(hand.middle(target))
    assert hand.hash == before


def test_a_sign_in_a_collapsed_lane_is_no_target(hand: Hand) -> None:
    lane = hand.lane("Channels")
    hand.session.document.apply(Edit(id=lane, values={"collapsed": True}))
    hand.settle()
    before = hand.hash
    sign = next(card.id for card in hand.snapshot.cards(lane, hand.step("Receive the ticket")))
    pull(hand, handle(hand, hand.card(PAYS)), hand.middle(sign))
    assert not hand.previewed()
    hand.drop(hand.middle(sign))
    assert hand.hash == before


@pytest.mark.parametrize("give_up", [by_escape, by_focus, by_letting_go_elsewhere, by_hiding])
def test_giving_up_connects_nothing(hand: Hand, give_up: Callable[[Hand], object]) -> None:
    content, board = hand.hash, hand.view.board
    end = hand.middle(hand.card(ADDS))
    pull(hand, handle(hand, hand.card(PAYS)), end)
    assert isinstance(hand.view.tool, Connect)
    assert hand.previewed()
    give_up(hand)
    hand.drop(end)
    assert isinstance(hand.view.tool, Select)
    assert hand.hash == content
    assert hand.view.board is board


def test_a_change_from_elsewhere_ends_the_pull(hand: Hand) -> None:
    end, before = hand.middle(hand.card(ADDS)), len(links(hand))
    pull(hand, handle(hand, hand.card(PAYS)), end)
    hand.session.document.apply(Edit(id=hand.card(GETS), values={"text": "Gets one file"}))
    hand.settle()
    assert isinstance(hand.view.tool, Select)
    hand.drop(end)
    assert len(links(hand)) == before


def test_the_map_scrolls_and_pans_while_an_arrow_is_pulled(hand: Hand) -> None:
    pays = hand.card(PAYS)
    at = hand.middle(hand.card(ADDS))
    pull(hand, handle(hand, pays), at)
    hand.wheel(-240, 0, at)
    hand.settle()
    hand.press_mouse(at, MIDDLE)
    hand.move_mouse(at + QPoint(240, 0))
    hand.release_mouse(at + QPoint(240, 0), MIDDLE)
    there = hand.middle(hand.card(ADDS))
    hand.move_mouse(there)
    assert hand.previewed()
    hand.drop(there)
    assert (pays, hand.card(ADDS)) in links(hand)


def test_words_typed_right_away_are_its_label(hand: Hand) -> None:
    link = connected(hand, hand.card(PAYS), hand.card(ADDS))
    hand.type("when paid")
    hand.key(Qt.Key.Key_Return)
    found = hand.snapshot.get(Connection, link)
    assert found is not None
    assert found.label == "when paid"
    plate = next(g for g in hand.view.board.links if g.id == link and g.role == "label")
    assert [i.text for i in plate.items if isinstance(i, TextLine)] == ["when paid"]


@pytest.mark.parametrize("begin", [Qt.Key.Key_Return, Qt.Key.Key_F2, None])
def test_the_label_is_written_over(hand: Hand, begin: Qt.Key | None) -> None:
    link = next(
        c.id for c in hand.live(Connection) if isinstance(c, Connection) and "berth gone" in c.label
    )
    plate = next(g for g in hand.view.board.links if g.id == link and g.role == "label")
    hand.look_at(link)
    seen = hand.view.view_box(plate.box)
    at = QPointF(*seen.centre).toPoint()
    hand.click_at(at)
    assert hand.selected() == (link,)
    if begin is None:
        hand.double_click_at(at)
    else:
        hand.key(begin)
    assert hand.writing.toPlainText() == "berth gone meanwhile, choose again"
    hand.type("sold out")
    hand.key(Qt.Key.Key_Return)
    found = hand.snapshot.get(Connection, link)
    assert found is not None
    assert found.label == "sold out"


def test_a_click_on_its_way_selects_an_arrow_and_the_way_is_highlighted(hand: Hand) -> None:
    link = connected(hand, hand.card(PAYS), hand.card(ADDS))
    hand.key(Qt.Key.Key_Escape)
    at = on_way(hand, link)
    hand.move_mouse(QPoint(700, 30))
    accent = QColor(hand.view.showing.theme.colours.accent)
    assert hand.colour_at(at) != accent
    hand.click_at(at)
    assert hand.selected() == (link,)
    hand.move_mouse(QPoint(700, 30))
    assert accent in [hand.colour_at(at + QPoint(dx, 0)) for dx in (-1, 0, 1)]


def test_an_arrow_is_as_easy_to_hit_from_further_away(hand: Hand) -> None:
    link = connected(hand, hand.card(PAYS), hand.card(ADDS))
    hand.key(Qt.Key.Key_Escape)
    hand.look_at(hand.card(PAYS), 0.5)
    hand.click_at(on_way(hand, link) + QPoint(0, 4))
    hand.click_at(on_way(hand, link) + QPoint(3, 0))
    assert hand.selected() == (link,)


def test_delete_takes_an_arrow_away(hand: Hand) -> None:
    before = links(hand)
    connected(hand, hand.card(PAYS), hand.card(ADDS))
    hand.key(Qt.Key.Key_Delete)
    assert sorted(links(hand)) == sorted(before)
    assert hand.selected() == ()


def test_an_end_is_pulled_to_another_card(hand: Hand) -> None:
    pays, adds, packs = hand.card(PAYS), hand.card(ADDS), hand.card(PACKS)
    link = connected(hand, pays, adds)
    way = way_of(hand.view.board, link)
    a, tip = way[-2], way[-1]
    back = 16 / (abs(tip.x - a.x) + abs(tip.y - a.y))
    dot = hand.view.camera.to_view(tip.x + (a.x - tip.x) * back, tip.y + (a.y - tip.y) * back)
    end = hand.middle(packs)
    pull(hand, QPointF(*dot).toPoint(), end)
    seen = shown(hand.view.board)
    hand.drop(end)
    assert shown(hand.view.board) == seen
    found = hand.snapshot.get(Connection, link)
    assert found is not None
    assert (found.source, found.target) == (pays, packs)
    start = QPointF(*hand.view.camera.to_view(*way_of(hand.view.board, link)[0])).toPoint()
    pull(hand, start, hand.middle(adds))
    hand.drop(hand.middle(adds))
    found = hand.snapshot.get(Connection, link)
    assert found is not None
    assert (found.source, found.target) == (adds, packs)


# By keyboard


def test_arrows_walk_to_the_other_card_and_enter_connects(hand: Hand) -> None:
    pays = hand.card(PAYS)
    hand.click(pays)
    hand.move_mouse(QPoint(700, 30))
    connect_selection(hand.view)
    assert hand.said[-1] == "Choose a card with the arrows, Enter connects, Esc cancels."
    hand.key(Qt.Key.Key_Right)
    hand.key(Qt.Key.Key_Down)
    assert hand.previewed()
    seen = shown(hand.view.board)
    hand.key(Qt.Key.Key_Return)
    assert (pays, hand.card(ADDS)) in links(hand)
    assert shown(hand.view.board) == seen
    assert isinstance(hand.view.tool, Select)
    assert hand.view.selection.kind == "connection"


def test_escape_goes_back_to_the_card_it_began_at(hand: Hand) -> None:
    pays, before = hand.card(PAYS), hand.hash
    hand.click(pays)
    connect_selection(hand.view)
    hand.key(Qt.Key.Key_Right)
    hand.key(Qt.Key.Key_Down)
    hand.key(Qt.Key.Key_Escape)
    assert hand.selected() == (pays,)
    assert hand.hash == before
    assert not hand.previewed()


@pytest.mark.parametrize(("last", "wanted"), [("mouse", ADDS), ("keys", PACKS), ("away", PACKS)])
def test_enter_connects_to_the_card_that_is_shown(hand: Hand, last: str, wanted: str) -> None:
    pays = hand.card(PAYS)
    hand.click(pays)
    hand.move_mouse(QPoint(700, 30))
    connect_selection(hand.view)

    def walk() -> None:
        hand.key(Qt.Key.Key_Right)
        hand.key(Qt.Key.Key_Right)

    def point() -> None:
        hand.move_mouse(hand.middle(hand.card(ADDS)))

    for move in (point, walk) if last == "keys" else (walk, point):
        move()
    if last == "away":
        QApplication.sendEvent(hand.surface, QEvent(QEvent.Type.Leave))
    seen = shown(hand.view.board)
    hand.key(Qt.Key.Key_Return)
    assert (pays, hand.card(wanted)) in links(hand)
    assert shown(hand.view.board) == seen, "what was shown is what came of it"


def test_a_click_on_the_dot_waits_for_the_other_card(hand: Hand) -> None:
    pays, adds = hand.card(PAYS), hand.card(ADDS)
    hand.click_at(handle(hand, pays))
    assert isinstance(hand.view.tool, ChooseTarget)
    hand.move_mouse(hand.middle(adds))
    assert hand.previewed()
    hand.click(adds)
    assert (pays, adds) in links(hand)


def test_a_click_beside_cards_ends_the_waiting(hand: Hand) -> None:
    pays, before = hand.card(PAYS), hand.hash
    hand.click_at(handle(hand, pays))
    hand.click_at(QPoint(round(hand.box(pays).centre.x), round(hand.box(pays).bottom + 60)))
    assert isinstance(hand.view.tool, Select)
    assert hand.hash == before


@pytest.mark.parametrize("instead", ["type", "move", "elsewhere", "add"])
def test_whatever_else_is_done_meanwhile_ends_the_waiting(hand: Hand, instead: str) -> None:
    pays, before = hand.card(PAYS), len(links(hand))
    hand.click(pays)
    connect_selection(hand.view)
    hand.key(Qt.Key.Key_Right)
    hand.key(Qt.Key.Key_Down)
    if instead == "type":
        hand.type("x")
    elif instead == "move":
        hand.key(Qt.Key.Key_Right, ALT)
    elif instead == "add":
        hand.view.add_card()
    else:
        hand.session.document.apply(Edit(id=pays, values={"text": "Pays"}))
    hand.settle()
    assert isinstance(hand.view.tool, Select)
    hand.view.finish_writing()
    assert not hand.previewed()
    assert len(links(hand)) == before


def test_without_a_card_it_says_what_to_do(hand: Hand) -> None:
    hand.click(hand.step("Pay"))
    connect_selection(hand.view)
    assert hand.said[-1] == "Select the card that the connection begins at."
    assert isinstance(hand.view.tool, Select)


def test_connecting_what_is_connected_already_says_so(hand: Hand) -> None:
    hand.click(hand.card(PAYS))
    before = hand.hash
    connect_selection(hand.view)
    hand.key(Qt.Key.Key_Right)
    hand.key(Qt.Key.Key_Return)
    assert hand.said[-1] == "These two are connected already."
    assert hand.hash == before


def test_where_a_map_may_only_be_read_nothing_is_connected(open_canvas: OpenCanvas) -> None:
    hand = open_canvas(read_only=True)
    card = hand.card(PAYS)
    hand.look_at(card)
    hand.click(card)
    connect_selection(hand.view)
    assert isinstance(hand.view.tool, Select)
    assert hand.failed == ["This project is open for reading only. Nothing was changed."]
    hand.move_mouse(handle(hand, card))
    assert hand.surface.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_several_arrows_are_selected_together(hand: Hand) -> None:
    first = connected(hand, hand.card(PAYS), hand.card(ADDS))
    second = Add(kind="connection", values={"source": hand.card(GETS), "target": hand.card(PACKS)})
    hand.session.document.apply(second)
    hand.settle()
    hand.click_at(on_way(hand, first))
    hand.click_at(on_way(hand, second.id), CONTROL)
    assert hand.selected() == (first, second.id)
    before = len(links(hand))
    hand.key(Qt.Key.Key_Delete)
    assert len(links(hand)) == before - 2
