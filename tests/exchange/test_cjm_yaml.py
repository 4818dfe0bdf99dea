# SPDX-License-Identifier: Apache-2.0
"""Customer journeys and service blueprints in YAML, in and out."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings

from journey_studio.exchange import cjm_yaml
from journey_studio.exchange.formats import Choices, Found
from journey_studio.exchange.strict.foreign_data import DataError
from journey_studio.model.records import Card, Comment, Lane, Map, Metric, Persona, Solution
from tests.exchange.laws import MadeMap, maps, reads_the_same_again, round_trips
from tests.exchange.telling import tells_what_is_read

_AS_IT_LOOKS = Choices()
_JOURNEY = """\
kind: cjm
version: '1.0'
id: cjm:night-train
persona: {name: Mia, description: Commutes by night}
phases:
  - {id: p1, name: Book}
  - {id: p2, name: Ride}
actions:
  - {id: a1, name: Search, phase: p1, touchpoints: [Web, App], emotion_score: -1,
     thoughts_feelings: [Is this the price?]}
  - {id: a2, name: Sleep, phase: p2, emotion_score: 2}
"""
_BLUEPRINT = """\
---
kind: sbp
version: '1.0'
id: sbp:night-train
lanes:
  - {id: l0, name: Journey, kind: cjm}
  - {id: l1, name: Crew, kind: team, description: On board, position: {x: 1, y: 2}}
  - {id: l2, name: Booking engine, kind: system}
tasks:
  - {id: t1, lane: l1, name: Make beds, source_id: a2, position: {x: 500, y: 5}}
  - {id: t2, lane: l2, name: Quote, description: a price, position: {x: 60, y: 5}}
  - {id: a1, lane: l0, name: Search, readonly: true, position: {x: 50, y: 5}}
  - {id: a2, lane: l0, name: Sleep, readonly: true, position: {x: 510, y: 5}}
connections:
  - {source: t2, target: a1, sourceHandle: top, targetHandle: bottom}
  - {source: t1, target: nowhere}
"""
_MORE = """\
---
kind: outcome
version: '1.0'
id: oc
kgi: {id: k, name: Full trains}
primary_csf: {id: c, kgi_id: k, source_id: t1, rationale: Sleep sells}
primary_kpi: {id: i, csf_id: c, name: Occupancy, definition: sold / all, unit: '%', target: 90}
---
kind: em
version: '1.0'
id: em
actions:
  - {id: e1, name: Train the crew, description: Twice a year, source_id: t1}
skills:
  - {id: s1, name: Bed making, action_id: e1, learnings: [{title: A course, url: "https://x.org"}]}
