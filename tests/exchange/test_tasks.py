# SPDX-License-Identifier: Apache-2.0
"""Tasks for trackers: what is to be done on a map, in the columns that each of them knows."""

import csv
import io
from types import ModuleType

import pytest
from hypothesis import given, settings

from journey_studio.exchange.formats import Choices
from journey_studio.exchange.tasks import NoTasks, azure, jira, planner, trello
from journey_studio.model.builder import Builder
from journey_studio.model.snapshot import Snapshot
from tests.exchange.laws import MadeMap, maps

TRACKERS = (jira, azure, trello, planner)
Row = dict[str, str]


def rows(module: ModuleType, snapshot: Snapshot, *map_ids: str) -> list[list[str]]:
    data = module.write(snapshot, map_ids, Choices(), lambda _: None).data
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def told(module: ModuleType, snapshot: Snapshot, *map_ids: str) -> list[Row]:
    head, *found = rows(module, snapshot, *map_ids)
    return [dict(zip(head, row, strict=True)) for row in found]


def _map() -> tuple[Snapshot, str]:
    builder = Builder()
    map_id = builder.add("map", title="Night train")
    stage = builder.add("stage", map_id, title="Board")
    step = builder.add("step", stage, title="Find the berth")
    pains = builder.add("lane", map_id, title="Trouble", kind="pain")
    notes = builder.add("lane", map_id, title="Notes")
    solution = builder.add(
        "solution", title="Light the numbers", text="At night.", status="doing", owner="Ida"
    )
    tag = builder.named("tag", "on board")
    builder.add("card", pains, step, text="Too dark\nto read", tags=[tag], evidence="observed")
    builder.add("card", notes, step, text="Walks along", refs=[solution])
    builder.add("card", notes, step, text="=1+1", kind="opportunity")
    return builder.snapshot(), map_id


def test_solutions_opportunities_and_pain_points_are_tasks() -> None:
    found = told(jira, *_map())
    assert [(row["Summary"], row["Issue Type"], row["Status"]) for row in found] == [
        ("Light the numbers", "Story", "In Progress"),
        ("Too dark", "Task", "To Do"),
        ("'=1+1", "Task", "To Do"),
    ]
    assert found[0]["Description"] == (
        "At night.\n\nOwner: Ida\n\nWhere: Board · Find the berth · Notes\n\n"
        "Journey map: Night train"
    )
    assert found[1]["Description"].startswith("Too dark\nto read\n\nEvidence: observed")


def test_labels_have_no_blanks_and_a_column_each_for_jira() -> None:
    head, _, pain, _ = rows(jira, *_map())
    labels = [value for name, value in zip(head, pain, strict=True) if name == "Labels" and value]
    assert labels == ["journey-map", "pain", "on-board"]


def test_azure_devops_gets_new_work_items_with_html() -> None:
    found = told(azure, *_map())
    assert [(row["ID"], row["Work Item Type"]) for row in found] == [
        ("", "User Story"),
        ("", "Issue"),
        ("", "Task"),
    ]
    assert found[1]["Description"].startswith("<p>Too dark<br>to read</p>")
    assert found[0]["Tags"] == "journey-map; solution; doing"


def test_trello_gets_lists_and_planner_gets_buckets() -> None:
    assert [row["List Name"] for row in told(trello, *_map())] == ["In progress", "Idea", "Idea"]
    found = told(planner, *_map())
    assert [(row["Bucket Name"], row["Progress"]) for row in found] == [
        ("Board", "In progress"),
        ("Board", "Not started"),
        ("Board", "Not started"),
    ]


def test_cards_that_are_no_tasks_are_said_to_stay_behind() -> None:
    snapshot, map_id = _map()
    losses = jira.write(snapshot, (map_id,), Choices(), lambda _: None).losses
    assert [(loss.what, loss.place) for loss in losses] == [("card.text", "Walks along")]


@pytest.mark.parametrize("module", TRACKERS)
def test_a_map_with_nothing_to_do_is_refused_in_words(module: ModuleType) -> None:
    builder = Builder()
    map_id = builder.add("map", title="Empty")
    with pytest.raises(NoTasks, match="nothing to do"):
        module.write(builder.snapshot(), (map_id,), Choices(), lambda _: None)


def test_a_card_that_stands_for_an_opportunity_is_no_second_task() -> None:
    builder = Builder()
    map_id = builder.add("map", title="One")
    step = builder.add("step", builder.add("stage", map_id))
    entry = builder.add("opportunity", title="A lamp in each berth")
    lane = builder.add("lane", map_id, kind="opportunity")
    builder.add("card", lane, step, text="Lamp", refs=[entry])
    found = told(jira, builder.snapshot(), map_id)
    assert [row["Summary"] for row in found] == ["A lamp in each berth"]


def test_a_long_title_is_shortened_and_stands_whole_in_the_description() -> None:
    builder = Builder()
    map_id = builder.add("map", title="Long")
    step = builder.add("step", builder.add("stage", map_id))
    words = "word " * 100
    builder.add("card", builder.add("lane", map_id, kind="pain"), step, text=words)
    (row,) = told(jira, builder.snapshot(), map_id)
    assert len(row["Summary"]) == 250
    assert row["Description"].startswith(words.strip())


@settings(max_examples=25)
@given(maps())
def test_no_row_is_ragged_and_no_title_breaks_a_line(made: MadeMap) -> None:
    for module in TRACKERS:
        try:
            head, *found = rows(module, made.snapshot, made.map_id)
        except NoTasks:
            continue
        assert all(len(row) == len(head) for row in found)
        title = head.index(next(name for name in head if name in _TITLES))
        assert all("\n" not in row[title] and len(row[title]) <= 251 for row in found)
        cells = [cell for row in found for cell in row]
        assert not any(cell[:1] in "=+@\t" and cell for cell in cells)


_TITLES = ("Summary", "Title", "Card Name", "Task Name")
