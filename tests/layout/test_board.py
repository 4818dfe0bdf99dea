# SPDX-License-Identifier: Apache-2.0
"""What a map looks like laid out: nothing cut, nothing on top of anything else."""

from itertools import combinations, pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from journey_studio.layout.board import LayoutCache, LayoutOptions
from journey_studio.layout.display import Board, Group, Hyperlink, Path, Picture, Rect
from journey_studio.layout.geometry import Box
from journey_studio.layout.theme import THEMES, ThemeName, load_theme
from journey_studio.model.records import Card, Channel, Comment, Link, Metric, Reading
from tests.layout.maps import (
    TEXTS,
    Draft,
    cards_of,
    changed,
    drafts,
    extent,
    lines_of,
    text_of,
)


def blankless(text: str) -> str:
    return "".join(text.split())


def groups_of(board: Board) -> list[Group]:
    return [placed.group for placed in board.everything()]


def is_inside(inner: Box, outer: Box, slack: float = 0.01) -> bool:
    return (
        inner.x >= outer.x - slack
        and inner.y >= outer.y - slack
        and inner.right <= outer.right + slack
        and inner.bottom <= outer.bottom + slack
    )


@settings(max_examples=150)
@given(drafts(), st.sampled_from(THEMES), st.sampled_from([1.0, 176 / 208, 1.7]))
def test_no_text_is_ever_cut(draft: Draft, theme: ThemeName, columns: float) -> None:
    board = draft.board(theme, LayoutOptions(columns=columns))
    for group in groups_of(board):
        for line in lines_of([group]):
            left, right = extent(line)
            assert left >= group.box.x - 0.6, (group.role, line.text)
            assert right <= group.box.right + 0.6, (group.role, line.text)
            assert line.y - 0.73 * line.size >= group.box.y - 0.6, (group.role, line.text)
            assert line.y + 0.22 * line.size <= group.box.bottom + 0.6, (group.role, line.text)


@settings(max_examples=100)
@given(drafts())
def test_every_word_of_a_card_is_on_it(draft: Draft) -> None:
    board = draft.board(options=LayoutOptions(expand=True))
    shown = {placed.group.id: text_of(placed.group) for placed in cards_of(board)}
    for card in draft.records.values():
        if isinstance(card, Card):
            assert blankless(card.text) in shown[card.id]


@settings(max_examples=150)
@given(drafts())
def test_cards_lie_in_their_lane_and_never_on_one_another(draft: Draft) -> None:
    board = draft.board()
    for (row, column), cell in board.cells.items():
        place = Box(board.columns[column].x, board.rows[row].y, 0, board.rows[row].h)
        for group in cell.groups:
            box = group.box.moved(place.x, place.y)
            assert box.x > place.x
            assert box.y > place.y
            assert box.bottom < place.bottom
            assert box.right < board.columns[-1].x + board.columns[-1].w
    for one, other in combinations(cards_of(board), 2):
        assert not one.box.meets(other.box)


def folded_with_nothing_in_it(kind: str) -> Draft:
    """One thin column, and a lane of curves that would invite to draw in it."""
    draft = Draft()
    draft.stage("Stage", collapsed=True)
    draft.lane(kind)
    return draft


@settings(max_examples=100)
@given(drafts(), st.sampled_from([0.0, 3000.0]))
@example(folded_with_nothing_in_it("curve"), 0.0)
@example(folded_with_nothing_in_it("arc"), 0.0)
def test_rows_and_columns_follow_one_another(draft: Draft, height: float) -> None:
    board = draft.board(options=LayoutOptions(height=height))
    for left, right in pairwise(board.columns):
        assert left.x + left.w == pytest.approx(right.x)
    for upper, lower in pairwise(board.rows):
        assert upper.y + upper.h == pytest.approx(lower.y)
    if board.columns:
        assert board.columns[0].x == board.head_width
        assert board.width >= board.columns[-1].x + board.columns[-1].w
    if board.rows:
        assert board.rows[0].y == board.head_height
        assert board.height >= board.rows[-1].y + board.rows[-1].h
    whole = Box(0, 0, board.width, board.height)
    for placed in board.everything():
        assert is_inside(placed.box, whole, slack=12), placed.group.role


