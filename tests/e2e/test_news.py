# SPDX-License-Identifier: Apache-2.0
"""Who changed what since somebody last looked, and what is to be looked at again."""

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from journey_studio.model.commands import Add, Delete, Edit, Move
from journey_studio.model.records import Lane, Stage
from journey_studio.ui.team.days import later
from tests.e2e.inspecting import Inspecting
from tests.e2e.pilot import Pilot, settle
from tests.e2e.teaming import Colleague, Teaming

TEXT = "Reads that the train leaves"


@pytest.fixture
def team(pilot: Pilot) -> Teaming:
    return Teaming.at(pilot)


def dots(team: Teaming) -> set[str]:
    return {record for record, _ in team.canvas.dots()}


def two_at_work(team: Teaming) -> tuple[str, str]:
    """Ben rewrites a card, Eve names a stage anew; the ids of both."""
    card, stage = team.card(TEXT), team.stage("Plan")
    ben, eve = Colleague(team), Colleague(team, "Eve", "Service")
    ben.does(Edit(id=card, values={"text": "Reads it twice"}))
    ben.meets()
    eve.does(Edit(id=stage, values={"title": "Dream"}))
    eve.meets()
    return card, stage


def test_what_others_change_stands_in_the_list_by_person_and_has_a_dot(team: Teaming) -> None:
    card, stage = two_at_work(team)
    team.open("news")
    assert [row.item.record for row in team.news] == [stage, card]
    assert [row.words[0] for row in team.news] == ["Dream", "Reads it twice"]
    assert "Title" in team.news[0].words[1]
    assert "Text" in team.news[1].words[1]
    assert team.badge("news") == 2
    assert team.canvas.news == {card, stage}
    team.canvas.fit_map()
    assert {card, stage} <= dots(team), "seen from afar as well"


def test_by_department_the_person_is_told_beside_each(team: Teaming) -> None:
    two_at_work(team)
    team.open("news")
    page = team.team.page("news")
    team.press_button(page.departments)  # type: ignore[attr-defined]
    assert "Eve, Service" in team.news[0].words[1]
    assert "Ben Okafor, Marketing" in team.news[1].words[1]


def test_one_click_goes_there_on_another_map_too(team: Teaming) -> None:
    card, _ = two_at_work(team)
    home = team.map_id
    team.choose("insert.map")
    team.press(Qt.Key.Key_Escape)
    team.open("news")
    (row,) = [each for each in team.news if each.item.record == card]
    team.press_button(row)
    assert team.map_id == home
    assert team.canvas.selection.ids == (card,)


def test_it_leads_back_from_an_earlier_moment_to_the_map_as_it_is(team: Teaming) -> None:
    card, _ = two_at_work(team)
    team.canvas.present(team.snapshot)
    settle()
    assert team.canvas.dots() == [], "what was is no news"
    team.open("news")
    (row,) = [each for each in team.news if each.item.record == card]
    team.press_button(row)
    assert not team.canvas.presented
    assert team.canvas.selection.ids == (card,)


def test_arrow_keys_and_enter_go_through_the_list(team: Teaming) -> None:
    card, stage = two_at_work(team)
    team.open("news")
    assert team.at_keyboard is team.news[0]
    team.press(Qt.Key.Key_Return)
    assert team.canvas.selection.ids == (stage,)
    team.press(Qt.Key.Key_Down)
    team.press(Qt.Key.Key_Return)
    assert team.canvas.selection.ids == (card,)
    assert team.at_keyboard is team.news[1]


def test_all_seen_clears_list_and_dots_for_good(team: Teaming, sample: Path) -> None:
    two_at_work(team)
    team.open("news")
    team.choose("team.seen")
    assert team.news == []
    assert dots(team) == set()
    assert not team.can("team.seen")
    team.choose("file.close")
    team.desk.open(sample, team.window)
    settle()
    assert team.badge("news") == 0
    assert team.canvas.news == frozenset()


def test_what_nobody_has_seen_is_news_still_when_the_project_is_opened_again(
    team: Teaming, sample: Path
) -> None:
    card, stage = two_at_work(team)
    team.choose("file.close")
    team.desk.open(sample, team.window)
    settle()
    assert team.badge("news") == 2
    assert team.canvas.news == {card, stage}


def test_what_one_does_oneself_is_no_news(team: Teaming) -> None:
    team.does(Edit(id=team.card(TEXT), values={"text": "Reads it twice"}))
    team.undo()
    assert team.badge("news") == 0
    assert team.canvas.news == frozenset()


