# SPDX-License-Identifier: Apache-2.0
"""User Journey Graph documents, in and out."""

import json
from collections import Counter
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings

from journey_studio.exchange import ujg
from journey_studio.exchange.formats import Choices, Found
from journey_studio.exchange.strict.foreign_data import DataError
from journey_studio.model.builder import Builder
from journey_studio.model.records import Card, Channel, Tag
from tests.exchange.laws import MadeMap, maps, reads_the_same_again, round_trips
from tests.exchange.telling import tells_what_is_read

_AS_IT_LOOKS = Choices()


def _document(*more: dict[str, Any], **changes: Any) -> dict[str, Any]:
    nodes: list[dict[str, Any]] = [
        {"@id": "urn:j", "@type": "Journey", "label": "Night train",
         "stateRefs": ["urn:s1", "urn:s2"],
         "entryRefs": ["urn:e"], "defaultEntryRef": "urn:e", "transitionRefs": ["urn:t1"]},
        {"@id": "urn:e", "@type": "JourneyEntry", "stateRef": "urn:s1"},
        {"@id": "urn:s1", "@type": "State", "label": "Searching"},
        {"@id": "urn:s2", "@type": "State", "label": "Sleeping"},
        {"@id": "urn:t1", "@type": "Transition", "from": "urn:s1", "to": "urn:s2"},
        {"@id": "urn:p2", "@type": "Phase", "label": "Ride", "order": 2},
        {"@id": "urn:p1", "@type": "Phase", "label": "Book", "order": 1},
        {"@id": "urn:x2", "@type": "ExperienceStep", "label": "Sleep", "stateRefs": ["urn:s2"],
         "phaseRef": "urn:p2"},
        {"@id": "urn:x1", "@type": "ExperienceStep", "label": "Search", "stateRefs": ["urn:s1"],
         "phaseRef": "urn:p1", "touchpointRefs": ["urn:tp"], "tags": ["online"]},
        {"@id": "urn:tp", "@type": "Touchpoint", "label": "Search form", "channel": "Web"},
        {"@id": "urn:pp", "@type": "PainPoint", "label": "Hidden fees", "description": "At the end",
         "experienceRefs": ["urn:x1"], "severity": 0.8},
    ]  # fmt: skip
    context = "https://ujg.specs.openuji.org/ed/ns/context.jsonld"
    value = {
        "@context": context,
        "@id": "urn:doc",
        "@type": "UJGDocument",
        "nodes": [*nodes, *more],
    }
    return {**value, **changes}


def _read(value: dict[str, Any]) -> Found:
    data = json.dumps(value).encode()
    assert ujg.recognises(data)
    return ujg.read(data, "trip.jsonld", _AS_IT_LOOKS)


def _cards(found: Found) -> dict[str, Card]:
    cards = [card for card in found.snapshot.records.values() if isinstance(card, Card)]
    return {card.text: card for card in cards}


def test_phases_and_steps_stand_in_the_order_of_the_walk() -> None:
    found = _read(_document())
    snapshot = found.snapshot
    (the_map,) = snapshot.maps()
    assert the_map.title == "Night train"
    shape = [
        (stage.title, [step.title for step in snapshot.steps(stage.id)])
        for stage in snapshot.stages(the_map.id)
    ]
    assert shape == [("Book", ["Search"]), ("Ride", ["Sleep"])]
    assert snapshot.steps_of_map(the_map.id)[0].description == "Tags: online"
    labels = {(loss.what, loss.place) for loss in found.losses}
    assert labels == {("label", "nodes[2].label"), ("label", "nodes[3].label")}, "of the states"


def test_touchpoints_and_pain_points_are_cards_with_channel_and_severity() -> None:
    found = _read(_document())
    snapshot, cards = found.snapshot, _cards(found)
    assert [lane.kind for lane in snapshot.lanes("map-1")] == ["touchpoint", "pain"]
    channel = snapshot.get(Channel, cards["Search form"].channel)
    assert channel is not None
    assert channel.name == "Web"
    (tag,) = (snapshot.get(Tag, each) for each in cards["Hidden fees\nAt the end"].tags)
    assert tag is not None
    assert tag.name == "severity 0.8"


