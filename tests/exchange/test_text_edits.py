# SPDX-License-Identifier: Apache-2.0
"""A text is edited by hand: its words count, and what it cannot say comes from its remark."""

from collections.abc import Callable
from types import ModuleType

import pytest

from journey_studio.exchange import dgmo, mermaid
from journey_studio.exchange.formats import Choices, Found
from journey_studio.model.arrangement import arrange
from journey_studio.model.builder import Builder
from journey_studio.model.canonical import map_hash
from journey_studio.model.records import Card, Persona, Point
from journey_studio.model.snapshot import Snapshot

AS_IT_LOOKS = Choices()


def trip() -> tuple[Snapshot, str]:
    """A map with more in it than any text of lines can say."""
    builder = Builder()
    map_id = builder.add("map", title="Night train", goal="Sleep well")
    before = builder.add("stage", map_id, title="Before", goal="Know what to expect")
    ride = builder.add("stage", map_id, title="Ride")
    steps = [
        builder.add("step", before, title="Dream", description="In winter"),
        builder.add("step", before, title="Book"),
        builder.add("step", ride, title="Board"),
    ]
    notes = builder.add("lane", map_id, title="Doing")
    curve = builder.add("lane", map_id, title="Feeling", kind="curve")
    pains = builder.add("lane", map_id, title="Trouble", kind="pain")
    mia = builder.add("persona", name="Mia", role="Nurse")
    tom = builder.add("persona", name="Tom")
    builder.set(map_id, personas=[mia, tom])
    for step, one, other in zip(steps, (1, 0.5, -1), (0.5, 0.5, 0), strict=True):
        builder.point(curve, step, mia, value=one, evidence="observed")
        builder.point(curve, step, tom, value=other)
    builder.add("card", notes, steps[1], text="Picks a berth", moment_of_truth=True)
    builder.add("card", pains, steps[2], text="No light", owner="Ida")
    return builder.snapshot(), map_id


def edited(module: ModuleType, edit: Callable[[str], str]) -> tuple[Found, Snapshot, str]:
    snapshot, map_id = trip()
    data = module.write(snapshot, (map_id,), AS_IT_LOOKS, lambda _: None).data
    found = module.read(edit(data.decode()).encode(), "trip", AS_IT_LOOKS)
    (there,) = found.snapshot.maps()
    return found, found.snapshot, there.id


def titles(snapshot: Snapshot, map_id: str) -> list[tuple[str, list[str]]]:
    shape = arrange(snapshot, map_id)
    return [(stage.title, [step.title for step in steps]) for stage, steps in shape.stages]


def values(snapshot: Snapshot, map_id: str, step: str) -> dict[str, float | None]:
    found = {}
    for each in snapshot.steps_of_map(map_id):
        for point in snapshot.records.values():
            if each.title == step and isinstance(point, Point) and point.step == each.id:
                persona = snapshot.get(Persona, point.persona)
                found[persona.name if persona else ""] = point.value
    return found


def cards(snapshot: Snapshot) -> dict[str, str]:
    """The words of the cards and the step each is at."""
    found = {}
    for card in snapshot.records.values():
        if isinstance(card, Card) and card.place:
            step = snapshot.records.get(card.place.step)
            found[card.text] = str(getattr(step, "title", "nowhere"))
    return found


@pytest.mark.parametrize("module", [mermaid, dgmo])
def test_an_unedited_text_gives_the_whole_map_back(module: ModuleType) -> None:
    found, snapshot, map_id = edited(module, lambda text: text)
    assert map_hash(snapshot, map_id) == map_hash(*trip())
    assert found.warnings == ()
    assert found.losses == ()


@pytest.mark.parametrize("module", [mermaid, dgmo])
def test_new_words_are_taken_over_and_the_rest_stays(module: ModuleType) -> None:
    found, snapshot, map_id = edited(module, lambda text: text.replace("Book", "Book a berth"))
    assert titles(snapshot, map_id) == [("Before", ["Dream", "Book a berth"]), ("Ride", ["Board"])]
    assert cards(snapshot) == {"Picks a berth": "Book a berth", "No light": "Board"}
    assert snapshot.maps()[0].goal == "Sleep well"
    assert values(snapshot, map_id, "Dream") == {"Mia": 1, "Tom": 0.5}
    assert len(found.warnings) == 1
    assert "changed by hand" in found.warnings[0]


def test_a_score_that_was_changed_is_everybodys_at_that_step_only() -> None:
    _, snapshot, map_id = edited(mermaid, lambda text: text.replace("Book: 4", "Book: 0"))
    assert values(snapshot, map_id, "Book") == {"Mia": -1, "Tom": -1}
    assert values(snapshot, map_id, "Board") == {"Mia": -1, "Tom": 0}
    points = [p for p in snapshot.records.values() if isinstance(p, Point) and p.value == 1]
    assert [point.evidence for point in points] == ["observed"]


