# SPDX-License-Identifier: Apache-2.0
"""New things are dragged from the panel on the left, and the maps are kept in order there."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt

from journey_studio.canvas.dropping import FORMAT, Item, item_in, packed
from journey_studio.layout.hit import cell_box, group_box
from journey_studio.model.commands import Add, Edit
from journey_studio.model.records import Card, Lane, Map, Stage
from journey_studio.ui.palette.items import GROUPS
from journey_studio.ui.palette.maps import MapList, nested
from journey_studio.ui.preferences import load_preferences
from tests.e2e.inspecting import Inspecting
from tests.e2e.pilot import Pilot, settle
from tests.hands import wait_until

FRIEND = "Sees a friend's photo"


@pytest.fixture
def clerk(pilot: Pilot) -> Inspecting:
    return Inspecting.at(pilot)


def in_cell(clerk: Inspecting, cell: tuple[str, str]) -> QPoint:
    """The point just below the last card of a cell."""
    box = cell_box(clerk.canvas.board, *cell)
    assert box is not None
    seen = clerk.canvas.view_box(box)
    return QPoint(round(seen.centre.x), round(seen.bottom - 6))


def test_a_card_of_a_kind_is_dragged_into_a_cell_shown_there_dropped_and_written(
    clerk: Inspecting,
) -> None:
    cell = clerk.cell_of(clerk.card(FRIEND))
    before = clerk.texts_in(cell)
    content = clerk.hash
    assert clerk.carry_new("Pain point", in_cell(clerk, cell))
    assert clerk.canvas.showing.previewed, "the map shows what would be there"
    assert clerk.hash == content
    clerk.drop_new(in_cell(clerk, cell))
    assert clerk.hash == content, "nothing is stored before something is written"
    clerk.type("No seat together")
    clerk.press(Qt.Key.Key_Return)
    card = clerk.snapshot.get(Card, clerk.card("No seat together"))
    assert card is not None
    assert card.kind == "pain", "of its own kind, whatever the lane's"
    assert clerk.texts_in(cell) == [*before, "No seat together"]
    clerk.undo()
    assert clerk.hash == content


def test_what_is_shown_during_the_drag_is_what_comes_of_it(clerk: Inspecting) -> None:
    cell = clerk.cell_of(clerk.card(FRIEND))
    at = in_cell(clerk, cell)
    clerk.carry_new("Note", at)
    dropping = clerk.canvas._new
    assert dropping is not None
    shown = dropping.boxes()
    clerk.drop_new(at)
    editor = clerk.canvas.editor
    assert editor is not None
    record = clerk.canvas.written_on
    assert [group_box(clerk.canvas.board, record)] == shown
    clerk.type("Here")
    clerk.press(Qt.Key.Key_Return)
    assert clerk.card("Here") == record


def test_escape_during_the_drag_leaves_everything_as_it_was(clerk: Inspecting) -> None:
    content, board = clerk.hash, clerk.canvas.board
    clerk.carry_new("Quote", in_cell(clerk, clerk.cell_of(clerk.card(FRIEND))))
    clerk.take_back()
    assert clerk.hash == content
    assert clerk.canvas.board is board
    assert clerk.canvas.editor is None
    assert not clerk.can("edit.undo")


def test_what_is_dragged_over_the_map_and_away_leaves_the_selection(clerk: Inspecting) -> None:
    card = clerk.card(FRIEND)
    clerk.select(card)
    clerk.carry_new("Quote", in_cell(clerk, clerk.cell_of(card)))
    clerk.take_back()
    assert clerk.canvas.selection.ids == (card,)


def test_escape_after_the_drop_leaves_everything_as_it_was(clerk: Inspecting) -> None:
    content = clerk.hash
    at = in_cell(clerk, clerk.cell_of(clerk.card(FRIEND)))
    clerk.carry_new("Stage", at)
    clerk.drop_new(at)
    clerk.press(Qt.Key.Key_Escape)
    assert clerk.hash == content


def test_a_card_cannot_be_dropped_where_no_cards_belong(clerk: Inspecting) -> None:
    lanes = clerk.snapshot.lanes(clerk.map_id)
    curve = next(each.id for each in lanes if each.kind == "curve")
    step = clerk.step("Choose a berth")
    clerk.canvas.reveal_cell((curve, step))
    settle()
    box = cell_box(clerk.canvas.board, curve, step)
    assert box is not None
    middle = clerk.canvas.view_box(box).centre
    assert not clerk.carry_new("Note", QPoint(round(middle.x), round(middle.y)))
    assert not clerk.canvas.showing.previewed


def test_a_stage_lands_before_or_behind_the_one_below_the_mouse(clerk: Inspecting) -> None:
    titles = [each.title for each in clerk.snapshot.stages(clerk.map_id)]
    box = clerk.box(clerk.stage("Plan"))
    left, right = QPoint(round(box.x + 20), 20), QPoint(round(box.right - 20), 20)
    assert clerk.carry_new("Stage", left)
    shown = [group.id for group in clerk.canvas.board.heads if group.role == "stage"]
    assert shown.index(clerk.stage("Plan")) == 1
    assert clerk.move_new(right)
    clerk.drop_new(right)
    clerk.type("Dream")
    clerk.press(Qt.Key.Key_Return)
    after = clerk.snapshot.stages(clerk.map_id)
    assert [each.title for each in after] == [titles[0], "Dream", *titles[1:]]
    assert len(clerk.snapshot.steps(after[1].id)) == 1, "with a first step"


def test_a_step_lands_in_the_stage_below_the_mouse(clerk: Inspecting) -> None:
    step = clerk.step("Get the idea")
    box = clerk.box(step)
    at = QPoint(round(box.right - 10), round(box.centre.y))
    assert clerk.carry_new("Step", at)
    clerk.drop_new(at)
    clerk.type("Sleep on it")
    clerk.press(Qt.Key.Key_Return)
    steps = [each.title for each in clerk.snapshot.steps(clerk.stage("Plan"))]
    assert steps.index("Sleep on it") == steps.index("Get the idea") + 1


def test_a_lane_of_a_kind_lands_between_two_others(clerk: Inspecting) -> None:
    lane = clerk.lane("What they do")
    box = clerk.box(lane)
    at = QPoint(30, round(box.y + 8))
    assert clerk.carry_new("Metrics", at)
    clerk.drop_new(at)
    clerk.type("How we do")
    clerk.press(Qt.Key.Key_Return)
    lanes = clerk.snapshot.lanes(clerk.map_id)
    place = next(at for at, each in enumerate(lanes) if each.title == "How we do")
    assert lanes[place].kind == "metric"
    assert lanes[place + 1].id == lane


def test_things_land_on_an_empty_map_too(clerk: Inspecting) -> None:
    added = Add(kind="map", values={"title": "Blank"})
    clerk.session.document.apply(added)
    clerk.window.show_map(added.id)
    settle()
    middle = QPoint(round(clerk.canvas.view_size[0] / 2), round(clerk.canvas.view_size[1] / 2))
    assert not clerk.carry_new("Note", middle), "there is no cell yet"
    kinds: tuple[tuple[str, type[Stage | Lane]], ...] = (("Step", Stage), ("Notes", Lane))
    for name, kind in kinds:
        assert clerk.carry_new(name, middle)
        clerk.drop_new(middle)
        clerk.type("First")
        clerk.press(Qt.Key.Key_Return)
        assert any(each.title == "First" for each in clerk.snapshot.under(kind, added.id))


def test_enter_and_a_double_click_add_where_the_keyboard_is(clerk: Inspecting) -> None:
    card = clerk.card(FRIEND)
    clerk.select(card)
    thing = clerk.thing("Opportunity")
    thing.setFocus()
    clerk.press(Qt.Key.Key_Return)
    clerk.type("Share the photo")
    clerk.press(Qt.Key.Key_Return)
    made = clerk.snapshot.get(Card, clerk.card("Share the photo"))
    assert made is not None
    assert made.kind == "opportunity"
    assert clerk.texts_in(clerk.cell_of(card))[1] == "Share the photo"


def test_a_single_click_adds_nothing(clerk: Inspecting) -> None:
    clerk.press_button(clerk.thing("Note"))
    assert clerk.canvas.editor is None
    assert clerk.at_keyboard is clerk.thing("Note")


def test_every_kind_of_card_and_lane_is_in_the_palette_and_survives_the_way() -> None:
    items = [entry.item for group in GROUPS for entry in group.entries]
    assert len(items) == len(set(items)) == 10 + 2 + 13
    assert [item_in(packed(item)) for item in items] == items


@pytest.mark.parametrize("data", [b"", b"card", b"card/", b"map/", b"card/curve", b"\xff/\xfe"])
def test_what_is_no_item_is_not_taken_for_one(data: bytes) -> None:
    mime = QMimeData()
    mime.setData(FORMAT, data)
    assert item_in(mime) is None
    assert item_in(QMimeData()) is None
    assert Item("stage").of == ""


# Maps


def titles(clerk: Inspecting) -> list[str]:
    return [each.title for each in clerk.snapshot.maps()]


def listed(clerk: Inspecting) -> list[str]:
    maps = clerk.palette.maps
    return [maps.item(row).text().strip() for row in range(maps.count())]


def test_maps_are_listed_gone_to_named_moved_and_deleted(clerk: Inspecting) -> None:
    first = clerk.map_id
    assert listed(clerk) == titles(clerk)
    clerk.press_button(clerk.palette.more)
    clerk.press(Qt.Key.Key_Return)
    added = clerk.map_id
    assert added != first
    maps = clerk.palette.maps
    maps.setFocus()
    maps.setCurrentRow(maps.ids().index(added))
    item = maps.currentItem()
    item.setText("  The way   back ")
    settle()
    the_map = clerk.snapshot.get(Map, added)
    assert the_map is not None
    assert the_map.title == "The way back"
    assert "The way back" in listed(clerk)
    maps.setCurrentRow(maps.ids().index(added))
    clerk.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert clerk.snapshot.maps()[0].id == added or titles(clerk).index("The way back") < 2
    maps.setCurrentRow(maps.ids().index(first))
    clerk.press(Qt.Key.Key_Return)
    assert clerk.map_id == first
    maps.setFocus()
    maps.setCurrentRow(maps.ids().index(added))
    clerk.press(Qt.Key.Key_Delete)
    assert added not in clerk.session.map_ids
    assert "The way back" not in listed(clerk)
    clerk.undo()
    assert "The way back" in listed(clerk)


def test_a_map_that_tells_a_step_in_detail_stands_below_the_map_of_that_step(
    clerk: Inspecting,
) -> None:
    added = Add(kind="map", values={"title": "At the counter"})
    clerk.session.document.apply(added)
    step = clerk.step("Choose a berth")
    clerk.session.document.apply(Edit(id=added.id, values={"parent_step": step}))
    settle()
    order = nested(clerk.snapshot)
    at = next(place for place, each in enumerate(order) if each.map.id == added.id)
    assert order[at].depth == 1
    assert order[0].map.id == clerk.map_id
    maps = clerk.palette.maps
    assert maps.ids() == [each.map.id for each in order]
    assert maps.item(at).text() == "At the counter"
    assert _first_ink(maps, at) == _first_ink(maps, 0) + 14


def _first_ink(maps: MapList, row: int) -> int:
    """How many px from the left edge of the row its icon begins."""
    picture = maps.viewport().grab(maps.visualItemRect(maps.item(row))).toImage()
    middle = picture.height() // 2
    ground = picture.pixel(picture.width() - 8, middle)
    strip = range(middle - 4, middle + 4)
    rows = [[picture.pixel(x, y) for y in strip] for x in range(8, picture.width())]
    return 8 + next(x for x, column in enumerate(rows) if set(column) != {ground})


# The panels themselves


def test_panels_open_and_close_and_what_is_seen_stays_where_it_is(clerk: Inspecting) -> None:
    card = clerk.card(FRIEND)
    clerk.show_at_full_size(clerk.card("Finds that the nice dates are sold out"))
    clerk.canvas.look(clerk.canvas.camera._replace(x=300.0))
    settle()
    before = clerk.view.mapTo(clerk.window, clerk.middle(card))
    for action in ("view.palette", "view.inspector", "view.palette", "view.inspector"):
        clerk.choose(action)
        after = clerk.view.mapTo(clerk.window, clerk.middle(card))
        assert (after - before).manhattanLength() <= 1, action


def test_a_map_that_is_all_in_view_stays_all_in_view(clerk: Inspecting) -> None:
    clerk.choose("view.palette")
    clerk.choose("view.inspector")
    clerk.canvas.fit_map()
    clerk.choose("view.inspector")
    board, camera = clerk.canvas.board, clerk.canvas.camera
    assert board.width * camera.zoom <= clerk.canvas.view_size[0]


def test_the_keyboard_goes_from_part_to_part(clerk: Inspecting) -> None:
    clerk.canvas.setFocus()
    seen = []
    panels = clerk.window.panels
    assert panels is not None
    parts = (clerk.palette, clerk.canvas, clerk.inspector, clerk.window.bar)
    for _ in range(5):
        clerk.choose("view.region")
        at = clerk.at_keyboard
        seen.append(next(part for part in parts if part is at or part.isAncestorOf(at)))
    palette, canvas, inspector, bar = parts
    assert seen == [inspector, bar, palette, canvas, inspector]
    clerk.choose("view.inspector")
    assert clerk.at_keyboard is clerk.canvas, "a panel that closes gives the keyboard to the map"


def test_panels_are_as_they_were_at_the_next_start(clerk: Inspecting, sample: Path) -> None:
    clerk.choose("view.palette")
    preferences = clerk.desk.preferences
    assert preferences.panels["palette"]["open"] is False
    assert preferences.panels["inspector"]["open"] is True
    clerk.window.close_project()
    clerk.desk.open(sample)
    settle()
    panels = clerk.window.panels
    assert panels is not None
    assert not panels.is_open("palette")
    assert panels.is_open("inspector")


def test_a_panel_is_as_wide_as_it_was_at_the_next_start(clerk: Inspecting, sample: Path) -> None:
    panels = clerk.window.panels
    assert panels is not None
    panels.moveSplitter(260, 1)
    settle()
    wide = clerk.palette.width()
    assert wide == pytest.approx(260, abs=2)
    clerk.window.close_project()
    assert load_preferences().panels["palette"] == {"open": True, "width": wide}
    clerk.desk.open(sample)
    settle()
    assert clerk.palette.width() == wide


def test_a_narrow_window_begins_with_the_map_alone(clerk: Inspecting, sample: Path) -> None:
    clerk.window.close_project()
    clerk.window.resize(900, 700)
    settle()
    clerk.desk.open(sample)
    settle()
    panels = clerk.window.panels
    assert panels is not None
    assert not panels.is_open("palette")
    assert not panels.is_open("inspector")
    assert clerk.desk.preferences.panels["inspector"]["open"] is True


@pytest.mark.parametrize(("width", "opens"), [(1366, False), (1440, True)])
def test_where_there_is_little_room_the_palette_is_closed_at_first(
    clerk: Inspecting, sample: Path, width: int, opens: bool
) -> None:
    clerk.window.close_project()
    clerk.desk.preferences.panels.clear()
    clerk.window.resize(width, 768)
    settle()
    clerk.desk.open(sample)
    settle()
    panels = clerk.window.panels
    assert panels is not None
    assert panels.is_open("inspector")
    assert panels.is_open("palette") is opens
    if not panels.is_open("palette"):
        panels.toggle("palette")
    clerk.window.close_project()
    clerk.desk.open(sample)
    settle()
    panels = clerk.window.panels
    assert panels is not None
    assert panels.is_open("palette"), "who has opened it wants it"


def test_the_list_of_maps_shows_titles_in_full(clerk: Inspecting) -> None:
    maps = clerk.palette.maps
    one_line = maps.height() / maps.count()
    title = "How a family of five gets to the sea by night train without losing anybody"
    clerk.canvas.apply(Edit(id=clerk.map_id, values={"title": title}))
    settle()
    wait_until(lambda: maps.item(0).text() == title)
    lines = maps.visualItemRect(maps.item(0)).height()
    words = maps.fontMetrics().horizontalAdvance(title)
    assert lines > one_line * 1.5
    assert maps.fontMetrics().lineSpacing() * (words / maps.viewport().width()) <= lines
    assert maps.verticalScrollBar().maximum() == 0, "and all of them are in view"
