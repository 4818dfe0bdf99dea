# SPDX-License-Identifier: Apache-2.0
"""Copy, cut, paste and duplicate with the hands on the map."""

import subprocess
import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QImage

from journey_studio.canvas.handed import FRAGMENT
from journey_studio.exchange.tables.clipboard import read_html_table, read_tabbed
from journey_studio.model.commands import Add, Edit
from journey_studio.model.fragments import read_fragment
from journey_studio.model.records import Card, Connection, Lane, Stage, Step
from tests.canvas.conftest import OpenCanvas
from tests.canvas.hand import ALT, CONTROL, SHIFT, Hand, lanes, stages, steps
from tests.canvas.test_receiving import card_of, encoded
from tests.hands import Cell

C, D, V, X = Qt.Key.Key_C, Qt.Key.Key_D, Qt.Key.Key_V, Qt.Key.Key_X
PAYS = "Pays by card"
BERTH = "What is the difference be"


pytestmark = pytest.mark.usefixtures("fresh_clipboard")


def copied() -> QMimeData:
    mime = QGuiApplication.clipboard().mimeData()
    assert mime is not None
    return mime


def cell(hand: Hand, lane: str, step: str) -> Cell:
    return hand.lane(lane), hand.step(step)


# Copy and paste


def test_a_copied_card_is_pasted_into_another_cell(hand: Hand) -> None:
    hand.click(hand.card(PAYS))
    before = hand.hash
    hand.key(C, CONTROL)
    assert hand.hash == before
    assert hand.said[-1].startswith("Copied card “Pays by card")
    there = cell(hand, "What they think", "Receive the ticket")
    hand.look_at_cell(there)
    hand.click_at(hand.in_cell(there))
    hand.key(V, CONTROL)
    assert [text[: len(PAYS)] for text in hand.texts_in(there)] == [PAYS]
    assert hand.cell_of(hand.selected()[0]) == there
    assert hand.said[-1].startswith("Paste card “Pays by card")
    hand.session.document.undo()
    assert hand.hash == before


def test_pasted_cards_go_behind_the_selected_card(hand: Hand) -> None:
    hand.click(hand.card(PAYS))
    hand.key(C, CONTROL)
    hand.click(hand.card("Gets four PDF"))
    hand.key(V, CONTROL)
    texts = [text[:5] for text in hand.texts_in(hand.cell_of(hand.selected()[0]))]
    assert texts == ["Gets ", "Pays ", "Adds "]
    hand.key(V, CONTROL)
    assert len(hand.texts_in(hand.cell_of(hand.selected()[0]))) == 4


def test_several_cards_keep_their_places_to_one_another(hand: Hand) -> None:
    hand.click(hand.card("Chooses a family"))
    hand.click(hand.card(PAYS), CONTROL)
    hand.click(hand.card(BERTH), CONTROL)
    hand.key(C, CONTROL)
    start = cell(hand, "What they do", "Sleep")
    hand.look_at_cell(start)
    hand.click_at(hand.in_cell(start))
    hand.key(V, CONTROL)
    assert hand.said[-1] == "Paste 3 cards"
    assert hand.texts_in(start)[-1].startswith("Chooses a family")
    right = (start[0], hand.step("Wake up to breakfast"))
    assert hand.texts_in(right)[-1].startswith(PAYS)
    assert any(
        text.startswith(BERTH) for text in hand.texts_in(cell(hand, "What they think", "Sleep"))
    )


def test_connections_among_copied_cards_come_along(hand: Hand) -> None:
    one, other = hand.card(PAYS), hand.card(BERTH)
    hand.session.document.apply(Add(kind="connection", values={"source": one, "target": other}))
    count = len(hand.live(Connection))
    hand.click(one)
    hand.click(other, CONTROL)
    hand.key(C, CONTROL)
    hand.key(V, CONTROL)
    assert len(hand.live(Connection)) == count + 1
    assert hand.view.frames is not None


def test_a_stage_is_pasted_behind_the_selected_one_with_all_that_is_in_it(hand: Hand) -> None:
    hand.click(hand.titled(Stage, "Book"))
    hand.key(C, CONTROL)
    hand.look_at(hand.titled(Stage, "Board"))
    hand.click(hand.titled(Stage, "Board"))
    cards = len(hand.live(Card))
    inside = sum(len(hand.snapshot.cards(lane.id, step.id))
                 for lane in hand.live(Lane)
                 for step in hand.snapshot.steps(hand.titled(Stage, "Book")))  # fmt: skip
    hand.key(V, CONTROL)
    order = stages(hand)
    assert order.index("Board") + 1 == len(order) - 1 - order[::-1].index("Book")
    assert len(hand.live(Card)) == cards + inside
    assert hand.said[-1] == "Paste stage “Book”"


