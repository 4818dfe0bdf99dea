# SPDX-License-Identifier: Apache-2.0
"""Whatever a foreign file says that nobody foresaw: it is in the map, or a loss or a warning is.

A file of each format gets keys, elements, attributes or columns that no reader knows, at any depth,
with values that stand nowhere else. Each value is looked for in the records, in the losses by what
holds it, and in the warnings.
"""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journey_studio.exchange.formats import Choices, Found
from journey_studio.exchange.registry import by_name
from journey_studio.exchange.strict.foreign_data import DataError

few = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)

OJF: dict[str, Any] = {
    "metadata": {"title": "Trip", "persona": "Ann", "pov": "Hers"},
    "stages": [{"id": "s1", "name": "Find"}, {"id": "s2", "name": "Buy"}],
    "swimlanes": [{"id": "l1", "name": "Doing", "type": "text"}],
    "nodes": [
        {"id": "n1", "stageId": "s1", "swimlaneId": "l1", "title": "Asks", "score": 2, "tags": []},
        {
            "id": "n2",
            "stageId": "s2",
            "swimlaneId": "l1",
            "title": "Pays",
            "blueprint": {"onstage": [{"actor": "Clerk", "action": "sells"}]},
        },
    ],
}
LANESCAPE: dict[str, Any] = {
    "type": "service-journey-mapper",
    "journeys": [
        {
            "title": "Trip",
            "stages": [
                {"title": "Find", "subStages": [{"title": "Ask"}, {"title": "Look"}]},
                {"title": "Buy"},
            ],
            "subJourneys": [
                {
                    "title": "By train",
                    "rows": [
                        {
                            "rowType": "text",
                            "laneLabel": "Doing",
                            "cells": [
                                {"mode": "text", "html": "Asks", "colspan": 1},
                                {"mode": "tags", "tags": [{"text": "One"}], "colspan": 1},
                            ],
                        },
                        {"rowType": "divider", "laneLabel": "", "cells": [{"html": "Line"}]},
                    ],
                }
            ],
        }
    ],
}
UJG: dict[str, Any] = {
    "@context": "https://example.org/ujg",
    "@type": "UJGDocument",
    "nodes": [
        {"@id": "j", "@type": "Journey", "label": "Trip", "stateRefs": ["a", "b"]},
        {"@id": "a", "@type": "State", "label": "Asking"},
        {"@id": "b", "@type": "State", "label": "Buying"},
        {"@id": "t", "@type": "Transition", "from": "a", "to": "b", "label": "on"},
        {"@id": "p", "@type": "Phase", "label": "Find", "order": 1},
        {
            "@id": "e",
            "@type": "ExperienceStep",
            "label": "Ask",
            "phaseRef": "p",
            "stateRefs": ["a"],
            "touchpointRefs": ["d"],
        },
        {"@id": "d", "@type": "Touchpoint", "label": "Desk", "channel": "Shop"},
        {"@id": "q", "@type": "PainPoint", "label": "Queue", "experienceRefs": ["e"]},
        {"@id": "x", "@type": "Something", "label": "Else"},
    ],
    "extensions": {},
}
INSIGHTS: dict[str, Any] = {
    "format": "THEYDO_INSIGHTS_V1",
    "insights": [
        {
            "importKey": "i",
            "title": "Queues",
            "description": "Long",
            "groupTags": [{"tagGroup": "Where", "tag": "Shop"}],
            "externalLinks": [{"title": "More", "url": "https://example.org"}],
        }
    ],
}
METRICS: dict[str, Any] = {
    "format": "THEYDO_METRICS_V1",
    "metrics": [
        {
            "title": "Waiting",
            "type": "OTHER",
            "unit": "min",
            "dataPoints": [{"dateOfMeasurement": "2026-01-02", "value": 4}],
        }
    ],
}
FEEDBACK: dict[str, Any] = {
    "format": "THEYDO_FEEDBACK_RESPONSES_V1",
    "surveyMetadata": {
        "surveyName": "How was it",
        "surveyFields": [{"fieldId": "q", "fieldName": "Why", "fieldType": "TEXT"}],
    },
    "responses": [{"responseFields": [{"fieldId": "q", "textValue": "Slow"}]}],
}
TREES = {
    "ojf": ("ojf", OJF),
    "lanescape": ("lanescape", LANESCAPE),
    "ujg": ("ujg", UJG),
    "insights": ("theydo", INSIGHTS),
    "metrics": ("theydo", METRICS),
    "feedback": ("theydo", FEEDBACK),
}


# Keys without which there is no file of the format, and where JSON-LD explains itself.
NEEDED = frozenset("format nodes journeys @context".split())
# Keys whose texts only join the parts of a file or say how they are drawn.
JOINTS = frozenset(
    "type @context @type @id id importKey from to phaseRef stateRefs stageId swimlaneId rowType "
    "mode touchpointRefs experienceRefs format fieldId fieldType order colspan".split()
)


class Put(NamedTuple):
    """What was put into a file: the words that stand nowhere else, and where they may be named."""

    words: str
    names: tuple[str, ...]  # of what holds them, from the innermost outwards


