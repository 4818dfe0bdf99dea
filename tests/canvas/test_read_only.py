# SPDX-License-Identifier: Apache-2.0
"""A project that cannot be edited is looked at like any other, and every attempt gets a word."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt

from journey_studio.model.commands import Edit
from tests.canvas.conftest import OpenCanvas
from tests.canvas.hand import ALT, Hand

PAYS = "Pays by card"


@pytest.fixture
def reader(open_canvas: OpenCanvas) -> Hand:
    found = open_canvas(read_only=True)
    found.look_at(found.card(PAYS))
    found.click(found.card(PAYS))
    return found


def drag(hand: Hand) -> None:
    hand.take(hand.card(PAYS))
    hand.move_mouse(hand.middle(hand.card(PAYS)) + QPoint(200, 0))
    hand.drop(hand.middle(hand.card(PAYS)) + QPoint(200, 0))


ATTEMPTS: list[Callable[[Hand], object]] = [
    drag,
    lambda hand: hand.double_click(hand.card(PAYS)),
    lambda hand: hand.key(Qt.Key.Key_F2),
    lambda hand: hand.type("x"),
    lambda hand: hand.key(Qt.Key.Key_Delete),
    lambda hand: hand.key(Qt.Key.Key_Right, ALT),
    lambda hand: hand.view.add_card(),
    lambda hand: hand.view.add_stage(),
    lambda hand: hand.view.add_step(),
    lambda hand: hand.view.add_lane("text"),
    lambda hand: hand.view.apply(Edit(id=hand.card(PAYS), values={"text": "x"})),
]


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_nothing_can_be_changed_and_that_is_said_once(
    reader: Hand, attempt: Callable[[Hand], object]
) -> None:
    before = reader.hash
    attempt(reader)
    reader.settle()
    assert reader.hash == before
    assert reader.view.editor is None
    assert not reader.previewed()
    assert reader.failed == ["This project is open for reading only. Nothing was changed."]


def test_looking_and_selecting_work(reader: Hand) -> None:
    reader.key(Qt.Key.Key_Right)
    assert reader.selected() == (reader.card("Gets four PDF"),)
    camera = reader.view.camera
    reader.wheel(0, -120, QPoint(500, 300))
    assert reader.view.camera != camera
    assert reader.failed == []
