# SPDX-License-Identifier: Apache-2.0
"""History: every moment of a project as it was, whatever order things arrived in."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journey_studio.model import timeline as timelines
from journey_studio.model.change import Change, Clock
from journey_studio.model.commands import Add, Delete, Edit, Move, NameVersion
from journey_studio.model.document import Document
from journey_studio.model.merge import rebuild
from journey_studio.model.records import Seen, Version
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.timeline import Timeline, said_something
from journey_studio.model.versions import held, named_versions, seen_of
from tests.model.worlds import bold_commands, commands, library, log_of, new_document, try_to_apply


def skewed(name: str, milliseconds: int) -> Document:
    """A document whose clock is wrong by so much."""
    document = new_document(name)
    document.clock = Clock(lambda: 10_000_000 + milliseconds)
    return document


def busy(data: st.DataObject, count: int = 3) -> list[Document]:
    """Copies of one project on which people with wrong clocks worked, meeting now and then."""
    first = library()
    skews = (0, -400_000, 900_000)
    people = [skewed(f"P{number}", skews[number]) for number in range(count)]
    for each in people:
        each.receive(log_of(first).values())
    for _ in range(data.draw(st.integers(1, 18))):
        one, other = data.draw(st.permutations(people))[:2]
        if data.draw(st.sampled_from("edit edit edit meet".split())) == "meet":
            one.receive(log_of(other).values())
        else:
            try_to_apply(one, data.draw(commands(one.snapshot) | bold_commands(one.snapshot)))
    return people


@settings(max_examples=50)
@given(st.data())
def test_every_moment_is_what_its_changes_come_to(data: st.DataObject) -> None:
    people = busy(data)
    changes = {sha: each for person in people for sha, each in log_of(person).items()}
    arrived = list(changes.values())
    data.draw(st.randoms(use_true_random=False)).shuffle(arrived)
    with pytest.MonkeyPatch.context() as patch:  # small enough for milestones in a short life
        patch.setattr(timelines, "_LEAST_BETWEEN", 3)
        patch.setattr(timelines, "_STRIDE", 2)
        patch.setattr(timelines, "_MOST_NEAR", 3)
        found = Timeline(arrived)
        ordered = sorted(arrived, key=lambda change: change.order)
        assert [moment.sha256 for moment in found.moments] == [each.sha256 for each in ordered]
        for count in data.draw(st.permutations(range(len(found) + 1))):
            assert found.at(count) == rebuild(ordered[:count])


def test_a_moment_that_never_was_is_refused() -> None:
    found = Timeline(log_of(library()).values())
    for count in (-1, len(found) + 1):
        with pytest.raises(IndexError):
            found.at(count)
    assert found.at(0) == Snapshot()


def test_milestones_are_made_in_parts_and_may_be_left_unfinished() -> None:
    document = library()
    for number in range(200):
        document.apply(Edit(id="card-x", values={"text": f"{number}"}))
    found = Timeline(log_of(document).values())
    parts = found.building()
    assert 0 < next(parts) < next(parts) < 1
    del parts
    assert found.at(150) == rebuild(list(log_of(document).values())[:150])
    assert list(found.building())[-1] == 1.0
    assert found.at(len(found)) == document.snapshot


@settings(max_examples=30)
@given(st.data())
def test_a_timeline_goes_on_with_changes_that_come_while_it_is_open(data: st.DataObject) -> None:
    mine, theirs = busy(data, 2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timelines, "_LEAST_BETWEEN", 4)
        before = Timeline(log_of(mine).values(), mine.snapshot)
        list(before.building())
        mine.receive(log_of(theirs).values())
        after = before.extended(log_of(theirs).values(), mine.snapshot)
        fresh = Timeline(log_of(mine).values())
        assert after.moments == fresh.moments
        for count in range(len(fresh) + 1):
            assert after.at(count) == fresh.at(count)


def test_the_history_of_a_card_says_who_changed_what_and_when() -> None:
    mine, theirs = library(), new_document("Theirs")
    theirs.receive(log_of(mine).values())
    theirs.apply(Edit(id="card-x", values={"text": "one two four", "evidence": "observed"}))
    mine.receive(log_of(theirs).values())
    mine.apply(Move(ids=("card-x",), under=("lane-t", "step-3")))
    mine.apply(Delete(ids=("lane-t",)))
    deeds = Timeline(log_of(mine).values()).of_record("card-x")
    told = [(each.moment.author.name, each.register, each.before, each.after) for each in deeds]
    (place,) = (each.after for each in deeds if each.register == "place" and each.before)
    assert ("Theirs", "text", "one two three", "one two four") in told
    assert ("Theirs", "evidence", "", "observed") in told
    assert place.step == "step-3"
    assert told[-1] == ("Lib", "deleted", False, True)
    assert all(each.register != "deleted_after" for each in deeds)
    assert [each.index for each in deeds] == sorted(each.index for each in deeds)
    assert deeds[-1].moment.label.text == "Delete lane “Doing”"


@settings(max_examples=40)
@given(st.data())
def test_the_history_of_a_record_agrees_with_every_moment(data: st.DataObject) -> None:
    (mine, *others) = busy(data)
    for each in others:
        mine.receive(log_of(each).values())
    found = Timeline(log_of(mine).values())
    for record_id in data.draw(st.permutations(sorted(mine.snapshot.records)))[:4]:
        for deed in found.of_record(record_id):
            before = found.at(deed.index).records.get(record_id)
            after = found.at(deed.index + 1).records[record_id]
            assert getattr(after, deed.register) == deed.after
            if before is not None:
                assert getattr(before, deed.register) == deed.before


def test_words_that_lost_to_later_ones_are_told_too() -> None:
    mine, theirs = library(), skewed("Theirs", 0)
    theirs.receive(log_of(mine).values())
    theirs.apply(Edit(id="map-m", values={"title": "Theirs"}))
    mine.apply(Edit(id="map-m", values={"title": "Mine"}))  # an earlier stamp, made knowing neither
    mine.receive(log_of(theirs).values())
    (made, mine_deed, their_deed) = (
        each
        for each in Timeline(log_of(mine).values()).of_record("map-m")
        if each.register == "title"
    )
    assert (made.after, mine_deed.after, their_deed.after) == ("Borrow a book", "Mine", "Theirs")
    assert all(map(said_something, (made, mine_deed, their_deed)))


@settings(max_examples=60)
@given(st.data())
def test_a_version_holds_exactly_what_was_there_when_it_was_named(data: st.DataObject) -> None:
    people = busy(data)
    namer = data.draw(st.sampled_from(people))
    before, had = namer.snapshot, set(log_of(namer))
    command = NameVersion(title="After the workshop")
    named = namer.apply(command)
    assert named is not None
    for _ in range(data.draw(st.integers(0, 6))):
        person = data.draw(st.sampled_from(people))
        try_to_apply(person, data.draw(commands(person.snapshot)))
    for each in people:
        namer.receive(log_of(each).values())
    found = Timeline(log_of(namer).values())
    version = namer.snapshot.records[command.id]
    assert isinstance(version, Version)
    assert version.seen is not None
    assert held(version.seen, found.changes).names == had
    assert found.at_version(version) == before
    with pytest.MonkeyPatch.context() as patch:  # the way taken in a long life
        patch.setattr(timelines, "_FEW", -1)
        assert found.at_version(version) == before


@settings(max_examples=80)
@given(st.data())
def test_what_a_carrier_brings_late_is_no_part_of_a_version(data: st.DataObject) -> None:
    """A copy that lacks one or two runs of a colleague's changes names a version."""
    author, there = new_document("Author"), []
    first = Add(kind="map", id="map-m")
    author.apply(first)
    for number in range(data.draw(st.integers(6, 30))):
        author.apply(Edit(id="map-m", values={"title": f"{number}"}))
    changes = list(log_of(author).values())
    lost: set[int] = set()
    for _ in range(data.draw(st.integers(1, 2))):
        start = data.draw(st.integers(1, len(changes) - 2))
        lost |= set(range(start, data.draw(st.integers(start, len(changes) - 2)) + 1))
    there = [each for number, each in enumerate(changes) if number not in lost]
    namer = new_document("Namer")
    namer.receive(there)
    had, before = set(log_of(namer)), namer.snapshot
    seen = namer.journal.seen()
    namer.receive(changes)
    assert held(seen, changes).names == had
    version = Version(id="version-v", seen=seen)
    found = Timeline(log_of(namer).values())
    assert found.at_version(version) == before


