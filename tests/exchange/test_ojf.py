# SPDX-License-Identifier: Apache-2.0
"""OpenJourney maps, in both dialects, in and out."""

import json
from pathlib import Path

import pytest

from journey_studio.exchange import ojf
from journey_studio.exchange.formats import Choices, Found
from journey_studio.exchange.strict.foreign_data import DataError
from journey_studio.model.records import Card, Persona, Tag
from journey_studio.model.snapshot import Snapshot
from tests.exchange.laws import reads_the_same_again

_AS_IT_LOOKS = Choices()


def _read(value: object, **choices: str) -> Found:
    return ojf.read(json.dumps(value).encode(), "trip.ojf", Choices(**choices))  # type: ignore[arg-type]


def _small() -> dict[str, object]:
    return {
        "version": "1.0",
        "persona": "Mia, a commuter",
        "pointOfView": "Taking the night train",
        "stages": [{"id": "s1", "name": "Book"}, {"id": "s2", "name": "Ride"}],
        "swimlanes": [
            {"id": "l1", "name": "Actions"},
            {"id": "l2", "name": "Pain Points"},
            {"id": "l3", "name": "Digital Touchpoints"},
        ],
        "nodes": [
            {"stageId": "s1", "swimlaneId": "l1", "title": "Search", "description": "On the phone",
             "score": 5, "isMomentOfTruth": True, "tags": ["Mobile"]},
            {"stageId": "s1", "swimlaneId": "l2", "title": "Hidden fees", "severity": "high",
             "score": -1, "purpose": "pain-point", "icon": "money_off"},
            {"stageId": "s2", "swimlaneId": "l1", "title": "Sleep", "sentiment": "relieved"},
        ],
    }  # fmt: skip


def _points(snapshot: Snapshot) -> list[tuple[float | None, str]]:
    (lane,) = (lane for lane in snapshot.lanes("map-1") if lane.kind == "curve")
    steps = [step.id for step in snapshot.steps_of_map("map-1")]
    points = sorted(snapshot.points(lane.id), key=lambda point: steps.index(point.step or ""))
    return [(point.value, point.note) for point in points]


def test_rows_become_lanes_of_their_kind() -> None:
    snapshot = _read(_small()).snapshot
    kinds = [(lane.title, lane.kind) for lane in snapshot.lanes("map-1")]
    assert kinds[:3] == [
        ("Actions", "text"),
        ("Pain Points", "pain"),
        ("Digital Touchpoints", "touchpoint"),
    ]
    assert [stage.title for stage in snapshot.stages("map-1")] == ["Book", "Ride"]


def test_nodes_become_cards_with_their_tags_and_moments_of_truth() -> None:
    found = _read(_small())
    cards = {card.text: card for card in found.snapshot.under(Card, "lane-1", "step-1")}
    card = cards["Search\nOn the phone"]
    assert card.moment_of_truth
    tag = found.snapshot.get(Tag, card.tags[0])
    assert tag is not None
    assert tag.name == "Mobile"
    (pain,) = found.snapshot.under(Card, "lane-2", "step-1")
    assert pain.kind == "pain"
    assert [found.snapshot.records[each].name for each in pain.tags] == ["high severity"]  # type: ignore[attr-defined]


def test_the_curve_is_the_mean_of_a_stage_or_what_the_stage_says() -> None:
    small = _small()
    assert _points(_read(small).snapshot) == [(0.4, ""), (0.5, "relieved")]
    small["stages"][1]["overrideEmotion"] = -5  # type: ignore[index]
    assert _points(_read(small).snapshot) == [(0.4, ""), (-1.0, "relieved")]


def test_a_single_persona_is_the_lens_and_owns_the_curve() -> None:
    snapshot = _read(_small()).snapshot
    (persona,) = snapshot.under(Persona)
    assert persona.name == "Mia, a commuter"
    assert snapshot.maps()[0].personas == (persona.id,)
    assert {each.persona for each in snapshot.points("lane-4")} == {persona.id}


def test_what_a_map_cannot_hold_is_named_with_its_place() -> None:
    found = _read(_small())
    assert ("icon", "nodes[1].icon") in {(loss.what, loss.place) for loss in found.losses}
    assert any(loss.what == "score" and loss.fate == "changed" for loss in found.losses)
    assert any("guessed" in warning for warning in found.warnings)


def test_nodes_of_nowhere_are_lost_and_said() -> None:
    small = _small()
    small["nodes"] = [{"stageId": "s9", "swimlaneId": "l1", "title": "Lost"}]
    found = _read(small)
    assert [(loss.what, loss.place) for loss in found.losses] == [("stageId", "nodes[0].stageId")]


