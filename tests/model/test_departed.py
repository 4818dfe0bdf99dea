# SPDX-License-Identifier: Apache-2.0
"""Deleted here, edited there: found exactly, whatever the clocks say, and answered for all."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journey_studio.model.change import Clock, Label, Write, make_change
from journey_studio.model.commands import (
    Add,
    Batch,
    Command,
    CommandError,
    Delete,
    Edit,
    LetGo,
    Move,
    Restore,
)
from journey_studio.model.conflicts import conflicts
from journey_studio.model.departed import departed, unknown_edits
from journey_studio.model.document import Document
from tests.model.worlds import bold_commands, commands, library, log_of, new_document, try_to_apply

DAY = 86_400_000
SKEWS = (0, 400 * DAY, -400 * DAY)


def copies(count: int = 2) -> list[Document]:
    """Copies of one project on computers whose clocks are 400 days off."""
    first = library()
    made = []
    for number in range(count):
        document = new_document(f"P{number}")
        document.clock = Clock(lambda skew=SKEWS[number]: 800 * DAY + skew)  # type: ignore[misc]
        document.receive(log_of(first).values())
        made.append(document)
    return made


def meet(*documents: Document) -> None:
    """All have the changes of all."""
    for one in documents:
        for other in documents:
            one.receive(list(log_of(other).values()))


def gone_and_edited(document: Document) -> list[tuple[str, tuple[str, ...]]]:
    """What `departed` finds: records, and the values written without the deletion being known."""
    found = departed(document.snapshot, document.journal)
    return [(each.record, tuple(str(edit.value) for edit in each.edits)) for each in found]


@pytest.mark.parametrize("deleter", [0, 1])
def test_an_edit_made_at_the_same_time_is_found_whichever_clock_is_ahead(deleter: int) -> None:
    people = copies()
    people[deleter].apply(Delete(ids=("card-x",)))
    people[1 - deleter].apply(Edit(id="card-x", values={"text": "still needed"}))
    meet(*people)
    for each in people:
        (found,) = departed(each.snapshot, each.journal)
        assert found.record == "card-x"
        assert [by.author.name for by in found.deleted_by] == [f"P{deleter}"]
        ((register, value, by),) = found.edits
        assert (register, value, by.author.name) == ("text", "still needed", f"P{1 - deleter}")
        assert conflicts(each.snapshot, each.journal) == []


def test_what_was_deleted_knowing_the_edit_asks_nothing() -> None:
    mine, theirs = copies()
    theirs.apply(Edit(id="card-x", values={"text": "read this"}))
    meet(mine, theirs)
    mine.apply(Delete(ids=("stage-a",)))
    theirs.receive(log_of(mine).values())
    assert gone_and_edited(mine) == gone_and_edited(theirs) == []


def test_letting_go_answers_for_everybody_and_can_be_taken_back() -> None:
    mine, theirs = copies()
    mine.apply(Delete(ids=("lane-t",)))
    theirs.apply(Edit(id="card-x", values={"text": "still needed"}))
    meet(mine, theirs)
    mine.apply(LetGo(ids=("card-x",)))
    meet(mine, theirs)
    assert gone_and_edited(mine) == gone_and_edited(theirs) == []
    assert theirs.snapshot.records["card-x"].deleted
    mine.undo()
    meet(mine, theirs)
    assert gone_and_edited(theirs) == [("card-x", ("still needed",))]
    mine.redo()
    assert gone_and_edited(mine) == []


def test_restoring_answers_too_and_brings_back_what_went_along() -> None:
    mine, theirs = copies()
    mine.apply(Delete(ids=("lane-t",)))
    theirs.apply(Edit(id="card-x", values={"text": "still needed"}))
    meet(mine, theirs)
    theirs.apply(Restore(ids=("card-x",)))
    meet(mine, theirs)
    assert gone_and_edited(mine) == []
    assert [card.text for card in mine.snapshot.cards("lane-t", "step-1")] == [
        "still needed",
        "four five",
    ]


def test_one_who_knew_the_edit_is_enough() -> None:
    mine, theirs, third = copies(3)
    mine.apply(Delete(ids=("card-x",)))
    theirs.apply(Edit(id="card-x", values={"text": "new"}))
    third.receive(log_of(theirs).values())
    third.apply(Delete(ids=("card-x",)))
    meet(mine, theirs, third)
    assert gone_and_edited(mine) == gone_and_edited(theirs) == []
    assert conflicts(mine.snapshot, mine.journal) == []


def test_undoing_a_creation_says_what_it_knew_as_well() -> None:
    mine, theirs = copies()
    card = Add(kind="card", under=("lane-t", "step-2"), values={"text": "draft"})
    mine.apply(card)
    meet(mine, theirs)
    theirs.apply(Edit(id=card.id, values={"text": "kept"}))
    mine.undo()
    meet(mine, theirs)
    assert gone_and_edited(mine) == [(card.id, ("kept",))]


def test_undo_does_not_write_to_what_a_colleague_has_deleted() -> None:
    mine, theirs = copies()
    mine.apply(Edit(id="card-x", values={"text": "new"}))
    meet(mine, theirs)
    theirs.apply(Delete(ids=("card-x",)))
    mine.receive(log_of(theirs).values())
    result = mine.undo()
    assert result is not None
    assert result.skipped == (("card-x", "text"),)
    assert result.change is None
    assert gone_and_edited(mine) == []


def test_a_deletion_that_does_not_say_what_it_knew_is_judged_by_its_stamp() -> None:
    """As programs of the first version wrote them."""
    mine, theirs = copies()
    theirs.apply(Edit(id="card-x", values={"text": "earlier"}))
    heads = mine.snapshot.heads["card-x"]["deleted"]
    old = {("card-x", "deleted"): Write(True, heads)}
    stamp = mine.clock.next()
    mine.receive([make_change(mine.project, stamp, mine.author, Label("model.label.delete"), old)])
    theirs.clock.observe(stamp)
    theirs.apply(Edit(id="card-x", values={"text": "later"}))
    meet(mine, theirs)
    assert gone_and_edited(mine) == [("card-x", ("later",))]


def test_taking_back_a_letting_go_asks_again() -> None:
    mine, theirs = copies()
    mine.apply(Delete(ids=("card-x",)))
    theirs.apply(Edit(id="card-x", values={"text": "rival"}))
    meet(mine, theirs)
    theirs.apply(LetGo(ids=("card-x",)))
    assert gone_and_edited(theirs) == []
    theirs.undo()
    meet(mine, theirs)
    for each in (mine, theirs):
        assert gone_and_edited(each) == [("card-x", ("rival",))]
    theirs.redo()
    meet(mine, theirs)
    assert gone_and_edited(mine) == gone_and_edited(theirs) == []


def test_only_what_is_deleted_can_be_let_go() -> None:
    (mine,) = copies(1)
    with pytest.raises(CommandError, match="not a deleted record"):
        mine.apply(LetGo(ids=("card-x",)))


def test_restoring_a_lane_leaves_deleted_what_another_deleted_with_something_else() -> None:
    mine, theirs = copies()
    mine.apply(Delete(ids=("lane-t",)))
    theirs.apply(Delete(ids=("step-1",)))
    meet(mine, theirs)
    mine.apply(Restore(ids=("lane-t",)))
    assert mine.snapshot.records["card-x"].deleted
    mine.apply(Restore(ids=("step-1",)))
    meet(mine, theirs)
    assert [card.id for card in theirs.snapshot.cards("lane-t", "step-1")] == ["card-x", "card-y"]


@settings(max_examples=30)
@given(st.permutations(range(3)), st.booleans())
def test_restoring_what_several_have_deleted_brings_it_back_for_all(
    order: list[int], same: bool
) -> None:
    people = copies(3)
    for number in order[:2]:
        people[number].apply(Delete(ids=("card-x",) if same else ("lane-t",)))
    meet(*people)
    people[order[2]].apply(Restore(ids=("card-x",)))
    meet(*people)
    for each in people:
        assert not each.snapshot.records["card-x"].deleted
        assert each.snapshot.records["card-x"].deleted_after == ""
        assert each.snapshot == people[0].snapshot


class _Watched:
    """What each change of a run knew, told apart from how the program finds it out."""

    def __init__(self) -> None:
        self.known: dict[str, set[str]] = {}
        self._again: dict[tuple[str, str], str] = {}  # what an undo says again, and who said it

    def note(self, document: Document, before: set[str], *, back: bool = False) -> None:
        """Note what somebody has just done; `back`: they took something back, or did it again."""
        log = log_of(document)
        for sha256 in log.keys() - before:
            self.known[sha256] = before
            for (record, register), write in log[sha256].writes.items() if back else ():
                if register == "deleted_after" and (record, "deleted") not in log[sha256].writes:
                    self._again[sha256, record] = next(
                        each
                        for each in log
                        if each in before
                        and (said := log[each].writes.get((record, register))) is not None
                        and said.value == write.value
                    )

    def knew(self, sha256: str, record: str) -> set[str]:
        """What a change knew of a record. Taking back a letting go asks again what was asked."""
        while (sha256, record) in self._again:
            sha256 = self._again[sha256, record]
        return self.known.get(sha256, set())


def _expected(watched: _Watched, document: Document) -> Iterator[str]:
    """The deleted records with a write nobody has replaced, that no deletion of it knew of."""
    log = log_of(document)
    for record in document.snapshot.records.values():
        if not record.deleted:
            continue
        heads = document.snapshot.heads[record.id]
        standing = [
            (register, head)
            for register in ("deleted", "deleted_after")
            for head in heads.get(register, ())
        ]
        own = {head for _, head in standing}
        # What brought the record back while a rival deleted it is a conflict, and no deletion.
        deletions = [head for at, head in standing if log[head].writes[record.id, at].value]
        for name, writes in heads.items():
            if name in ("deleted", "deleted_after"):
                continue
            if any(
                write not in own
                and not any(write in watched.knew(each, record.id) for each in deletions)
                for write in writes
            ):
                yield record.id
                break


@settings(max_examples=120)
@given(st.data())
def test_exactly_the_edits_made_without_knowing_are_found(data: st.DataObject) -> None:
    people = copies(data.draw(st.integers(2, 3)))
    watched = _Watched()
    for sha256 in log_of(people[0]):
        watched.known[sha256] = set(log_of(people[0]))
    for _ in range(data.draw(st.integers(3, 18))):
        person = data.draw(st.sampled_from(people))
        before = set(log_of(person))
        deed = data.draw(st.sampled_from("act act act meet undo redo let_go rival".split()))
        if deed == "meet":
            person.receive(log_of(data.draw(st.sampled_from(people))).values())
            continue
        if deed == "undo":
            person.undo()
        elif deed == "redo":
            person.redo()
        elif deed == "let_go":
            gone = sorted(i for i, each in person.snapshot.records.items() if each.deleted)
            try_to_apply(person, LetGo(ids=tuple(gone[:2])) if gone else None)
        elif deed == "rival":
            rivals: st.SearchStrategy[Command] = st.sampled_from(
                [
                    Delete(ids=("card-x",)),
                    Edit(id="card-x", values={"text": "rival"}),
                    Move(ids=("card-x",), under=("lane-t", "step-3")),
                    Batch(
                        [Edit(id="card-x", values={"span": 2}), Delete(ids=("card-x",))],
                        Label("model.label.batch", {"name": "Both"}),
                    ),
                ]
            )
            try_to_apply(person, data.draw(rivals))
        else:
            snapshot = person.snapshot
            try_to_apply(person, data.draw(commands(snapshot) | bold_commands(snapshot)))
        watched.note(person, before, back=deed in ("undo", "redo"))
    meet(*people)
    expected = set(_expected(watched, people[0]))
    for each in people:
        assert unknown_edits(each.snapshot, each.journal) == expected
        assert {found.record for found in departed(each.snapshot, each.journal)} == expected
