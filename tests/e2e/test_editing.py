# SPDX-License-Identifier: Apache-2.0
"""A person works on the sample: drags, writes, adds, deletes, takes back."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt

from journey_studio.canvas.camera import Camera
from journey_studio.canvas.selection import only
from journey_studio.canvas.tools.move import MoveCards
from journey_studio.model.records import Card, Lane, Map, Stage, Step
from tests.e2e.pilot import Pilot, settle

ANOTHER = "Finds that the nice dates are sold out"
FRIEND = "Sees a friend's photo"


def test_a_card_is_dragged_to_another_place_and_its_landing_is_shown_on_the_way(
    pilot: Pilot,
) -> None:
    card = pilot.card(ANOTHER)
    home = pilot.cell_of(card)
    there = (home[0], pilot.step("Get the idea"))
    before = pilot.texts_in(there)
    place = pilot.in_cell(there)
    pilot.take(card)
    pilot.carry(place)
    tool = pilot.canvas.tool
    assert isinstance(tool, MoveCards)
    landing = tool.landing()
    assert landing is not None, "no gap shows where the card will land"
    column = next(c for c in pilot.canvas.board.columns if c.step == there[1])
    assert column.x <= landing.x < column.x + column.w
    assert pilot.cell_of(card) == home, "nothing is moved before the card is let go"
    assert card in tool.hidden, "the card itself is under the pointer, as a ghost"
    pilot.drop(place)
    assert pilot.texts_in(there) == [*before, ANOTHER]
    assert pilot.cell_of(card) == there
    assert pilot.status.startswith("Move card “Finds that")
    assert pilot.saving == "Saved"


def test_the_picture_on_screen_changes_while_a_card_is_carried(pilot: Pilot) -> None:
    card = pilot.card(ANOTHER)
    there = pilot.in_cell((pilot.cell_of(card)[0], pilot.step("Get the idea")))
    before = pilot.view.grab().toImage()
    pilot.take(card)
    pilot.carry(there)
    during = pilot.view.grab().toImage()
    assert during != before
    assert during.pixelColor(there) != before.pixelColor(there), "the ghost is at the pointer"
    pilot.press(Qt.Key.Key_Escape)
    pilot.drop(there)
    pilot.canvas.select(type(pilot.canvas.selection)())
    settle()
    assert pilot.view.grab().toImage().pixelColor(there) == before.pixelColor(there)


def test_escape_cancels_a_drag(pilot: Pilot) -> None:
    content = pilot.hash
    card = pilot.card(ANOTHER)
    there = pilot.in_cell((pilot.cell_of(card)[0], pilot.step("Get the idea")))
    pilot.take(card)
    pilot.carry(there)
    pilot.press(Qt.Key.Key_Escape)
    pilot.drop(there)
    assert pilot.hash == content
    assert not pilot.can("edit.undo")
    assert not pilot.canvas.showing.previewed


def test_a_double_click_writes_on_a_card_and_escape_leaves_it_as_it_was(pilot: Pilot) -> None:
    card = pilot.card(FRIEND)
    pilot.double_click(card)
    pilot.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    pilot.type("Hears of it at work")
    pilot.press(Qt.Key.Key_Return)
    assert pilot.snapshot.records[card].text == "Hears of it at work"  # type: ignore[attr-defined]
    pilot.double_click(card)
    pilot.type("something else")
    pilot.press(Qt.Key.Key_Escape)
    assert pilot.snapshot.records[card].text == "Hears of it at work"  # type: ignore[attr-defined]


def test_typing_on_a_selected_card_replaces_its_text(pilot: Pilot) -> None:
    card = pilot.card(FRIEND)
    pilot.click(card)
    pilot.type("Öffnet die App, 50 € in der Hand: „gut“")
    pilot.press(Qt.Key.Key_Return)
    record = pilot.snapshot.get(Card, card)
    assert record is not None
    assert record.text == "Öffnet die App, 50 € in der Hand: „gut“"


def test_a_card_is_added_written_and_deleted(pilot: Pilot) -> None:
    card = pilot.card(FRIEND)
    cell = pilot.cell_of(card)
    pilot.click(card)
    pilot.press(Qt.Key.Key_Insert)
    pilot.type("Asks a colleague")
    pilot.press(Qt.Key.Key_Return)
    assert pilot.texts_in(cell)[1] == "Asks a colleague"
    pilot.click(pilot.card("Asks a colleague"))
    pilot.press(Qt.Key.Key_Delete)
    assert "Asks a colleague" not in pilot.texts_in(cell)
    assert pilot.status == "Delete card “Asks a colleague”"


def test_ctrl_return_goes_on_with_another_card(pilot: Pilot) -> None:
    card = pilot.card(FRIEND)
    cell = pilot.cell_of(card)
    pilot.click(card)
    pilot.press(Qt.Key.Key_Insert)
    for text in ("First", "Second"):
        pilot.type(text)
        pilot.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    pilot.type("Third")
    pilot.press(Qt.Key.Key_Return)
    assert pilot.texts_in(cell)[1:4] == ["First", "Second", "Third"]


def test_stages_steps_and_lanes_are_added_named_and_deleted(pilot: Pilot) -> None:
    content = pilot.hash
    pilot.click(pilot.stage("Plan"))
    pilot.choose("insert.stage")
    pilot.type("Dream")
    pilot.press(Qt.Key.Key_Return)
    stages = [stage.title for stage in pilot.snapshot.stages(pilot.map_id)]
    assert stages[:3] == ["Plan", "Dream", "Book"]
    pilot.choose("insert.step")
    pilot.type("Talk about it")
    pilot.press(Qt.Key.Key_Return)
    steps = [step.title for step in pilot.snapshot.steps(pilot.stage("Dream"))]
    assert steps[-1] == "Talk about it"
    pilot.choose("insert.lane.pain")
    pilot.type("What hurts most")
    pilot.press(Qt.Key.Key_Return)
    lane = pilot.snapshot.get(Lane, pilot.lane("What hurts most"))
    assert lane is not None
    assert lane.kind == "pain"
    for record in (lane.id, pilot.step("Talk about it"), pilot.stage("Dream")):
        pilot.show_at_full_size(record)
        pilot.click(record)
        pilot.choose("edit.delete")
    assert pilot.hash == content


def test_a_lane_is_chosen_from_the_menu_below_its_button(pilot: Pilot) -> None:
    pilot.choose("insert.lane")
    menu = pilot.window.bar.lanes
    assert menu.isVisible()
    texts = [action.text() for action in menu.actions()]
    assert texts[:3] == ["Notes", "Touchpoints", "Channels"]
    menu.actions()[0].trigger()
    menu.close()
    pilot.type("Ideas")
    pilot.press(Qt.Key.Key_Return)
    assert pilot.lane("Ideas")


def test_undo_and_redo_say_what_they_take_back_and_restore_it_exactly(pilot: Pilot) -> None:
    first = pilot.hash
    card = pilot.card(ANOTHER)
    there = (pilot.cell_of(card)[0], pilot.step("Get the idea"))
    assert pilot.menu_text("edit.undo") == "Undo"
    assert not pilot.can("edit.undo")
    pilot.drag(card, pilot.in_cell(there))
    moved = pilot.hash
    assert moved != first
    assert pilot.menu_text("edit.undo") == f"Undo Move card “{ANOTHER}”"
    pilot.click(card)
    pilot.press(Qt.Key.Key_Delete)
    assert pilot.menu_text("edit.undo") == f"Undo Delete card “{ANOTHER}”"
    pilot.undo()
    assert pilot.hash == moved
    assert pilot.status == f"Undone: Delete card “{ANOTHER}”"
    assert pilot.menu_text("edit.redo") == f"Redo Delete card “{ANOTHER}”"
    pilot.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert pilot.hash == first
    pilot.press(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert pilot.hash == moved
    pilot.redo()
    assert pilot.cards(ANOTHER) == []
    assert not pilot.can("edit.redo")


def test_a_name_with_an_ampersand_is_shown_as_it_is_written(pilot: Pilot) -> None:
    pilot.click(pilot.card(FRIEND))
    pilot.type("Bed & breakfast")
    pilot.press(Qt.Key.Key_Return)
    pilot.type("A bed")
    pilot.press(Qt.Key.Key_Return)
    assert pilot.window.commands["edit.undo"].text() == "Undo Edit card “Bed && breakfast”"
    assert "Bed & breakfast" in pilot.window.commands["edit.undo"].toolTip()


def test_what_was_done_is_there_after_closing_and_opening_again(pilot: Pilot, sample: Path) -> None:
    card = pilot.card(ANOTHER)
    pilot.drag(card, pilot.in_cell((pilot.cell_of(card)[0], pilot.step("Get the idea"))))
    pilot.click(pilot.card(FRIEND))
    pilot.type("Reads about it on the train")
    pilot.press(Qt.Key.Key_Return)
    content = pilot.hash
    pilot.choose("file.close")
    assert pilot.window.session is None
    pilot.desk.open(sample)
    settle()
    assert pilot.hash == content
    assert pilot.card("Reads about it on the train")


def test_what_is_being_written_is_kept_when_the_window_closes(pilot: Pilot, sample: Path) -> None:
    pilot.double_click(pilot.card(FRIEND))
    pilot.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    pilot.type("Half a tho")
    pilot.window.close()
    settle()
    pilot.desk.start(sample)
    settle()
    again = Pilot(pilot.desk, pilot.desk.windows[-1])
    assert again.card("Half a tho")


def test_the_selection_is_walked_moved_and_written_by_keys_alone(pilot: Pilot) -> None:
    pilot.canvas.setFocus()
    card = pilot.card(FRIEND)
    pilot.click(card)
    home = pilot.cell_of(card)
    pilot.press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert pilot.cell_of(card) == (home[0], pilot.step("Compare with flying"))
    pilot.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert pilot.cell_of(card) == home
    pilot.press(Qt.Key.Key_F2)
    pilot.type(" and dreams")
    pilot.press(Qt.Key.Key_Return)
    assert " and dreams" in str(pilot.snapshot.records[card].text)  # type: ignore[attr-defined]


def test_the_title_of_the_map_is_written_in_place(pilot: Pilot) -> None:
    pilot.choose("edit.title")
    pilot.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    pilot.type("Basel to Rome")
    pilot.press(Qt.Key.Key_Return)
    found = pilot.snapshot.get(Map, pilot.map_id)
    assert found is not None
    assert found.title == "Basel to Rome"
    assert "Basel to Rome" in pilot.window.bar.maps.text()


def test_everything_is_deleted_by_its_own_kind(pilot: Pilot) -> None:
    stage = pilot.stage("Plan")
    inside = {step.id for step in pilot.snapshot.steps(stage)}
    pilot.click(stage)
    pilot.press(Qt.Key.Key_Delete)
    assert pilot.snapshot.get(Stage, stage) is None
    assert all(pilot.snapshot.get(Step, step) is None for step in inside)
    pilot.undo()
    assert pilot.snapshot.get(Stage, stage) is not None


def test_the_zoom_level_is_shown_and_chosen(pilot: Pilot) -> None:
    assert pilot.window.bar.zoom.text() == "100 %"
    pilot.choose("view.in")
    assert pilot.window.bar.zoom.text() == "120 %"
    pilot.choose("view.fit")
    assert pilot.canvas.camera.zoom < 0.5
    pilot.press(Qt.Key.Key_F8)
    pilot.press(Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert pilot.window.bar.zoom.text() == "100 %"


def test_a_click_beside_the_map_selects_nothing(pilot: Pilot) -> None:
    pilot.click(pilot.card(FRIEND))
    assert pilot.can("edit.delete")
    pilot.press(Qt.Key.Key_Escape)
    assert not pilot.can("edit.delete")
    pilot.choose("view.fit")
    pilot.click_at(QPoint(2, 2))
    assert pilot.canvas.selection.ids == ()


def test_a_narrow_window_shows_every_button_of_the_bar(pilot: Pilot) -> None:
    for width in (1280, 820, 560):
        pilot.window.resize(width, 500)
        settle()
        for name in ("insert.card", "file.export", "edit.undo"):
            button = pilot.window.bar.button(name)
            assert button.isVisible()
            assert button.geometry().right() <= pilot.window.width(), f"{name} at {width}"


def test_what_is_not_possible_is_said_until_something_else_is_done(pilot: Pilot) -> None:
    lanes = pilot.snapshot.lanes(pilot.map_id)
    divider = next(lane.id for lane in lanes if lane.kind == "divider")
    card = pilot.card(FRIEND)
    pilot.show_at_full_size(pilot.card("Reads that"))
    x, y, zoom = pilot.canvas.camera
    pilot.canvas.look(Camera(x, y + 200, zoom))
    settle()
    before = pilot.view.mapToGlobal(pilot.middle(card))
    pilot.canvas.add_card_at((divider, pilot.step("Choose a berth")))
    settle()
    assert "not cards" in pilot.notices[0]
    assert pilot.view.mapToGlobal(pilot.middle(card)) == before, "the map stays where it is"
    pilot.canvas.select(only(card))
    pilot.press(Qt.Key.Key_Delete)
    assert pilot.notices == []