def test_a_step_that_was_added_stands_where_it_was_put() -> None:
    _, snapshot, map_id = edited(
        mermaid, lambda text: text.replace("    Book:", "    Compare: 2: Mia, Ada\n    Book:")
    )
    assert titles(snapshot, map_id)[0] == ("Before", ["Dream", "Compare", "Book"])
    assert values(snapshot, map_id, "Compare") == pytest.approx({"Mia": -1 / 3, "Ada": -1 / 3})
    assert [persona.name for persona in snapshot.personas()] == ["Mia", "Tom", "Ada"]


def test_what_lay_at_a_step_that_is_gone_is_parked_and_not_lost() -> None:
    _, snapshot, map_id = edited(
        mermaid, lambda text: "\n".join(x for x in text.split("\n") if "Book:" not in x)
    )
    shape = arrange(snapshot, map_id)
    assert shape.parking
    assert {card.text for found in shape.cells.values() for card in found} == {
        "Picks a berth",
        "No light",
    }


def test_a_stage_that_was_moved_keeps_what_it_has() -> None:
    def move(text: str) -> str:
        head, rest = text.split("  section Before\n")
        before, ride = rest.split("  section Ride\n")
        board, end = ride.split("\n", 1)
        return f"{head}  section Ride\n{board}\n  section Before\n{before}{end}"

    _, snapshot, map_id = edited(mermaid, move)
    assert titles(snapshot, map_id) == [("Ride", ["Board"]), ("Before", ["Dream", "Book"])]
    assert snapshot.stages(map_id)[1].goal == "Know what to expect"
    assert cards(snapshot) == {"Picks a berth": "Book", "No light": "Board"}


def test_somebody_who_was_renamed_keeps_what_is_known_of_them() -> None:
    _, snapshot, map_id = edited(mermaid, lambda text: text.replace("Mia", "Maria"))
    assert [(each.name, each.role) for each in snapshot.personas()] == [
        ("Maria", "Nurse"),
        ("Tom", ""),
    ]
    assert values(snapshot, map_id, "Dream") == {"Maria": 1, "Tom": 0.5}


def test_a_note_of_dgmo_that_was_changed_changes_its_card() -> None:
    _, snapshot, _ = edited(dgmo, lambda text: text.replace("No light", "No light at all"))
    (card,) = (c for c in snapshot.records.values() if isinstance(c, Card) and c.owner)
    assert card.text == "No light at all"


@pytest.mark.parametrize("module", [mermaid, dgmo])
def test_a_remark_that_was_shortened_is_said_and_the_words_are_read(module: ModuleType) -> None:
    def shorten(text: str) -> str:
        lines = text.rstrip("\n").split("\n")
        return "\n".join([*lines[:-1], lines[-1][:-9], ""])

    found, snapshot, map_id = edited(module, shorten)
    assert titles(snapshot, map_id) == titles(*trip())
    assert [loss.reason for loss in found.losses if "changed or shortened" in loss.reason]


def test_several_maps_come_back_from_one_text() -> None:
    builder = Builder()
    ids = [builder.add("map", title=title) for title in ("First", "Second")]
    for map_id in ids:
        builder.add("stage", map_id, title="Stage")
    snapshot = builder.snapshot()
    data = mermaid.write(snapshot, tuple(ids), AS_IT_LOOKS, lambda _: None).data
    found = mermaid.read(data, "maps.mmd")
    assert [each.title for each in found.snapshot.maps()] == ["First", "Second"]
    text = data.decode().replace("title First", "title Fourth")
    assert [m.title for m in mermaid.read(text.encode(), "m.mmd").snapshot.maps()] == [
        "Fourth",
        "Second",
    ]


def test_journeys_of_a_page_keep_their_remarks_apart() -> None:
    snapshot, map_id = trip()
    text = mermaid.write(snapshot, (map_id,), AS_IT_LOOKS, lambda _: None).data.decode()
    plain = "journey\n title Plain\n section S\n  T: 3: Mia\n"
    page = "".join(f"```mermaid\n{each}```\n\n" for each in (text, plain, text))
    found = mermaid.read(page.encode(), "page.md").snapshot
    assert sorted(each.title for each in found.maps()) == ["Night train", "Night train", "Plain"]
    whole = [each for each in found.maps() if each.title == "Night train"]
    assert {map_hash(found, each.id) for each in whole} == {map_hash(snapshot, map_id)}
