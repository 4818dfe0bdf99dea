# SPDX-License-Identifier: Apache-2.0
"""Curves: never further than the feelings somebody gave, a gap where nobody gave one."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey_studio.layout.board import LayoutCache, LayoutOptions
from journey_studio.layout.curve_lanes import LevelsKey, PointKey
from journey_studio.layout.curves import area, between, curve, tangents
from journey_studio.layout.display import Board, Group, Path, Segment
from journey_studio.layout.geometry import Point as Spot
from journey_studio.layout.markers import shown_value
from journey_studio.layout.scene import USUAL, Shown
from journey_studio.layout.theme import load_theme
from journey_studio.model.records import Comment
from tests.layout.maps import Draft, lines_of, text_of

SPOTS = st.lists(st.tuples(st.floats(0.5, 400), st.floats(-100, 100)), min_size=2, max_size=9).map(
    lambda steps: [Spot(sum(x for x, _ in steps[: n + 1]), y) for n, (_, y) in enumerate(steps)]
)


def numbers(segment: Segment) -> list[float]:
    return [float(number) for number in segment[1:]]


def on_curve(start: Spot, piece: Segment, part: float) -> Spot:
    """The point of a cubic piece at `part` of its way."""
    x1, y1, x2, y2, x, y = numbers(piece)
    rest = 1 - part
    weights = (rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3)
    xs, ys = (start.x, x1, x2, x), (start.y, y1, y2, y)
    return Spot(
        sum(w * v for w, v in zip(weights, xs, strict=True)),
        sum(w * v for w, v in zip(weights, ys, strict=True)),
    )


@given(SPOTS)
def test_a_curve_never_goes_beyond_its_points(spots: list[Spot]) -> None:
    pieces = curve(spots)[1:]
    assert len(pieces) == len(spots) - 1
    for (a, b), piece in zip(pairwise(spots), pieces, strict=True):
        low, high = min(a.y, b.y), max(a.y, b.y)
        walked = [on_curve(a, piece, n / 24) for n in range(25)]
        assert all(low - 1e-6 <= spot.y <= high + 1e-6 for spot in walked)
        rises = [right.y - left.y for left, right in pairwise(walked)]
        assert all(rise * (b.y - a.y) >= -1e-6 for rise in rises)
        assert numbers(piece)[-2:] == [b.x, b.y]


@given(SPOTS)
def test_peaks_and_valleys_are_flat(spots: list[Spot]) -> None:
    slopes = tangents(spots)
    for n in range(1, len(spots) - 1):
        before, here, after = (spot.y for spot in spots[n - 1 : n + 2])
        if (here - before) * (after - here) <= 0:
            assert slopes[n] == 0


def test_one_point_makes_no_line() -> None:
    assert curve([Spot(0, 0)]) == ()
    assert area([Spot(0, 0)], 5) == ()
    assert tangents([Spot(0, 0)]) == [0.0]


def test_an_area_closes_along_its_level() -> None:
    closed = area([Spot(0, 0), Spot(10, 4)], 7)
    assert closed[-3:] == (("L", 10, 7), ("L", 0, 7), ("Z",))


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("curve", 1, "+2"),
        ("curve", -0.9, "−1.8"),
        ("curve", 0, "0"),
        ("curve", 0.01, "0"),
        ("arc", -1, "1"),
        ("arc", 0, "3"),
        ("arc", 0.85, "4.7"),
    ],
)
def test_values_are_shown_as_people_read_them(kind: str, value: float, shown: str) -> None:
    assert shown_value(kind, value) == shown


def felt(*values: float | None) -> tuple[Draft, Board]:
    """A map with one curve through these values."""
    draft = Draft()
    draft.stage("Stage", *(f"Step {n}" for n in range(len(values))))
    lane = draft.lane("curve")
    for step, value in zip(draft.steps, values, strict=True):
        draft.point(lane, step, value)
    return draft, draft.board()


def of_role(board: Board, role: str) -> list[Group]:
    return [group for group in board.rows[0].groups if group.role == role]


def strokes(group: Group) -> list[Path]:
    return [item for item in group.items if isinstance(item, Path) and item.line]


def test_a_gap_in_the_answers_is_a_gap_in_the_curve() -> None:
    _, board = felt(0.5, 0.2, None, -0.5, -0.2)
    (line,) = of_role(board, "curve")
    assert len(strokes(line)) == 2
    assert len(of_role(board, "point")) == 4


def test_points_stand_in_the_middle_of_their_columns_as_high_as_they_feel() -> None:
    _, board = felt(1, 0, -1)
    centres = [group.box.centre for group in of_role(board, "point")]
    assert [c.x for c in centres] == [column.x + column.w / 2 for column in board.columns]
    high, middle, low = (c.y for c in centres)
    assert high < middle < low
    assert middle == pytest.approx((high + low) / 2)
    (levels,) = of_role(board, "levels")
    assert len(levels.items) == 5


def test_the_highest_and_the_lowest_say_their_value() -> None:
    _, board = felt(0.1, 0.8, -0.6, 0.2)
    assert [text_of(group) for group in of_role(board, "note")] == ["+1.6", "−1.2"]


def test_what_people_said_stands_at_their_points_without_overlap() -> None:
    draft = Draft()
    draft.stage("Stage", "One", "Two")
    lane = draft.lane("curve")
    personas = [draft.persona("Amira"), draft.persona("Tom")]
    for persona in personas:
        for step in draft.steps:
            draft.point(lane, step, 0.5, persona.id, note="It was fine, nothing to say about it")
    board = draft.board()
    notes = of_role(board, "note")
    assert len(notes) == 4
    words = [[line for line in lines_of([group]) if line.size == 11] for group in notes]
    tops = [(lines[0].x, lines[0].y, lines[-1].y) for lines in words]
    for column in board.columns:
        own = sorted((a, b) for x, a, b in tops if column.x <= x < column.x + column.w)
        assert all(upper[1] < lower[0] for upper, lower in pairwise(own))


def test_personas_are_told_apart_and_named() -> None:
    draft = Draft()
    draft.stage("Stage", "One", "Two")
    lane = draft.lane("curve")
    personas = [draft.persona("Amira"), draft.persona("Tom")]
    for persona in personas:
        for step in draft.steps:
            draft.point(lane, step, 0.5, persona.id)
    board = draft.board()
    lines = of_role(board, "curve")
    assert [line.id for line in lines] == [persona.id for persona in personas]
    looks = [(strokes(line)[0].line, strokes(line)[0].dash) for line in lines]
    assert len(set(looks)) == 2
    head = [line.text for line in lines_of(board.lane_heads)]
    assert head == ["Lane", "Amira", "Tom"]
    keys = [group.key for group in of_role(board, "point")]
    assert {key.persona for key in keys if isinstance(key, PointKey)} == {p.id for p in personas}


def test_assumed_points_are_hollow() -> None:
    draft = Draft()
    draft.stage("Stage", "One", "Two")
    lane = draft.lane("curve")
    draft.point(lane, draft.steps[0], 0.5, evidence="assumed")
    draft.point(lane, draft.steps[1], 0.5, evidence="measured")
    hollow, full = of_role(draft.board(), "point")
    band = load_theme("light").colours.band
    assert [item.fill for item in hollow.items if isinstance(item, Path)][-1] == band
    assert [item.fill for item in full.items if isinstance(item, Path)][-1] != band


def test_faces_are_strokes() -> None:
    _, board = felt(0.5)
    colour = load_theme("light").colours.face
    faces = [i for i in board.lane_heads[0].items if isinstance(i, Path) and i.line == colour]
    assert len(faces) == 5
    assert all(sum(part[0] == "M" for part in face.segments) == 3 for face in faces)


def test_faces_stand_at_the_levels_even_above_cards() -> None:
    draft = Draft()
    draft.stage("Stage", "One")
    lane = draft.lane("curve")
    draft.point(lane, draft.steps[0], 0.5)
    draft.card(lane, draft.steps[0], "a card below the curve")
    board = draft.board()
    (levels,) = of_role(board, "levels")
    assert isinstance(levels.key, LevelsKey)
    colour = load_theme("light").colours.face
    faces = [i for i in board.lane_heads[0].items if isinstance(i, Path) and i.line == colour]
    for shape, (level, _) in zip(faces, levels.key.levels, strict=True):
        ys = [float(y) for segment in shape.segments for y in segment[2::2]]
        assert min(ys) < board.rows[0].y + level < max(ys)


def test_a_dramatic_arc_is_a_filled_shape() -> None:
    draft = Draft()
    draft.stage("Stage", "One", "Two", "Three")
    lane = draft.lane("arc")
    for step, value in zip(draft.steps, (-1, 1, 0), strict=True):
        draft.point(lane, step, value)
    board = draft.board()
    (line,) = of_role(board, "curve")
    colours = load_theme("light").colours
    assert [item.fill for item in line.items if isinstance(item, Path)] == [colours.arc_fill, None]
    assert [text_of(group) for group in of_role(board, "note")] == ["5", "1"]


def test_a_collapsed_stage_leaves_a_gap() -> None:
    draft = Draft()
    draft.stage("Notice", "One", "Two")
    draft.stage("Hidden", "Three", collapsed=True)
    draft.stage("Visit", "Four", "Five")
    lane = draft.lane("curve")
    for step in draft.steps:
        draft.point(lane, step, 0.5)
    (line,) = of_role(draft.board(), "curve")
    assert len(strokes(line)) == 2


def two_personas(shown: Shown = USUAL) -> tuple[Board, str]:
    """A curve lane of two personas on four steps; the second has no answer at the third."""
    draft = Draft()
    draft.stage("Plan", "One", "Two", "Three", "Four")
    ada, ben = draft.persona("Ada"), draft.persona("Ben")
    lane = draft.lane("curve", "Experience")
    answers = {ada.id: (0.5, -0.5, 0.2, 0.9), ben.id: (-0.5, 0.5, None, 0.1)}
    for persona, values in answers.items():
        for step, value in zip(draft.steps, values, strict=True):
            draft.point(lane, step, value, persona)
    board = draft.board(options=LayoutOptions(shown=shown))
    return board, lane.id


def spreads(board: Board) -> list[Path]:
    """The filled areas along the curve lanes."""
    curves = [group for row in board.rows for group in row.groups if group.role == "curve"]
    paths = [item for group in curves for item in group.items if isinstance(item, Path)]
    return [path for path in paths if path.fill]


def test_the_band_reaches_from_the_highest_to_the_lowest_answer_of_each_step() -> None:
    board, lane = two_personas(Shown(band=True))
    (band,) = spreads(board)  # in place of the areas of both
    points = [group for group in board.rows[0].groups if isinstance(group.key, PointKey)]
    spots = {(round(g.box.centre.x, 3), round(g.box.centre.y, 3)) for g in points}
    passed = {(round(n[-2], 3), round(n[-1], 3)) for n in map(numbers, band.segments) if n}
    assert spots == passed
    assert lane == board.rows[0].lane


def test_without_a_wish_every_persona_has_an_area_of_its_own() -> None:
    assert len(spreads(two_personas()[0])) == 2


def test_the_band_goes_back_the_way_the_lower_curve_came() -> None:
    upper = [Spot(0, 0), Spot(10, 4), Spot(20, 1)]
    lower = [Spot(0, 9), Spot(10, 6), Spot(20, 8)]
    closed = between(upper, lower)
    assert closed[: len(curve(upper))] == curve(upper)
    assert closed[len(curve(upper))] == ("L", 20, 8)
    assert [numbers(piece)[-2:] for piece in closed[4:6]] == [[10, 6], [0, 9]]
    back = [on_curve(Spot(20, 8), closed[4], part / 8) for part in range(9)]
    there = [on_curve(Spot(10, 6), curve(lower)[2], 1 - part / 8) for part in range(9)]
    assert [n for spot in back for n in spot] == pytest.approx([n for s in there for n in s])
    assert between([Spot(0, 0)], [Spot(0, 1)]) == ()


def test_faces_can_be_left_out() -> None:
    def strokes(board: Board) -> int:
        return sum(isinstance(item, Path) for item in board.lane_heads[0].items)

    assert strokes(two_personas(Shown(faces=False))[0]) == strokes(two_personas()[0]) - 5


def test_a_point_that_people_talk_about_carries_a_mark() -> None:
    draft = Draft()
    draft.stage("Plan", "One", "Two")
    lane = draft.lane("curve", "Experience")
    points = [draft.point(lane, step, 0.5) for step in draft.steps]
    cache = LayoutCache()
    before = draft.board(cache=cache)
    draft.keep(Comment(id=draft.new_id(Comment), on=points[1].id, text="Is that so?"))
    after = draft.board(cache=cache)
    plain, marked = (
        {g.id: g for g in b.rows[0].groups if g.role == "point"} for b in (before, after)
    )
    assert len(marked[points[1].id].items) == len(plain[points[1].id].items) + 1
    assert marked[points[0].id].looks_like(plain[points[0].id])
    assert marked[points[1].id].box.centre == pytest.approx(plain[points[1].id].box.centre)


@pytest.mark.parametrize("kind", ["curve", "arc"])
def test_an_empty_lane_of_curves_invites_on_screen_and_not_on_paper(kind: str) -> None:
    draft = Draft()
    draft.stage("Plan", "One", "Two")
    lane = draft.lane(kind, "Experience")

    def hints(*, paper: bool) -> list[str]:
        board = draft.board(options=LayoutOptions(shown=Shown(paper=paper)))
        return [text_of(group) for group in board.rows[0].groups if group.role == "hint"]

    assert "double-clickastep" in hints(paper=False)[0]
    assert not hints(paper=True)
    draft.point(lane, draft.steps[0], 0.5)
    assert not hints(paper=False)
