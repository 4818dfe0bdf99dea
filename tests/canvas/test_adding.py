# SPDX-License-Identifier: Apache-2.0
"""Adding, moving and deleting what a map is made of, by menu and by keys."""

import pytest
from PySide6.QtCore import Qt

from journey_studio.model.records import Card, Lane, Stage, Step
from journey_studio.model.snapshot import Snapshot
from tests.canvas.hand import ALT, Hand

PAYS, GETS, ADDS = "Pays by card", "Gets four PDF", "Adds the ticket"


def stages(snapshot: Snapshot, map_id: str) -> list[str]:
    return [stage.title for stage in snapshot.stages(map_id)]


def lanes(hand: Hand) -> list[str]:
    return [lane.title for lane in hand.snapshot.lanes(hand.view.showing.map_id)]


def test_a_card_is_added_below_the_selected_one_in_one_step(hand: Hand) -> None:
    gets = hand.card(GETS)
    hand.click(gets)
    hand.view.add_card()
    hand.type("Prints it twice")
    hand.key(Qt.Key.Key_Return)
    texts = hand.texts_in(hand.cell_of(gets))
    assert [text[:6] for text in texts] == ["Gets f", "Prints", "Adds t"]
    assert hand.said == ["Add card “Prints it twice”"]
    assert hand.selected() == (hand.card("Prints it twice"),)
    hand.session.document.undo()
    assert len(hand.texts_in(hand.cell_of(gets))) == 2


def test_a_card_that_is_left_empty_has_never_been(hand: Hand) -> None:
    before = hand.hash
    for leave in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        hand.click(hand.card(GETS))
        hand.view.add_card()
        hand.settle()
        assert hand.view.editor is not None
        hand.key(leave)
    assert hand.hash == before
    assert hand.session.document.history.done == []


def test_typing_in_an_empty_cell_and_a_double_click_make_cards_of_the_lane_s_kind(
    hand: Hand,
) -> None:
    cell = (hand.lane("Pain points"), hand.step("Get the idea"))
    hand.look_at_cell(cell)
    hand.click_at(hand.in_cell(cell))
    hand.type("It hurts")
    hand.key(Qt.Key.Key_Return)
    hand.double_click_at(hand.in_cell(cell))
    hand.type("It still hurts")
    hand.key(Qt.Key.Key_Return)
    assert hand.texts_in(cell) == ["It hurts", "It still hurts"]
    assert {card.kind for card in hand.snapshot.cards(*cell)} == {"pain"}


def test_a_lane_without_cards_says_so(hand: Hand) -> None:
    cell = (hand.lane("Experience"), hand.step("Get the idea"))
    before = hand.hash
    hand.view.add_card_at(cell)
    assert "curve" in hand.failed[-1]
    assert hand.view.editor is None
    assert hand.hash == before


def test_with_nothing_selected_a_card_goes_to_the_first_cell(hand: Hand) -> None:
    hand.view.add_card()
    hand.type("First of all")
    hand.key(Qt.Key.Key_Return)
    card = hand.card("First of all")
    assert hand.cell_of(card) == (hand.lane("Storyboard"), hand.step("Get the idea"))


def test_a_stage_comes_with_its_first_step_and_its_name_in_one_step(hand: Hand) -> None:
    map_id = hand.view.showing.map_id
    hand.click(hand.titled(Stage, "Book"))
    hand.view.add_stage()
    hand.type("Regret")
    hand.key(Qt.Key.Key_Return)
    titles = stages(hand.snapshot, map_id)
    assert titles[titles.index("Book") + 1] == "Regret"
    stage = hand.titled(Stage, "Regret")
    assert len(hand.snapshot.steps(stage)) == 1
    assert hand.selected() == (stage,)
    assert hand.said == ["Add stage “Regret”"]
    hand.session.document.undo()
    assert "Regret" not in stages(hand.snapshot, map_id)
    assert len(hand.session.document.history.done) == 0


def test_a_step_is_added_behind_the_selected_one(hand: Hand) -> None:
    hand.click(hand.step("Choose a berth"))
    hand.view.add_step()
    hand.type("Think again")
    hand.key(Qt.Key.Key_Return)
    steps = [step.title for step in hand.snapshot.steps(hand.titled(Stage, "Book"))]
    assert steps == ["Choose a berth", "Think again", "Pay", "Receive the ticket"]


def test_a_step_is_added_beside_the_selected_cell(hand: Hand) -> None:
    hand.click(hand.card(PAYS))
    hand.view.add_step()
    hand.key(Qt.Key.Key_Return)
    steps = [step.title for step in hand.snapshot.steps(hand.titled(Stage, "Book"))]
    assert steps[2] == "New step"


