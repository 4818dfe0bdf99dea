# SPDX-License-Identifier: Apache-2.0
"""A person reads and edits what is selected in the panel on the right."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from journey_studio.canvas.selection import Selection
from journey_studio.layout.hit import group_box
from journey_studio.model.commands import Edit
from journey_studio.model.ids import kind_of
from journey_studio.model.records import (
    Card,
    Channel,
    Connection,
    Lane,
    Map,
    Metric,
    Persona,
    Point,
    Reading,
    Slider,
    Solution,
    Stage,
    Step,
    Tag,
)
from journey_studio.session import open_session
from journey_studio.ui.inspector.feelings import FeelingField
from journey_studio.ui.inspector.links import LinksField
from journey_studio.ui.inspector.people import LensField
from journey_studio.ui.inspector.pictures import PictureField
from tests.e2e.inspecting import Inspecting
from tests.e2e.pilot import Answers, Pilot, settle

FRIEND = "Sees a friend's photo"
ANOTHER = "Finds that the nice dates are sold out"


@pytest.fixture
def clerk(pilot: Pilot) -> Inspecting:
    """The sample is open with both panels."""
    return Inspecting.at(pilot)


def card_of(clerk: Inspecting, card: str) -> Card:
    found = clerk.snapshot.get(Card, card)
    assert found is not None
    return found


def link_called(clerk: Inspecting, label: str) -> str:
    every = clerk.snapshot.connections()
    return next(each.id for each in every if each.label.startswith(label))


def on_board(clerk: Inspecting, record: str) -> bool:
    return group_box(clerk.canvas.board, record) is not None


def steps_done(clerk: Inspecting) -> int:
    return len(clerk.session.document.history.done)


def test_what_is_written_is_given_with_enter_as_one_step(clerk: Inspecting) -> None:
    card = clerk.card(FRIEND)
    clerk.select(card)
    assert clerk.says("Text").startswith(FRIEND)
    clerk.write_in("Text", "Hears of it on the radio")
    assert card_of(clerk, card).text.startswith(FRIEND), "nothing is given while one writes"
    clerk.press(Qt.Key.Key_Return)
    assert card_of(clerk, card).text == "Hears of it on the radio"
    assert steps_done(clerk) == 1
    clerk.undo()
    assert clerk.says("Text").startswith(FRIEND), "the field follows"


def test_ctrl_z_in_a_field_takes_back_letters_first_then_the_step(clerk: Inspecting) -> None:
    card = clerk.card(FRIEND)
    control = Qt.KeyboardModifier.ControlModifier
    clerk.select(card)
    clerk.write_in("Text", "Draft")
    clerk.press(Qt.Key.Key_Z, control)
    assert clerk.says("Text") != "Draft"
    clerk.write_in("Text", "Hears of it")
    clerk.press(Qt.Key.Key_Return)
    clerk.press(Qt.Key.Key_Z, control)
    assert card_of(clerk, card).text.startswith(FRIEND)
    assert clerk.says("Text").startswith(FRIEND)


def test_another_look_dresses_the_panels_too(clerk: Inspecting) -> None:
    clerk.select(clerk.card(FRIEND))
    before = clerk.inspector.grab().toImage(), clerk.palette.grab().toImage()
    clerk.choose("view.dark")
    after = clerk.inspector.grab().toImage(), clerk.palette.grab().toImage()
    for one, other in zip(before, after, strict=True):
        middle = one.rect().center()
        assert one.pixelColor(middle).lightness() > other.pixelColor(middle).lightness() + 100


def test_selecting_another_card_gives_what_was_written_to_the_first(clerk: Inspecting) -> None:
    card, other = clerk.card(FRIEND), clerk.card(ANOTHER)
    clerk.select(card)
    clerk.write_in("Text", "Hears of it at work")
    clerk.select(other)
    assert card_of(clerk, card).text == "Hears of it at work"
    assert card_of(clerk, other).text == ANOTHER
    assert clerk.says("Text") == ANOTHER


def test_selecting_by_other_means_gives_it_too(clerk: Inspecting) -> None:
    card, other = clerk.card(FRIEND), clerk.card(ANOTHER)
    clerk.select(card)
    clerk.write_in("Text", "Hears of it at school")
    clerk.canvas.select(clerk.canvas.selection._replace(ids=(other,)))
    settle()
    assert card_of(clerk, card).text == "Hears of it at school"
    assert card_of(clerk, other).text == ANOTHER


def test_escape_takes_back_what_was_written_then_goes_to_the_map(clerk: Inspecting) -> None:
    card = clerk.card(FRIEND)
    clerk.select(card)
    clerk.write_in("Text", "nonsense")
    clerk.press(Qt.Key.Key_Escape)
    assert clerk.says("Text").startswith(FRIEND)
    clerk.press(Qt.Key.Key_Escape)
    assert clerk.at_keyboard is clerk.canvas
    assert not clerk.can("edit.undo")


def test_what_a_colleague_does_is_shown_but_not_over_what_is_being_written(
    clerk: Inspecting,
) -> None:
    card = clerk.card(FRIEND)
    clerk.select(card)
    clerk.write_in("Text", "My own words")
    clerk.session.document.apply(Edit(id=card, values={"text": "Theirs", "evidence": "measured"}))
    settle()
    assert clerk.says("Text") == "My own words"
    assert clerk.says("Evidence") == "Measured"
    clerk.press(Qt.Key.Key_Return)
    assert card_of(clerk, card).text == "My own words"


def test_both_edits_of_a_text_are_kept_where_they_touch_other_words(clerk: Inspecting) -> None:
    card = clerk.card(FRIEND)
    text = card_of(clerk, card).text
    clerk.select(card)
    clerk.write_in("Text", text.replace("Sees", "Notices"))
    document = clerk.session.document
    document.apply(Edit(id=card, values={"text": text + " on the phone"}))
    clerk.press(Qt.Key.Key_Return)
    assert card_of(clerk, card).text == text.replace("Sees", "Notices") + " on the phone"


def test_kind_evidence_and_moment_are_given_at_once(clerk: Inspecting) -> None:
    card = clerk.card(FRIEND)
    clerk.select(card)
    clerk.pick("Kind", "Pain point")
    clerk.pick("Evidence", "Assumed")
    clerk.tick("Moment of truth")
    found = card_of(clerk, card)
    assert (found.kind, found.evidence, found.moment_of_truth) == ("pain", "assumed", True)
    assert clerk.heading == "Pain point"
    assert steps_done(clerk) == 3


def test_a_channel_is_chosen_and_a_new_one_made_by_its_name(clerk: Inspecting) -> None:
    card = clerk.card(FRIEND)
    clerk.select(card)
    known = clerk.snapshot.children[("channel",)]
    name = clerk.snapshot.records[known[-1]].name  # type: ignore[attr-defined]
    clerk.pick("Channel", name)
    assert card_of(clerk, card).channel == known[-1]
    clerk.write_in("Channel", "Radio at home")
    clerk.press(Qt.Key.Key_Return)
    channel = clerk.snapshot.get(Channel, card_of(clerk, card).channel)
    assert channel is not None
    assert channel.name == "Radio at home"
    assert steps_done(clerk) == 2, "making and choosing it is one step"
    field = clerk.field("Channel")
    field.choose_icon("radio")  # type: ignore[attr-defined]
    changed = clerk.snapshot.get(Channel, channel.id)
    assert changed is not None
    assert changed.icon == "radio"


def test_a_channel_is_found_by_its_name_whatever_its_capitals(clerk: Inspecting) -> None:
    card = clerk.card(FRIEND)
    clerk.select(card)
    known = clerk.snapshot.children[("channel",)]
    name: str = clerk.snapshot.records[known[-1]].name  # type: ignore[attr-defined]
    clerk.write_in("Channel", name.upper())
    clerk.press(Qt.Key.Key_Return)
    assert card_of(clerk, card).channel == known[-1]
    assert clerk.snapshot.children[("channel",)] == known


def test_personas_are_ticked(clerk: Inspecting) -> None:
    card = clerk.card(FRIEND)
    clerk.select(card)
    name = clerk.snapshot.personas()[0].name
    before = card_of(clerk, card).personas
    clerk.press_button(clerk.chip(name))
    assert (clerk.snapshot.personas()[0].id in card_of(clerk, card).personas) != (
        clerk.snapshot.personas()[0].id in before
    )
    clerk.press_button(clerk.chip(name))
    assert set(card_of(clerk, card).personas) == set(before)


def test_a_tag_is_made_taken_again_and_taken_off(clerk: Inspecting) -> None:
    card, other = clerk.card(FRIEND), clerk.card(ANOTHER)
    clerk.select(card)
    clerk.write_in("Tags", "Word of mouth")
    clerk.press(Qt.Key.Key_Return)
    made = card_of(clerk, card).tags[-1]
    tag = clerk.snapshot.get(Tag, made)
    assert tag is not None
    assert tag.name == "Word of mouth"
    assert "Word of mouth" in clerk.chips
    clerk.select(other)
    clerk.write_in("Tags", "word of MOUTH")
    clerk.press(Qt.Key.Key_Return)
    assert card_of(clerk, other).tags[-1] == made, "no second tag of that name"
    clerk.press_button(clerk.chip("Word of mouth"))
    assert made not in card_of(clerk, other).tags
    assert made in card_of(clerk, card).tags


def test_an_idea_of_the_library_is_made_of_the_kind_that_was_chosen(clerk: Inspecting) -> None:
    card = clerk.card(FRIEND)
    clerk.select(card)
    clerk.unfold("Library")
    field = clerk.field("Stands for")
    field.kind.setCurrentIndex(2)  # type: ignore[attr-defined]
    clerk.write_in("Stands for", "Let friends share a seat")
    clerk.press(Qt.Key.Key_Return)
    made = clerk.snapshot.get(Solution, card_of(clerk, card).refs[-1])
    assert made is not None
    assert made.title == "Let friends share a seat"


def test_a_link_needs_an_address_and_says_so_beside_it(clerk: Inspecting) -> None:
    card = clerk.card(FRIEND)
    clerk.select(card)
    clerk.unfold("Links")
    field = next(each for each in clerk.fields if isinstance(each, LinksField))
    clerk.press_button(field.more)
    clerk.type("javascript:alert(1)")
    clerk.press(Qt.Key.Key_Return)
    assert card_of(clerk, card).links == ()
    assert clerk.problems[0].startswith("A link is an address that begins with http://")
    assert field.rows[0].url.text() == "javascript:alert(1)", "what was written stays"
    clerk.write_in("Address", "example.org/photo")
    clerk.press(Qt.Key.Key_Return)
    clerk.write_in("Title", "The photo")
    clerk.press(Qt.Key.Key_Return)
    assert clerk.problems == []
    assert [tuple(link) for link in card_of(clerk, card).links] == [
        ("The photo", "https://example.org/photo")
    ]
    clerk.press_button(field.rows[0].cross)
    assert card_of(clerk, card).links == ()


def test_a_metric_is_made_with_its_target_and_readings(clerk: Inspecting) -> None:
    card = clerk.card(FRIEND)
    clerk.select(card)
    clerk.unfold("Metric")
    clerk.write_in("Metric", "Photos shared")
    clerk.press(Qt.Key.Key_Return)
    metric = card_of(clerk, card).metric
    assert metric is not None
    clerk.write_in("Target", "1 250,5")
    clerk.press(Qt.Key.Key_Return)
    clerk.write_in("Unit", "a day")
    clerk.press(Qt.Key.Key_Return)
    for day, value in (("2026-03-01", "900"), ("2026-04-01", "1100")):
        clerk.write_in("Day of the next reading", day)
        clerk.write_in("Value of the next reading", value)
        clerk.press(Qt.Key.Key_Return)
    found = clerk.snapshot.get(Metric, metric)
    assert found is not None
    assert (found.name, found.target, found.unit) == ("Photos shared", 1250.5, "a day")
    readings = [(each.day, each.value) for each in clerk.snapshot.under(Reading, metric)]
    assert readings == [("2026-03-01", 900), ("2026-04-01", 1100)]
    clerk.write_in("Target", "many")
    clerk.press(Qt.Key.Key_Return)
    assert clerk.problems == ["This is not a number. Write it like 1250 or 3.5."]
    again = clerk.snapshot.get(Metric, metric)
    assert again is not None
    assert again.target == 1250.5


def test_a_day_that_is_none_stays_in_the_field_with_the_reason(clerk: Inspecting) -> None:
    card = clerk.card(FRIEND)
    clerk.select(card)
    clerk.unfold("Upkeep")
    clerk.write_in("Look again on", "next spring")
    clerk.press(Qt.Key.Key_Return)
    assert clerk.problems == ["This is not a day. Write it like 2026-05-31."]
    assert clerk.says("Look again on") == "next spring"
    clerk.write_in("Look again on", "2027-04-01")
    clerk.press(Qt.Key.Key_Return)
    assert clerk.problems == []
    assert card_of(clerk, card).recheck == "2027-04-01"


def test_a_locked_card_says_who_keeps_it(clerk: Inspecting) -> None:
    card = clerk.card(FRIEND)
    clerk.select(card)
    assert not clerk.inspector.lock.isVisible()
    clerk.unfold("Upkeep")
    clerk.write_in("Kept by", "Marketing")
    clerk.tick("Locked: please ask first")
    assert card_of(clerk, card).locked
    assert clerk.inspector.lock.text().startswith("Locked. Marketing keeps this")


def test_a_picture_is_chosen_seen_and_taken_off(
    clerk: Inspecting, answers: Answers, tmp_path: Path
) -> None:
    from PIL import Image

    path = tmp_path / "photo.png"
    Image.new("RGB", (300, 200), (30, 120, 90)).save(path)
    card = clerk.card(FRIEND)
    clerk.select(card)
    clerk.unfold("Picture")
    field = clerk.field_of("picture")
    assert isinstance(field, PictureField)
    answers.open(path)
    clerk.press_button(field.choose)
    assert card_of(clerk, card).picture
    assert not field.picture.pixmap().isNull()
    clerk.press_button(field.clear)
    assert card_of(clerk, card).picture == ""


# Several at once


def test_several_cards_show_what_they_share_and_are_edited_as_one_step(clerk: Inspecting) -> None:
    one, two = clerk.card(FRIEND), clerk.card(ANOTHER)
    clerk.session.document.apply(Edit(id=one, values={"evidence": "assumed"}))
    clerk.session.document.apply(Edit(id=two, values={"evidence": "measured"}))
    clerk.select(one, two)
    assert clerk.heading == "2 cards"
    assert clerk.says("Text") == "Several values"
    assert clerk.says("Evidence") == "Several values"
    before = steps_done(clerk)
    clerk.pick("Evidence", "Observed")
    assert {card_of(clerk, each).evidence for each in (one, two)} == {"observed"}
    assert steps_done(clerk) == before + 1
    assert clerk.menu_text("edit.undo") == "Undo Edit 2 cards"
    clerk.undo()
    assert card_of(clerk, one).evidence == "assumed"
    assert card_of(clerk, two).evidence == "measured"


def test_a_tag_goes_to_all_selected_cards_beside_those_they_have(clerk: Inspecting) -> None:
    one, two = clerk.card(FRIEND), clerk.card(ANOTHER)
    clerk.select(one)
    clerk.write_in("Tags", "Only here")
    clerk.press(Qt.Key.Key_Return)
    clerk.select(one, two)
    assert clerk.chip("Only here").property("some"), "one of two has it"
    before = [card_of(clerk, each).tags for each in (one, two)]
    clerk.write_in("Tags", "Everywhere")
    clerk.press(Qt.Key.Key_Return)
    after = [card_of(clerk, each).tags for each in (one, two)]
    assert [tags[:-1] for tags in after] == before
    assert after[0][-1] == after[1][-1]


def test_a_number_that_differs_is_not_guessed_and_set_for_all(clerk: Inspecting) -> None:
    one, two = clerk.card(FRIEND), clerk.card(ANOTHER)
    clerk.session.document.apply(Edit(id=one, values={"span": 2}))
    clerk.select(one, two)
    clerk.unfold("On the map")
    field = clerk.field("Steps it covers")
    assert clerk.says("Steps it covers") == "Several values"
    clerk.press_button(field.more)  # type: ignore[attr-defined]
    assert {card_of(clerk, each).span for each in (one, two)} == {3}


def test_leaving_a_mixed_text_alone_changes_no_card(clerk: Inspecting) -> None:
    one, two = clerk.card(FRIEND), clerk.card(ANOTHER)
    content = clerk.hash
    clerk.select(one, two)
    clerk.editor("Text").setFocus()
    clerk.press(Qt.Key.Key_Return)
    clerk.select(one)
    assert clerk.hash == content


# Everything else on a map


def test_a_stage_a_step_and_a_lane_are_edited(clerk: Inspecting) -> None:
    stage, step, lane = clerk.stage("Book"), clerk.step("Pay"), clerk.lane("What they do")
    clerk.canvas.select(clerk.canvas.selection._replace(ids=(stage,)))
    settle()
    clerk.write_in("What customers want", "A night that counts")
    clerk.unfold("On the map")
    clerk.tick("Folded to a thin column")
    found = clerk.snapshot.get(Stage, stage)
    assert found is not None
    assert (found.goal, found.collapsed) == ("A night that counts", True)
    clerk.canvas.select(clerk.canvas.selection._replace(ids=(step,)))
    settle()
    field = clerk.field("Width")
    clerk.press_button(field.more)  # type: ignore[attr-defined]
    clerk.press_button(field.more)  # type: ignore[attr-defined]
    wide = clerk.snapshot.get(Step, step)
    assert wide is not None
    assert wide.width == 224, "one step wider than usual"
    clerk.canvas.select(clerk.canvas.selection._replace(ids=(lane,)))
    settle()
    clerk.pick("Kind", "Line of visibility")
    clerk.pick("Line", "Line of internal interaction")
    clerk.tick("Folded to a thin row")
    after = clerk.snapshot.get(Lane, lane)
    assert after is not None
    assert (after.kind, after.line, after.collapsed) == ("divider", "internal", True)


def test_a_connection_is_named_and_says_where_it_leads(clerk: Inspecting) -> None:
    link = link_called(clerk, "berth gone")
    clerk.canvas.select(clerk.canvas.selection._replace(ids=(link,)))
    settle()
    clerk.write_in("Label", "if it rains")
    clerk.press(Qt.Key.Key_Return)
    found = clerk.snapshot.get(Connection, link)
    assert found is not None
    assert found.label == "if it rains"
    said = [label.text() for label in clerk.fields[1].ends]  # type: ignore[attr-defined]
    assert said == [card_of(clerk, end).text for end in (found.source, found.target) if end]


def test_a_point_is_set_on_the_scale_people_know_and_left_as_a_gap(clerk: Inspecting) -> None:
    lanes = clerk.snapshot.lanes(clerk.map_id)
    curve = next(each.id for each in lanes if each.kind == "curve")
    point = clerk.snapshot.points(curve)[0].id
    clerk.canvas.select(clerk.canvas.selection._replace(ids=(point,)))
    settle()
    field = clerk.fields[0]
    assert isinstance(field, FeelingField)
    field.number.setValue(1.5)
    settle()
    found = clerk.snapshot.get(Point, point)
    assert found is not None
    assert found.value == 0.75
    field.slider.setFocus()
    clerk.press(Qt.Key.Key_Right)
    clerk.write_in("Note", "The sea, at last")
    clerk.press(Qt.Key.Key_Return)
    found = clerk.snapshot.get(Point, point)
    assert found is not None
    assert (found.value, found.note) == (1.0, "The sea, at last")
    clerk.press_button(field.gap)
    gone = clerk.snapshot.get(Point, point)
    assert gone is not None
    assert gone.value is None
    assert clerk.heading.startswith("At “"), "the place is shown, for whoever else feels something"
    shown = clerk.fields
    at = [each for each in shown if isinstance(each, FeelingField) and each.at == field.at]
    assert [each.word.text() for each in at] == ["No answer"]


def test_an_empty_place_of_a_curve_asks_how_each_persona_feels(clerk: Inspecting) -> None:
    lanes = clerk.snapshot.lanes(clerk.map_id)
    lane = next(each.id for each in lanes if each.kind == "curve")
    step = clerk.step("Choose a berth")
    clerk.canvas.select(type(clerk.canvas.selection)((), (lane, step)))
    settle()
    names = [persona.name for persona in clerk.snapshot.personas()]
    assert set(names) <= set(clerk.labels)
    assert clerk.heading == "At “Choose a berth”"


def test_with_nothing_selected_the_map_itself_is_edited(clerk: Inspecting) -> None:
    clerk.canvas.select(type(clerk.canvas.selection)())
    settle()
    assert clerk.heading == "Map"
    clerk.write_in("Title", "To the sea by night")
    clerk.press(Qt.Key.Key_Return)
    clerk.pick("State", "Future state")
    clerk.pick("Language", "Français")
    found = clerk.snapshot.get(Map, clerk.map_id)
    assert found is not None
    assert (found.title, found.state, found.language) == ("To the sea by night", "future", "fr")


def test_a_persona_is_added_to_the_map_ordered_and_described(clerk: Inspecting) -> None:
    clerk.canvas.select(type(clerk.canvas.selection)())
    settle()
    lens = clerk.field_of("personas")
    assert isinstance(lens, LensField)
    clerk.write_in("Add a persona by name", "Noor")
    clerk.press(Qt.Key.Key_Return)
    noor = next(each for each in clerk.snapshot.personas() if each.name == "Noor")
    the_map = clerk.snapshot.get(Map, clerk.map_id)
    assert the_map is not None
    assert the_map.personas[-1] == noor.id
    lens.move_persona(noor.id, -1)
    settle()
    the_map = clerk.snapshot.get(Map, clerk.map_id)
    assert the_map is not None
    assert the_map.personas[-2] == noor.id
    clerk.press_button(lens.pencils[noor.id])
    assert clerk.heading == "Persona"
    clerk.write_in("Role", "Student")
    clerk.write_in("Needs", "A quiet place to read")
    clerk.press_button(clerk.inspector.back)
    assert clerk.heading == "Map"
    found = clerk.snapshot.get(Persona, noor.id)
    assert found is not None
    assert (found.role, found.needs) == ("Student", "A quiet place to read")
    clerk.press_button(lens.boxes[noor.id])
    the_map = clerk.snapshot.get(Map, clerk.map_id)
    assert the_map is not None
    assert noor.id not in the_map.personas


# Around it


def test_clicking_into_a_field_while_writing_on_a_card_gives_the_words_and_the_keyboard(
    clerk: Inspecting,
) -> None:
    card = clerk.card(FRIEND)
    clerk.select(card)
    clerk.press(Qt.Key.Key_F2)
    clerk.type("Written on the card")
    clerk.write_in("Tags", "later")
    assert card_of(clerk, card).text == "Written on the card"
    assert isinstance(clerk.at_keyboard, QLineEdit)
    assert clerk.at_keyboard.text() == "later"


def test_closing_the_project_gives_what_was_written(clerk: Inspecting, sample: Path) -> None:
    card = clerk.card(FRIEND)
    clerk.select(card)
    clerk.write_in("Text", "Written at the last moment")
    clerk.window.close_project()
    with open_session(sample) as session:
        found = session.snapshot.get(Card, card)
        assert found is not None
        assert found.text == "Written at the last moment"


def test_a_project_for_reading_shows_fields_that_take_nothing(
    start: Callable[[Path | None], Pilot], answers: Answers, sample: Path
) -> None:
    with open_session(sample):
        answers.press("Open for reading")
        clerk = Inspecting.at(start(sample))
        clerk.select(clerk.card(FRIEND))
        assert clerk.fields
        assert not any(field.isEnabled() for field in clerk.fields)
        assert clerk.inspector.lock.text() == "This project is open for reading only."
        assert not any(thing.isEnabled() for thing in clerk.palette.things)


def test_nothing_is_cut_in_a_slim_panel(clerk: Inspecting) -> None:
    """Whatever is selected: long names in chips, pictures, the readings of a metric."""

    def fits() -> bool:
        return clerk.unfold_all().minimumSizeHint().width() <= clerk.inspector.minimumWidth() - 12

    kinds = (Card, Stage, Step, Lane, Connection, Point)
    shown = [each for kind in kinds for each in clerk.live(kind) if on_board(clerk, each.id)]
    assert {type(each) for each in shown} == set(kinds)
    for record in (*shown, clerk.snapshot.records[clerk.map_id]):
        clerk.canvas.select(Selection((record.id,)))
        settle()
        assert fits(), record
    for persona in clerk.snapshot.personas():
        clerk.inspector.open_record(persona.id)
        settle()
        assert fits(), persona


def test_the_poles_of_a_trait_are_read_whole_in_a_slim_panel(clerk: Inspecting) -> None:
    clerk.pull_edge_of(clerk.inspector, 400)
    clerk.inspector.open_record(clerk.snapshot.personas()[0].id)
    settle()
    rows = clerk.unfold_all().field("sliders").rows  # type: ignore[attr-defined]
    poles = [pole for row in rows for pole in (row.left, row.right)]
    assert {"Looks at price", "Looks at comfort"} <= {pole.text() for pole in poles}
    for pole in poles:
        words, room = pole.document().size(), pole.viewport().size()
        assert words.width() <= room.width(), pole.text()
        assert words.height() <= room.height(), pole.text()


def test_a_trait_is_added_moved_and_taken_off(clerk: Inspecting) -> None:
    def traits() -> list[Slider]:
        return list(clerk.snapshot.personas()[0].sliders)

    before = traits()
    clerk.inspector.open_record(clerk.snapshot.personas()[0].id)
    settle()
    field = clerk.unfold_all().field("sliders")
    clerk.press_button(field.more)  # type: ignore[attr-defined]
    row = field.rows[-1]  # type: ignore[attr-defined]
    clerk.type("Books  early")
    clerk.press(Qt.Key.Key_Tab)
    clerk.type("Books late")
    clerk.press(Qt.Key.Key_Return)
    assert traits() == [*before, Slider("Books early", "Books late", 0.5)]
    row.place.setFocus()
    clerk.press(Qt.Key.Key_Left)
    assert traits()[-1] == Slider("Books early", "Books late", 0.45)
    clerk.press_button(row.cross)
    assert traits() == before


def test_a_picture_is_made_as_small_as_its_panel(clerk: Inspecting) -> None:
    clerk.select(clerk.card("Coffee, and the first gulls"))
    clerk.unfold("Picture")
    seen = clerk.field_of("picture").picture  # type: ignore[attr-defined]
    widths = []
    for by in (400, -12, -400):  # the panel stops at its least width
        clerk.pull_edge_of(clerk.inspector, by)
        assert seen.pixmap().deviceIndependentSize().width() <= seen.width()
        assert seen.visibleRegion().boundingRect().width() == seen.width()
        widths.append(seen.pixmap().deviceIndependentSize().width())
    slim, wider, usual = widths
    assert slim < wider < usual


def test_every_field_can_be_reached_and_has_a_name(clerk: Inspecting) -> None:
    for record in (
        clerk.card(FRIEND),
        clerk.stage("Book"),
        clerk.step("Pay"),
        clerk.lane("What they do"),
        link_called(clerk, "berth gone"),
        clerk.point("Pay").id,
        clerk.map_id,
    ):
        clerk.canvas.select(Selection((record,)))
        settle()
        clerk.unfold_all()
        clerk.inspector.focus_first()
        reached = []
        for _ in range(60):
            at = clerk.at_keyboard
            if not clerk.inspector.isAncestorOf(at) or at in reached:
                break
            reached.append(at)
            clerk.press(Qt.Key.Key_Tab)
        nameless = [
            each
            for each in reached
            if not (each.accessibleName() or getattr(each, "text", str)() or each.toolTip())
        ]
        assert nameless == [], kind_of(record)
        assert len(reached) >= len(clerk.fields) - 1, kind_of(record)
    assert clerk.window.isActiveWindow(), "no part of a form has shown as a window of its own"