def objects(tree: Any) -> Iterator[dict[str, Any]]:
    """All objects of a tree."""
    if isinstance(tree, dict):
        yield tree
    for each in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from objects(each)


def unaccounted(found: Found, put: list[Put]) -> list[Put]:
    """What is neither in the records nor in a loss or a warning."""
    kept = "\n".join(map(repr, found.snapshot.records.values()))
    told = [f"{loss.what} {loss.place} {loss.reason}" for loss in found.losses] + [*found.warnings]
    said = "\n".join(told)
    return [
        each
        for each in put
        if each.words not in kept and not any(name in said for name in (each.words, *each.names))
    ]


def wrapped(words: str, shape: int) -> Any:
    """A value that says the words, at some depth."""
    return [words, {"inner": words}, [words], [{"inner": [words]}], {"a": {"b": [words]}}][shape]


@pytest.mark.parametrize("case", TREES)
def test_every_unknown_key_is_in_the_map_or_in_the_report(case: str) -> None:
    name, tree = TREES[case]
    many = len([*objects(tree)])

    @few
    @given(st.lists(st.tuples(st.integers(0, many - 1), st.integers(0, 4)), min_size=1, max_size=6))
    def is_told(places: list[tuple[int, int]]) -> None:
        made = json.loads(json.dumps(tree))
        there = [*objects(made)]
        put = []
        for number, (place, shape) in enumerate(places):
            key, words = f"unforeseen{number}x", f"strange words {number}x"
            there[place][key] = wrapped(words, shape)
            # An object that is lost as a whole is named by its type.
            put.append(Put(words, (key, *_lost_whole(there[place]))))
        found = by_name(name).read(json.dumps(made).encode(), "map", Choices())
        assert unaccounted(found, put) == []

    is_told()


def _lost_whole(holder: dict[str, Any]) -> tuple[str, ...]:
    return ("Something",) if holder.get("@type") == "Something" else ()


@pytest.mark.parametrize("case", TREES)
def test_a_value_of_the_wrong_kind_is_in_the_map_or_in_the_report(case: str) -> None:
    name, tree = TREES[case]
    keys = [(n, key) for n, each in enumerate(objects(tree)) for key in each]
    free = [(n, key) for n, key in keys if key not in NEEDED]

    @few
    @given(st.sampled_from(free), st.integers(1, 4))
    def is_told(where: tuple[int, str], shape: int) -> None:
        made = json.loads(json.dumps(tree))
        place, key = where
        [*objects(made)][place][key] = wrapped("strange words", shape)
        try:
            found = by_name(name).read(json.dumps(made).encode(), "map", Choices())
        except DataError:
            return
        named = (key, "@type") if key in ("type", "@type") else (key,)
        assert unaccounted(found, [Put("strange words", named)]) == []

    is_told()


@pytest.mark.parametrize("case", TREES)
def test_every_text_and_number_of_a_file_is_in_the_map_or_in_the_report(case: str) -> None:
    name, tree = TREES[case]
    found = by_name(name).read(json.dumps(tree).encode(), "map", Choices())
    put = [
        Put(str(value), (key, *_lost_whole(each)))
        for each in objects(tree)
        for key, held in each.items()
        for value in (held if isinstance(held, list) else [held])
        if isinstance(value, str | int) and key not in JOINTS
    ]
    assert put
    assert unaccounted(found, put) == []


@pytest.mark.parametrize(
    ("case", "key"),
    [
        ("ojf", "stageId"),
        ("ojf", "swimlaneId"),
        *(("ujg", each) for each in ("from", "to", "phaseRef", "stateRefs", "touchpointRefs")),
        ("ujg", "experienceRefs"),
        ("feedback", "fieldId"),
    ],
)
def test_a_reference_that_leads_nowhere_is_told(case: str, key: str) -> None:
    name, tree = TREES[case]
    made = json.loads(json.dumps(tree))
    for each in objects(made):
        if key in each and "fieldType" not in each:
            each[key] = ["nowhere"] if isinstance(each[key], list) else "nowhere"
    found = by_name(name).read(json.dumps(made).encode(), "map", Choices())
    assert any(key in (loss.what, loss.place.rpartition(".")[2]) for loss in found.losses)


YAML = """\
kind: cjm # comment 0
id: cjm:trip
name: "Trip # 1" # comment 1
# comment 2
phases:
- {id: p1, name: Find} # comment 3
actions:
- id: a1 # comment 4
  name: Ask
  phase: p1
  description: |  # comment 5
    # Words
    that begin so
---
kind: sbp
lanes:
- {id: l1, name: Clerk, kind: team}
tasks:
- {id: t1, lane: l1, name: Sells, source_id: a1}
"""


def test_every_comment_in_yaml_is_told() -> None:
    found = by_name("cjm-yaml").read(YAML.encode(), "trip.yaml", Choices())
    lines = [loss.place for loss in found.losses if loss.what == "#"]
    assert lines == [f"line {n}" for n in (1, 3, 4, 6, 8, 11)]
    kept = "\n".join(map(repr, found.snapshot.records.values()))
    assert "Trip # 1" in kept
    assert "# Words" in kept


