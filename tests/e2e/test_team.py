# SPDX-License-Identifier: Apache-2.0
"""The team panel at work: what two people wrote at once is settled by clicking, for both."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from journey_studio.model.commands import Delete, Edit, Move
from journey_studio.model.records import Card
from journey_studio.ui.team.conflict_entry import ConflictEntry
from tests.e2e.pilot import Pilot, settle
from tests.e2e.teaming import Colleague, Teaming

TEXT = "Reads that the train leaves"


@pytest.fixture
def team(pilot: Pilot) -> Teaming:
    return Teaming.at(pilot)


def both_write(team: Teaming) -> tuple[Colleague, str]:
    """Both rewrite the same words of a card at once."""
    card, ben = team.card(TEXT), Colleague(team)
    ben.does(Edit(id=card, values={"text": "Hears it on the platform"}))
    team.does(Edit(id=card, values={"text": "Reads it in the app"}))
    ben.meets()
    return ben, card


def text_of(team: Teaming, card: str) -> str:
    found = team.snapshot.get(Card, card)
    assert found is not None
    return found.text


def values_in(entry: ConflictEntry) -> list[str]:
    return [offer.text for offer in entry.question.offers]


def test_what_two_people_wrote_at_once_stands_in_the_panel_with_both_names(team: Teaming) -> None:
    both_write(team)
    team.open("conflicts")
    (entry,) = team.conflicts
    assert sorted(values_in(entry)) == ["Hears it on the platform", "Reads it in the app"]
    who = [offer.who for offer in entry.question.offers]
    assert any(each.startswith("Ben Okafor, Marketing") for each in who)
    assert any(each.startswith("You") for each in who)
    assert team.team.tabs["conflicts"].text() == "Conflicts 1"
    assert "1" in team.team.tabs["conflicts"].accessibleName()


@pytest.mark.parametrize(
    ("deed", "stands"),
    [("Take mine", "Reads it in the app"), ("Take theirs", "Hears it on the platform")],
)
def test_one_click_settles_it_for_both(team: Teaming, deed: str, stands: str) -> None:
    ben, card = both_write(team)
    team.open("conflicts")
    (entry,) = team.conflicts
    (button,) = [each for each in entry.taking if each.text() == deed]
    team.press_button(button)
    ben.meets()
    assert text_of(team, card) == stands
    assert team.conflicts == []
    assert not team.snapshot.contested
    assert not ben.document.snapshot.contested
    assert ben.hash == team.hash
    assert team.team.tabs["conflicts"].text() == "Conflicts"


def test_settling_is_one_step_that_can_be_taken_back(team: Teaming) -> None:
    ben, _ = both_write(team)
    team.open("conflicts")
    before = len(team.session.document.history.done)
    team.press_button(team.conflicts[0].taking[0])
    assert len(team.session.document.history.done) == before + 1
    team.undo()
    ben.meets()
    assert ben.hash == team.hash


def test_own_words_settle_it_too(team: Teaming) -> None:
    ben, card = both_write(team)
    team.open("conflicts")
    (entry,) = team.conflicts
    team.press_button(entry.edit)
    team.type("Hears or reads it")
    team.press(Qt.Key.Key_Return)
    ben.meets()
    assert text_of(team, card) == "Hears or reads it"
    assert team.conflicts == []
    assert ben.hash == team.hash


def test_what_is_being_written_stays_when_others_go_on_working(team: Teaming) -> None:
    ben, _ = both_write(team)
    team.open("conflicts")
    team.press_button(team.conflicts[0].edit)
    team.type("Half a ")
    ben.does(Edit(id=team.step("Pay"), values={"description": "At last"}))
    ben.meets()
    team.type("thought")
    editor = team.conflicts[0].editor
    assert editor is not None
    assert editor.text() == "Half a thought"


def test_esc_leaves_the_conflict_as_it_was(team: Teaming) -> None:
    both_write(team)
    team.open("conflicts")
    (entry,) = team.conflicts
    team.press_button(entry.edit)
    team.type("No")
    team.press(Qt.Key.Key_Escape)
    assert team.conflicts == [entry]
    assert team.at_keyboard is entry.edit


def test_three_people_leave_three_values_to_take(team: Teaming) -> None:
    card = team.card(TEXT)
    ben, eve = Colleague(team), Colleague(team, "Eve", "Service")
    ben.does(Edit(id=card, values={"owner": "Marketing"}))
    eve.does(Edit(id=card, values={"owner": "Service"}))
    team.does(Edit(id=card, values={"owner": "Sales"}))
    ben.meets([eve])
    eve.meets([ben])
    team.open("conflicts")
    (entry,) = team.conflicts
    assert sorted(values_in(entry)) == ["Marketing", "Sales", "Service"]
    assert [deed.text() for deed in entry.taking] == ["Take this one"] * 3
    at = values_in(entry).index("Service")
    team.press_button(entry.taking[at])
    ben.meets([eve])
    eve.meets([ben])
    assert team.snapshot.records[card].owner == "Service"  # type: ignore[attr-defined]
    assert ben.hash == team.hash == eve.hash


def test_a_card_two_people_moved_says_where_in_words_and_goes_there(team: Teaming) -> None:
    card, ben = team.card(TEXT), Colleague(team)
    lane = team.cell_of(card)[0]
    steps = [step.id for step in team.snapshot.steps_of_map(team.map_id)]
    ben.does(Move(ids=(card,), under=(lane, steps[0]), at=0))
    team.does(Move(ids=(card,), under=(lane, steps[2]), at=0))
    ben.meets()
    team.open("conflicts")
    (entry,) = team.conflicts
    names = [team.snapshot.records[each].title for each in (steps[0], steps[2])]  # type: ignore[attr-defined]
    for name in names:
        assert any(name in each for each in values_in(entry))
    assert not any("step-" in each or "lane-" in each for each in values_in(entry))
    (theirs,) = [each for each in entry.taking if each.text() == "Take theirs"]
    team.press_button(theirs)
    ben.meets()
    assert team.cell_of(card) == (lane, steps[0])
    assert ben.hash == team.hash


def test_all_of_it_works_without_a_mouse(team: Teaming) -> None:
    ben, card = both_write(team)
    team.canvas.setFocus()
    team.open("conflicts")
    (entry,) = team.conflicts
    way: QWidget = entry.way
    assert team.at_keyboard == way
    team.press(Qt.Key.Key_Return)
    assert team.canvas.selection.ids == (card,)
    assert team.at_keyboard == way, "the keyboard stays in the list"
    team.press(Qt.Key.Key_Tab)
    take: QWidget = entry.taking[0]
    assert team.at_keyboard == take
    team.press(Qt.Key.Key_Return)
    assert team.conflicts == []
    ben.meets()
    assert ben.hash == team.hash


def test_a_click_on_a_conflict_goes_to_another_map(team: Teaming) -> None:
    card = team.card(TEXT)
    home = team.map_id
    both_write(team)
    team.choose("insert.map")
    team.press(Qt.Key.Key_Escape)
    assert team.map_id != home
    team.open("conflicts")
    team.press_button(team.conflicts[0].way)
    assert team.map_id == home
    assert team.canvas.selection.ids == (card,)
    seen = team.box(card)
    assert 0 <= seen.x <= team.canvas.view_size[0]


def deleted_and_edited(team: Teaming) -> tuple[Colleague, str]:
    card, ben = team.card(TEXT), Colleague(team)
    ben.does(Edit(id=card, values={"text": "Hears it on the platform"}))
    team.does(Delete(ids=(card,)))
    ben.meets()
    return ben, card


@pytest.mark.parametrize("restored", [True, False])
def test_deleted_here_and_edited_there_comes_back_or_is_let_go(
    team: Teaming, restored: bool
) -> None:
    ben, card = deleted_and_edited(team)
    team.open("conflicts")
    (entry,) = team.departed
    assert entry.lost.deleted.startswith("Deleted: You")
    assert any("Hears it on the platform" in each and "Ben" in each for each in entry.lost.edits)
    team.press_button(entry.restore if restored else entry.let_go)
    ben.meets()
    assert (team.snapshot.get(Card, card) is not None) is restored
    assert team.departed == []
    assert ben.hash == team.hash
    if restored:
        assert text_of(team, card) == "Hears it on the platform"


def test_the_panel_opens_and_closes_and_takes_the_place_of_the_inspector_where_it_is_narrow(
    team: Teaming,
) -> None:
    panels = team.window.panels
    assert panels is not None
    if not panels.is_open("inspector"):
        panels.toggle("inspector")
    team.window.resize(1000, 700)
    settle()
    team.choose("team.panel")
    assert panels.is_open("team")
    assert not panels.is_open("inspector")
    team.choose("team.panel")
    assert not panels.is_open("team")
    assert panels.is_open("inspector")


def test_the_window_remembers_that_the_panel_was_open(
    start: Callable[[Path | None], Pilot], sample: Path
) -> None:
    first = Teaming.at(start(sample))
    first.choose("team.panel")
    assert first.desk.preferences.panels["team"]["open"] is True
    first.choose("file.close")
    first.desk.open(sample, first.window)
    settle()
    assert first.window.panels is not None
    assert first.window.panels.is_open("team")


def test_nothing_is_settled_while_an_earlier_moment_is_looked_at(team: Teaming) -> None:
    _, card = both_write(team)
    now = text_of(team, card)
    team.canvas.present(team.snapshot)
    settle()
    team.open("conflicts")
    (entry,) = team.conflicts
    team.press_button(entry.taking[1])
    assert text_of(team, card) == now
    team.canvas.present(None)
    settle()
    (entry,) = team.conflicts
    team.press_button(entry.taking[0])
    assert team.conflicts == []