def test_a_lane_is_added_below_the_selected_one(hand: Hand) -> None:
    hand.click(hand.lane("What they do"))
    hand.view.add_lane("pain")
    hand.type("What breaks")
    hand.key(Qt.Key.Key_Return)
    names = lanes(hand)
    assert names[names.index("What they do") + 1] == "What breaks"
    lane = hand.snapshot.get(Lane, hand.lane("What breaks"))
    assert lane is not None
    assert lane.kind == "pain"


def test_escape_takes_a_new_head_back(hand: Hand) -> None:
    before = hand.hash
    hand.view.add_stage()
    hand.settle()
    assert hand.previewed(), "it is shown before it is there"
    hand.key(Qt.Key.Key_Escape)
    hand.view.add_lane("text")
    hand.key(Qt.Key.Key_Escape)
    assert hand.hash == before
    assert hand.session.document.history.done == []


@pytest.mark.parametrize("kind", [Card, Stage, Step, Lane])
def test_delete_takes_away_what_is_selected_and_undo_brings_it_back(
    hand: Hand, kind: type[Card] | type[Stage] | type[Step] | type[Lane]
) -> None:
    before = hand.hash
    names = {Stage: "Book", Step: "Pay", Lane: "What they do"}
    record = hand.card(PAYS) if kind is Card else hand.titled(kind, names[kind])  # type: ignore[arg-type]
    hand.look_at(record)
    hand.click(record)
    hand.key(Qt.Key.Key_Delete)
    assert hand.snapshot.get(kind, record) is None
    assert hand.selected() == ()
    assert hand.hash != before
    hand.session.document.undo()
    assert hand.hash == before


def test_after_a_card_is_deleted_the_keyboard_stays_in_its_cell(hand: Hand) -> None:
    card = hand.card(PAYS)
    cell = hand.cell_of(card)
    hand.click(card)
    hand.key(Qt.Key.Key_Backspace)
    assert hand.view.selection.cell == cell
    hand.key(Qt.Key.Key_Right)
    assert hand.selected() == (hand.card(GETS),)


def test_alt_and_arrows_move_cards_from_cell_to_cell(hand: Hand) -> None:
    card = hand.card(ADDS)
    lane, step = hand.cell_of(card)
    hand.click(card)
    hand.key(Qt.Key.Key_Up, ALT)
    assert hand.texts_in((lane, step))[0].startswith(ADDS)
    hand.key(Qt.Key.Key_Left, ALT)
    assert hand.cell_of(card) == (lane, hand.step("Pay"))
    hand.key(Qt.Key.Key_Up, ALT)
    assert hand.texts_in((lane, hand.step("Pay")))[0].startswith(ADDS)
    hand.key(Qt.Key.Key_Down, ALT)
    assert hand.cell_of(card) == (lane, hand.step("Pay")), "first past the other card there"
    hand.key(Qt.Key.Key_Down, ALT)
    assert hand.cell_of(card) == (hand.lane("Channels"), hand.step("Pay"))
    assert hand.selected() == (card,)
    assert len(hand.said) == len(hand.session.document.history.done)


def test_alt_and_arrows_move_stages_steps_and_lanes(hand: Hand) -> None:
    map_id = hand.view.showing.map_id
    hand.click(hand.titled(Stage, "Book"))
    hand.key(Qt.Key.Key_Left, ALT)
    assert stages(hand.snapshot, map_id)[0] == "Book"
    hand.click(hand.lane("What they do"))
    hand.key(Qt.Key.Key_Up, ALT)
    assert lanes(hand)[0] == "What they do"
    step = hand.step("Pay")
    hand.look_at(step)
    hand.click(step)
    hand.key(Qt.Key.Key_Right, ALT)
    titles = [s.title for s in hand.snapshot.steps(hand.titled(Stage, "Book"))]
    assert titles == ["Choose a berth", "Receive the ticket", "Pay"]
    hand.key(Qt.Key.Key_Right, ALT)
    assert step in [s.id for s in hand.snapshot.steps(hand.titled(Stage, "Plan"))] or step in [
        s.id for s in hand.snapshot.steps(hand.titled(Stage, "Prepare"))
    ]


def test_at_the_edge_of_the_map_nothing_moves(hand: Hand) -> None:
    before = hand.hash
    first = hand.titled(Stage, "Plan")
    hand.look_at(first)
    hand.click(first)
    hand.key(Qt.Key.Key_Left, ALT)
    assert hand.hash == before
    assert hand.failed == []