@pytest.mark.parametrize(
    ("known", "key"), [("phase: p1", "phase"), ("lane: l1", "lane"), ("source_id: a1", "source_id")]
)
def test_a_name_in_yaml_that_leads_nowhere_is_told(known: str, key: str) -> None:
    text = YAML.replace(known, f"{key}: nowhere")
    found = by_name("cjm-yaml").read(text.encode(), "trip.yaml", Choices())
    assert key in {loss.what for loss in found.losses}


def test_comments_in_xml_and_prose_around_a_diagram_are_told() -> None:
    found = by_name("cjml").read(
        CJML.replace("<actors>", "<!-- why --><actors>").encode(), "m", Choices()
    )
    assert [(loss.what, loss.place) for loss in found.losses if "!" in loss.what] == [
        ("<!-- -->", "line 5")
    ]
    diagram = "```mermaid\n---\ntitle: Trip # why\n---\njourney\n A: 3: Me\n```"
    text = f"# Plan\n\nWords.\n\n{diagram}\nAfter.\n"
    found = by_name("mermaid").read(text.encode(), "plan.md", Choices())
    assert [(loss.what, loss.place) for loss in found.losses] == [
        ("%%", "line 7"), ("markdown", "line 1"), ("markdown", "line 12"),
    ]  # fmt: skip


CJML = """<CJML><actualJourney>
<journeyTitle>Trip</journeyTitle><journeyShortSummary>By train</journeyShortSummary>
<journeyPhases><journeyPhase phaseID="P1"><phaseName>Find</phaseName>
<phaseDescription>Looking</phaseDescription></journeyPhase></journeyPhases>
<actors><endUser actorID="A1"><actorName>Ann</actorName></endUser>
<serviceProvider actorID="A2"><companyName>Rail</companyName></serviceProvider></actors>
<touchpoints><actualAction touchpointID="T1"><belongsTo phaseIDref="P1"/>
<initiator><refersTo actorIDref="A1"/><initiatorLabel>Asks</initiatorLabel></initiator>
<comment>Well</comment></actualAction>
<actualCommunicationPoint touchpointID="T2"><belongsTo phaseIDref="P1"/>
<initiator><refersTo actorIDref="A1"/><initiatorLabel>Calls</initiatorLabel></initiator>
<receiver><refersTo actorIDref="A2"/><receiverLabel>Answers</receiverLabel></receiver>
<channel><channelName>Phone</channelName></channel>
<touchpointExperience><experienceRating>2</experienceRating>
<experienceDescription>Good</experienceDescription></touchpointExperience>
</actualCommunicationPoint></touchpoints></actualJourney></CJML>"""
WHOLE = ("serviceProvider",)
MANY = len([*ET.fromstring(CJML).iter()])


@few
@given(st.lists(st.tuples(st.integers(0, MANY - 1), st.integers(0, 3)), min_size=1, max_size=6))
def test_every_unknown_element_and_attribute_of_cjml_is_told(places: list[tuple[int, int]]) -> None:
    root = ET.fromstring(CJML)
    there = [*root.iter()]
    put = []
    for number, (place, shape) in enumerate(places):
        name, words = f"unforeseen{number}x", f"strange words {number}x"
        if shape == 0:
            there[place].set(name, words)
        else:
            inner = ET.SubElement(there[place], name)
            if shape == 1:
                inner.text = words
            elif shape == 2:
                ET.SubElement(inner, "deeper").text = words
            else:
                inner.set("some", words)
        # What else is known of a provider has no place, and is lost as a whole.
        put.append(Put(words, (name, *(each for each in WHOLE if each == there[place].tag))))
    found = by_name("cjml").read(ET.tostring(root), "map.cjml", Choices())
    assert unaccounted(found, put) == []


LONG = [
    ["Stage", "Step", "Lane", "Text", "Score"],
    ["Find", "Ask", "Doing", "Asks a friend", "4"],
    ["Buy", "Pay", "Doing", "Pays", "2"],
]
MATRIX = [["", "Find", "Buy"], ["Doing", "Asks", "Pays"], ["Feeling", "Calm", "Tired"]]


@pytest.mark.parametrize("table", [LONG, MATRIX], ids=["long", "matrix"])
def test_every_unknown_column_of_a_table_is_told(table: list[list[str]]) -> None:
    @few
    @given(st.lists(st.tuples(st.integers(1, 6), st.booleans()), min_size=1, max_size=4))
    def is_told(places: list[tuple[int, bool]]) -> None:
        rows = [list(row) for row in table]
        added = []
        for number, (place, headed) in enumerate(places):
            heading = f"Unforeseen{number}x" if headed else ""
            words = [f"strange words {number}x{n}" for n in range(1, len(rows))]
            for row, cell in zip(rows, [heading, *words], strict=True):
                row.insert(place, cell)
            added.append((heading, words))
        put = []
        for heading, words in added:
            cell = f"line 1, cell {rows[1].index(words[0]) + 1}"
            put += [Put(each, (heading,) if heading else (cell,)) for each in words]
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        found = by_name("csv").read(text.getvalue().encode(), "map.csv", Choices())
        assert unaccounted(found, put) == []

    is_told()