def test_branches_and_loops_are_cards_with_connections() -> None:
    back = {"@id": "urn:t2", "@type": "Transition", "from": "urn:s2", "to": "urn:s1",
            "label": "wakes up"}  # fmt: skip
    found = _read(_document(back))
    cards = _cards(found)
    links = {(each.source, each.target, each.label) for each in found.snapshot.connections()}
    one, two = cards["Searching"].id, cards["Sleeping"].id
    assert links == {(one, two, ""), (two, one, "wakes up")}


def test_states_outside_the_experience_are_steps_too() -> None:
    found = _read(_document({"@id": "urn:s3", "@type": "State", "label": "Waking"}))
    titles = [step.title for step in found.snapshot.steps_of_map("map-1")]
    assert titles == ["Search", "Sleep"], "the journey does not name it"
    value = _document({"@id": "urn:s3", "@type": "State", "label": "Waking"})
    value["nodes"][0]["stateRefs"].append("urn:s3")
    titles = [step.title for step in _read(value).snapshot.steps_of_map("map-1")]
    assert titles == ["Search", "Sleep", "Waking"]


def test_a_journey_inside_a_state_tells_its_step_in_detail() -> None:
    value = _document(
        {"@id": "urn:j2", "@type": "Journey", "label": "Bed", "stateRefs": ["urn:b"]},
        {"@id": "urn:b", "@type": "State", "label": "Lying down"},
    )
    value["nodes"][3] |= {"@type": "CompositeState", "subjourneyRef": "urn:j2"}
    snapshot = _read(value).snapshot
    outer, inner = snapshot.maps()
    assert inner.title == "Bed"
    assert inner.parent_step == snapshot.steps_of_map(outer.id)[1].id


def test_figures_stand_at_their_step_and_runtime_is_lost_and_said() -> None:
    found = _read(
        _document(
            {"@id": "urn:m", "@type": "MetricObservation", "metricSubjectRef": "urn:s1",
             "metricKey": "stateVisitCount", "metricValue": 12, "numeratorCount": 3,
             "denominatorCount": 25},
            {"@id": "urn:r", "@type": "RuntimeEvent", "executionId": "x"},
        )
    )  # fmt: skip
    assert "stateVisitCount 12 (3/25)" in _cards(found)
    assert ("RuntimeEvent", "nodes[12]") in {(loss.what, loss.place) for loss in found.losses}


def test_the_curve_is_read_from_the_extension() -> None:
    value = _document()
    felt = {"experience": [{"persona": "Mia", "value": -0.5, "note": "tired"}, {"value": 7}]}
    value["nodes"][8]["extensions"] = {"journey-studio": felt, "other": {"a": 1}}
    found = _read(value)
    (point,) = found.snapshot.points("lane-3")
    assert (point.value, point.note) == (-0.5, "tired")
    assert {loss.what for loss in found.losses} == {"value", "other", "label"}


def test_earlier_drafts_are_read() -> None:
    value = {
        "type": "UJGDocument",
        "items": [
            {"type": "Journey", "id": "j", "startState": "a", "stateRefs": ["b", "a"]},
            {"type": "State", "id": "a", "label": "First"},
            {"type": "State", "id": "b", "label": "Then"},
            {"type": "Transition", "id": "t", "from": "a", "to": "b"},
        ],
    }
    titles = [step.title for step in _read(value).snapshot.steps_of_map("map-1")]
    assert titles == ["First", "Then"]