def test_a_step_is_pasted_behind_the_step_of_the_cell_the_keyboard_is_at(hand: Hand) -> None:
    hand.click(hand.step("Pay"))
    hand.key(C, CONTROL)
    there = cell(hand, "What they do", "Receive the ticket")
    hand.click_at(hand.in_cell(there))
    hand.key(V, CONTROL)
    assert steps(hand, "Book") == ["Choose a berth", "Pay", "Receive the ticket", "Pay"]


def test_a_lane_is_pasted_below_the_selected_one(hand: Hand) -> None:
    hand.click(hand.lane("What they do"))
    hand.key(C, CONTROL)
    hand.key(V, CONTROL)
    order = lanes(hand)
    assert order.count("What they do") == 2
    assert order.index("What they do") + 1 == len(order) - 1 - order[::-1].index("What they do")


def test_what_is_pasted_where_nothing_is_selected_goes_to_the_cell_last_touched(hand: Hand) -> None:
    there = cell(hand, "What they think", "Receive the ticket")
    hand.click(hand.card(PAYS))
    hand.key(C, CONTROL)
    hand.look_at_cell(there)
    hand.click_at(hand.in_cell(there))
    hand.key(Qt.Key.Key_Escape)
    assert not hand.selected()
    hand.view.select(hand.view.selection._replace(ids=(), cell=None))
    hand.key(V, CONTROL)
    assert len(hand.texts_in(there)) == 1


def test_what_is_pasted_into_an_untouched_map_goes_to_the_middle_of_the_view(
    open_canvas: OpenCanvas,
) -> None:
    hand = open_canvas()
    there = cell(hand, "What they think", "Sleep")
    hand.look_at_cell(there)
    QGuiApplication.clipboard().setText("Anywhere at all")
    assert hand.view.paste()
    box = hand.box(hand.card("Anywhere at all"))
    assert 0 < box.centre.x < hand.view.viewport().width()
    assert 0 < box.centre.y < hand.view.viewport().height()


def test_cards_pasted_on_a_curve_go_to_the_nearest_lane_that_takes_them(hand: Hand) -> None:
    hand.click(hand.card(PAYS))
    hand.key(C, CONTROL)
    curve = cell(hand, "Dramatic arc", "Pay")
    hand.look_at_cell(curve)
    hand.view.select(hand.view.selection._replace(ids=(), cell=curve))
    hand.key(V, CONTROL)
    assert any(
        text.startswith(PAYS) for text in hand.texts_in(cell(hand, "What they think", "Pay"))
    )


def test_copying_without_a_selection_says_what_to_select(hand: Hand) -> None:
    hand.key(Qt.Key.Key_Escape)
    hand.view.select(hand.view.selection._replace(ids=(), cell=None))
    hand.key(C, CONTROL)
    assert "Select cards" in hand.failed[0]
    assert QGuiApplication.clipboard().text() == ""


# Cut


def test_cut_takes_the_cards_away_in_one_step_and_paste_brings_them_back(hand: Hand) -> None:
    before = hand.hash
    card = hand.card(PAYS)
    here = hand.cell_of(card)
    hand.click(card)
    hand.key(X, CONTROL)
    assert not any(text.startswith(PAYS) for text in hand.texts_in(here))
    assert hand.said[-1].startswith("Cut card “Pays by card")
    assert len(hand.session.document.history.done) == 1
    hand.key(V, CONTROL)
    assert hand.hash == before
    hand.session.document.undo()
    hand.session.document.undo()
    assert hand.hash == before
    assert hand.snapshot.get(Card, card) is not None


def test_where_nothing_can_be_cut_nothing_is(open_canvas: OpenCanvas) -> None:
    hand = open_canvas(read_only=True)
    hand.look_at(hand.card(PAYS))
    hand.click(hand.card(PAYS))
    before = hand.hash
    hand.key(X, CONTROL)
    assert "reading only" in hand.failed[0]
    hand.key(C, CONTROL)
    assert copied().hasFormat(FRAGMENT)
    hand.key(V, CONTROL)
    hand.key(D, CONTROL)
    assert hand.hash == before


# What other programs get


def test_other_programs_get_a_table_and_a_picture_of_the_cards(hand: Hand) -> None:
    hand.click(hand.card("Chooses a family"))
    hand.click(hand.card(PAYS), CONTROL)
    hand.key(C, CONTROL)
    mime = copied()
    table = read_tabbed(mime.text())
    assert table is not None
    assert [len(row) for row in table] == [2]
    html = read_html_table(mime.html())
    assert html is not None
    assert html[0] == ("", "Book", "")
    assert html[1] == ("", "Choose a berth", "Pay")
    assert html[2][0] == "What they do"
    image = mime.imageData()
    assert isinstance(image, QImage)
    box = hand.box(hand.card("Chooses a family")).united(hand.box(hand.card(PAYS)))
    assert image.width() == pytest.approx(2 * (box.w + 32), abs=2)


