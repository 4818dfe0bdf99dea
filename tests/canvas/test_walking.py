# SPDX-License-Identifier: Apache-2.0
"""Walking by keys: cells, cards, heads; ranges with Shift; moving what is selected with Alt."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from journey_studio.canvas.camera import Camera, body_box
from journey_studio.model.commands import Edit, Move
from journey_studio.model.records import Card, Stage
from tests.canvas.hand import ALT, CONTROL, SHIFT, Hand

Key = Qt.Key
PAYS, GETS, ADDS = "Pays by card", "Gets four PDF", "Adds the ticket"
BOTH = CONTROL | SHIFT


def first_cell(hand: Hand) -> tuple[str, str]:
    board = hand.view.board
    return board.rows[0].lane, board.columns[0].step


def at_the_top_left(hand: Hand) -> None:
    hand.view.look(Camera(0, 0, 1))
    hand.settle()
    hand.key(Key.Key_Home, CONTROL)
    assert hand.view.selection.cell == first_cell(hand)


# Among the heads


def test_up_from_the_first_row_goes_to_the_step_and_then_to_its_stage_and_back(hand: Hand) -> None:
    at_the_top_left(hand)
    lane, step = first_cell(hand)
    hand.key(Key.Key_Up)
    assert hand.selected() == (step,)
    hand.key(Key.Key_Up)
    assert hand.selected() == (hand.view.board.columns[0].stage,)
    hand.key(Key.Key_Up)
    assert hand.selected() == (hand.view.board.columns[0].stage,), "there is nothing above"
    hand.key(Key.Key_Down)
    hand.key(Key.Key_Down)
    assert hand.view.selection.cell == (lane, step)


def test_left_of_the_first_column_stand_the_lanes(hand: Hand) -> None:
    at_the_top_left(hand)
    hand.key(Key.Key_Left)
    first, second = (row.lane for row in hand.view.board.rows[:2])
    assert hand.selected() == (first,)
    hand.key(Key.Key_Down)
    assert hand.selected() == (second,)
    hand.key(Key.Key_Right)
    assert hand.view.selection.cell == (second, hand.view.board.columns[0].step)


def test_the_map_is_in_the_corner(hand: Hand) -> None:
    at_the_top_left(hand)
    hand.key(Key.Key_Left)
    hand.key(Key.Key_Up)
    assert hand.selected() == (hand.view.showing.map_id,)
    hand.key(Key.Key_Right)
    assert hand.selected() == (hand.view.board.columns[0].stage,)
    hand.key(Key.Key_Left)
    assert hand.selected() == (hand.view.showing.map_id,)
    hand.key(Key.Key_Down)
    assert hand.selected() == (hand.view.board.rows[0].lane,)


def test_arrows_home_and_end_go_along_the_heads_and_bring_them_into_view(hand: Hand) -> None:
    at_the_top_left(hand)
    hand.key(Key.Key_Up)
    steps = [column.step for column in hand.view.board.columns if column.step]
    hand.key(Key.Key_Right)
    assert hand.selected() == (steps[1],)
    hand.key(Key.Key_End)
    assert hand.selected() == (steps[-1],)
    assert hand.box(steps[-1]).right <= hand.surface.width()
    hand.key(Key.Key_Home)
    assert hand.selected() == (steps[0],)
    hand.key(Key.Key_Tab)
    assert hand.selected() == (steps[1],)
    hand.key(Key.Key_Backtab)
    assert hand.selected() == (steps[0],)


def test_a_collapsed_stage_is_reached_among_the_stages_and_passed_over_by_cells(
    hand: Hand,
) -> None:
    second = hand.titled(Stage, "Book")
    hand.session.document.apply(Edit(id=second, values={"collapsed": True}))
    at_the_top_left(hand)
    hand.key(Key.Key_Up)
    hand.key(Key.Key_Up)
    hand.key(Key.Key_Right)
    assert hand.selected() == (second,)
    at_the_top_left(hand)
    seen = set()
    for _ in range(8):
        hand.key(Key.Key_Right)
        assert hand.view.selection.cell is not None
        seen.add(hand.view.selection.cell[1])
    assert "" not in seen


def test_enter_and_typing_write_on_the_head_the_keyboard_is_at(hand: Hand) -> None:
    at_the_top_left(hand)
    hand.key(Key.Key_Up)
    hand.type("Begin")
    hand.key(Key.Key_Return)
    step = hand.view.board.columns[0].step
    assert getattr(hand.snapshot.records[step], "title", "") == "Begin"
    hand.key(Key.Key_F2)
    assert hand.writing.toPlainText() == "Begin"
    hand.key(Key.Key_Escape)


def test_pages_are_turned_and_the_selection_stays(hand: Hand) -> None:
    hand.view.look(Camera(0, 0, 1))
    card = hand.card("Sees a friend")
    hand.click(card)
    view = hand.view
    body = body_box(view.board, view.camera, *view.view_size)
    hand.key(Key.Key_PageDown)
    assert 0.8 * body.h < view.camera.y <= body.h
    hand.key(Key.Key_PageUp)
    assert view.camera.y <= 0
    hand.key(Key.Key_PageDown, SHIFT)
    assert view.camera.x > 0.8 * body.w
    assert hand.selected() == (card,)


# Ranges


def test_shift_and_a_click_select_the_rectangle_between(hand: Hand) -> None:
    pays, adds = hand.card(PAYS), hand.card(ADDS)
    lane = hand.cell_of(pays)[0]
    hand.click(pays)
    hand.click(adds, SHIFT)
    step = hand.step("Receive the ticket")
    there = [card.id for s in (hand.step("Pay"), step) for card in hand.snapshot.cards(lane, s)]
    assert set(hand.selected()) == set(there)
    assert hand.selected()[-1] == adds, "what was clicked comes last"


def test_within_a_cell_shift_selects_the_cards_between(hand: Hand) -> None:
    gets, adds = hand.card(GETS), hand.card(ADDS)
    hand.click(gets)
    hand.click(adds, SHIFT)
    assert hand.selected() == (gets, adds)
    hand.click(gets, SHIFT)
    assert hand.selected() == (gets,), "the range turns around where it began"


def test_the_range_begins_where_the_first_click_was(hand: Hand) -> None:
    gets, pays = hand.card(GETS), hand.card(PAYS)
    chooses = hand.card("Chooses a family")
    hand.click(pays)
    hand.click(gets, SHIFT)
    hand.click(chooses, SHIFT)
    assert gets not in hand.selected()
    assert {pays, chooses} <= set(hand.selected())


def test_shift_and_a_click_on_the_ground_extends_to_that_cell(hand: Hand) -> None:
    pays = hand.card(PAYS)
    hand.click(pays)
    hand.click_at(hand.bare((hand.lane("Channels"), hand.step("Receive the ticket"))), SHIFT)
    lanes = {hand.cell_of(card)[0] for card in hand.selected()}
    assert lanes == {hand.lane("What they do"), hand.lane("Channels")}


def test_control_and_shift_add_a_range(hand: Hand) -> None:
    chooses, gets, adds = hand.card("Chooses a family"), hand.card(GETS), hand.card(ADDS)
    hand.click(chooses)
    hand.click(gets, CONTROL)
    hand.click(adds, BOTH)
    assert set(hand.selected()) == {chooses, gets, adds}


def test_heads_are_selected_from_one_to_another(hand: Hand) -> None:
    hand.view.look(Camera(0, 0, 0.5))
    hand.settle()
    steps = [column.step for column in hand.view.board.columns[:4]]
    hand.click(steps[3])
    hand.click(steps[1], SHIFT)
    assert hand.selected() == (steps[2], steps[3], steps[1])
    hand.click(hand.view.board.rows[0].lane, SHIFT)
    assert hand.selected() == (hand.view.board.rows[0].lane,), "another kind begins anew"


def test_shift_and_arrows_extend_and_take_back(hand: Hand) -> None:
    pays, gets, adds = hand.card(PAYS), hand.card(GETS), hand.card(ADDS)
    hand.click(pays)
    hand.key(Key.Key_Right, SHIFT)
    assert set(hand.selected()) == {pays, gets, adds}
    hand.key(Key.Key_Left, SHIFT)
    assert hand.selected() == (pays,)
    hand.click(gets)
    hand.key(Key.Key_Down, SHIFT)
    assert hand.selected() == (gets, adds)
    hand.key(Key.Key_Down)
    assert len(hand.selected()) <= 1, "without Shift it goes on from there"


def test_shift_and_arrows_extend_over_empty_cells_and_among_heads(hand: Hand) -> None:
    at_the_top_left(hand)
    lane = hand.view.board.rows[0].lane
    steps = [column.step for column in hand.view.board.columns[:3]]
    hand.key(Key.Key_Right)
    hand.key(Key.Key_Right, SHIFT)
    hand.key(Key.Key_Left, SHIFT)
    hand.key(Key.Key_Left, SHIFT)
    expected = [c.id for s in steps[:2] for c in hand.snapshot.cards(lane, s)]
    assert set(hand.selected()) == set(expected)
    hand.key(Key.Key_Home, CONTROL)
    hand.key(Key.Key_Up)
    hand.key(Key.Key_Right, SHIFT)
    hand.key(Key.Key_Right, SHIFT)
    assert hand.selected() == tuple(steps)


def test_control_shift_and_end_extend_to_the_end_of_the_map(hand: Hand) -> None:
    hand.key(Key.Key_Home, CONTROL)
    hand.key(Key.Key_End, BOTH)
    shown = [p.group.id for p in hand.view.board.body() if p.group.role == "card"]
    assert set(hand.selected()) == set(shown)


def test_everything_is_selected_and_nothing_again(hand: Hand) -> None:
    hand.view.select_all()
    every = [card.id for card in hand.live(Card)]
    shown = [p.group.id for p in hand.view.board.body() if p.group.role == "card"]
    assert set(hand.selected()) == set(shown) <= set(every)
    hand.view.select_all()
    assert hand.selected() == ()
    hand.view.select_all()
    hand.view.select_none()
    assert hand.selected() == ()


# Moving by key


def test_alt_and_arrows_move_several_cards_in_their_shape(hand: Hand) -> None:
    pays, gets, adds = hand.card(PAYS), hand.card(GETS), hand.card(ADDS)
    lane = hand.cell_of(pays)[0]
    hand.click(pays)
    hand.click(adds, SHIFT)
    before = hand.hash
    hand.key(Key.Key_Right, ALT)
    assert hand.cell_of(pays) == (lane, hand.step("Receive the ticket"))
    assert hand.cell_of(gets) == hand.cell_of(adds) == (lane, hand.step("Get ready to travel"))
    order = [c.id for c in hand.snapshot.cards(*hand.cell_of(gets))]
    assert order.index(gets) < order.index(adds)
    assert len(hand.session.document.history.done) == 1
    assert hand.said[-1] == "Move 3 cards"
    assert set(hand.selected()) == {pays, gets, adds}
    hand.key(Key.Key_Left, ALT)
    assert hand.cell_of(pays) == (lane, hand.step("Pay"))
    hand.session.document.undo()
    hand.session.document.undo()
    assert hand.hash == before


def test_at_the_edge_nothing_of_a_selection_moves(hand: Hand) -> None:
    at_the_top_left(hand)
    hand.key(Key.Key_End, BOTH)
    before = hand.hash
    for key in (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down):
        hand.key(key, ALT)
    assert hand.hash == before


def test_two_cards_go_down_their_cell_together_and_over_its_edge(hand: Hand) -> None:
    gets, adds = hand.card(GETS), hand.card(ADDS)
    cell = hand.cell_of(gets)
    hand.session.document.apply(Move(ids=(hand.card(PAYS),), under=cell))
    hand.settle()
    hand.click(gets)
    hand.click(adds, SHIFT)
    hand.key(Key.Key_Down, ALT)
    assert [text[:4] for text in hand.texts_in(cell)] == ["Pays", "Gets", "Adds"]
    hand.key(Key.Key_Down, ALT)
    assert hand.cell_of(gets) == hand.cell_of(adds) != cell
    order = [card.id for card in hand.snapshot.cards(*hand.cell_of(gets))]
    assert order[:2] == [gets, adds]


def test_several_steps_stages_and_lanes_move_together(hand: Hand) -> None:
    hand.view.look(Camera(0, 0, 0.5))
    hand.settle()
    map_id = hand.view.showing.map_id

    def order(kind: str, under: str = map_id) -> list[str]:
        return list(hand.snapshot.children[kind, under])

    stages = order("stage")
    hand.click(stages[0])
    hand.click(stages[1], SHIFT)
    hand.key(Key.Key_Right, ALT)
    assert order("stage")[:3] == [stages[2], stages[0], stages[1]]
    hand.key(Key.Key_Left, ALT)
    assert order("stage") == stages
    hand.key(Key.Key_Left, ALT)
    assert order("stage") == stages, "at the edge"
    steps = order("step", stages[0])
    hand.click(steps[-2])
    hand.click(steps[-1], SHIFT)
    hand.key(Key.Key_Right, ALT)
    assert order("step", stages[1])[:2] == steps[-2:], "over the edge into the next stage"
    lanes = order("lane")
    hand.click(lanes[0])
    hand.click(lanes[1], SHIFT)
    hand.key(Key.Key_Down, ALT)
    assert order("lane")[:3] == [lanes[2], lanes[0], lanes[1]]


# The menu


def test_a_menu_is_wanted_by_key_and_by_the_right_button(hand: Hand) -> None:
    asked: list[QPoint] = []
    hand.view.menu_wanted.connect(asked.append)
    pays, gets = hand.card(PAYS), hand.card(GETS)
    hand.click(pays)
    for key, keys in ((Key.Key_Menu, None), (Key.Key_F10, SHIFT)):
        hand.key(key, *([keys] if keys else []))
    assert len(asked) == 2
    at = hand.surface.mapFromGlobal(asked[0])
    assert hand.box(pays).holds(at.x(), at.y())
    point = hand.middle(gets)
    hand.press_mouse(point, Qt.MouseButton.RightButton)
    hand.release_mouse(point, Qt.MouseButton.RightButton)
    assert hand.selected() == (gets,), "what is asked about is selected"
    reason = QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, point, hand.surface.mapToGlobal(point))
    QApplication.sendEvent(hand.surface, event)
    assert hand.surface.mapFromGlobal(asked[-1]) == point


def test_the_right_button_keeps_several_that_are_selected(hand: Hand) -> None:
    pays, gets = hand.card(PAYS), hand.card(GETS)
    hand.click(pays)
    hand.click(gets, CONTROL)
    hand.press_mouse(hand.middle(pays), Qt.MouseButton.RightButton)
    assert hand.selected() == (pays, gets)
    cell = (hand.lane("Channels"), hand.step("Pay"))
    hand.press_mouse(hand.bare(cell), Qt.MouseButton.RightButton)
    assert hand.selected() == ()
    assert hand.view.selection.cell == cell


def test_a_right_press_that_ended_a_drag_opens_no_menu(hand: Hand) -> None:
    asked: list[QPoint] = []
    hand.view.menu_wanted.connect(asked.append)
    hand.take(hand.card(PAYS))
    point = QPoint(500, 300)
    hand.press_mouse(point, Qt.MouseButton.RightButton)
    assert not hand.view.tool.busy
    reason = QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, point, hand.surface.mapToGlobal(point))
    QApplication.sendEvent(hand.surface, event)
    hand.release_mouse(point, Qt.MouseButton.RightButton)
    assert asked == []
