# SPDX-License-Identifier: Apache-2.0
"""TheyDo's files: insights, opportunities, solutions, metrics, feedback, in and out."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journey_studio.exchange import theydo
from journey_studio.exchange.formats import Choices, Found
from journey_studio.exchange.reporting import report_of_writing, words_of
from journey_studio.exchange.strict.foreign_data import DataError
from journey_studio.exchange.theydo.labelled import KEYS, joined, parted
from journey_studio.model.builder import Builder
from journey_studio.model.contents import contents
from journey_studio.model.records import (
    Card,
    Insight,
    Metric,
    Opportunity,
    Persona,
    Reading,
    Solution,
    Tag,
)
from tests.exchange.laws import MadeMap, maps
from tests.exchange.map_strategy import WORDS

_AS_IT_LOOKS = Choices()


def _read(shape: str, *records: Any, **more: Any) -> Found:
    value = {"format": f"THEYDO_{shape.upper()}_V1", shape: list(records), **more}
    data = json.dumps(value).encode()
    assert theydo.recognises(data)
    return theydo.read(data, "x.json", _AS_IT_LOOKS)


def _again(found: Found, shape: str, *maps_of: str) -> tuple[dict[str, Any], Found]:
    choices = Choices(shape=shape)
    written = theydo.write(found.snapshot, maps_of, choices, dict[str, bytes]().get)
    return json.loads(written.data), theydo.read(written.data, "", _AS_IT_LOOKS)


def test_insights_come_into_the_library_with_all_that_is_said_of_them() -> None:
    found = _read(
        "insights",
        {
            "importKey": "i1",
            "title": "Fees surprise",
            "description": "People *leave* at checkout.",
            "type": "pain",
            "tags": ["checkout", "price"],
            "groupTags": [{"tagGroup": "Market", "tag": "Swiss"}],
            "weight": 3,
            "ownerEmail": "cx@example.org",
            "externalLinks": ["https://example.org/a"],
            "icon": "bolt",
        },
    )
    (insight,) = found.snapshot.under(Insight)
    assert (insight.title, insight.owner) == ("Fees surprise", "cx@example.org")
    assert insight.text == (
        "People *leave* at checkout.\n\nType: pain\nTags: checkout, price\n"
        "Grouped tags: Market / Swiss\nWeight: 3\nLinks: https://example.org/a"
    )
    assert [loss.what for loss in found.losses] == ["icon"]


def test_what_was_said_of_an_insight_goes_out_as_it_came() -> None:
    given_record = {
        "importKey": "i1",
        "title": "Fees surprise",
        "description": "People leave.",
        "type": "pain",
        "tags": ["checkout", "price"],
        "groupTags": [{"tagGroup": "Market", "tag": "Swiss"}],
        "weight": 3,
    }
    value, again = _again(_read("insights", given_record), "insights")
    assert value["insights"] == [{**given_record, "importKey": "insight-1"}]
    assert again.losses == ()


def test_solutions_know_their_status_and_keep_one_of_their_own() -> None:
    found = _read(
        "solutions",
        {"importKey": "a", "title": "One price", "status": "In progress", "priority": "HIGH"},
        {"importKey": "b", "title": "Ask first", "status": "Waiting for legal"},
    )
    one, two = found.snapshot.under(Solution)
    assert (one.status, one.text) == ("doing", "Priority: HIGH")
    assert (two.status, two.text) == ("idea", "Status: Waiting for legal")
    value, _ = _again(found, "solutions")
    assert [each["status"] for each in value["solutions"]] == ["doing", "Waiting for legal"]
    assert value["solutions"][0]["priority"] == "HIGH"


def test_opportunities_come_into_the_library() -> None:
    (one,) = _read("opportunities", {"title": "Fair prices"}).snapshot.under(Opportunity)
    assert one.title == "Fair prices"


def _values(kind: str, *points: Any, **more: Any) -> tuple[Metric, dict[str, float | None], Found]:
    record = {"importKey": "m", "title": "How it went", "type": kind, "dataPoints": list(points)}
    found = _read("metrics", {**record, **more})
    (metric,) = found.snapshot.under(Metric)
    readings = {each.day: each.value for each in found.snapshot.under(Reading, metric.id)}
    return metric, readings, found


@pytest.mark.parametrize(
    ("kind", "points", "value"),
    [
        ("NPS", [{"promoters": 50, "passives": 30, "detractors": 20}], 30),
        ("NPS", [{"promoters": 1, "detractors": 0}, {"promoters": 0, "detractors": 3}], -50),
        ("CSAT", [{"veryUnsatisfied": 1, "neutral": 1, "satisfied": 1, "verySatisfied": 1}], 50),
        ("CES", [{"score": 4, "respondents": 10}, {"score": 1, "respondents": 20}], 2),
        ("CES", [{"score": 5.5}], 5.5),
        ("RATIO", [{"numerator": 1, "denominator": 4}], 0.25),
        ("OTHER", [{"value": 2}, {"value": 4}], 3),
    ],
)
def test_data_points_become_readings_by_the_usual_formulas(
    kind: str, points: list[dict[str, float]], value: float
) -> None:
    dated = [{"dateOfMeasurement": "2026-05-01", **point} for point in points]
    assert _values(kind, *dated)[1] == {"2026-05-01": value}


def test_a_percentage_a_sum_and_nobody_at_all() -> None:
    day = {"dateOfMeasurement": "2026-05-01"}
    _, ratio, _ = _values("RATIO", {**day, "numerator": 1, "denominator": 4}, unit="%")
    assert ratio == {"2026-05-01": 25}
    points = ({**day, "value": 2}, {**day, "value": 4})
    assert _values("OTHER", *points, aggregationMethod="SUM")[1] == {"2026-05-01": 6}
    _, nobody, found = _values("NPS", {**day, "promoters": 0, "detractors": 0, "passives": 0})
    assert nobody == {}
    assert any("Nobody answered" in loss.reason for loss in found.losses)


def test_targets_and_dimensions() -> None:
    point = {
        "dateOfMeasurement": "2026-05-01",
        "value": 7,
        "dimensions": [{"key": "country", "value": "CH"}],
    }
    metric, readings, found = _values(
        "OTHER", point, unit="min", target=5, targetComparisonOperator="LESS_THAN_OR_EQUAL_TO"
    )
    assert (metric.unit, metric.target, metric.better) == ("min", 5, "lower")
    assert readings == {"2026-05-01": 7}
    assert [loss.what for loss in found.losses] == ["dimensions"]
    value, again = _again(found, "metrics")
    assert value["metrics"][0]["targetComparisonOperator"] == "LESS_THAN_OR_EQUAL_TO"
    assert again.losses == ()


def _survey(*responses: Any) -> Found:
    fields = [
        {"fieldId": "q1", "fieldName": "What went well?", "fieldType": "TEXT", "required": True},
        {"fieldId": "q2", "fieldName": "What did not?", "fieldType": "TEXT", "required": False},
        {"fieldId": "mail", "fieldName": "E-mail", "fieldType": "TEXT"},
        {"fieldId": "x", "fieldName": "Internal", "fieldType": "IGNORE"},
        {"fieldId": "t", "fieldName": "Topic", "fieldType": "TAG_GROUP", "tagGroupTitle": "Topic"},
        {"fieldId": "p", "fieldName": "Who", "fieldType": "PERSONA"},
    ]
    value = {
        "format": "THEYDO_SURVEY_RESPONSES_V1",
        "surveyMetadata": {"surveyName": "After the trip", "surveyId": "s", "surveyFields": fields},
        "responses": [
            {
                "responseId": f"r{number}",
                "responseDateTime": "2026-05-01T10:00:00Z",
                "responseFields": [{"fieldId": k, "textValue": v} for k, v in each.items()],
            }
            for number, each in enumerate(responses)
        ],
    }
    return theydo.read(json.dumps(value).encode(), "survey.json", _AS_IT_LOOKS)


def test_answers_become_quotes_on_a_map_called_after_the_survey() -> None:
    found = _survey(
        {"q1": "The bed", "q2": "The noise", "t": "Comfort", "p": "Commuter"},
        {"q1": "The price"},
    )
    snapshot = found.snapshot
    (the_map,) = snapshot.maps()
    assert the_map.title == "After the trip"
    steps = snapshot.steps_of_map(the_map.id)
    assert [step.title for step in steps] == ["What went well?", "What did not?"]
    (lane,) = snapshot.lanes(the_map.id)
    assert lane.kind == "quote"
    first = snapshot.cards(lane.id, steps[0].id)
    assert [card.text for card in first] == ["The bed", "The price"]
    (tag,), (persona,) = snapshot.under(Tag), snapshot.under(Persona)
    assert (tag.name, persona.name) == ("Comfort", "Commuter")
    assert (first[0].tags, first[0].personas) == ((tag.id,), (persona.id,))
    assert the_map.personas == (persona.id,)


def test_personal_data_is_left_out_and_said() -> None:
    found = _survey({"q1": "Fine", "mail": "mia@example.org", "x": "secret"})
    assert "mia@example.org" not in str(found.snapshot)
    assert "secret" not in str(found.snapshot)
    assert {loss.what for loss in found.losses} == {"E-mail", "Internal", "responseId"}


def test_the_quotes_of_a_map_go_out_as_feedback() -> None:
    found = _survey({"q1": "The bed", "t": "Comfort", "p": "Commuter"}, {"q2": "The noise"})
    value, again = _again(found, "feedback", "map-1")
    assert value["surveyMetadata"]["surveyName"] == "After the trip"
    cards = [each.text for each in again.snapshot.records.values() if isinstance(each, Card)]
    assert cards == ["The bed", "The noise"]
    assert [loss.what for loss in again.losses] == ["responseId"]


def test_without_a_choice_the_first_of_the_library_is_written() -> None:
    builder = Builder()
    builder.add("solution", title="Do it")
    builder.add("metric", name="NPS")
    written = theydo.write(builder.snapshot(), (), _AS_IT_LOOKS, dict[str, bytes]().get)
    assert json.loads(written.data)["format"] == "THEYDO_SOLUTIONS_V1"


@pytest.mark.parametrize(
    "data", [b"{}", b"[]", b"5", b'{"format": "THEYDO_X"}', b'{"format": ["THEYDO_INSIGHTS_V1"]}']
)
def test_other_files_are_refused_in_words(data: bytes) -> None:
    with pytest.raises(DataError, match="TheyDo"):
        theydo.read(data, "x.json", _AS_IT_LOOKS)


@pytest.mark.parametrize("odd", [5, "text", None, True, [1, "a", None, [], {}], {"a": {}}])
def test_parts_of_the_wrong_type_are_losses(odd: object) -> None:
    for shape in theydo.SHAPES[:-1]:
        for key in ("title", "description", "status", "tags", "groupTags", "dataPoints", "target"):
            _read(shape, {"title": "x", "type": "NPS", key: odd})
    for key in ("surveyFields", "surveyName", "responses", "surveyMetadata"):
        value = {"format": "THEYDO_FEEDBACK_RESPONSES_V1", "surveyMetadata": {key: odd}, key: odd}
        theydo.read(json.dumps(value).encode(), "x", _AS_IT_LOOKS)


@given(st.text(), st.dictionaries(st.sampled_from(KEYS), st.text(min_size=1)))
def test_labelled_lines_part_from_a_text_as_they_were_put_to_it(
    text: str, said: dict[str, str]
) -> None:
    whole = joined(text, [(key, said[key]) for key in KEYS if key in said])
    before, found = parted(whole)
    assert joined(before, [(key, found[key]) for key in KEYS if key in found]) == whole


@given(made=maps(), shape=st.sampled_from(theydo.SHAPES))
@settings(max_examples=80)
def test_a_file_holds_what_the_report_says_it_holds(made: MadeMap, shape: str) -> None:
    snapshot, map_ids = made.snapshot, (made.map_id,)
    choices = Choices(shape=shape)
    written = theydo.write(snapshot, map_ids, choices, dict[str, bytes]().get)
    again = theydo.write(snapshot, map_ids, choices, dict[str, bytes]().get)
    assert written == again
    found = theydo.read(written.data, "", choices)
    assert theydo.recognises(written.data)
    lost = {(loss.record, loss.register) for loss in written.losses}
    there = {
        (each.KIND, getattr(each, "name", "") or getattr(each, "title", "")): words_of(each)
        for each in found.snapshot.records.values()
    }
    for record in contents(snapshot, map_ids):
        if record.KIND not in ("insight", "opportunity", "solution", "metric"):
            continue
        words = words_of(record)
        other = there.get(
            (record.KIND, getattr(record, "name", "") or getattr(record, "title", ""))
        )
        for register in theydo.CARRIES[record.KIND]:
            same = other is not None and words.get(register) == other.get(register)
            if (record.id, register) in lost:
                assert not same
            elif register in words:
                assert same
    report = report_of_writing(snapshot, map_ids, theydo.CARRIES, written)
    if shape != "feedback":
        allowed = {"metrics": ("metric", "reading")}.get(shape, (shape[:4],))
        assert all(name.startswith(allowed) for name in report.kept)


@st.composite
def _surveys(draw: st.DrawFn) -> MadeMap:
    builder = Builder()
    the_map = builder.add("map", title=draw(WORDS))
    stage = builder.add("stage", the_map)
    lane = builder.add("lane", the_map, title="Quotes", kind="quote")
    for number in range(draw(st.integers(1, 3))):
        step = builder.add("step", stage, title=f"{draw(WORDS)} {number}")
        for text in draw(st.lists(WORDS, max_size=3)):
            names = draw(st.lists(st.sampled_from(("a", "b")), unique=True))
            tags = [builder.named("tag", name) for name in names]
            people = [builder.named("persona", name.upper()) for name in names]
            builder.add("card", lane, step, text=text, tags=tags, personas=people)
    return MadeMap(builder.snapshot(), the_map)


@given(_surveys())
@settings(max_examples=40)
def test_feedback_is_written_so_that_the_same_comes_back(made: MadeMap) -> None:
    written = theydo.write(
        made.snapshot, (made.map_id,), Choices(shape="feedback"), dict[str, bytes]().get
    )
    report = report_of_writing(made.snapshot, (made.map_id,), theydo.CARRIES, written)
    assert {loss.what for loss in report.losses} <= {"step.title", "persona.name"}
    texts = [each.text for each in made.snapshot.records.values() if isinstance(each, Card)]
    again = theydo.read(written.data, "", _AS_IT_LOOKS).snapshot
    assert [each.text for each in again.records.values() if isinstance(each, Card)] == texts


def test_every_format_of_theydo_is_written_by_its_own_name() -> None:
    from journey_studio.exchange.registry import by_name

    builder = Builder()
    the_map = builder.add("map", title="Trip")
    for shape in theydo.SHAPES:
        form = by_name(f"theydo-{shape}")
        assert form.label
        written = form.writer().write(
            builder.snapshot(), (the_map,), _AS_IT_LOOKS, dict[str, bytes]().get
        )
        called = "FEEDBACK_RESPONSES" if shape == "feedback" else shape.upper()
        assert json.loads(written.data)["format"] == f"THEYDO_{called}_V1"


def test_a_step_that_speaks_of_an_address_is_not_personal_data() -> None:
    for name, kept in (
        ("Enter email and password", True),
        ("Email", False),
        ("What is your address?", False),
    ):
        field = {"fieldId": "f", "fieldName": name, "fieldType": "TEXT"}
        answer = {"responseId": "1", "responseFields": [{"fieldId": "f", "textValue": "slow"}]}
        made = {
            "format": "THEYDO_FEEDBACK_RESPONSES_V1",
            "surveyMetadata": {"surveyName": "S", "surveyId": "s", "surveyFields": [field]},
            "responses": [answer],
        }
        found = theydo.read(json.dumps(made).encode(), "s.json", Choices())
        texts = [each.text for each in found.snapshot.records.values() if isinstance(each, Card)]
        assert texts == (["slow"] if kept else []), name