def test_a_version_of_what_has_not_all_arrived_says_so() -> None:
    mine = library()
    changes = list(log_of(mine).values())
    found = held(seen_of(changes), changes[3:])
    assert found.missing == 3
    assert found.names == {each.sha256 for each in changes[3:]}


@given(
    st.text("0123456789abcdef", max_size=40).map(lambda marks: marks[: len(marks) // 12 * 12]),
    st.integers(0, 2**53 - 1),
    st.text("0123456789abcdef", min_size=16, max_size=16),
    st.booleans(),
)
def test_a_version_that_says_nonsense_is_shown_as_far_as_it_goes(
    marks: str, number: int, check: str, real: bool
) -> None:
    changes = list(log_of(library()).values())
    seen = Seen(changes[-1].sha256[:12] + marks if real else marks, number, check)
    found = held(seen, changes)
    assert found.names <= {change.sha256 for change in changes}
    assert found.missing >= 0
    snapshot = Timeline(changes).at_version(Version(id="version-v", seen=seen))
    assert set(snapshot.records) <= set(library().snapshot.records)


def test_named_versions_say_who_named_them_the_last_first() -> None:
    mine, theirs = library(), new_document("Theirs")
    mine.apply(NameVersion(title="Before", note="Only we two"))
    theirs.receive(log_of(mine).values())
    theirs.apply(NameVersion(title="After"))
    mine.receive(log_of(theirs).values())
    mine.apply(Edit(id=named_versions(mine.snapshot, mine.journal)[0].version.id,
                    values={"title": "After the workshop"}))  # fmt: skip
    found = named_versions(mine.snapshot, mine.journal)
    assert [(each.version.title, each.author.name) for each in found] == [
        ("After the workshop", "Theirs"),
        ("Before", "Lib"),
    ]


@given(st.lists(st.integers(0, 5), max_size=30), st.integers())
def test_the_order_of_arrival_never_shows(order: list[int], seed: int) -> None:
    document = library()
    for number in order:
        document.apply(Edit(id="card-x", values={"text": f"{number}"}))
    changes: list[Change] = list(log_of(document).values())
    expected = Timeline(changes).moments
    random.Random(seed).shuffle(changes)
    assert Timeline(changes).moments == expected
