# SPDX-License-Identifier: Apache-2.0
"""What is pasted and dropped from outside becomes pictures, links and cards, one step each."""

import io
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
)
from PySide6.QtWidgets import QApplication

from journey_studio.canvas.handed import paragraphs_of
from journey_studio.errors import JourneyError
from journey_studio.layout.hit import cell_box
from journey_studio.model.records import Card
from tests.canvas.conftest import OpenCanvas
from tests.canvas.hand import CONTROL, Hand

COPY = Qt.DropAction.CopyAction
PAYS = "Pays by card"


def encoded(kind: str, size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 40, 90)).save(out, kind)
    return out.getvalue()


def files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def words(text: str) -> QMimeData:
    mime = QMimeData()
    mime.setText(text)
    return mime


def over(hand: Hand, mime: QMimeData, at: QPoint) -> bool:
    """Drag something in from outside; whether it would be taken there."""
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at, COPY, mime, buttons, none)
    QApplication.sendEvent(hand.surface, enter)
    if not enter.isAccepted():
        return False
    move = QDragMoveEvent(at, COPY, mime, buttons, none)
    QApplication.sendEvent(hand.surface, move)
    QApplication.processEvents()
    return move.isAccepted()


def drop(hand: Hand, mime: QMimeData, at: QPoint) -> bool:
    """Drag something in from outside and let it go."""
    taken = over(hand, mime, at)
    if taken:
        event = QDropEvent(
            QPointF(at), COPY, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(hand.surface, event)
    else:
        QApplication.sendEvent(hand.surface, QDragLeaveEvent())
    hand.settle()
    return taken


def card_of(hand: Hand, record: str) -> Card:
    card = hand.snapshot.get(Card, record)
    assert card is not None
    return card


@pytest.mark.parametrize(("kind", "ending"), [
    ("PNG", "png"), ("JPEG", "jpg"), ("WEBP", "webp"), ("GIF", "gif"),
])  # fmt: skip
def test_a_picture_file_dropped_on_a_card_is_its_picture(
    hand: Hand, tmp_path: Path, kind: str, ending: str
) -> None:
    path = tmp_path / f"photo.{ending}"
    path.write_bytes(encoded(kind))
    card = hand.card(PAYS)
    assert drop(hand, files(path), hand.middle(card))
    sha256 = card_of(hand, card).picture
    assert hand.session.picture(sha256) is not None
    assert hand.selected() == (card,)
    assert len(hand.session.document.history.done) == 1
    hand.session.document.undo()
    assert card_of(hand, card).picture == ""


def test_pictures_dropped_in_a_cell_become_cards_in_one_step(hand: Hand, tmp_path: Path) -> None:
    paths = [tmp_path / "one.png", tmp_path / "two.png"]
    for number, path in enumerate(paths):
        path.write_bytes(encoded("PNG", (30 + number, 30)))
    cell = (hand.lane("Storyboard"), hand.step("Pay"))
    hand.look_at_cell(cell)
    assert drop(hand, files(*paths), hand.in_cell(cell))
    cards = hand.snapshot.cards(*cell)
    assert [card.kind for card in cards] == ["picture", "picture"]
    assert all(card.picture and not card.text for card in cards)
    assert len({card.picture for card in cards}) == 2
    assert hand.said == ["Add 2 cards"]
    hand.session.document.undo()
    assert hand.snapshot.cards(*cell) == []


def test_the_card_that_would_take_a_picture_is_highlighted(hand: Hand, tmp_path: Path) -> None:
    card = hand.card(PAYS)
    box = hand.box(card)
    edge = QPoint(round(box.x + 1), round(box.centre.y))
    before = hand.colour_at(edge)
    accent = QColor(hand.view.showing.theme.colours.accent)
    assert over(hand, files(tmp_path / "photo.png"), hand.middle(card))
    assert hand.colour_at(edge) == accent
    QApplication.sendEvent(hand.surface, QDragLeaveEvent())
    QApplication.processEvents()
    assert hand.colour_at(edge) == before


def test_nothing_is_taken_where_nothing_can_lie(hand: Hand) -> None:
    cell = (hand.lane("Experience"), hand.step("Pay"))
    before = hand.hash
    assert not drop(hand, words("A thought"), hand.in_cell(cell))
    assert not drop(hand, words("A thought"), QPoint(40, 20))
    assert hand.hash == before


def test_a_text_becomes_a_card_for_each_paragraph(hand: Hand) -> None:
    cell = (hand.lane("What they think"), hand.step("Pay"))
    hand.look_at_cell(cell)
    before = hand.texts_in(cell)
    assert drop(
        hand, words("First thing.\r\n\r\nSecond thing,\r\non two lines."), hand.in_cell(cell)
    )
    assert hand.texts_in(cell) == [*before, "First thing.", "Second thing,\non two lines."]
    assert len(hand.session.document.history.done) == 1


def test_the_cell_that_would_take_a_text_is_outlined_with_the_gap_where_it_lands(
    hand: Hand,
) -> None:
    card = hand.card("Gets four PDF")
    cell = hand.view.view_box(cell_box(hand.view.board, *hand.cell_of(card)))  # type: ignore[arg-type]
    box = hand.box(card)
    below = QPoint(round(box.centre.x), round(box.bottom + 3))
    edge = QPoint(round(cell.x + 1), round(cell.centre.y))
    before = hand.colour_at(edge), hand.colour_at(below)
    assert over(hand, words("A thought"), QPoint(round(box.centre.x), round(box.bottom - 3)))
    accent = QColor(hand.view.showing.theme.colours.accent)
    assert hand.colour_at(edge) == accent
    assert hand.colour_at(below) != before[1]
    QApplication.sendEvent(hand.surface, QDragLeaveEvent())
    QApplication.processEvents()
    assert (hand.colour_at(edge), hand.colour_at(below)) == before


def test_a_text_lands_above_or_below_the_card_it_is_dropped_at(hand: Hand) -> None:
    card = hand.card("Gets four PDF")
    box = hand.box(card)
    assert drop(hand, words("Below"), QPoint(round(box.centre.x), round(box.bottom - 3)))
    box = hand.box(card)
    assert drop(hand, words("Above"), QPoint(round(box.centre.x), round(box.y + 3)))
    texts = hand.texts_in(hand.cell_of(card))
    assert texts[0] == "Above"
    assert texts[2] == "Below"


def test_an_address_becomes_a_link_and_is_never_fetched(hand: Hand) -> None:
    card = hand.card(PAYS)
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/café?a=b")])
    mime.setText("https://example.org/café?a=b")
    assert drop(hand, mime, hand.middle(card))
    assert [link.url for link in card_of(hand, card).links] == ["https://example.org/caf%C3%A9?a=b"]
    cell = (hand.lane("What they think"), hand.step("Pay"))
    hand.look_at_cell(cell)
    assert drop(hand, words(" https://example.org/price.png "), hand.in_cell(cell))
    made = hand.snapshot.cards(*cell)[-1]
    assert made.text == "https://example.org/price.png"
    assert made.links[0].url == made.text
    assert made.picture == ""


def test_what_only_calls_itself_a_picture_is_refused_in_words(hand: Hand, tmp_path: Path) -> None:
    path = tmp_path / "script.png"
    path.write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    before = hand.hash
    drop(hand, files(path), hand.middle(hand.card(PAYS)))
    assert hand.hash == before
    assert len(hand.failed) == 1


def test_a_file_that_is_gone_is_told_of(hand: Hand, tmp_path: Path) -> None:
    before = hand.hash
    drop(hand, files(tmp_path / "gone.png"), hand.middle(hand.card(PAYS)))
    assert hand.hash == before
    assert "gone.png" in hand.failed[0]


def test_projects_are_left_to_the_window(hand: Hand, tmp_path: Path) -> None:
    path = tmp_path / "other.journey"
    path.write_bytes(b"SQLite")
    assert not over(hand, files(path), hand.middle(hand.card(PAYS)))


@pytest.mark.parametrize("name", ["drawing.svg", "letter.docx", "table.csv"])
def test_a_file_of_another_program_is_left_to_the_window(
    hand: Hand, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(b"whatever")
    assert not over(hand, files(path), hand.middle(hand.card(PAYS)))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Photos", "is a folder"),
        ("gone.pdf", "is no file"),
    ],
)
def test_what_is_no_picture_is_refused_by_name(
    hand: Hand, tmp_path: Path, name: str, said: str
) -> None:
    path = tmp_path / name
    if "." not in name:
        path.mkdir()
    before = hand.hash
    drop(hand, files(path), hand.middle(hand.card(PAYS)))
    assert len(hand.failed) == 1
    assert name in hand.failed[0]
    assert said in hand.failed[0]
    assert "Nothing was changed" in hand.failed[0]
    assert hand.hash == before


