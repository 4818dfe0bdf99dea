# SPDX-License-Identifier: Apache-2.0
"""Two people at work on several maps: undo is polite, and everything that lives has a home."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from journey_studio.model.arrangement import arrange, parking_ids
from journey_studio.model.change import Label
from journey_studio.model.commands import Add, Batch, Command, Delete, Edit, Move, Restore
from journey_studio.model.document import Document, MemoryJournal
from journey_studio.model.history import MOST_STEPS
from journey_studio.model.snapshot import Snapshot
from tests.model.worlds import bold_commands, library, living, log_of, new_document, try_to_apply


def two_people() -> tuple[Document, Document]:
    """Two copies of one project."""
    common = log_of(library()).values()
    mine, theirs = new_document("Mine"), new_document("Theirs")
    mine.receive(common)
    theirs.receive(common)
    return mine, theirs


def exchange(mine: Document, theirs: Document) -> None:
    """Both have all changes afterwards."""
    from_mine, from_theirs = list(log_of(mine).values()), list(log_of(theirs).values())
    mine.receive(from_theirs)
    theirs.receive(from_mine)


def last_writers(document: Document) -> dict[tuple[str, str], str]:
    """Who wrote the value that shows, by register."""
    return {
        (record, register): log_of(document)[found[0]].author.name
        for record, heads in document.snapshot.heads.items()
        for register, found in heads.items()
    }


def shown(snapshot: Snapshot, key: tuple[str, str]) -> Any:
    """The value of a register that shows."""
    return getattr(snapshot.records[key[0]], key[1])


RIVALRY = st.one_of(
    st.builds(lambda title: Edit(id="map-m", values={"title": title}), st.sampled_from("abc")),
    st.builds(lambda text: Edit(id="card-x", values={"text": text}), st.sampled_from("abc")),
    st.builds(lambda to: Move(ids=("card-x",), under=("lane-t", to)), st.just("step-3")),
    st.just(Delete(ids=("card-x",))),
    st.just(Restore(ids=("card-x",))),
)


@settings(max_examples=80)
@given(st.data())
def test_undo_leaves_every_value_that_somebody_else_wrote_last(data: st.DataObject) -> None:
    mine, theirs = two_people()
    for _ in range(data.draw(st.integers(4, 16))):
        deed = data.draw(st.sampled_from("mine theirs exchange exchange undo redo".split()))
        if deed in ("mine", "theirs"):
            document = mine if deed == "mine" else theirs
            try_to_apply(document, data.draw(RIVALRY | bold_commands(document.snapshot)))
        elif deed == "exchange":
            exchange(mine, theirs)
        else:
            before, writers = mine.snapshot, last_writers(mine)
            (mine.undo if deed == "undo" else mine.redo)()
            for key, writer in writers.items():
                if writer != "Mine":
                    assert shown(mine.snapshot, key) == shown(before, key), (deed, key)
    exchange(mine, theirs)
    assert mine.snapshot == theirs.snapshot
    for each in mine.snapshot.maps():
        assert arrange(mine.snapshot, each.id) == arrange(theirs.snapshot, each.id)
    everything_has_one_home(mine.snapshot)


def everything_has_one_home(snapshot: Snapshot) -> None:
    """Each live card and step is in the arrangement of exactly one map, once."""
    there = []
    for each in snapshot.maps():
        shape = arrange(snapshot, each.id)
        there += [card.id for cards in shape.cells.values() for card in cards]
        there += [step.id for step in shape.steps if step.id not in parking_ids(each.id)]
    live = [i for i, record in living(snapshot).items() if record.KIND in ("card", "step")]
    assert sorted(there) == (sorted(live) if snapshot.maps() else [])


def test_undo_brings_back_the_words_that_two_people_had_written_together() -> None:
    mine, theirs = two_people()
    mine.apply(Edit(id="card-x", values={"text": "ONE two three"}))
    theirs.apply(Edit(id="card-x", values={"text": "one two THREE"}))
    exchange(mine, theirs)
    mine.apply(Edit(id="card-x", values={"text": "something else"}))
    mine.undo()
    assert shown(mine.snapshot, ("card-x", "text")) == "ONE two THREE"


def test_undo_of_settling_a_conflict_shows_again_what_showed() -> None:
    mine, theirs = two_people()
    mine.apply(Edit(id="map-m", values={"title": "Mine"}))
    theirs.apply(Edit(id="map-m", values={"title": "Theirs"}))
    exchange(mine, theirs)
    before = shown(mine.snapshot, ("map-m", "title"))
    mine.apply(Edit(id="map-m", values={"title": "Both"}))
    mine.undo()
    assert shown(mine.snapshot, ("map-m", "title")) == before


def test_undo_of_a_new_stage_keeps_it_once_a_colleague_has_filled_it() -> None:
    mine, theirs = two_people()
    stage = Add(kind="stage", under=("map-m",), values={"title": "Pay"})
    step = Add(kind="step", under=(stage.id,))
    mine.apply(Batch([stage, step], Label("model.label.batch", {"name": "Stage"})))
    exchange(mine, theirs)
    theirs.apply(Add(kind="card", id="card-theirs", under=("lane-t", step.id)))
    exchange(mine, theirs)
    result = mine.undo()
    assert result is not None
    assert {record for record, _ in result.skipped} == {stage.id, step.id}
    assert not arrange(mine.snapshot, "map-m").parking


def test_undo_of_a_batch_and_of_a_restore_is_exact() -> None:
    mine, _ = two_people()
    states = [living(mine.snapshot)]
    for command in (
        Delete(ids=("stage-a", "lane-c")),
        Restore(ids=("stage-a",)),
        Batch(
            [Delete(ids=("card-x",)), Restore(ids=("card-x",)), Delete(ids=("card-y",))],
            Label("model.label.batch", {"name": "Back and forth"}),
        ),
    ):
        mine.apply(command)
        states.append(living(mine.snapshot))
    assert "card-x" in states[-1]
    for state in reversed(states[:-1]):
        mine.undo()
        assert living(mine.snapshot) == state


def test_what_was_made_and_deleted_in_one_breath_can_be_restored_in_it() -> None:
    mine, _ = two_people()
    card = Add(kind="card", under=("lane-t", "step-2"), values={"text": "kept"})
    deeds: list[Command] = [card, Delete(ids=(card.id,)), Restore(ids=(card.id,))]
    mine.apply(Batch(deeds, Label("model.label.batch", {"name": "Back and forth"})))
    assert card.id in living(mine.snapshot)


def test_undo_of_deleting_a_card_whose_making_has_not_arrived_restores_it() -> None:
    mine, theirs = two_people()
    theirs.apply(Add(kind="card", id="card-n", under=("lane-t", "step-2")))
    edit = theirs.apply(Edit(id="card-n", values={"text": "early"}))
    assert edit is not None
    mine.receive([edit])
    mine.apply(Delete(ids=("card-n",)))
    mine.undo()
    assert "card-n" in living(mine.snapshot)


def test_history_is_as_long_as_a_person_remembers() -> None:
    mine, _ = two_people()
    for number in range(MOST_STEPS + 5):
        mine.apply(Edit(id="map-m", values={"goal": str(number)}))
    assert len(mine.history.done) == MOST_STEPS
    for _ in range(MOST_STEPS):
        assert mine.undo() is not None
    assert mine.undo() is None
    assert shown(mine.snapshot, ("map-m", "goal")) == "4"


def test_what_was_put_into_a_map_while_it_was_deleted_is_parked_in_the_first_map() -> None:
    mine, theirs = two_people()
    other = Add(kind="map", id="map-n", values={"title": "Other"})
    for command in (
        other,
        Add(kind="stage", id="stage-n", under=("map-n",)),
        Add(kind="step", id="step-n", under=("stage-n",)),
        Add(kind="lane", id="lane-n", under=("map-n",)),
    ):
        mine.apply(command)
    exchange(mine, theirs)
    mine.apply(Delete(ids=("map-n",)))
    theirs.apply(Add(kind="card", id="card-late", under=("lane-n", "step-n")))
    theirs.apply(Add(kind="stage", id="stage-late", under=("map-n",)))
    theirs.apply(Add(kind="step", id="step-late", under=("stage-late",)))
    theirs.apply(Add(kind="lane", id="lane-late", under=("map-n",)))
    theirs.apply(Add(kind="card", id="card-later", under=("lane-late", "step-late")))
    exchange(mine, theirs)
    shape = arrange(mine.snapshot, "map-m")
    assert {card.id for cards in shape.cells.values() for card in cards} >= {
        "card-late",
        "card-later",
    }
    assert "step-late" in {step.id for step in shape.steps}
    everything_has_one_home(mine.snapshot)
    mine.apply(Move(ids=("stage-late",), under=("map-m",)))
    everything_has_one_home(mine.snapshot)
    mine.apply(Restore(ids=("map-n",)))
    everything_has_one_home(mine.snapshot)
    assert "card-late" in {
        card.id for cards in arrange(mine.snapshot, "map-n").cells.values() for card in cards
    }


def test_where_every_map_is_deleted_what_was_added_meanwhile_waits_for_the_next_map() -> None:
    mine, theirs = two_people()
    mine.apply(Delete(ids=("map-m",)))
    theirs.apply(Add(kind="card", id="card-late", under=("lane-t", "step-1")))
    exchange(mine, theirs)
    assert not mine.snapshot.maps()
    mine.apply(Add(kind="map", id="map-next"))
    shape = arrange(mine.snapshot, "map-next")
    assert [card.id for cards in shape.cells.values() for card in cards] == ["card-late"]
    everything_has_one_home(mine.snapshot)


def test_a_card_moved_to_a_lane_that_was_deleted_meanwhile_is_parked() -> None:
    mine, theirs = two_people()
    mine.apply(Delete(ids=("lane-c",)))
    theirs.apply(Move(ids=("card-x",), under=("lane-c", "step-2")))
    theirs.apply(Edit(id="card-x", values={"text": "edited"}))
    exchange(mine, theirs)
    shape = arrange(mine.snapshot, "map-m")
    assert [card.text for card in shape.cells[parking_ids("map-m")[2], "step-2"]] == ["edited"]


def test_what_one_deletes_while_another_edits_it_keeps_the_edit() -> None:
    mine, theirs = two_people()
    mine.apply(Delete(ids=("stage-a",)))
    theirs.apply(Edit(id="card-x", values={"text": "edited", "evidence": "observed"}))
    theirs.apply(Move(ids=("card-y",), under=("lane-t", "step-3")))
    theirs.apply(Edit(id="step-1", values={"title": "Look"}))
    exchange(mine, theirs)
    assert mine.snapshot == theirs.snapshot
    mine.apply(Restore(ids=("stage-a",)))
    card = mine.snapshot.cards("lane-t", "step-1")[0]
    assert (card.text, card.evidence) == ("edited", "observed")
    assert [card.id for card in mine.snapshot.cards("lane-t", "step-3")] == ["card-y"]
    assert [step.title for step in mine.snapshot.steps("stage-a")] == ["Look", "Choose"]


def test_changes_of_another_project_are_passed_over() -> None:
    mine, _ = two_people()
    before = mine.snapshot
    stranger = Document(Snapshot(), MemoryJournal(), "project-other")
    change = stranger.apply(Add(kind="map", id="map-s", values={"title": "Not ours"}))
    assert change is not None
    assert mine.receive([change]) is None
    assert mine.snapshot is before
