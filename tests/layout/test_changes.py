# SPDX-License-Identifier: Apache-2.0
"""Which parts of the picture are out of date: never too few, rarely too many."""

from hypothesis import given, settings
from hypothesis import strategies as st

from journey_studio.layout.board import LayoutCache
from journey_studio.layout.changes import changes
from journey_studio.layout.display import Board, Placed
from journey_studio.layout.geometry import Box
from journey_studio.model.records import Card, Lane, Stage
from tests.layout.maps import TEXTS, Draft, changed, drafts


def looks(board: Board) -> list[Placed]:
    return list(board.everything())


def other_part(placed: Placed, there: list[Placed]) -> Box:
    """Where something looks different on a board where it is not: all of it, but for plain colours
    that only end elsewhere there."""
    box, group = placed.box, placed.group
    alike = [
        one.box for one in there if (one.group.role, one.group.tint) == (group.role, group.tint)
    ]
    if group.role in ("band", "moment", "rule"):
        for other in alike:
            if other[:3] == box[:3]:
                top = min(box.bottom, other.bottom)
                return Box(box.x, top, box.w, max(box.bottom - top, 0))
    return box


def unnamed(before: Board, after: Board) -> list[str]:
    """The roles of what looks different on two boards without being named as changed."""
    found = changes(before, after)
    if found is None:
        return []
    left = []
    for old, new in ((before, after), (after, before)):
        there = looks(new)
        for placed in looks(old):
            same = any(
                placed.box == one.box and placed.group.looks_like(one.group) for one in there
            )
            box = other_part(placed, there)
            if not same and not any(
                dirty.x <= box.x
                and dirty.y <= box.y
                and dirty.right >= box.right
                and dirty.bottom >= box.bottom
                for dirty in found
            ):
                left.append(placed.group.role)
    return left


@settings(max_examples=120)
@given(drafts(), TEXTS, st.data())
def test_everything_that_looks_different_is_named(
    draft: Draft, text: str, data: st.DataObject
) -> None:
    choice = [r for r in draft.records.values() if isinstance(r, Card | Stage | Lane)]
    if not choice:
        return
    record = data.draw(st.sampled_from(choice))
    register = "text" if isinstance(record, Card) else "title"
    other = changed(draft, record, **{register: text})
    cache = LayoutCache()
    assert not unnamed(draft.board(cache=cache), other.board(cache=cache))


def test_the_same_board_has_not_changed() -> None:
    draft = Draft()
    draft.stage("Stage", "One")
    cache = LayoutCache()
    board = draft.board(cache=cache)
    assert changes(board, board) == ()
    assert changes(board, draft.board(cache=cache)) == ()


def test_words_that_take_no_more_room_touch_only_their_cell() -> None:
    draft = Draft()
    draft.stage("Stage", "One", "Two")
    lane = draft.lane()
    card = draft.card(lane, draft.steps[0], "before")
    draft.card(lane, draft.steps[1], "stays")
    before, after = draft.board(), changed(draft, card, text="after!").board()
    found = changes(before, after)
    assert found
    columns = before.columns
    assert all(box.right <= columns[1].x for box in found)


def test_a_row_that_grows_moves_all_below() -> None:
    draft = Draft()
    draft.stage("Stage", "One")
    upper, lower = draft.lane(), draft.lane()
    card = draft.card(upper, draft.steps[0], "short")
    draft.card(lower, draft.steps[0], "below")
    before = draft.board()
    after = changed(draft, card, text="much longer " * 30).board()
    found = changes(before, after)
    assert found
    top = min(box.y for box in found)
    bottom = max(box.bottom for box in found)
    assert top <= before.rows[0].y
    assert bottom >= after.height


def test_another_column_changes_everything() -> None:
    draft = Draft()
    stage = draft.stage("Stage", "One")
    before = draft.board()
    draft.step(stage, "Two")
    assert changes(before, draft.board()) is None
