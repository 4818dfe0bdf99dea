# SPDX-License-Identifier: Apache-2.0
"""Pictures come from files, from the clipboard and by dropping; what is none is refused."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QWidget

from journey_studio.model.records import Card
from tests.e2e.pilot import Answers, Pilot, settle
from tests.hands import NONE

FRIEND = "Sees a friend's photo"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    path = tmp_path / "photo.png"
    assert image.save(str(path))
    return path


def _picture_of(pilot: Pilot, card: str) -> str:
    record = pilot.snapshot.get(Card, card)
    assert record is not None
    return record.picture


def _drop(pilot: Pilot, mime: QMimeData, at: QPoint, on: QWidget | None = None) -> bool:
    """Drag something over the map, or over `on`, and let go; whether it was taken."""
    part = on or pilot.view
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(at, copy, mime, left, NONE)
    QApplication.sendEvent(part, enter)
    move = QDragMoveEvent(at, copy, mime, left, NONE)
    move.setAccepted(enter.isAccepted())
    QApplication.sendEvent(part, move)
    if move.isAccepted():
        QApplication.sendEvent(part, QDropEvent(QPointF(at), copy, mime, left, NONE))
    settle()
    return move.isAccepted()


def test_a_picture_file_is_dropped_on_a_card(pilot: Pilot, photo: Path) -> None:
    card = pilot.card(FRIEND)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(photo))])
    assert _drop(pilot, mime, pilot.middle(card))
    sha256 = _picture_of(pilot, card)
    assert pilot.session.picture(sha256) is not None
    pilot.undo()
    assert _picture_of(pilot, card) == ""


def test_a_picture_is_dropped_into_an_empty_place_and_becomes_a_card(
    pilot: Pilot, photo: Path
) -> None:
    cell = (pilot.lane("Storyboard"), pilot.step("Compare with flying"))
    assert pilot.texts_in(cell) == []
    mime = QMimeData()
    mime.setData("image/png", photo.read_bytes())
    assert _drop(pilot, mime, pilot.in_cell(cell))
    (card,) = pilot.snapshot.cards(*cell)
    assert card.kind == "picture"
    assert card.picture


def test_a_picture_finds_no_place_in_a_curve(pilot: Pilot, photo: Path) -> None:
    lane = pilot.lane("Experience")
    pilot.show_at_full_size(lane)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(photo))])
    assert not _drop(pilot, mime, pilot.in_cell((lane, pilot.step("Get the idea"))))


def test_a_picture_is_pasted_on_the_selected_card(pilot: Pilot, photo: Path) -> None:
    card = pilot.card(FRIEND)
    pilot.click(card)
    QGuiApplication.clipboard().setImage(QImage(str(photo)))
    pilot.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert _picture_of(pilot, card)
    QGuiApplication.clipboard().clear()


def test_a_picture_is_chosen_from_a_file(pilot: Pilot, answers: Answers, photo: Path) -> None:
    card = pilot.card(FRIEND)
    pilot.click(card)
    answers.open(photo)
    pilot.choose("insert.picture")
    assert _picture_of(pilot, card)


def test_what_only_calls_itself_a_picture_is_refused_in_words(pilot: Pilot, tmp_path: Path) -> None:
    fake = tmp_path / "fake.png"
    fake.write_text("<svg/>", encoding="utf-8")
    card = pilot.card(FRIEND)
    content = pilot.hash
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(fake))])
    _drop(pilot, mime, pilot.middle(card))
    assert "not a PNG, JPEG, WebP or GIF picture" in pilot.notices[0]
    assert pilot.hash == content


def test_a_project_that_is_dropped_is_opened(pilot: Pilot, tmp_path: Path) -> None:
    from journey_studio.session import new_project

    path = tmp_path / "Other.journey"
    new_project(path).close()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    assert _drop(pilot, mime, QPoint(50, 50), on=pilot.window)
    assert [w.session.path for w in pilot.desk.windows if w.session] == [pilot.session.path, path]