@settings(max_examples=60)
@given(drafts(), TEXTS, st.data())
def test_a_cache_never_changes_what_comes_out(draft: Draft, text: str, data: st.DataObject) -> None:
    cache = LayoutCache()
    before = draft.board(cache=cache)
    cards = [record for record in draft.records.values() if isinstance(record, Card)]
    after = draft
    if cards:
        span = data.draw(st.integers(1, 4))
        after = changed(draft, data.draw(st.sampled_from(cards)), text=text, span=span)
    for current in (after, draft):
        kept, fresh = current.board(cache=cache), current.board()
        assert kept.rows == fresh.rows or len(kept.rows) == len(fresh.rows)
        pairs = list(zip(kept.everything(), fresh.everything(), strict=True))
        assert all(a.box == b.box and a.group.looks_like(b.group) for a, b in pairs)
        assert all(a.group.items == b.group.items for a, b in pairs)
    assert len(before.columns) == len(draft.board().columns)


def test_an_edit_makes_only_its_own_cell_anew() -> None:
    draft = Draft()
    draft.stage("Stage", "One", "Two")
    lane = draft.lane()
    mine = draft.card(lane, draft.steps[0], "before")
    draft.card(lane, draft.steps[1], "stays")
    cache = LayoutCache()
    first = draft.board(cache=cache)
    second = changed(draft, mine, text="after").board(cache=cache)
    assert first.cells[0, 0] is not second.cells[0, 0]
    assert first.cells[0, 1] is second.cells[0, 1]


def test_nothing_is_drawn_before_somebody_looks() -> None:
    draft = Draft()
    draft.stage("Stage", "One")
    draft.card(draft.lane(), draft.steps[0])
    group = cards_of(draft.board())[0].group
    assert group._items is None
    assert group.items is group.items


def test_every_step_is_a_column_as_wide_as_people_made_it() -> None:
    draft = Draft()
    stage = draft.stage("Stage")
    draft.step(stage, "Usual")
    draft.step(stage, "Wide", width=320)
    draft.step(stage, "Too narrow to read", width=40)
    board = draft.board()
    grid = load_theme("light").grid
    assert [column.w for column in board.columns] == [grid.column, 320, grid.column_least]
    wider = draft.board(options=LayoutOptions(columns=1.5))
    assert [c.w for c in wider.columns] == [1.5 * c.w for c in board.columns]


def test_a_stage_without_steps_has_its_place() -> None:
    draft = Draft()
    draft.stage("With steps", "One")
    empty = draft.stage("Without")
    board = draft.board()
    assert [(column.stage == empty.id, column.step == "") for column in board.columns] == [
        (False, False),
        (True, True),
    ]
    assert "Without" in {text_of(group) for group in board.heads}


def test_a_card_over_three_steps_covers_three_columns() -> None:
    draft = Draft()
    draft.stage("Stage", "One", "Two", "Three", "Four")
    lane = draft.lane()
    wide = draft.card(lane, draft.steps[0], span=3)
    below = draft.card(lane, draft.steps[1])
    beside = draft.card(lane, draft.steps[3])
    boxes = {placed.group.id: placed.box for placed in cards_of(draft.board())}
    columns = draft.board().columns
    assert boxes[wide.id].right == pytest.approx(columns[2].x + columns[2].w - 12)
    assert boxes[below.id].y >= boxes[wide.id].bottom + 8
    assert boxes[beside.id].y == boxes[wide.id].y


def test_a_card_finds_its_place_between_those_that_span() -> None:
    draft = Draft()
    draft.stage("Stage", "One", "Two")
    lane = draft.lane()
    draft.card(lane, draft.steps[0], "short")
    wide = draft.card(lane, draft.steps[0], "below the short one", span=2)
    fits = draft.card(lane, draft.steps[1], "short")
    boxes = {placed.group.id: placed.box for placed in cards_of(draft.board())}
    assert boxes[fits.id].bottom < boxes[wide.id].y