def test_one_card_is_its_plain_words_elsewhere(hand: Hand) -> None:
    hand.click(hand.card(BERTH))
    hand.key(C, CONTROL)
    assert copied().text() == hand.text(hand.card(BERTH))


def test_a_picture_of_the_selection_or_else_of_the_map_is_copied(hand: Hand) -> None:
    hand.click(hand.card(PAYS))
    hand.key(C, ALT | SHIFT)
    one = QGuiApplication.clipboard().image()
    box = hand.box(hand.card(PAYS))
    assert one.width() == pytest.approx(2 * (box.w + 32), abs=2)
    assert not copied().hasFormat(FRAGMENT)
    assert hand.said[-1].startswith("Copied as a picture of")
    hand.click(hand.titled(Stage, "Book"))
    hand.key(C, ALT | SHIFT)
    stage = QGuiApplication.clipboard().image()
    hand.view.select(hand.view.selection._replace(ids=(), cell=None))
    hand.key(C, ALT | SHIFT)
    whole = QGuiApplication.clipboard().image()
    assert one.width() < stage.width() < whole.width()
    assert whole.width() * whole.height() <= 40_000_000
    ratio = hand.view.board.width / hand.view.board.height
    assert whole.width() / whole.height() == pytest.approx(ratio, rel=0.01)


