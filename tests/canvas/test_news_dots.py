# SPDX-License-Identifier: Apache-2.0
"""Dots on what others have changed: where it is, as large from afar, and nowhere else."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor

from journey_studio.canvas.frame import NOTHING
from journey_studio.canvas.pixmaps import TEXT_ZOOM
from journey_studio.layout.marks import NEWS_DOT
from journey_studio.model.commands import Edit
from tests.canvas.conftest import OpenCanvas
from tests.canvas.hand import Hand

TEXT = "Books a single sleeper"


def corner(hand: Hand, record: str) -> QPoint:
    seen = hand.box(record)
    return QPoint(round(seen.x), round(seen.y))


def share_of(hand: Hand, at: QPoint, colour: str) -> int:
    """How many pixels around a point have a colour."""
    picture, wanted = hand.picture(), QColor(colour)
    around = range(-8, 9)
    return sum(
        picture.pixelColor(at + QPoint(x, y)) == wanted
        for x in around
        for y in around
        if picture.rect().contains(at + QPoint(x, y))
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_is_new_has_a_dot_at_its_corner(open_canvas: OpenCanvas, theme: str) -> None:
    hand = open_canvas(theme)
    card = hand.card(TEXT)
    hand.look_at(card)
    accent = hand.canvas.showing.theme.colours.accent
    assert share_of(hand, corner(hand, card), accent) == 0
    hand.canvas.show_dots(frozenset({card}), NOTHING)
    hand.settle()
    assert share_of(hand, corner(hand, card), accent) > NEWS_DOT**2 / 3
    hand.canvas.show_dots(NOTHING, NOTHING)
    hand.settle()
    assert share_of(hand, corner(hand, card), accent) == 0


def test_from_across_the_room_it_is_still_to_be_seen(hand: Hand) -> None:
    card = hand.card(TEXT)
    hand.canvas.show_dots(frozenset({card}), NOTHING)
    hand.look_at(card, 0.12)
    accent = hand.canvas.showing.theme.colours.accent
    assert share_of(hand, corner(hand, card), accent) > NEWS_DOT


def test_what_people_disagree_about_has_a_dot_only_where_its_mark_is_too_small(hand: Hand) -> None:
    card = hand.card(TEXT)
    hand.canvas.show_dots(NOTHING, frozenset({card}))
    hand.look_at(card, 1)
    assert hand.canvas.dots() == []
    hand.look_at(card, TEXT_ZOOM / 2)
    assert hand.canvas.dots() == [(card, True)]


def heads(hand: Hand) -> list[str]:
    board = hand.canvas.board
    stage = next(group.id for group in board.heads if group.role == "stage")
    return [stage, board.lane_heads[0].id]


def test_heads_have_dots_too_where_they_stick(hand: Hand) -> None:
    wanted = heads(hand)
    hand.canvas.show_dots(frozenset(wanted), NOTHING)
    hand.settle()
    assert {record for record, _ in hand.canvas.dots()} == set(wanted)


def scroll_away(hand: Hand, card: str) -> None:
    seen = hand.box(card)
    hand.canvas.look(hand.canvas.camera._replace(x=hand.canvas.camera.x + seen.x - 60))


def present(hand: Hand, _card: str) -> None:
    hand.canvas.present(hand.snapshot)


@pytest.mark.parametrize("deed", [scroll_away, present], ids=lambda each: each.__name__)
def test_no_dot_stands_on_heads_over_the_card_nor_on_what_was(
    hand: Hand, deed: Callable[[Hand, str], None]
) -> None:
    card = hand.card(TEXT)
    hand.look_at(card)
    hand.canvas.show_dots(frozenset({card}), NOTHING)
    deed(hand, card)
    hand.settle()
    accent = hand.canvas.showing.theme.colours.accent
    assert share_of(hand, corner(hand, card), accent) == 0


def test_what_is_deleted_or_unknown_has_none(hand: Hand) -> None:
    hand.canvas.show_dots(frozenset({"card-unknown", "persona-unknown"}), NOTHING)
    hand.settle()
    assert hand.canvas.dots() == []


def test_a_card_that_is_dragged_takes_no_dot_along(hand: Hand) -> None:
    card = hand.card(TEXT)
    hand.look_at(card)
    hand.canvas.show_dots(frozenset({card}), NOTHING)
    hand.take(card)
    assert hand.canvas.dots() == []
    hand.canvas.tool.cancel()
    hand.settle()
    assert hand.canvas.dots() == [(card, False)]


def test_dots_follow_what_is_edited(hand: Hand) -> None:
    card = hand.card(TEXT)
    hand.look_at(card)
    hand.canvas.show_dots(frozenset({card}), NOTHING)
    assert hand.canvas.apply(Edit(id=card, values={"text": "Picks"}))
    hand.settle()
    assert hand.canvas.dots() == [(card, False)]
