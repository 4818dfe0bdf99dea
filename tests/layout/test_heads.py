# SPDX-License-Identifier: Apache-2.0
"""What stands in the heads: titles, goals, what a step is about, and days to look again."""

from journey_studio.layout.board import LayoutOptions
from journey_studio.layout.display import Board, Group, Path
from journey_studio.layout.scene import Shown
from journey_studio.layout.sliding import slid
from journey_studio.layout.theme import load_theme
from tests.layout.maps import Draft, lines_of, text_of

LONG = "So that everybody in the family can decide for themselves what to take along. " * 4
TODAY = LayoutOptions(shown=Shown(today="2026-03-01"))


def head(board: Board, role: str) -> Group:
    return next(group for group in board.heads if group.role == role)


def clocks(group: Group) -> int:
    """How many signs in the colour of warnings a group carries."""
    colour = load_theme("light").colours.warning
    return sum(isinstance(item, Path) and item.line == colour for item in group.items)


def test_a_stage_says_its_goal_and_its_owner_below_its_title() -> None:
    draft = Draft()
    draft.stage("Plan", "Look", goal="Know what it takes", owner="Digital Sales")
    lines = [line.text for line in lines_of([head(draft.board(), "stage")])]
    assert lines == ["Plan", "Know what it takes", "Digital Sales"]


def test_a_step_says_what_it_is_about() -> None:
    draft = Draft()
    draft.step(draft.stage("Plan"), "Look", description="On the phone, in bed")
    step = head(draft.board(), "step")
    assert text_of(step) == "LookOnthephone,inbed"
    colours = load_theme("light").colours
    assert [line.colour for line in lines_of([step])] == [colours.text, colours.quiet]


def test_long_prose_leaves_the_view_to_the_map_and_a_mark_in_its_place() -> None:
    draft = Draft()
    draft.step(draft.stage("Plan", goal=LONG), "Look", description=LONG)
    board = draft.board()
    for role, title in (("stage", "Plan"), ("step", "Look")):
        assert text_of(head(board, role)) == title
        assert any(isinstance(item, Path) for item in head(board, role).items)
    assert board.head_height < 120


def test_on_paper_all_of_it_is_said() -> None:
    draft = Draft()
    draft.step(draft.stage("Plan", goal=LONG), "Look", description=LONG)
    board = draft.board(options=LayoutOptions(shown=Shown(paper=True)))
    for role, title in (("stage", "Plan"), ("step", "Look")):
        assert text_of(head(board, role)) == title + "".join(LONG.split())


def test_titles_of_stages_stand_at_one_height() -> None:
    draft = Draft()
    draft.stage("Plan", "Look", goal="Know what it takes", owner="Digital Sales")
    draft.stage("Book", "Choose")
    tops = {lines_of([group])[0].y for group in draft.board().heads if group.role == "stage"}
    assert len(tops) == 1


def test_what_was_to_be_looked_at_again_carries_a_clock_from_its_day_on() -> None:
    draft = Draft()
    stage = draft.stage("Plan", "Look", recheck="2026-03-01")
    lane = draft.lane("touchpoint", "What they do", recheck="2026-02-28")
    draft.card(lane, draft.steps[0], "Looks", recheck="2026-03-02")
    draft.card(lane, draft.steps[0], "Asks", recheck="2025-12-31")
    due = draft.board(options=TODAY)
    cards = [group for cell in due.cells.values() for group in cell.groups]
    assert [clocks(card) for card in cards] == [0, 1]
    assert clocks(head(due, "stage")) == clocks(due.lane_heads[0]) == 1
    timeless = draft.board()
    assert clocks(head(timeless, "stage")) == clocks(timeless.lane_heads[0]) == 0
    assert stage.id == head(due, "stage").id


def test_below_a_title_that_slides_along_nothing_is_cut() -> None:
    draft = Draft()
    draft.stage("Plan", "Look", "Compare", goal="Know whether it is an option at all")
    stage = head(draft.board(), "stage")
    title, goal = lines_of([stage])
    seen = [slid(stage, stage.box.x + part) for part in (100, 300)]
    assert [line.text for line in lines_of(seen[0])] == [title.text, goal.text]
    assert {line.x for line in lines_of(seen[0])} == {title.x + 100}
    assert [line.text for line in lines_of(seen[1])] == [title.text]
    assert lines_of(seen[1])[0].x == title.x + 300


def test_the_title_of_a_step_slides_along_as_far_as_its_column_goes() -> None:
    draft = Draft()
    draft.stage("Plan", "Look", "Compare")
    step = head(draft.board(), "step")
    (title,) = lines_of([step])
    seen = [lines_of(slid(step, step.box.x + part))[0] for part in (0, 60, 200)]
    assert [line.x for line in seen[:2]] == [title.x, title.x + 60]
    end = seen[2].x + max(run.x + run.width for run in seen[2].runs)
    assert end == step.box.right - (title.x - step.box.x), "then it goes out with the column"


def test_a_stage_without_steps_says_so_on_screen_only() -> None:
    draft = Draft()
    draft.stage("Plan")
    hints = [group for group in draft.board().heads if group.role == "hint"]
    assert [text_of(hint) for hint in hints] == ["Nostepyet"]
    draft.step(draft.stage("Book"), "Choose")
    printed = draft.board(options=LayoutOptions(shown=Shown(paper=True)))
    assert not [group for group in printed.heads if group.role == "hint"]
