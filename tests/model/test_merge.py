# SPDX-License-Identifier: Apache-2.0
"""Four people edit copies of one project; whatever way their changes travel, they end alike."""

import random
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from journey_studio.model.change import make_change, read_change
from journey_studio.model.commands import Edit
from journey_studio.model.conflicts import conflicts
from journey_studio.model.document import Document
from journey_studio.model.merge import heads_of, rebuild
from tests.model.worlds import commands, library, new_document

REPLICAS = 4
which = st.integers(0, REPLICAS - 1)


class FourReplicas(RuleBasedStateMachine):
    """Edit, undo, redo, and hand over any of the changes, in any order, any number of times."""

    @initialize()
    def start(self) -> None:
        common = list(library().journal.changes.values())  # type: ignore[attr-defined]
        self.people = [new_document(f"Person {number}") for number in range(REPLICAS)]
        self.own: list[set[str]] = [set() for _ in self.people]
        for person in self.people:
            person.receive(common)

    @rule(at=which, data=st.data())
    def edit(self, at: int, data: Any) -> None:
        command = data.draw(commands(self.people[at].snapshot))
        if command is not None:
            change = self.people[at].apply(command)
            if change is not None:
                self.own[at].add(change.sha256)

    @rule(at=which, back=st.booleans())
    def undo_or_redo(self, at: int, back: bool) -> None:
        person = self.people[at]
        before = person.snapshot
        result = person.undo() if back else person.redo()
        if result is None or result.change is None:
            return
        for record, register in result.change.writes:
            if register != "deleted":
                replaced = set(heads_of(before, record, register))
                assert replaced <= self.own[at], "an undo wrote over somebody else's value"
        self.own[at].add(result.change.sha256)

    @rule(giver=which, taker=which, share=st.floats(0, 1), seed=st.integers(0, 2**32))
    def hand_over(self, giver: int, taker: int, share: float, seed: int) -> None:
        changes = list(_log(self.people[giver]).values())
        chance = random.Random(seed)
        chosen = [read_change(each.data) for each in changes if chance.random() < share]
        chosen += chance.sample(chosen, len(chosen) // 2)  # some twice
        chance.shuffle(chosen)
        self.people[taker].receive(chosen)

    @invariant()
    def kept_step_by_step_equals_rebuilt(self) -> None:
        for person in getattr(self, "people", []):
            assert rebuild(_log(person).values()) == person.snapshot

    def teardown(self) -> None:
        people = getattr(self, "people", [])
        everything = {sha: change for person in people for sha, change in _log(person).items()}
        for number, person in enumerate(people):
            changes = list(everything.values())
            random.Random(number).shuffle(changes)
            for at in range(0, len(changes), 3):
                person.receive(changes[at : at + 3])
        for person in people[1:]:
            assert person.snapshot == people[0].snapshot
            assert conflicts(person.snapshot, person.journal) == conflicts(
                people[0].snapshot, people[0].journal
            )
            assert not person.snapshot.dangling


def _log(document: Document) -> dict[str, Any]:
    return document.journal.changes  # type: ignore[attr-defined, no-any-return]


FourReplicas.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
test_four_replicas_end_in_the_same_snapshot = FourReplicas.TestCase


def _two() -> tuple[Document, Document]:
    common = _log(library()).values()
    mine, theirs = new_document("Mine"), new_document("Theirs")
    mine.receive(common)
    theirs.receive(common)
    return mine, theirs


def _exchange(mine: Document, theirs: Document) -> None:
    from_mine, from_theirs = list(_log(mine).values()), list(_log(theirs).values())
    mine.receive(from_theirs)
    theirs.receive(from_mine)


def test_two_values_for_one_register_show_the_later_and_keep_the_other() -> None:
    mine, theirs = _two()
    mine.apply(Edit(id="map-m", values={"title": "Lend a book"}))
    theirs.apply(Edit(id="map-m", values={"title": "Borrow and return"}))
    _exchange(mine, theirs)
    (conflict,) = conflicts(mine.snapshot, mine.journal)
    assert {side.value for side in conflict.sides} == {"Lend a book", "Borrow and return"}
    assert {side.author.name for side in conflict.sides} == {"Mine", "Theirs"}
    assert mine.snapshot.maps()[0].title == conflict.sides[0].value
    mine.apply(Edit(id="map-m", values={"title": conflict.sides[0].value}))
    _exchange(mine, theirs)
    assert not conflicts(mine.snapshot, mine.journal)
    assert not conflicts(theirs.snapshot, theirs.journal)


def test_edits_of_different_words_come_together_without_a_conflict() -> None:
    mine, theirs = _two()
    mine.apply(Edit(id="card-x", values={"text": "ONE two three"}))
    theirs.apply(Edit(id="card-x", values={"text": "one two THREE"}))
    _exchange(mine, theirs)
    for document in (mine, theirs):
        assert document.snapshot.records["card-x"].text == "ONE two THREE"  # type: ignore[attr-defined]
        assert not conflicts(document.snapshot, document.journal)


def test_a_word_both_changed_stays_a_conflict() -> None:
    mine, theirs = _two()
    mine.apply(Edit(id="card-x", values={"text": "one 2 three"}))
    theirs.apply(Edit(id="card-x", values={"text": "one deux three"}))
    _exchange(mine, theirs)
    (conflict,) = conflicts(mine.snapshot, mine.journal)
    assert (conflict.record, conflict.register) == ("card-x", "text")


def test_what_a_newer_program_wrote_is_kept_and_does_no_harm() -> None:
    mine, _ = _two()
    foreign = make_change(
        "project-test",
        mine.clock.next(),
        mine.author,
        library().apply(Edit(id="map-m", values={"title": "T"})).label,  # type: ignore[union-attr]
        {},
    )
    newer = read_change(
        foreign.data.replace(
            b'"writes":{}',
            b'"writes":{"card-x":{"aura":["blue"],"span":["wide"]},"hologram-1":{"text":["x"]}}',
        )
    )
    before = mine.snapshot
    mine.receive([newer])
    assert mine.journal.get(newer.sha256) == newer
    assert mine.snapshot.records == before.records
