# SPDX-License-Identifier: Apache-2.0
"""Tables from a spreadsheet, pasted on the map."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from journey_studio.canvas.tables import TableChoice, value_of
from journey_studio.model.records import Stage, Step
from tests.canvas.hand import CONTROL, SHIFT, Hand, lanes, stages, steps
from tests.canvas.test_clipboard import cell
from tests.canvas.test_receiving import drop, words

V = Qt.Key.Key_V


pytestmark = pytest.mark.usefixtures("fresh_clipboard")


def at_cell(hand: Hand, lane: str, step: str) -> tuple[str, str]:
    """With the keyboard at a cell."""
    found = cell(hand, lane, step)
    hand.look_at_cell(found)
    hand.view.select(hand.view.selection._replace(ids=(), cell=found))
    return found


def asked(hand: Hand, answer: TableChoice | None) -> list[tuple[int, int]]:
    """What is asked from now on, always with this answer."""
    questions: list[tuple[int, int]] = []

    def ask(rows: int, columns: int) -> TableChoice | None:
        questions.append((rows, columns))
        return answer

    hand.view.ask_table = ask
    return questions


def points(hand: Hand, lane: str) -> dict[str, float | None]:
    """The values of the first persona's curve, by the title of the step."""
    found = hand.snapshot.points(hand.lane(lane))
    titles = {step.id: step.title for step in hand.live(Step) if isinstance(step, Step)}
    persona = hand.snapshot.maps()[0].personas[0]
    mine = [point for point in found if point.persona in (persona, None)]
    return {titles[point.step or ""]: point.value for point in mine}


def test_a_table_that_fits_fills_the_cells_from_the_current_one_on(hand: Hand) -> None:
    questions = asked(hand, None)
    think, quote = hand.lane("What they think"), hand.lane("In their words")
    at_cell(hand, "What they think", "Sleep")
    before = hand.hash
    QGuiApplication.clipboard().setText('one\t"two\nlines"\r\nthree\t\r\n')
    hand.key(V, CONTROL)
    sleep, wake = hand.step("Sleep"), hand.step("Wake up to breakfast")
    assert hand.texts_in((think, sleep))[-1] == "one"
    assert hand.texts_in((think, wake))[-1] == "two\nlines"
    assert hand.texts_in((quote, sleep))[-1] == "three"
    assert hand.texts_in((quote, wake)) == []
    assert {hand.snapshot.records[i].kind for i in hand.selected()} == {"text", "quote"}  # type: ignore[attr-defined]
    assert hand.said[-1] == "Paste table"
    assert questions == []
    hand.session.document.undo()
    assert hand.hash == before


def test_a_spreadsheet_hands_over_html_and_a_picture_and_a_table_is_pasted(hand: Hand) -> None:
    think = at_cell(hand, "What they think", "Sleep")
    mime = QMimeData()
    mime.setHtml("<html><body><table><tr><td>one</td><td>two</td></tr></table></body></html>")
    mime.setText("one\ttwo\n")
    mime.setImageData(QImage(30, 10, QImage.Format.Format_RGB32))
    assert hand.view.paste(mime)
    assert hand.texts_in(think)[-1] == "one"


def test_one_column_is_a_card_for_each_of_its_cells(hand: Hand) -> None:
    think = at_cell(hand, "What they think", "Receive the ticket")
    mime = QMimeData()
    mime.setHtml("<table><tr><td>one</td></tr><tr><td>two<br>lines</td></tr></table>")
    assert hand.view.paste(mime)
    assert hand.texts_in(think) == ["one", "two\nlines"]


def test_a_table_that_does_not_fit_is_asked_about_and_can_be_left(hand: Hand) -> None:
    questions = asked(hand, None)
    at_cell(hand, "Support systems", "Claim a refund for the delay")
    before = hand.hash
    QGuiApplication.clipboard().setText("a\tb\nc\td\n")
    hand.key(V, CONTROL)
    assert questions == [(2, 2)]
    assert hand.hash == before


def test_filling_adds_steps_and_lanes_where_the_map_ends(hand: Hand) -> None:
    asked(hand, TableChoice.FILL)
    here = at_cell(hand, "Support systems", "Claim a refund for the delay")
    QGuiApplication.clipboard().setText("a\tb\nc\td\n")
    hand.key(V, CONTROL)
    assert hand.texts_in(here)[-1] == "a"
    assert steps(hand, "Arrive and after")[-1] == "New step"
    assert lanes(hand)[-1] == "Notes"
    assert hand.texts_in(cell(hand, "Notes", "New step")) == ["d"]
    assert len(hand.session.document.history.done) == 1


