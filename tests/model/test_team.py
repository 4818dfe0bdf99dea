# SPDX-License-Identifier: Apache-2.0
"""What a team asks of one another: courtesy locks, and what to look at again."""

from datetime import date
from typing import Any

import pytest

from journey_studio.model.commands import (
    Add,
    Command,
    CommandError,
    Delete,
    Edit,
    Move,
    RestoreTo,
    SetPoint,
)
from journey_studio.model.document import Document
from journey_studio.model.ownership import locked_for, locks_touched
from journey_studio.model.stale import by_department as stale_by_department
from journey_studio.model.stale import stale
from journey_studio.model.whereabouts import map_of
from tests.model.worlds import library

LOCKS = (("lane-t", "Service", True), ("stage-b", "IT", True), ("card-y", "", False))


@pytest.fixture
def locked() -> Document:
    """A map whose text lane is the service's and whose second stage is IT's."""
    document = library()
    for record, owner, is_locked in LOCKS:
        document.apply(Edit(id=record, values={"owner": owner, "locked": is_locked}))
    return document


@pytest.mark.parametrize(
    ("command", "department", "expected"),
    [
        (Edit(id="card-x", values={"text": "new"}), "IT", {"lane-t"}),
        (Edit(id="card-x", values={"text": "new"}), " service", set()),
        (Edit(id="card-x", values={"text": "new"}), "", {"lane-t"}),
        (Add(kind="card", under=("lane-t", "step-3")), "Marketing", {"lane-t", "stage-b"}),
        (Add(kind="card", under=("lane-t", "step-3")), "Service", {"stage-b"}),
        (Move(ids=("card-x",), under=("lane-t", "step-3")), "Service", {"stage-b"}),
        (Delete(ids=("step-3",)), "Service", {"stage-b"}),
        (Delete(ids=("map-m",)), "Marketing", {"lane-t", "stage-b"}),
        (Add(kind="step", under=("stage-b",)), "Service", {"stage-b"}),
        (SetPoint(lane="lane-c", step="step-3", value=1), "Service", {"stage-b"}),
        (SetPoint(lane="lane-c", step="step-1", value=1), "Marketing", set()),
        (Edit(id="stage-b", values={"locked": False}), "Service", {"stage-b"}),
        (Edit(id="lane-c", values={"title": "Mood"}), "Marketing", set()),
        (Edit(id="card-x", values={"text": "one two three"}), "IT", set()),
        (Add(kind="comment", values={"on": "card-x", "text": "?"}), "IT", set()),
        (
            Add(kind="connection", values={"source": "card-x", "target": "card-y"}),
            "IT",
            set(),
        ),
    ],
)
def test_a_change_that_touches_what_others_have_locked_is_told_beforehand(
    locked: Document, command: Command, department: str, expected: set[str]
) -> None:
    before = locked.snapshot
    found = locks_touched(before, command, department)
    owners = {record: owner for record, owner, _ in LOCKS}
    assert {lock.record for lock in found} == expected
    assert all(lock.owner == owners[lock.record] for lock in found)
    assert locked.snapshot is before
    locked.apply(command)  # a courtesy stops nobody


def test_restoring_asks_too_and_says_what_is_covered(locked: Document) -> None:
    then = locked.snapshot
    locked.apply(Edit(id="card-x", values={"text": "new"}))
    locked.apply(Edit(id="card-y", values={"text": "new"}))
    command = RestoreTo(ids=("map-m",), then=then, when="then")
    (lock,) = locks_touched(locked.snapshot, command, "IT")
    assert (lock.record, set(lock.covers)) == ("lane-t", {"card-x", "card-y"})


def test_a_lock_nobody_keeps_asks_everybody_and_cards_follow_their_lane(locked: Document) -> None:
    locked.apply(Edit(id="card-y", values={"locked": True}))
    (lock,) = locked_for(locked.snapshot, ["card-y"], "IT")[:1]
    assert (lock.record, lock.owner) == ("card-y", "Service"), "its lane is the service's"
    assert locked_for(locked.snapshot, ["card-y", "no-such"], "Service") == []
    locked.apply(Edit(id="lane-c", values={"locked": True}))
    assert [lock.owner for lock in locked_for(locked.snapshot, ["lane-c"], "Service")] == [""]


def test_a_command_that_does_not_fit_says_so_when_asked_about_locks(locked: Document) -> None:
    with pytest.raises(CommandError):
        locks_touched(locked.snapshot, Edit(id="card-none", values={}), "IT")


def test_what_is_past_its_day_is_listed_by_department() -> None:
    document = library()
    values: tuple[tuple[str, dict[str, Any]], ...] = (
        ("lane-t", {"recheck": "2026-03-01", "owner": "Service"}),
        ("card-x", {"recheck": "2026-02-01"}),
        ("stage-b", {"recheck": "2026-03-02", "owner": "IT"}),
        ("stage-a", {"recheck": "2026-01-01"}),
        ("card-y", {"recheck": "2020-01-01"}),
    )
    for record, each in values:
        document.apply(Edit(id=record, values=each))
    document.apply(Delete(ids=("card-y",)))
    found = stale(document.snapshot, date(2026, 3, 1))
    assert [(each.record, each.department, each.day) for each in found] == [
        ("stage-a", "", "2026-01-01"),
        ("card-x", "Service", "2026-02-01"),
        ("lane-t", "Service", "2026-03-01"),
    ]
    assert {each.map for each in found} == {"map-m"}
    assert list(stale_by_department(found)) == ["Service", ""]
    document.apply(Delete(ids=("map-m",)))
    assert stale(document.snapshot, date(2026, 3, 1)) == []


def test_everything_on_a_map_is_found_there() -> None:
    document = library()
    document.apply(SetPoint(lane="lane-c", step="step-1", value=1))
    document.apply(Add(kind="comment", id="comment-c", values={"on": "card-x", "text": "?"}))
    document.apply(
        Add(kind="comment", id="comment-d", values={"on": "comment-c", "reply_to": "comment-c"})
    )
    document.apply(
        Add(kind="connection", id="connection-a", values={"source": "card-x", "target": "card-y"})
    )
    elsewhere = {"project", "persona", "metric"}
    for record in document.snapshot.records.values():
        expected = "" if record.KIND in elsewhere else "map-m"
        assert map_of(document.snapshot, record.id) == expected, record.id
    document.apply(Add(kind="map", id="map-n"))
    document.apply(Delete(ids=("map-m",)))
    assert map_of(document.snapshot, "map-m") == ""
    assert map_of(document.snapshot, "card-none") == ""