def test_a_huge_file_is_refused_without_being_read(hand: Hand, tmp_path: Path) -> None:
    path = tmp_path / "huge.png"
    with path.open("wb") as file:
        file.truncate(3 * 1024**3)  # takes no room on the disk
    before = hand.hash
    drop(hand, files(path), hand.middle(hand.card(PAYS)))
    assert "64 MB" in hand.failed[0]
    assert hand.hash == before


def test_a_small_file_of_too_many_pixels_is_refused(hand: Hand, tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    Image.new("1", (20_000, 20_000)).save(path)
    before = hand.hash
    drop(hand, files(path), hand.middle(hand.card(PAYS)))
    assert len(hand.failed) == 1
    assert hand.hash == before


def test_of_several_files_the_pictures_are_taken_and_the_others_named(
    hand: Hand, tmp_path: Path
) -> None:
    paths = [tmp_path / name for name in ("one.png", "notes.docx", "two.png", "old.svg")]
    for number, path in enumerate(paths):
        path.write_bytes(encoded("PNG", (30 + number, 30)))
    cell = (hand.lane("Storyboard"), hand.step("Pay"))
    hand.look_at_cell(cell)
    assert drop(hand, files(*paths), hand.in_cell(cell))
    assert len(hand.snapshot.cards(*cell)) == 2
    assert len(hand.session.document.history.done) == 1
    assert "2 files were left out: notes.docx, old.svg" in hand.failed[0]


def test_a_drop_that_leaves_again_changes_nothing(hand: Hand, tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    path.write_bytes(encoded("PNG"))
    before = hand.hash
    assert over(hand, files(path), hand.middle(hand.card(PAYS)))
    QApplication.sendEvent(hand.surface, QDragLeaveEvent())
    assert hand.hash == before
    assert hand.session.document.history.done == []


def test_a_picture_in_the_clipboard_is_pasted_on_the_selected_card(hand: Hand) -> None:
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill("#123456")
    QGuiApplication.clipboard().setImage(image)
    card = hand.card(PAYS)
    hand.click(card)
    hand.key(Qt.Key.Key_V, CONTROL)
    data = hand.session.picture(card_of(hand, card).picture)
    assert data is not None
    assert Image.open(io.BytesIO(data)).size == (20, 10)


def test_a_copied_picture_file_and_a_text_are_pasted_into_the_cell(
    hand: Hand, tmp_path: Path
) -> None:
    path = tmp_path / "photo.jpeg"
    path.write_bytes(encoded("JPEG"))
    cell = (hand.lane("What they think"), hand.step("Pay"))
    hand.look_at_cell(cell)
    hand.click_at(hand.in_cell(cell))
    QGuiApplication.clipboard().setMimeData(files(path))
    hand.key(Qt.Key.Key_V, CONTROL)
    assert hand.snapshot.cards(*cell)[-1].picture
    hand.click_at(hand.in_cell(cell))
    QGuiApplication.clipboard().setText("One\nTwo\nThree")
    assert hand.view.paste()
    assert hand.texts_in(cell)[-3:] == ["One", "Two", "Three"]


def test_an_empty_clipboard_is_told_of(hand: Hand) -> None:
    before = hand.hash
    hand.click(hand.card(PAYS))
    QGuiApplication.clipboard().clear()
    assert not hand.view.paste()
    assert "nothing in it" in hand.failed[0]
    assert hand.hash == before


def test_while_writing_text_is_pasted_into_the_words(hand: Hand) -> None:
    card = hand.card(PAYS)
    hand.click(card)
    hand.key(Qt.Key.Key_F2)
    QGuiApplication.clipboard().setText("Pasted words")
    hand.key(Qt.Key.Key_V, CONTROL)
    hand.key(Qt.Key.Key_Return)
    assert hand.text(card) == "Pasted words"


def test_control_characters_do_not_reach_a_card(hand: Hand) -> None:
    cell = hand.cell_of(hand.card(PAYS))
    hand.click(hand.card(PAYS))
    hand.view.paste(words("Bell\x07 and escape\x1b[31m, tab\tkept"), plain=True)
    assert hand.texts_in(cell)[-1] == "Bell and escape[31m, tab\tkept"
    assert hand.failed == []


def test_paragraphs_are_told_by_blank_lines_or_else_lines() -> None:
    assert paragraphs_of("a\nb\n\nc") == ("a\nb", "c")
    assert paragraphs_of("a\rb\n") == ("a", "b")
    assert paragraphs_of(" \n\n ") == ()
    with pytest.raises(JourneyError):
        paragraphs_of("x\n" * 500)


def test_a_project_that_is_read_only_takes_nothing(open_canvas: OpenCanvas) -> None:
    hand = open_canvas(read_only=True)
    hand.look_at(hand.card(PAYS))
    assert not over(hand, words("A thought"), hand.middle(hand.card(PAYS)))
    hand.click(hand.card(PAYS))
    assert not hand.view.paste(words("A thought"))
    assert "reading only" in hand.failed[0]
