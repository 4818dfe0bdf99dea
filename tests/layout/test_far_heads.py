# SPDX-License-Identifier: Apache-2.0
"""From across a room: stages and lanes can be read, in whole words; the worst moments stand out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journey_studio.layout.display import Board, Group, Path, Rect
from journey_studio.layout.far_heads import FarHeads, heads_far
from journey_studio.layout.far_points import points_far
from journey_studio.layout.far_room import FAR, LEAST_HIGH
from journey_studio.layout.sliding import slid
from journey_studio.layout.theme import load_theme
from tests.layout.maps import Draft, drafts, extent, lines_of, text_of

ZOOMS = st.sampled_from([0.02, 0.06, 0.16, 0.3, 0.35, 0.5, 0.6, 0.74])


def night_train() -> Draft:
    """Six stages of three steps and lanes with the names people give them."""
    draft = Draft(title="Basel to the sea by night train")
    for stage in ("Plan", "Book", "Prepare", "Board", "Spend the night", "Arrive and after"):
        draft.stage(stage, "Get the idea", "Compare with flying", "Check dates and prices")
    for kind, title in (
        ("picture", "Storyboard"),
        ("touchpoint", "What they do"),
        ("curve", "Experience"),
        ("pain", "Pain points"),
        ("opportunity", "Opportunities"),
        ("divider", ""),
        ("support", "Support systems"),
    ):
        draft.lane(kind, title)
    return draft


def groups_of(heads: FarHeads) -> tuple[Group, ...]:
    return (heads.corner, *heads.heads, *heads.lanes)


def sizes_of(group: Group, zoom: float) -> list[float]:
    """The sizes of a group's texts on the screen, in px."""
    return [line.size * zoom for line in lines_of([group])]


@pytest.mark.parametrize("zoom", [0.3, 0.35, 0.5, 0.7])
def test_stages_and_lanes_can_be_read_when_the_whole_map_is_seen(zoom: float) -> None:
    heads = heads_far(night_train().board(), zoom)
    stages = [group for group in heads.heads if group.role == "stage"]
    assert [text_of(group) for group in stages][-2:] == ["Spendthenight", "Arriveandafter"]
    assert min(size for group in stages for size in sizes_of(group, zoom)) >= 11
    named = [group for group in heads.lanes if lines_of([group])]
    assert min(size for group in named for size in sizes_of(group, zoom)) >= 8
    assert text_of(heads.lanes[1]) == "Whattheydo"
    if zoom >= 0.35:
        assert text_of(heads.lanes[4]) == "Opportunities"
        assert text_of(heads.lanes[5]) in ("Lineofinteraction", "Interaction")


def test_steps_keep_their_titles_where_all_of_them_can_be_read() -> None:
    board = night_train().board()
    near, far = heads_far(board, 0.6), heads_far(board, 0.3)
    steps = [group for group in near.heads if group.role == "step"]
    assert [text_of(step) for step in steps[:2]] == ["Gettheidea", "Comparewithflying"]
    assert min(size for step in steps for size in sizes_of(step, 0.6)) >= 10
    assert not any(group.role == "step" for group in far.heads)
    stage = next(group for group in far.heads if group.role == "stage")
    assert stage.box.bottom == board.head_height, "it ends where the map begins"
    assert stage.box.h * 0.3 >= LEAST_HIGH - 0.1


@settings(max_examples=150)
@given(drafts(), ZOOMS)
def test_no_title_is_cut_or_broken_within_a_word(draft: Draft, zoom: float) -> None:
    board = draft.board()
    heads = heads_far(board, zoom)
    assert [group.id for group in heads.lanes] == [group.id for group in board.lane_heads]
    for group in groups_of(heads):
        for line in lines_of([group]):
            left, right = extent(line)
            slack = 0.6 / zoom
            assert left >= group.box.x - slack, (group.role, line.text)
            assert right <= group.box.right + slack, (group.role, line.text)
            assert line.y - 0.73 * line.size >= group.box.y - slack, (group.role, line.text)
            assert line.y + 0.22 * line.size <= group.box.bottom + slack, (group.role, line.text)
            assert line.size * zoom >= 8
    for group in heads.heads:
        words = [word for line in lines_of([group]) for word in line.text.split()]
        near = next((each for each in board.heads if each.id == group.id), group)
        assert "x" * 60 not in words or zoom * near.box.w > 300
        assert not any("x" in word and set(word) == {"x"} and len(word) < 60 for word in words)


def test_a_lane_whose_name_has_no_room_keeps_its_sign() -> None:
    draft = Draft()
    draft.stage("Plan", "Look")
    draft.lane("opportunity", "Rindfleischetikettierungsüberwachung")
    lane = heads_far(draft.board(), 0.3).lanes[0]
    assert not lines_of([lane])
    assert any(isinstance(item, Path) for item in lane.items)


def test_a_moment_of_truth_is_still_marked_from_afar() -> None:
    draft = Draft()
    stage = draft.stage("Plan", "Look", "Choose")
    lane = draft.lane("touchpoint", "What they do")
    draft.card(lane, draft.steps[1], "Chooses a berth", moment_of_truth=True)
    del stage
    for zoom in (0.05, 0.2):
        heads = heads_far(draft.board(), zoom).heads
        moment = next(group for group in heads if group.role == "moment")
        colour = load_theme("light").colours.moment
        assert [item.fill for item in moment.items if isinstance(item, Path | Rect)] == [colour]


def curve_of(values: list[float]) -> Board:
    draft = Draft()
    draft.stage("Plan", *(f"Step {number}" for number in range(len(values))))
    lane = draft.lane("curve", "Experience")
    for step, value in zip(draft.steps, values, strict=True):
        draft.point(lane, step, value)
    return draft.board()


def test_the_three_worst_moments_are_as_large_as_they_can_be_seen() -> None:
    values = [0.4, -0.9, 0.1, -0.2, -1, -0.5, 0.9]
    for zoom in (0.1, 0.35):
        board = curve_of(values)
        rings = [group for group in points_far(board, zoom) if group.role == "point"]
        middles = sorted(group.box.centre.x for group in rings)
        wanted = [column.x + column.w / 2 for column in board.columns]
        assert middles == pytest.approx([wanted[1], wanted[4], wanted[5]])
        assert all(group.box.w * zoom == pytest.approx(16) for group in rings)


def test_a_journey_without_bad_moments_has_none_marked() -> None:
    assert [g.role for g in points_far(curve_of([0.4, 0.2]), 0.3)] == ["note", "note"]


def test_the_highest_and_the_lowest_value_are_said_from_afar() -> None:
    words = [text_of(group) for group in points_far(curve_of([0.4, -0.9, 0.1]), 0.3)]
    assert [word for word in words if word] == ["+0.8", "\u22121.8"]


@given(st.floats(0, 4000))
def test_a_stage_that_scrolls_out_keeps_its_words_on_its_plate(left: float) -> None:
    board = night_train().board()
    stage = next(group for group in board.heads if group.role == "stage")
    moved = slid(stage, left)
    starts = [extent(line)[0] for line in lines_of(moved)]
    ends = [extent(line)[1] for line in lines_of(moved)]
    assert max(ends) <= stage.box.right
    assert min(starts) >= min(left, stage.box.right - 100)
    assert "".join(map(text_of, moved)) == "Plan"


def test_heads_from_afar_begin_where_the_usual_ones_grow_too_small() -> None:
    styles = load_theme("light").type
    assert styles.lane.size * FAR <= 9.5
