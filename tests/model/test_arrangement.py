# SPDX-License-Identifier: Apache-2.0
"""Every live record has a home, the same on every replica."""

from journey_studio.model.arrangement import arrange
from journey_studio.model.commands import Add, Delete
from tests.model.worlds import library, new_document


def test_a_map_has_its_stages_steps_lanes_and_cards_in_order() -> None:
    shape = arrange(library().snapshot, "map-m")
    assert [(stage.title, [s.title for s in steps]) for stage, steps in shape.stages] == [
        ("Find", ["Search", "Choose"]),
        ("Read", ["Open"]),
    ]
    assert [card.id for card in shape.cells["lane-t", "step-1"]] == ["card-x", "card-y"]
    assert not shape.parking


def test_a_card_added_while_its_stage_was_deleted_is_parked_everywhere_alike() -> None:
    mine = library()
    theirs = new_document("Theirs")
    theirs.receive(mine.journal.changes.values())  # type: ignore[attr-defined]
    mine.apply(Delete(ids=("stage-a", "lane-c")))
    theirs.apply(Add(kind="card", id="card-late", under=("lane-t", "step-2")))
    theirs.apply(Add(kind="card", id="card-lost", under=("lane-c", "step-3")))
    theirs.apply(Add(kind="step", id="step-new", under=("stage-a",)))
    theirs.receive(mine.journal.changes.values())  # type: ignore[attr-defined]
    mine.receive(theirs.journal.changes.values())  # type: ignore[attr-defined]
    shape = arrange(mine.snapshot, "map-m")
    assert shape == arrange(theirs.snapshot, "map-m")
    assert shape.parking
    shown = {card.id for cards in shape.cells.values() for card in cards}
    assert shown == {"card-late", "card-lost"}
    parked_stage, parked_steps = shape.stages[-1]
    assert parked_stage.title.startswith("Parked")
    assert "step-new" in {step.id for step in parked_steps}
    places = {(lane.id, step.id) for lane in shape.lanes for step in shape.steps}
    assert set(shape.cells) <= places


def test_parked_cards_lie_in_the_same_order_whatever_arrived_first() -> None:
    mine = library()
    common = list(mine.journal.changes.values())  # type: ignore[attr-defined]
    theirs = new_document("Theirs")
    theirs.receive(common)
    gone = mine.apply(Delete(ids=("stage-a",)))
    late = [
        theirs.apply(Add(kind="card", under=("lane-t", step), values={"text": step}))
        for step in ("step-1", "step-2", "step-1")
    ]
    changes = [change for change in [gone, *late] if change is not None]
    orders = []
    for order in (changes, changes[::-1]):
        replica = new_document("Replica")
        for change in [*common, *order]:
            replica.receive([change])
        shape = arrange(replica.snapshot, "map-m")
        orders.append([[card.text for card in cards] for cards in shape.cells.values()])
        assert shape.parking
    assert orders[0] == orders[1]
