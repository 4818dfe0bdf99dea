# SPDX-License-Identifier: Apache-2.0
"""Every sentence about writing in place, for everything that has words: cards, heads, the map."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from journey_studio.canvas.camera import Camera
from journey_studio.model.records import Lane, Stage, Step
from tests.canvas.hand import CONTROL, SHIFT, Hand

Key = Qt.Key
Find = Callable[[Hand], str]

THINGS: dict[str, Find] = {
    "card": lambda hand: hand.card("Pays by card"),
    "stage": lambda hand: hand.titled(Stage, "Book"),
    "step": lambda hand: hand.step("Pay"),
    "lane": lambda hand: hand.lane("What they do"),
    "map": lambda hand: hand.view.showing.map_id,
}
everything = pytest.mark.parametrize("find", THINGS.values(), ids=THINGS.keys())
NEXT: dict[str, str] = {
    "card": "Gets four PDF files and prints them all",
    "stage": "Prepare",
    "step": "Receive the ticket",
    "lane": "Channels",
}
siblings = pytest.mark.parametrize("kind", NEXT)


def words(hand: Hand, record: str) -> str:
    found = hand.snapshot.records[record]
    return str(getattr(found, "text", None) or getattr(found, "title", ""))


def choose(hand: Hand, record: str) -> None:
    if record == hand.view.showing.map_id:
        hand.view.look(Camera(0, 0, 1))
        hand.settle()
    hand.click(record)
    assert hand.selected() == (record,)


@everything
@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_F2])
def test_a_key_starts_with_the_words_and_enter_commits(hand: Hand, find: Find, key: Key) -> None:
    record = find(hand)
    choose(hand, record)
    hand.key(key)
    assert hand.writing.toPlainText() == words(hand, record)
    hand.key(Key.Key_End, CONTROL)
    hand.type(" now")
    hand.key(Key.Key_Return)
    assert hand.view.editor is None
    assert words(hand, record).endswith(" now")
    assert hand.selected() == (record,)
    assert len(hand.session.document.history.done) == 1


@everything
def test_typing_starts_and_replaces_the_words(hand: Hand, find: Find) -> None:
    record = find(hand)
    choose(hand, record)
    hand.type("Anew")
    hand.key(Key.Key_Return)
    assert words(hand, record) == "Anew"


@everything
def test_a_double_click_starts(hand: Hand, find: Find) -> None:
    record = find(hand)
    choose(hand, record)
    hand.double_click(record)
    assert hand.writing.toPlainText() == words(hand, record)
    hand.key(Key.Key_Escape)


@everything
def test_escape_cancels_and_leaves_every_word(hand: Hand, find: Find) -> None:
    record, before = find(hand), hand.hash
    choose(hand, record)
    hand.type("Not this")
    hand.key(Key.Key_Escape)
    assert hand.view.editor is None
    assert hand.hash == before
    assert hand.session.document.history.done == []
    assert not hand.previewed()
    assert hand.view.hasFocus()


@everything
def test_losing_the_keyboard_commits(hand: Hand, find: Find) -> None:
    record = find(hand)
    choose(hand, record)
    hand.type("Kept")
    hand.writing.clearFocus()
    assert hand.view.editor is None
    assert words(hand, record) == "Kept"


@everything
def test_shift_and_enter_make_a_new_line_and_do_not_commit(hand: Hand, find: Find) -> None:
    record = find(hand)
    choose(hand, record)
    hand.type("One")
    hand.key(Key.Key_Return, SHIFT)
    hand.type("two")
    assert hand.writing.toPlainText() == "One\ntwo"
    hand.key(Key.Key_Return)
    assert words(hand, record).split() == ["One", "two"]


@siblings
def test_tab_commits_and_goes_on_and_backtab_goes_back(hand: Hand, kind: str) -> None:
    record = THINGS[kind](hand)
    choose(hand, record)
    hand.type("First")
    hand.key(Key.Key_Tab)
    assert words(hand, record) == "First"
    assert hand.writing.toPlainText() == NEXT[kind]
    hand.key(Key.Key_Backtab)
    assert hand.writing.toPlainText() == "First"
    hand.key(Key.Key_Escape)


@siblings
def test_control_and_enter_commit_and_write_on_another_of_the_kind(hand: Hand, kind: str) -> None:
    record = THINGS[kind](hand)
    choose(hand, record)
    hand.type("First")
    hand.key(Key.Key_Return, CONTROL)
    assert words(hand, record) == "First"
    assert hand.view.editor is not None
    hand.key(Key.Key_A, CONTROL)
    hand.type("Second")
    hand.key(Key.Key_Return)
    (made,) = hand.selected()
    assert made != record
    assert words(hand, made) == "Second"
    if kind == "card":
        order = [card.id for card in hand.snapshot.cards(*hand.cell_of(record))]
    elif kind == "step":
        step = hand.snapshot.get(Step, record)
        assert step is not None
        assert step.place is not None
        order = list(hand.snapshot.children["step", step.place.stage])
    else:
        order = list(hand.snapshot.children[kind, hand.view.showing.map_id])
    assert order.index(made) == order.index(record) + 1, "right behind it"
    if kind == "lane":
        one, other = hand.snapshot.get(Lane, record), hand.snapshot.get(Lane, made)
        assert one is not None
        assert other is not None
        assert one.kind == other.kind


def test_control_and_enter_on_the_map_only_commit(hand: Hand) -> None:
    record = hand.view.showing.map_id
    choose(hand, record)
    hand.type("To the sea")
    hand.key(Key.Key_Return, CONTROL)
    assert words(hand, record) == "To the sea"
    assert hand.view.editor is None


def test_a_card_is_added_where_the_selected_head_is(hand: Hand) -> None:
    for record, index in ((hand.step("Pay"), 1), (hand.lane("Pain points"), 0)):
        hand.look_at(record)
        choose(hand, record)
        hand.view.add_card()
        hand.type("Here")
        hand.key(Key.Key_Return)
        assert hand.cell_of(hand.selected()[0])[index] == record
