# SPDX-License-Identifier: Apache-2.0
"""Two maps laid over one another: what is seen of what was added, removed, moved and changed."""

import pickle
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from journey_studio.layout.board import LayoutOptions, lay_out
from journey_studio.layout.compared_curves import ROLE
from journey_studio.layout.differences import ComparedMap, compared_map
from journey_studio.layout.display import Board, Group, Path, Rect, TextLine
from journey_studio.layout.far_points import points_far
from journey_studio.layout.scene import Shown
from journey_studio.layout.theme import THEMES, ThemeName, load_theme
from journey_studio.model.commands import Add, Command, Delete, Edit, Move, SetPoint
from journey_studio.model.ids import derived_id
from tests.layout.test_theme import AA, AA_SHAPE, contrast
from tests.model.conftest import repeatable_chance  # noqa: F401 - the same ids at every run
from tests.model.worlds import bold_commands, library, try_to_apply

MAP = "map-m"


def _compared(*done: Command, first: tuple[Command, ...] = ()) -> ComparedMap:
    document = library()
    for command in first:
        document.apply(command)
    before = document.snapshot
    for command in done:
        document.apply(command)
    return compared_map(before, MAP, document.snapshot, MAP)


def _board(both: ComparedMap, theme: ThemeName = "light") -> Board:
    options = LayoutOptions(shown=Shown(compared=both.shown))
    return lay_out(both.snapshot, both.map_id, load_theme(theme), options)


def _group(board: Board, record: str, role: str = "card") -> Group:
    found = [each.group for each in board.everything()]
    return next(group for group in found if group.id == record and group.role == role)


def _words(group: Group) -> list[str]:
    return [item.text for item in group.items if isinstance(item, TextLine)]


def _lines(group: Group) -> list[Rect]:
    return [item for item in group.items if isinstance(item, Rect) and item.line_width == 2]


def test_what_was_added_has_a_solid_line_and_a_plus() -> None:
    under = ("lane-t", "step-3")
    both = _compared(Add(kind="card", id="card-n", under=under, values={"text": "new"}))
    (line,) = _lines(_group(_board(both), "card-n"))
    assert line.line == load_theme("light").differences.added.line
    assert not line.dash
    assert both.shown.signs["card-n"].ways == ("added",)


def test_what_was_removed_stays_at_its_place_dashed_and_struck() -> None:
    both = _compared(Delete(ids=("card-x",)))
    board = _board(both)
    group = _group(board, "card-x")
    assert _lines(group)[0].dash
    strikes = [
        item
        for item in group.items
        if isinstance(item, Path) and item.line == load_theme("light").differences.removed.line
    ]
    assert len(strikes) == len(_words(group)) == 1
    assert group.box.y < _group(board, "card-y").box.y  # it lay above it


def test_a_moved_card_leaves_a_dotted_mark_at_its_old_place() -> None:
    both = _compared(Move(ids=("card-x",), under=("lane-t", "step-3")))
    board = _board(both)
    mark = derived_id("card", "left", "card-x")
    assert both.left == {mark: "card-x"}
    assert _lines(_group(board, mark))[0].dash == (1, 4)
    assert _words(_group(board, mark))[0].startswith("Moved away:")
    assert "From Doing, at" in " ".join(_words(_group(board, "card-x")))


def test_a_changed_card_says_what_it_was() -> None:
    both = _compared(Edit(id="card-x", values={"text": "one three", "evidence": "measured"}))
    said = " ".join(_words(_group(_board(both), "card-x")))
    assert said == "one three one two three Evidence: nothing → measured"


def test_removed_stages_steps_and_lanes_stand_where_they_stood() -> None:
    both = _compared(Delete(ids=("stage-a",)), Delete(ids=("lane-t",)))
    board = _board(both)
    assert [column.step for column in board.columns] == ["step-1", "step-2", "step-3"]
    assert [row.lane for row in board.rows] == ["lane-t", "lane-c"]
    signs = both.shown.signs
    assert all(signs[each].ways == ("removed",) for each in ("stage-a", "step-1", "lane-t"))
    assert any(isinstance(item, Path) for item in _group(board, "stage-a", "stage").items)


def test_an_added_column_is_tinted_from_top_to_bottom() -> None:
    both = _compared(Add(kind="step", id="step-n", under=("stage-b",)))
    board = _board(both)
    place = next(column for column in board.columns if column.step == "step-n")
    tints = [group for group in board.ground if group.role == "moment"]
    assert [group.box.x for group in tints] == [place.x]


_POINTS = tuple(
    SetPoint(lane="lane-c", step=step, persona="persona-p", value=value)
    for step, value in (("step-1", -1), ("step-2", 0.5), ("step-3", 0.5))
)