def test_a_collapsed_lane_is_slim_and_still_shows_where_its_cards_are() -> None:
    draft = Draft()
    draft.stage("Stage", "One")
    lane = draft.lane(collapsed=True)
    cards = [draft.card(lane, draft.steps[0], f"card {n}") for n in range(3)]
    board = draft.board()
    assert board.rows[0].h == load_theme("light").grid.lane_slim
    assert [placed.group.id for placed in cards_of(board)] == [card.id for card in cards]
    assert not any(lines_of([placed.group]) for placed in cards_of(board))
    opened = draft.board(options=LayoutOptions(expand=True))
    assert opened.rows[0].h > board.rows[0].h


def test_a_collapsed_stage_is_one_slim_column() -> None:
    draft = Draft()
    draft.stage("Notice", "One", "Two", collapsed=True)
    draft.stage("Visit", "Three")
    lane = draft.lane()
    for step in draft.steps:
        draft.card(lane, step)
    board = draft.board()
    assert len(board.columns) == 2
    assert board.columns[0].w < board.columns[1].w / 2
    assert len(cards_of(board)) == 1
    assert "Notice" in {text_of(group) for group in board.heads}


def test_only_the_lanes_asked_for() -> None:
    draft = Draft()
    draft.stage("Stage", "One")
    notes, pains, quotes = draft.lane("text"), draft.lane("pain"), draft.lane("quote")
    for lane in (notes, pains, quotes):
        draft.card(lane, draft.steps[0])
    board = draft.board(options=LayoutOptions(lanes=frozenset([notes.id, "quote"])))
    assert [row.lane for row in board.rows] == [notes.id, quotes.id]
    assert len(cards_of(board)) == 2


def test_rows_share_room_to_spare() -> None:
    draft = Draft()
    draft.stage("Stage", "One")
    draft.lane("text")
    draft.lane("divider")
    draft.lane("curve")
    usual = draft.board()
    higher = draft.board(options=LayoutOptions(height=1000))
    assert higher.height == pytest.approx(1000)
    grown = [new.h - old.h for old, new in zip(usual.rows, higher.rows, strict=True)]
    assert grown[1] == 0
    assert grown[2] > grown[0] > 0


@pytest.mark.parametrize(
    ("stages", "lanes", "words"),
    [
        (0, 0, "A journey begins here"),
        (1, 0, "The stages are there, now the lanes"),
        (0, 1, "The lanes are there, now the stages"),
    ],
)
def test_an_empty_map_invites(stages: int, lanes: int, words: str) -> None:
    draft = Draft()
    for _ in range(stages):
        draft.stage("Stage", "One")
    for _ in range(lanes):
        draft.lane()
    board = draft.board()
    invitation = next(group for group in board.ground if group.role == "invitation")
    assert words in [line.text for line in lines_of([invitation])]
    assert is_inside(invitation.box, Box(0, 0, board.width, board.height))


def test_text_from_the_right_stands_at_the_right() -> None:
    draft = Draft()
    draft.stage("Stage", "One")
    lane = draft.lane()
    hebrew = draft.card(lane, draft.steps[0], "שלום עולם")
    english = draft.card(lane, draft.steps[0], "hello")
    mixed = draft.card(lane, draft.steps[0], "שלום\nhello")
    placed = {one.group.id: one.group for one in cards_of(draft.board())}

    def gaps(card: Card) -> list[tuple[float, float]]:
        group = placed[card.id]
        ends = [extent(line) for line in lines_of([group])]
        return [(left - group.box.x, group.box.right - right) for left, right in ends]

    ((left, right),) = gaps(hebrew)
    assert right == pytest.approx(12, abs=0.5)
    assert left > 60
    assert gaps(english)[0][0] == pytest.approx(12, abs=0.5)
    first, second = gaps(mixed)
    assert first[1] == pytest.approx(12, abs=0.5)
    assert second[0] == pytest.approx(12, abs=0.5)


def test_a_divider_names_what_it_parts() -> None:
    draft = Draft()
    draft.stage("Stage", "One")
    draft.lane("divider", "", line="visibility")
    board = draft.board()
    assert [line.text for line in lines_of(board.lane_heads)] == ["Line of visibility"]
    assert [group.role for group in board.rows[0].groups] == ["divider"]