def test_the_other_dialect_is_read_with_its_blueprint() -> None:
    found = _read(
        {
            "metadata": {"title": "Clinic", "persona": "Patient", "pov": "A check-up"},
            "stages": [{"id": "s1", "name": "Arrive"}],
            "swimlanes": [{"id": "l1", "name": "Patient"}],
            "nodes": [
                {
                    "id": "n1",
                    "stage": "s1",
                    "swimlaneId": "l1",
                    "title": "Check in",
                    "blueprint": {
                        "evidence": [{"item": "Sign", "type": "Physical"}],
                        "onstage": [{"actor": "Desk", "action": "Greets"}],
                        "backstage": [{"actor": "Billing", "action": "Checks"}],
                        "support": [{"system": "Records", "description": "Loads"}],
                    },
                }
            ],
        }
    )
    assert found.losses == ()
    snapshot = found.snapshot
    (the_map,) = snapshot.maps()
    assert (the_map.title, the_map.scenario) == ("Clinic", "A check-up")
    kinds = [lane.kind for lane in snapshot.lanes(the_map.id)]
    assert kinds == [
        "text", "touchpoint", "divider", "text", "divider", "backstage", "divider", "support",
    ]  # fmt: skip
    texts = [card.text for card in snapshot.records.values() if isinstance(card, Card)]
    assert texts == [
        "Check in", "Sign (Physical)", "Desk: Greets", "Billing: Checks", "Records: Loads",
    ]  # fmt: skip


def test_scores_from_0_to_10_are_seen_or_chosen() -> None:
    small = _small()
    small["nodes"][0]["score"] = 10  # type: ignore[index]
    small["nodes"][1]["score"] = 10  # type: ignore[index]
    found = _read(small)
    assert found.offer.chosen.scale == "0-10"
    assert _points(found.snapshot)[0] == (1.0, "")
    assert found.offer.scales == ("-5..5", "0-10")
    small["nodes"][1]["score"] = 5  # type: ignore[index]
    small["nodes"][0]["score"] = 5  # type: ignore[index]
    assert _points(_read(small, scale="0-10").snapshot)[0] == (0.0, "")


def test_a_column_that_was_renamed_elsewhere_keeps_its_stage() -> None:
    builder = _read(_small()).snapshot
    written = ojf.write(builder, ["map-1"], _AS_IT_LOOKS, dict[str, bytes]().get)
    value = json.loads(written.data)
    value["stages"][0]["name"] = "Find"
    snapshot = _read(value).snapshot
    assert [stage.title for stage in snapshot.stages("map-1")] == ["Find", "Ride"]


def test_other_maps_of_a_project_are_named_as_left_out() -> None:
    made = _read(_small()).snapshot
    other = _read(_small()).snapshot
    both = Snapshot(
        {**made.records, "map-9": other.records["map-1"].__class__(id="map-9", title="Other")},  # type: ignore[call-arg]
        children={**made.children, ("map",): ("map-1", "map-9")},
    )
    written = ojf.write(both, ["map-1", "map-9"], _AS_IT_LOOKS, dict[str, bytes]().get)
    assert [(loss.record, loss.register) for loss in written.losses] == [("map-9", "title")]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b'{"stages": 1', "line 1"),
        (b'{"stages": [], "stages": []}', "twice"),
        (b'{"stages": [], "nodes": [{"score": NaN}]}', "NaN"),
        (b'{"stages": %s}' % (b"[" * 99 + b"]" * 99), "deep"),
        (b'{"title": "x"}', "OpenJourney"),
        (b'{"stages": "\xff"}', "UTF-8"),
        (b'{"stages": [%s{}]}' % (b"{}," * 3000), "2000"),
    ],
)
def test_broken_files_are_refused_in_words(data: bytes, says: str) -> None:
    with pytest.raises(DataError, match=says):
        ojf.read(data, "x.ojf", _AS_IT_LOOKS)


@pytest.mark.parametrize("odd", [5, "text", None, True, [1, "a", None, [], {}], {"a": {}}])
def test_parts_of_the_wrong_type_are_losses(odd: object) -> None:
    for key in ("metadata", "persona", "stages", "swimlanes", "nodes", "extra"):
        _read({**_small(), key: odd})
    for part in ("title", "score", "tags", "blueprint", "severity", "isMomentOfTruth", "purpose"):
        small = _small()
        small["nodes"][0][part] = odd  # type: ignore[index]
        _read(small)


@pytest.mark.real_data
def test_real_files_read_the_same_again(real_data: Path) -> None:
    files = sorted((real_data / "maps" / "ojf").glob("*.ojf"))
    assert files
    for path in files:
        data = path.read_bytes()
        assert ojf.recognises(data)
        found = ojf.read(data, path.name, _AS_IT_LOOKS)
        value = json.loads(data)
        assert len(found.snapshot.stages("map-1")) == len(value["stages"])
        assert {loss.what for loss in found.losses} <= {"icon", "iconColor", "score"}
        reads_the_same_again(ojf, found, name=path.name)
