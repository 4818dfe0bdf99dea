# SPDX-License-Identifier: Apache-2.0
"""Connections: around cards, with a head at their end and a label that hides nothing."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journey_studio.layout.connections import LinkKey, arrowhead, rounded
from journey_studio.layout.display import Board, Group
from journey_studio.layout.geometry import Box, Point
from journey_studio.layout.hit import group_box
from journey_studio.model.records import Card
from tests.layout.maps import Draft, cards_of, lines_of


def way(group: Group) -> tuple[Point, ...]:
    assert isinstance(group.key, LinkKey)
    return group.key.way.points


def lines(board: Board) -> list[Group]:
    return [group for group in board.links if group.role == "connection"]


def labels(board: Board) -> list[Group]:
    return [group for group in board.links if group.role == "label"]


def parts(points: tuple[Point, ...]) -> list[Box]:
    return [
        Box(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y)).inset(-0.01, -0.01)
        for a, b in pairwise(points)
    ]


def crossed(board: Board, points: tuple[Point, ...]) -> list[str]:
    """The cards a way cuts through; touching the edge of a card is not cutting."""
    return [
        placed.group.id
        for placed in cards_of(board)
        if any(part.meets(placed.box.inset(0.5, 0.5)) for part in parts(points))
    ]


@st.composite
def crowds(draw: st.DrawFn) -> tuple[Draft, list[Card]]:
    """Three lanes of three steps with up to three cards in each cell, and connections."""
    draft = Draft()
    draft.stage("Stage", "One", "Two", "Three")
    cards = []
    for _ in range(3):
        lane = draft.lane()
        for step in draft.steps:
            for number in range(draw(st.integers(0, 3))):
                cards.append(draft.card(lane, step, "words " * (1 + 4 * number)))
    for _ in range(draw(st.integers(1, 6)) if cards else 0):
        source, target = draw(st.sampled_from(cards)), draw(st.sampled_from(cards))
        draft.connect(source, target, draw(st.sampled_from(["", "if refused", "words " * 12])))
    return draft, cards


@settings(max_examples=200)
@given(crowds())
def test_ways_go_around_cards(crowd: tuple[Draft, list[Card]]) -> None:
    board = crowd[0].board()
    for group in lines(board):
        assert crossed(board, way(group)) == []


@settings(max_examples=100)
@given(crowds())
def test_ways_begin_and_end_at_their_cards(crowd: tuple[Draft, list[Card]]) -> None:
    board = crowd[0].board()
    for group in lines(board):
        assert isinstance(group.key, LinkKey)
        connection, points = group.key.connection, way(group)
        for record, point in ((connection.source, points[0]), (connection.target, points[-1])):
            box = group_box(board, record or "")
            assert box is not None
            assert box.inset(-0.01, -0.01).holds(*point)
            assert not box.inset(0.01, 0.01).holds(*point)
        assert all(a.x == b.x or a.y == b.y for a, b in pairwise(points))


@settings(max_examples=100)
@given(crowds())
def test_labels_lie_on_nothing(crowd: tuple[Draft, list[Card]]) -> None:
    board = crowd[0].board()
    found = labels(board)
    for label in found:
        assert not any(label.box.meets(placed.box) for placed in cards_of(board))
    if len(found) < 3:  # more of them than a strip is long may have to lie closer
        assert not any(a.box.meets(b.box) for a, b in combinations(found, 2))
    # Every line is painted before every label.
    assert [*lines(board), *found] == list(board.links)


def test_neighbours_are_joined_by_a_straight_line() -> None:
    draft = Draft()
    draft.stage("Stage", "One", "Two")
    lane = draft.lane()
    draft.connect(draft.card(lane, draft.steps[0]), draft.card(lane, draft.steps[1]))
    (line,) = lines(draft.board())
    assert len(way(line)) == 2


def test_a_card_that_leads_back_to_itself_goes_once_around() -> None:
    draft = Draft()
    draft.stage("Stage", "One")
    card = draft.card(draft.lane(), draft.steps[0])
    draft.connect(card, card, "again")
    board = draft.board()
    points = way(lines(board)[0])
    assert len(points) == 6
    assert crossed(board, points) == []


def test_a_way_avoids_a_card_that_closes_the_gutter() -> None:
    draft = Draft()
    draft.stage("Stage", "One", "Two", "Three")
    upper, middle, lower = draft.lane(), draft.lane(), draft.lane()
    source = draft.card(upper, draft.steps[0])
    target = draft.card(lower, draft.steps[2])
    draft.card(middle, draft.steps[0], "covers the first two steps", span=2)
    draft.connect(source, target)
    board = draft.board()
    assert crossed(board, way(lines(board)[0])) == []


def test_a_label_says_all_its_words() -> None:
    draft = Draft()
    draft.stage("Stage", "One", "Two")
    lane = draft.lane()
    label = "if the photo has been refused at the counter and a new one is needed"
    draft.connect(draft.card(lane, draft.steps[0]), draft.card(lane, draft.steps[1]), label)
    board = draft.board()
    (shown,) = labels(board)
    assert " ".join(line.text for line in lines_of([shown])) == label
    assert shown.box.bottom <= board.height


def test_connections_of_what_is_not_shown_are_not_shown() -> None:
    draft = Draft()
    draft.stage("Hidden", "One", collapsed=True)
    draft.stage("Shown", "Two")
    lane, slim = draft.lane(), draft.lane(collapsed=True)
    here = draft.card(lane, draft.steps[1])
    draft.connect(here, draft.card(lane, draft.steps[0]))
    draft.connect(here, draft.card(slim, draft.steps[1]))
    assert draft.board().links == ()


def test_corners_are_round_as_far_as_there_is_room() -> None:
    points = (Point(0, 0), Point(20, 0), Point(20, 6), Point(60, 6))
    segments = rounded(points, 8)
    assert [segment[0] for segment in segments] == ["M", "L", "C", "L", "C", "L"]
    assert [segments[1][1:], segments[-1][1:]] == [(17, 0), (60, 6)]


def test_an_arrowhead_points_the_way() -> None:
    head = arrowhead(Point(0, 0), Point(10, 0), 8)
    xs = [float(number) for segment in head for number in segment[1::2]]
    assert max(xs) == 10
    assert min(xs) == pytest.approx(2)


def test_it_does_not_matter_which_connection_was_drawn_first() -> None:
    """Ids are random: two samples made anew have to look the same."""
    wordings = []
    for order in ((0, 1, 2), (2, 1, 0), (1, 2, 0)):
        draft = Draft()
        draft.stage("Stage", "One", "Two", "Three")
        lane = draft.lane()
        cards = [draft.card(lane, step, "words") for step in draft.steps]
        wanted = [(0, 2, "far"), (2, 0, "back"), (0, 1, "near")]
        for number in order:
            start, end, label = wanted[number]
            draft.connect(cards[start], cards[end], label)
        board = draft.board()
        wordings.append([(group.role, group.box) for group in board.links])
    assert wordings[0] == wordings[1] == wordings[2]