"""


def _read(text: str) -> Found:
    data = text.encode()
    assert cjm_yaml.recognises(data)
    return cjm_yaml.read(data, "trip.yaml", _AS_IT_LOOKS)


def _lanes(found: Found) -> list[tuple[str, str]]:
    return [(lane.title, lane.kind) for lane in found.snapshot.lanes("map-1")]


def test_a_journey_becomes_a_map_with_its_lanes_and_curve() -> None:
    found = _read(_JOURNEY)
    snapshot = found.snapshot
    (the_map,) = snapshot.maps()
    assert the_map.title == "Night train"
    (persona,) = snapshot.under(Persona)
    assert (persona.name, persona.demographics) == ("Mia", "Commutes by night")
    assert the_map.personas == (persona.id,)
    assert _lanes(found) == [
        ("Touchpoints", "touchpoint"),
        ("Thoughts and feelings", "text"),
        ("Experience", "curve"),
    ]
    steps = snapshot.steps_of_map(the_map.id)
    assert [card.text for card in snapshot.cards("lane-1", steps[0].id)] == ["Web", "App"]
    values = {point.step: point.value for point in snapshot.points("lane-3")}
    assert values == {steps[0].id: -0.5, steps[1].id: 1}
    assert found.losses == ()


def test_the_blueprint_of_a_journey_adds_lanes_cards_and_arrows() -> None:
    found = _read(_JOURNEY + _BLUEPRINT)
    snapshot = found.snapshot
    assert len(snapshot.maps()) == 1
    assert _lanes(found)[3:] == [
        ("Journey", "text"),
        ("Crew", "backstage"),
        ("Booking engine", "support"),
    ]
    cards = {card.text: card for card in snapshot.records.values() if isinstance(card, Card)}
    steps = snapshot.steps_of_map("map-1")
    place = cards["Make beds"].place
    assert place is not None
    assert place.step == steps[1].id
    place = cards["Quote\na price"].place
    assert place is not None
    assert place.step == steps[0].id, "nearest in the drawing"
    (link,) = snapshot.connections()
    assert (link.source, link.target) == (cards["Quote\na price"].id, cards["Search"].id)
    (comment,) = (each for each in snapshot.records.values() if isinstance(each, Comment))
    assert comment.text == "On board"
    assert [loss.what for loss in found.losses] == ["connections"]


def test_goals_metrics_and_solutions_come_along() -> None:
    found = _read(_JOURNEY + _BLUEPRINT + _MORE)
    snapshot = found.snapshot
    assert snapshot.maps()[0].goal == "Full trains"
    (metric,) = snapshot.under(Metric)
    assert (metric.name, metric.unit, metric.target) == ("Occupancy", "%", 90)
    (solution,) = snapshot.under(Solution)
    assert solution.text == "Twice a year\n\nSkill: Bed making\n– A course https://x.org"
    cards = [card for card in snapshot.records.values() if isinstance(card, Card)]
    (beds,) = (card for card in cards if card.text == "Make beds")
    assert (beds.metric, beds.refs) == (metric.id, (solution.id,))


def test_every_journey_of_a_file_is_a_map_and_a_blueprint_finds_its_own() -> None:
    other = _JOURNEY.replace("night-train", "day-train").replace("a1", "b1").replace("a2", "b2")
    found = _read(other + "---\n" + _JOURNEY + _BLUEPRINT)
    assert [each.title for each in found.snapshot.maps()] == ["Day train", "Night train"]
    lanes = [lane for lane in found.snapshot.records.values() if isinstance(lane, Lane)]
    assert {lane.place.map for lane in lanes if lane.kind == "backstage" and lane.place} == {
        "map-2"
    }


def test_a_blueprint_alone_and_documents_of_other_kinds() -> None:
    found = _read(_BLUEPRINT + "---\nkind: story\nname: x\n")
    assert len(found.snapshot.maps()) == 1
    assert any(loss.what == "story" for loss in found.losses)


def test_an_action_of_no_phase_is_kept_and_said() -> None:
    found = _read(_JOURNEY.replace("phase: p2", "phase: p9"))
    assert len(found.snapshot.steps_of_map("map-1")) == 2
    assert [(loss.what, loss.fate) for loss in found.losses] == [("phase", "changed")]


def test_what_is_written_is_a_file_for_their_schema() -> None:
    found = _read(_JOURNEY + _BLUEPRINT)
    written = cjm_yaml.write(found.snapshot, ("map-1",), _AS_IT_LOOKS, dict[str, bytes]().get)
    journey, blueprint = yaml.safe_load_all(written.data)
    assert journey["persona"] == {"name": "Mia", "description": "Commutes by night"}
    assert [action["emotion_score"] for action in journey["actions"]] == [-1, 2]
    assert journey["actions"][0]["touchpoints"] == ["Web", "App"]
    assert [lane["kind"] for lane in blueprint["lanes"]] == ["cjm", "team", "system"]
    assert blueprint["connections"] == [{"source": "sbp:task:4", "target": "cjm:action:1"}]


def test_somebody_edits_the_text_and_all_else_stays() -> None:
    found = _read(_JOURNEY + _BLUEPRINT + _MORE)
    written = cjm_yaml.write(found.snapshot, ("map-1",), _AS_IT_LOOKS, dict[str, bytes]().get)
    text = written.data.decode().replace("Make beds", "Make all beds").replace('"Mia"', "Mia")
    again = _read(text.replace("name: Sleep", "name: Dream"))
    titles = [step.title for step in again.snapshot.steps_of_map("map-1")]
    assert titles == ["Search", "Dream"]
    cards = [card for card in again.snapshot.records.values() if isinstance(card, Card)]
    (beds,) = (card for card in cards if card.text == "Make all beds")
    assert beds.metric is not None
    assert again.snapshot.get(Map, "map-1") is not None


def test_words_alone_are_written_where_the_source_is_not_to_travel() -> None:
    found = _read(_JOURNEY + _BLUEPRINT + _MORE)
    choices = Choices(source=False)
    written = cjm_yaml.write(found.snapshot, ("map-1",), choices, dict[str, bytes]().get)
    assert b"journey-studio" not in written.data
    assert {"card.metric", "card.refs"} <= {loss.what for loss in written.losses}


@pytest.mark.parametrize(
    "text",
    [
        "kind: story", "- 1", "", "kind: [cjm", "kind: cjm\nkind: cjm", "kind: cjm\na: &x 1\nb: *x",
        "kind: cjm\nactions: !!python/name:os.system x", "kind: cjm\nx: .nan",
    ],
)  # fmt: skip
def test_other_files_are_refused_in_words(text: str) -> None:
    with pytest.raises(DataError):
        cjm_yaml.read(text.encode(), "x.yaml", _AS_IT_LOOKS)


@pytest.mark.parametrize("odd", ["5", "text", "~", "true", "[1, a, ~, [], {}]", "{a: {}}"])
def test_parts_of_the_wrong_type_are_losses(odd: str) -> None:
    for key in ("persona", "phases", "actions", "lanes", "tasks", "connections", "id", "name"):
        for kind in ("cjm", "sbp"):
            cjm_yaml.read(f"kind: {kind}\n{key}: {odd}\n".encode(), "x", _AS_IT_LOOKS)
    for key in ("kgi", "primary_csf", "primary_kpi", "actions", "skills", "knowledge"):
        for kind in ("outcome", "em"):
            text = f"kind: cjm\n---\nkind: {kind}\n{key}: {odd}\n"
            cjm_yaml.read(text.encode(), "x", _AS_IT_LOOKS)


@given(maps(full=True))
@settings(max_examples=15)
def test_the_law_holds_for_a_map_with_every_register(made: MadeMap) -> None:
    assert not round_trips(cjm_yaml, made.snapshot, made.map_id).losses


@pytest.mark.real_data
def test_a_real_file_reads_the_same_again(real_data: Path) -> None:
    data = (real_data / "maps" / "emstudio_sample.yaml").read_bytes()
    assert cjm_yaml.recognises(data)
    found = cjm_yaml.read(data, "sample.yaml", _AS_IT_LOOKS)
    (the_map,) = found.snapshot.maps()
    journey = next(yaml.safe_load_all(data))
    assert len(found.snapshot.steps_of_map(the_map.id)) == len(journey["actions"])
    assert len(found.snapshot.connections()) == 15
    assert {loss.what for loss in found.losses} <= {"connections"}
    reads_the_same_again(cjm_yaml, found)


@given(maps())
@settings(max_examples=60)
def test_the_writer_knows_what_its_reader_makes_of_its_words(made: MadeMap) -> None:
    tells_what_is_read(cjm_yaml.LANGUAGE, made)