def test_a_moment_of_truth_marks_card_step_and_column() -> None:
    draft = Draft()
    draft.stage("Stage", "One", "Two")
    card = draft.card(draft.lane(), draft.steps[1], moment_of_truth=True)
    board = draft.board()
    colours = load_theme("light").colours
    head = next(group for group in board.heads if group.id == draft.steps[1].id)
    other = next(group for group in board.heads if group.id == draft.steps[0].id)
    shown = next(placed.group for placed in cards_of(board) if placed.group.id == card.id)

    def has_diamond(group: Group) -> bool:
        return any(isinstance(i, Path) and i.fill == colours.moment for i in group.items)

    assert has_diamond(head)
    assert has_diamond(shown)
    assert not has_diamond(other)
    tint = next(group for group in board.ground if group.role == "moment")
    assert (tint.box.x, tint.box.w) == (board.columns[1].x, board.columns[1].w)


def test_evidence_shows_in_shape() -> None:
    draft = Draft()
    draft.stage("Stage", "One")
    lane = draft.lane()
    cards = {
        kind: draft.card(lane, draft.steps[0], evidence=kind)
        for kind in ("", "assumed", "observed", "researched", "measured")
    }
    placed = {one.group.id: one.group for one in cards_of(draft.board())}
    drawn = {kind: placed[card.id].items for kind, card in cards.items()}
    frames = {kind: items[0] for kind, items in drawn.items()}
    assert isinstance(frames["assumed"], Rect)
    assert frames["assumed"].dash
    assert all(not frame.dash for kind, frame in frames.items() if kind != "assumed")  # type: ignore[union-attr]
    counts = {kind: len(items) for kind, items in drawn.items()}
    assert counts["observed"] == counts["measured"] == counts[""] + 2
    assert counts["researched"] == counts[""] + 1


def test_a_card_shows_channel_metric_picture_links_and_marks() -> None:
    draft = Draft()
    draft.stage("Stage", "One")
    lane = draft.lane("touchpoint")
    draft.keep(Channel(id="channel-c", name="Town hall", icon="landmark"))
    draft.keep(Metric(id="metric-m", name="Waiting", unit="days", target=5))
    draft.keep(Reading(id="reading-a", metric="metric-m", day="2024-01-01", value=1234.5))
    draft.keep(Reading(id="reading-b", metric="metric-m", day="2024-02-01", value=8))
    card = draft.card(
        lane,
        draft.steps[0],
        "Counter",
        channel="channel-c",
        metric="metric-m",
        picture="a" * 64,
        links=(Link("Form", "https://example.org/form"),),
        locked=True,
    )
    draft.keep(Comment(id="comment-c", on=card.id, text="Really?"))
    group = cards_of(draft.board())[0].group
    words = [line.text for line in lines_of([group])]
    assert words == ["Town hall", "Waiting", "8", "days", "Target 5\u00a0days", "Counter", "Form"]
    picture = next(item for item in group.items if isinstance(item, Picture))
    assert (picture.box.x, picture.box.w) == (group.box.x, group.box.w)
    assert [i.url for i in group.items if isinstance(i, Hyperlink)] == ["https://example.org/form"]
    plain = changed(draft, card, locked=False).board()
    assert len(cards_of(plain)[0].group.items) < len(group.items)


def test_a_plain_card_takes_the_look_of_its_lane() -> None:
    draft = Draft()
    draft.stage("Stage", "One")
    draft.card(draft.lane("pain"), draft.steps[0])
    draft.card(draft.lane("text"), draft.steps[0], kind="quote")
    kinds = load_theme("light").kinds
    tints = [placed.group.tint for placed in cards_of(draft.board())]
    assert tints == [kinds["pain"].fill, kinds["quote"].fill]


def test_cards_that_lost_their_home_are_parked_on_the_board() -> None:
    draft = Draft()
    draft.stage("Stage", "One")
    lane = draft.lane()
    card = draft.card(lane, draft.steps[0], "orphan")
    board = changed(draft, lane, deleted=True).board()
    assert [placed.group.id for placed in cards_of(board)] == [card.id]


def test_signs_without_a_face_are_reported() -> None:
    draft = Draft()
    draft.stage("Stage", "One")
    draft.card(draft.lane(), draft.steps[0], "fine, \U000f1234 not")
    assert draft.board().missing == {"\U000f1234"}


def test_a_map_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        changed(Draft(), Draft().map, deleted=True).board()