def test_news_arrive_while_the_list_is_looked_at_and_the_keyboard_stays(team: Teaming) -> None:
    card, stage = two_at_work(team)
    team.open("news")
    team.press(Qt.Key.Key_Down)
    assert team.news[1].item.record == card
    ann = Colleague(team, "Ann", "Sales")
    ann.does(Edit(id=team.lane("Frontstage"), values={"title": "On stage"}))
    ann.meets()
    assert len(team.news) == 3
    row = team.at_keyboard
    assert row in team.news
    assert row.item.record == card
    assert stage in team.canvas.news


def test_new_moved_and_deleted_cards_are_told_as_that(team: Teaming) -> None:
    card = team.card(TEXT)
    lane, step = team.cell_of(card)
    steps = [each.id for each in team.snapshot.steps_of_map(team.map_id)]
    doomed = team.card("Pays by card")
    ben = Colleague(team)
    added = Add(kind="card", under=(lane, step), values={"text": "Asks the neighbour"})
    ben.does(added, Move(ids=(card,), under=(lane, steps[0]), at=0), Delete(ids=(doomed,)))
    ben.meets()
    team.open("news")
    told = {row.item.record: row.words[1].split(" · ")[0] for row in team.news}
    assert told[added.id] == "New"
    assert told[card] == "Moved"
    assert told[doomed] == "Deleted"
    (gone,) = [row for row in team.news if row.item.record == doomed]
    team.press_button(gone)
    assert team.canvas.selection.kind == "step", "where it was"


def test_a_large_change_is_one_line(team: Teaming) -> None:
    ben = Colleague(team)
    ben.does(Delete(ids=(team.lane("What they do"),)))
    ben.meets()
    team.open("news")
    assert [row.words[0] for row in team.news] == ["Delete lane “What they do”"]


def test_dots_are_no_part_of_what_is_printed_exported_or_copied(team: Teaming) -> None:
    two_at_work(team)
    with_dots = team.canvas.board
    assert dots(team)
    team.choose("team.seen")
    assert not dots(team)
    assert team.canvas.board is with_dots


def test_the_button_of_the_panel_says_what_waits_while_it_is_closed(team: Teaming) -> None:
    action = team.window.commands["team.panel"]
    calm = action.icon().cacheKey()
    two_at_work(team)
    assert "2 news" in action.toolTip()
    assert action.icon().cacheKey() != calm
    assert team.status.startswith("Eve, Service: ")
    team.choose("team.seen")
    assert "news" not in action.toolTip()
    assert action.icon().cacheKey() == calm


def today() -> str:
    return datetime.now().astimezone().date().isoformat()


def test_what_is_due_stands_under_its_department_and_gets_a_new_day(team: Teaming) -> None:
    lane, stage = team.lane("What they do"), team.stage("Book")
    team.does(Edit(id=lane, values={"owner": "Marketing", "recheck": "2020-02-29"}))
    team.does(Edit(id=stage, values={"owner": "Digital Sales", "recheck": today()}))
    team.does(Edit(id=team.lane("Frontstage"), values={"recheck": "9999-01-01"}))
    team.open("recheck")
    assert {entry.stale.record for entry in team.due} == {lane, stage}
    assert team.badge("recheck") == 2
    (entry,) = [each for each in team.due if each.stale.record == lane]
    (deed,) = [each for each in entry.deeds if each.text() == "In 3 months"]
    team.press_button(deed)
    found = team.snapshot.get(Lane, lane)
    assert found is not None
    assert found.recheck == later(datetime.now().astimezone().date(), 3).isoformat()
    assert [each.stale.record for each in team.due] == [stage]
    team.undo()
    assert team.badge("recheck") == 2


def test_one_click_goes_to_what_is_due(team: Teaming) -> None:
    stage = team.stage("Book")
    team.does(Edit(id=stage, values={"recheck": today()}))
    team.open("recheck")
    team.press_button(team.due[0].way)
    assert team.canvas.selection.ids == (stage,)


def test_a_stage_is_given_to_a_department_that_the_project_knows(
    pilot: Pilot,
) -> None:
    hands = Inspecting.at(pilot)
    stage = hands.stage("Plan")
    hands.show_at_full_size(stage)
    hands.click(stage)
    hands.unfold("Upkeep")
    form = hands.inspector.form
    assert form is not None
    field = form.field("owner")
    field.editor.setFocus()  # type: ignore[attr-defined]
    hands.press(Qt.Key.Key_Down)
    offered = {each.text(): each for each in field.menu.actions()}  # type: ignore[attr-defined]
    assert "Digital Sales" in offered
    offered["Digital Sales"].trigger()
    field.menu.close()  # type: ignore[attr-defined]
    settle()
    found = hands.snapshot.get(Stage, stage)
    assert found is not None
    assert found.owner == "Digital Sales"