def test_the_program_ends_in_peace_with_something_on_the_clipboard() -> None:
    """The clipboard outlives Python, so what lies on it must not be Python's."""
    script = """
from PySide6.QtGui import QGuiApplication, QImage
from journey_studio.canvas.clipboard import packed
from journey_studio.model.fragments import FORM, CardPiece, Fragment, Piece, StepPiece
app = QGuiApplication([])
fragment = Fragment(
    form=FORM, kind="card", stages=(Piece(id="stage-a"),), lanes=(Piece(id="lane-a"),),
    steps=(StepPiece(id="step-a", stage=0),),
    cards=(CardPiece(id="card-a", values={"text": "Hello"}, row=0, column=0),),
)
QGuiApplication.clipboard().setMimeData(packed(fragment, QImage(9, 9, QImage.Format.Format_RGB32)))
print(QGuiApplication.clipboard().text())
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (0, "Hello\n")


# Between projects


def test_cards_go_to_another_project_with_their_pictures_and_channels(
    open_canvas: OpenCanvas,
) -> None:
    hand = open_canvas()
    card = hand.card("Gets four PDF")
    name = hand.session.add_picture(encoded("PNG", (33, 21)))
    hand.session.document.apply(Edit(id=card, values={"picture": name, "tags": []}))
    hand.look_at(card)
    hand.click(card)
    hand.key(C, CONTROL)
    data = bytes(copied().data(FRAGMENT).data())
    assert read_fragment(data).pictures.keys() >= {name}

    other = open_canvas()
    assert other.session.picture(name) is None
    there = cell(other, "What they think", "Pay")
    other.look_at_cell(there)
    other.click_at(other.in_cell(there))
    other.key(V, CONTROL)
    pasted = card_of(other, other.selected()[0])
    assert other.session.picture(pasted.picture) is not None
    assert other.failed == []
    assert len(other.session.document.history.done) == 1


def test_a_picture_that_does_not_travel_is_told_of(hand: Hand) -> None:
    hand.click(hand.card(PAYS))
    hand.key(C, CONTROL)
    whole = read_fragment(bytes(copied().data(FRAGMENT).data()))
    values = {**whole.cards[0].values, "picture": "ab" * 32}
    lost = replace(whole, cards=(replace(whole.cards[0], values=values),))
    mime = QMimeData()
    mime.setData(FRAGMENT, lost.to_json())
    assert hand.view.paste(mime)
    assert card_of(hand, hand.selected()[0]).picture == ""
    assert "20 MB" in hand.failed[0]


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"not json", b'{"form": "journey-studio fragment 2"}']
)
def test_a_damaged_clipboard_is_told_of_and_changes_nothing(hand: Hand, data: bytes) -> None:
    mime = QMimeData()
    mime.setData(FRAGMENT, data)
    before = hand.hash
    hand.click(hand.card(PAYS))
    assert not hand.view.paste(mime)
    assert "Nothing was changed" in hand.failed[0]
    assert hand.hash == before


def test_pasted_as_text_a_copied_card_is_only_its_words(hand: Hand) -> None:
    card = hand.card(BERTH)
    hand.session.document.apply(Edit(id=card, values={"moment_of_truth": True}))
    hand.click(card)
    hand.key(C, CONTROL)
    hand.key(V, CONTROL | SHIFT)
    (made,) = hand.selected()
    assert made != card
    assert hand.text(made) == hand.text(card)
    assert not card_of(hand, made).moment_of_truth


# While writing


def test_while_writing_words_are_copied_cut_and_pasted(hand: Hand) -> None:
    card = hand.card(PAYS)
    cards = len(hand.live(Card))
    hand.click(card)
    hand.key(Qt.Key.Key_F2)
    hand.type("Words")
    hand.writing.selectAll()
    hand.key(C, CONTROL)
    assert copied().text() == "Words"
    assert not copied().hasFormat(FRAGMENT)
    hand.key(X, CONTROL)
    assert hand.writing.toPlainText() == ""
    hand.key(V, CONTROL)
    hand.key(V, CONTROL)
    hand.key(Qt.Key.Key_Return)
    assert hand.text(card) == "WordsWords"
    assert len(hand.live(Card)) == cards


# Duplicate


def test_the_duplicate_is_selected_and_lies_behind_the_original(hand: Hand) -> None:
    card = hand.card("Gets four PDF")
    hand.click(card)
    hand.key(D, CONTROL)
    (copy,) = hand.selected()
    siblings = [each.id for each in hand.snapshot.cards(*hand.cell_of(card))]
    assert siblings.index(copy) == siblings.index(card) + 1
    assert hand.said[-1].startswith("Duplicate card “Gets four PDF")
    assert len(hand.session.document.history.done) == 1
    box = hand.box(copy)
    assert box.bottom < hand.view.viewport().height()


def test_duplicating_again_repeats_how_far_the_copy_was_moved(hand: Hand) -> None:
    here = cell(hand, "What they think", "Pay")
    hand.look_at_cell(here)
    hand.click(hand.card("Why is the seat"))
    hand.key(D, CONTROL)
    hand.key(Qt.Key.Key_Right, ALT)
    hand.key(D, CONTROL)
    hand.key(D, CONTROL)
    for step in ("Pay", "Receive the ticket", "Get ready to travel", "Hear about a change"):
        texts = hand.texts_in((here[0], hand.step(step)))
        assert sum(text.startswith("Why is the seat") for text in texts) == 1, step
    hand.session.document.undo()
    texts = hand.texts_in((here[0], hand.step("Hear about a change")))
    assert not any(text.startswith("Why is the seat") for text in texts)


def test_a_copy_pulled_off_with_the_mouse_is_gone_on_with(hand: Hand) -> None:
    card = hand.card(PAYS)
    lane = hand.cell_of(card)[0]
    point = hand.in_cell((lane, hand.step("Receive the ticket")))
    hand.take(card)
    hand.move_mouse(point, ALT)
    hand.release_mouse(point, keys=ALT)
    hand.settle()
    hand.key(D, CONTROL)
    assert hand.cell_of(hand.selected()[0]) == (lane, hand.step("Get ready to travel"))


def test_at_the_edge_of_the_map_the_next_copy_lies_beside_the_last(hand: Hand) -> None:
    last = cell(hand, "What they think", "Claim a refund for the delay")
    hand.look_at_cell((last[0], hand.step("Say how it was")))
    hand.click(hand.card("I could get used"))
    hand.key(D, CONTROL)
    hand.key(Qt.Key.Key_Right, ALT)
    hand.key(D, CONTROL)
    hand.key(D, CONTROL)
    assert sum(text.startswith("I could get") for text in hand.texts_in(last)) == 2


def test_a_duplicated_step_moved_on_goes_on(hand: Hand) -> None:
    hand.click(hand.step("Pay"))
    hand.key(D, CONTROL)
    assert steps(hand, "Book") == ["Choose a berth", "Pay", "Pay", "Receive the ticket"]
    hand.key(Qt.Key.Key_Right, ALT)
    hand.key(D, CONTROL)
    assert steps(hand, "Book") == ["Choose a berth", "Pay", "Receive the ticket", "Pay"]
    assert steps(hand, "Prepare")[:2] == ["Get ready to travel", "Pay"]


def test_stages_and_lanes_are_duplicated_beside_themselves(hand: Hand) -> None:
    hand.click(hand.titled(Stage, "Book"))
    hand.key(D, CONTROL)
    hand.key(D, CONTROL)
    assert stages(hand)[:5] == ["Plan", "Book", "Book", "Book", "Prepare"]
    hand.click(hand.lane("What they think"))
    hand.key(D, CONTROL)
    order = lanes(hand)
    assert order.count("What they think") == 2
    while hand.session.document.undo():
        pass
    assert stages(hand).count("Book") == 1
    assert [step.title for step in hand.live(Step) if isinstance(step, Step)].count("Pay") == 1