def _made() -> Builder:
    builder = Builder()
    the_map = builder.add("map", title="Trip", goal="Sleep well")
    stage = builder.add("stage", the_map, title="Book")
    steps = [builder.add("step", stage, title=each) for each in ("Search", "Pay")]
    lane = builder.add("lane", the_map, title="Where", kind="touchpoint")
    web = builder.named("channel", "Web")
    builder.add("card", lane, steps[0], text="Form", channel=web, evidence="observed")
    pain = builder.add("lane", the_map, title="Ouch", kind="pain")
    builder.add("card", pain, steps[1], text="Fees\nat the end")
    curve = builder.add("lane", the_map, title="Mood", kind="curve")
    builder.point(curve, steps[0], builder.named("persona", "Mia"), value=0.5)
    return builder


def test_what_is_written_is_a_graph_others_can_walk() -> None:
    written = ujg.write(_made().snapshot(), ("map-1",), _AS_IT_LOOKS, dict[str, bytes]().get)
    value = json.loads(written.data)
    kinds = Counter(node["@type"] for node in value["nodes"])
    assert kinds == {
        "Journey": 1, "JourneyEntry": 1, "JourneyExit": 1, "State": 2, "Transition": 1, "Phase": 1,
        "ExperienceStep": 2, "Touchpoint": 1, "PainPoint": 1,
    }  # fmt: skip
    ids = {node["@id"] for node in value["nodes"]}
    assert len(ids) == len(value["nodes"])
    for node in value["nodes"]:
        for key, held in node.items():
            if key.endswith(("Ref", "Refs")) or key in ("from", "to"):
                assert set([held] if isinstance(held, str) else held) <= ids
    assert value["extensions"].keys() == {"journey-studio"}


def test_somebody_edits_the_graph_and_all_else_stays() -> None:
    written = ujg.write(_made().snapshot(), ("map-1",), _AS_IT_LOOKS, dict[str, bytes]().get)
    value = json.loads(written.data)
    for node in value["nodes"]:
        if node["@type"] == "Touchpoint":
            node["label"] = "Search form"
    found = _read(value)
    assert found.snapshot.maps()[0].goal == "Sleep well"
    assert _cards(found)["Search form"].evidence == "observed"
    assert found.warnings


def test_without_the_source_the_words_alone_are_written_and_losses_named() -> None:
    choices = Choices(source=False)
    written = ujg.write(_made().snapshot(), ("map-1",), choices, dict[str, bytes]().get)
    assert "extensions" not in json.loads(written.data)
    assert {"map.goal", "card.evidence"} <= {loss.what for loss in written.losses}
    cards = _cards(ujg.read(written.data, "", _AS_IT_LOOKS))
    assert set(cards) == {"Form", "Fees\nat the end"}


@pytest.mark.parametrize(
    "data", [b"{}", b"[]", b'{"@type": "UJGDocument"}', b'{"@type": "UJGDocument", "nodes": 5}']
)
def test_other_files_are_refused_in_words(data: bytes) -> None:
    with pytest.raises(DataError, match="User Journey Graph"):
        ujg.read(data, "x.json", _AS_IT_LOOKS)


@pytest.mark.parametrize("odd", [5, "text", None, True, [1, "a", None, [], {}], {"a": {}}])
def test_parts_of_the_wrong_type_are_losses(odd: object) -> None:
    for number in range(11):
        for key in list(_document()["nodes"][number]):
            value = _document()
            value["nodes"][number][key] = odd
            with suppress(DataError):
                _read(value)


def test_a_walk_through_very_many_states_takes_its_time_but_no_more() -> None:
    states = [{"@id": f"s{n}", "@type": "State", "label": ""} for n in range(3000)]
    value = {"@type": "UJGDocument", "nodes": states}
    with pytest.raises(DataError, match="2000"):
        _read(value)


@given(maps(full=True))
@settings(max_examples=15)
def test_the_law_holds_for_a_map_with_every_register(made: MadeMap) -> None:
    assert not round_trips(ujg, made.snapshot, made.map_id).losses


@given(maps())
@settings(max_examples=60)
def test_the_writer_knows_what_its_reader_makes_of_its_words(made: MadeMap) -> None:
    tells_what_is_read(ujg.LANGUAGE, made)


def test_a_document_reads_the_same_again() -> None:
    reads_the_same_again(ujg, _read(_document()))