def test_both_curves_are_drawn_and_words_say_the_difference() -> None:
    both = _compared(
        SetPoint(lane="lane-c", step="step-1", persona="persona-p", value=0),
        SetPoint(lane="lane-c", step="step-3", persona="persona-p", value=0),
        first=_POINTS,
    )
    board = _board(both)
    (row,) = [row for row in board.rows if row.lane == "lane-c"]
    said = [_words(group) for group in row.groups if group.role == "note"]
    assert said == [["−2 → 0", "2 higher"], ["+1 → 0", "1 lower"]]
    olds = [group for group in row.groups if group.role == ROLE]
    areas = [group.key for group in olds if group.key[0] == "between"]  # type: ignore[index]
    assert [key[3] for key in areas] == [False, True]  # type: ignore[index]  # worse is hatched
    assert sum(group.key[0] == "arrow" for group in olds) == 2  # type: ignore[index]


def test_a_curve_has_no_gap_where_only_the_other_map_has_a_step() -> None:
    both = _compared(Delete(ids=("step-2",)), first=_POINTS)
    board = _board(both)
    (row,) = [row for row in board.rows if row.lane == "lane-c"]
    (line,) = [group for group in row.groups if group.role == "curve"]
    curves = [item for item in line.items if isinstance(item, Path) and item.line]
    assert len(curves) == 1


def test_connections_that_came_and_went_carry_badges_and_the_gone_ones_are_dashed() -> None:
    values = {"source": "card-x", "target": "card-y"}
    old = Add(kind="connection", id="connection-o", values=values)
    back = {"source": "card-y", "target": "card-x"}
    new = Add(kind="connection", id="connection-n", values=back)
    board = _board(_compared(new, Delete(ids=("connection-o",)), first=(old,)))
    dashes = []
    for name in ("connection-n", "connection-o"):
        items = _group(board, name, "connection").items
        assert any(isinstance(item, Rect) for item in items)  # the badge
        dashes.append(next(item.dash for item in items if isinstance(item, Path)))
    assert dashes == [(), (5, 4)]


def test_folded_stages_are_open_so_that_no_difference_is_hidden() -> None:
    fold = Edit(id="stage-a", values={"collapsed": True})
    both = _compared(Edit(id="card-x", values={"text": "other"}), first=(fold,))
    assert [column.step for column in _board(both).columns] == ["step-1", "step-2", "step-3"]


def test_a_map_that_is_compared_with_nothing_looks_as_ever() -> None:
    snapshot = library().snapshot
    both = compared_map(snapshot, MAP, snapshot, MAP)
    plain = lay_out(snapshot, MAP, load_theme("light"))
    board = _board(both)
    assert not both.shown.signs
    assert [row.h for row in board.rows] == [row.h for row in plain.rows]
    assert board.columns == plain.columns


def test_badges_are_as_large_on_the_screen_however_far_away_the_map_is() -> None:
    board = _board(_compared(Delete(ids=("card-x",)), Add(kind="step", under=("stage-b",))))
    for zoom in (0.5, 0.1):
        found = [group for group in points_far(board, zoom) if group.role == "badge"]
        assert [round(group.box.w * zoom) for group in found] == [11, 11]
    plain = lay_out(library().snapshot, MAP, load_theme("light"))
    assert not [group for group in points_far(plain, 0.1) if group.role == "badge"]


def test_what_is_compared_travels_to_the_process_that_exports() -> None:
    both = _compared(Delete(ids=("card-x",)))
    again = pickle.loads(pickle.dumps(both))
    assert again.shown.signs == both.shown.signs
    assert again.snapshot == both.snapshot


def _texts(board: Board) -> Iterator[str]:
    for placed in board.everything():
        yield from _words(placed.group)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_was_done_all_of_both_maps_is_on_the_board(data: DataObject) -> None:
    document = library()
    for _ in range(3):
        try_to_apply(document, data.draw(bold_commands(document.snapshot)))
    before = document.snapshot
    for _ in range(6):
        try_to_apply(document, data.draw(bold_commands(document.snapshot)))
    after = document.snapshot
    if any(all(each.id != MAP for each in side.maps()) for side in (before, after)):
        return
    both = compared_map(before, MAP, after, MAP)
    board = _board(both)
    found = both.found
    here = {name for cell in board.cells.values() for name in cell.ids}
    assert here - set(both.left) == found.before.cells.keys() | found.after.cells.keys()
    columns = {column.step for column in board.columns if column.step}
    steps = {step.id for side in (found.before, found.after) for step in side.shape.steps}
    assert columns == steps
    lanes = {lane.id for side in (found.before, found.after) for lane in side.shape.lanes}
    assert {row.lane for row in board.rows} == lanes
    assert all(isinstance(text, str) for text in _texts(board))


@pytest.mark.parametrize("name", THEMES)
def test_signs_of_differences_can_be_seen_and_read(name: ThemeName) -> None:
    theme = load_theme(name)
    grounds = (theme.colours.band, theme.colours.band_alt, theme.colours.panel)
    for way in ("added", "removed", "moved", "changed"):
        look = getattr(theme.differences, way)
        assert min(contrast(look.line, ground) for ground in grounds) >= AA_SHAPE
        assert contrast(look.on, look.line) >= AA_SHAPE
        assert contrast(theme.colours.text, look.fill) >= AA