def test_its_first_row_and_column_can_name_new_steps_and_lanes(hand: Hand) -> None:
    asked(hand, TableChoice.NEW)
    before = lanes(hand)
    at_cell(hand, "Support systems", "Claim a refund for the delay")
    QGuiApplication.clipboard().setText(
        "Next year\tPlan again\tBook again\nWhat they think\tWhy not?\t\nWishes\t\tA window\n"
        "Dramatic arc\t1\t5\n"
    )
    hand.key(V, CONTROL)
    assert stages(hand)[-1] == "Next year"
    assert steps(hand, "Next year") == ["Plan again", "Book again"]
    assert lanes(hand) == [*before, "Wishes"]
    assert hand.texts_in(cell(hand, "What they think", "Plan again")) == ["Why not?"]
    assert hand.texts_in(cell(hand, "Wishes", "Book again")) == ["A window"]
    arc = {p.step: p.value for p in hand.snapshot.points(hand.lane("Dramatic arc"))}
    assert (arc[hand.step("Plan again")], arc[hand.step("Book again")]) == (-1, 1)


def test_a_card_can_be_made_of_each_line(hand: Hand) -> None:
    asked(hand, TableChoice.LINES)
    here = at_cell(hand, "Support systems", "Claim a refund for the delay")
    QGuiApplication.clipboard().setText("a\tb\nc\t\n\td\n")
    hand.key(V, CONTROL)
    assert hand.texts_in(here)[-3:] == ["a · b", "c", "d"]


def test_pasted_as_text_a_table_is_lines(hand: Hand) -> None:
    here = at_cell(hand, "What they think", "Receive the ticket")
    QGuiApplication.clipboard().setText("a\tb\nc\td")
    hand.key(V, CONTROL | SHIFT)
    assert hand.texts_in(here) == ["a\tb", "c\td"]


def test_numbers_pasted_on_a_curve_are_its_points(hand: Hand) -> None:
    at_cell(hand, "Experience", "Choose a berth")
    before = hand.hash
    QGuiApplication.clipboard().setText("1,5\t-0.5\t\u22122\n")
    hand.key(V, CONTROL)
    found = points(hand, "Experience")
    assert [found[title] for title in ("Choose a berth", "Pay", "Receive the ticket")] == [
        0.75,
        -0.25,
        -1,
    ]
    hand.session.document.undo()
    assert hand.hash == before


def test_numbers_one_below_the_other_go_along_the_curve(hand: Hand) -> None:
    at_cell(hand, "Experience", "Choose a berth")
    QGuiApplication.clipboard().setText("2\n1\n0")
    hand.key(V, CONTROL)
    found = points(hand, "Experience")
    assert [found[title] for title in ("Choose a berth", "Pay", "Receive the ticket")] == [
        1,
        0.5,
        0,
    ]


def test_words_and_numbers_beyond_the_scale_go_past_a_curve(hand: Hand) -> None:
    at_cell(hand, "Experience", "Receive the ticket")
    before = points(hand, "Experience")
    QGuiApplication.clipboard().setText("3\t4\nwords\tmore\n")
    hand.key(V, CONTROL)
    assert points(hand, "Experience") == before
    arc = hand.snapshot.points(hand.lane("Dramatic arc"))
    values = {p.step: p.value for p in arc}
    assert values[hand.step("Receive the ticket")] == 0
    assert hand.texts_in(cell(hand, "What they think", "Receive the ticket")) == ["words"]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("1.5", "curve", 0.75),
        ("1,5", "curve", 0.75),
        (" +2 ", "curve", 1),
        ("−0,5", "curve", -0.25),
        ("-2", "curve", -1),
        ("2.1", "curve", None),
        ("nan", "curve", None),
        ("inf", "curve", None),
        ("1.000,5", "curve", None),
        ("two", "curve", None),
        ("", "curve", None),
        ("5", "arc", 1),
        ("1", "arc", -1),
        ("0", "arc", None),
    ],
)
def test_numbers_are_read_with_point_or_comma(text: str, kind: str, value: float | None) -> None:
    assert value_of(text, kind) == value


def test_a_table_that_is_dropped_fills_the_cells_from_there_on(hand: Hand) -> None:
    here = at_cell(hand, "What they think", "Receive the ticket")
    assert drop(hand, words("a\tb\n"), hand.in_cell(here))
    QApplication.processEvents()
    assert hand.texts_in(here) == ["a"]


def test_into_a_map_without_cells_a_table_brings_its_own(hand: Hand) -> None:
    ids = [stage.id for stage in hand.live(Stage)]
    everything = [*ids, *(hand.lane(title) for title in lanes(hand))]
    for record in everything:
        hand.view.select(hand.view.selection._replace(ids=(record,), cell=None))
        hand.view.delete_selection()
    assert not hand.view.board.columns
    QGuiApplication.clipboard().setText("one line")
    assert not hand.view.paste()
    assert "Add a stage and a lane first" in hand.failed[-1]
    asked(hand, TableChoice.NEW)
    QGuiApplication.clipboard().setText("Stage\tStep\nLane\tCard\n")
    hand.key(V, CONTROL)
    assert stages(hand) == ["Stage"]
    assert lanes(hand) == ["Lane"]
    assert hand.texts_in(cell(hand, "Lane", "Step")) == ["Card"]
