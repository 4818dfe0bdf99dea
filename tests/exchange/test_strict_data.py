# SPDX-License-Identifier: Apache-2.0
"""JSON and YAML from strangers: what is read, what is refused and where, what is reported."""

import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from journey_studio.exchange import lanescape
from journey_studio.exchange.cjm_yaml.writing import _Dumper
from journey_studio.exchange.emotions import felt, of_word
from journey_studio.exchange.formats import Choices
from journey_studio.exchange.lane_words import is_feeling, lane_kind
from journey_studio.exchange.strict import json as strict_json
from journey_studio.exchange.strict import yaml as strict_yaml
from journey_studio.exchange.strict.foreign_data import DataError, Item, Reading, number_in

_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]))
_VALUES: Any = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=12,
)


@given(_VALUES)
def test_plain_json_is_read_as_it_is(value: object) -> None:
    assert strict_json.parse(json.dumps(value).encode()) == value
    assert strict_json.parse(strict_json.dump(value)) == value


@given(st.dictionaries(_TEXT, _VALUES, min_size=1, max_size=4))
def test_what_is_written_as_yaml_is_read_as_it_was(value: dict[str, object]) -> None:
    text = yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=2**31 - 1)
    assert strict_yaml.parse(text.encode()) == [value]


def test_words_that_mean_something_to_some_readers_of_yaml_are_texts() -> None:
    words = ["yes", "no", "on", "1e3", "0o7", "0x1F", "2026-01-01", "12:30", "~", "<<", "=", "null"]
    text = yaml.dump(words, Dumper=_Dumper)
    assert strict_yaml.parse(text.encode()) == [words]
    assert yaml.safe_load(text) == words


@pytest.mark.parametrize(
    ("data", "place", "says"),
    [
        (b'{"a": 1,\n "b" 2}', "line 2, column 6", "not JSON"),
        (b'{"a": 1, "a": 2}', "", '"a"'),
        (b'{"a": Infinity}', "", "Infinity"),
        (b'{"a": 1e999}', "", "1e999"),
        (b"[" * 100 + b"]" * 100, "", "64 deep"),
        (b'["a\nb\xff"]', "line 2", "UTF-8"),
        (b"", "line 1, column 1", "not JSON"),
    ],
)
def test_json_is_refused_with_its_place(data: bytes, place: str, says: str) -> None:
    with pytest.raises(DataError, match=says) as refusal:
        strict_json.parse(data)
    assert refusal.value.place == place


def test_very_long_numbers_are_read_as_others_read_them() -> None:
    assert strict_json.parse(b"123456789012345678901234567890") == 1.2345678901234568e29


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("a: 1\nb: &x 2\nc: *x", "line 3", "refers"),
        ("a: 1\na: 2", "line 2", "twice"),
        ("<<: {a: 1}", "line 1", "refers"),
        ("a:\n- !!python/name:os.system x", "line 2", "type"),
        ("a: .inf", "line 1", "number"),
        ("? [a]\n: b", "line 1", "key"),
        ("a: [1", "line 2", "not YAML"),
        ("[" * 100, "line 1", "64 deep"),
        ("\n---\n".join(["a: 1"] * 1100), "line 2000", "1000 documents"),
    ],
)
def test_yaml_is_refused_with_its_line(text: str, place: str, says: str) -> None:
    with pytest.raises(DataError, match=says) as refusal:
        strict_yaml.parse(text.encode())
    assert refusal.value.place == place


def test_files_in_utf_16_are_read() -> None:
    assert strict_json.parse('{"a": "ü"}'.encode("utf-16")) == {"a": "ü"}


def test_every_key_that_nobody_took_is_reported_with_its_path() -> None:
    reading = Reading()
    item = Item(reading, {"a": 1, "b": "x", "c": [], "d": {"e": None}, "f": True}, "nodes[3]")
    assert item.number("a") == 1
    item.close()
    places = [loss.place for loss in reading.builder.losses]
    assert places == ["nodes[3].b", "nodes[3].d", "nodes[3].f"]


def test_parts_of_another_type_are_reported_not_bent() -> None:
    reading = Reading()
    item = Item(reading, {"a": [1], "b": "many", "c": 1, "d": "x", "e": {"f": 1}}, "")
    assert item.text("a") == ""
    assert item.number("b") is None
    assert not item.flag("c")
    assert item.texts("e") == []
    assert item.items("d") == []
    assert [loss.place for loss in reading.builder.losses] == ["a", "b", "c", "e", "d"]


def test_very_many_losses_are_counted() -> None:
    reading = Reading()
    for number in range(20_003):
        reading.lost("x", str(number), "is odd")
    reading.finish()
    assert len(reading.builder.losses) == 20_000
    assert reading.warnings == ["3 more losses are not listed."]


def test_a_small_file_cannot_make_a_very_large_map() -> None:
    stages = [{"title": "a"}] * 1000
    row = {"rowType": "row-emotion", "cells": [{"html": "+1", "colspan": 1000}]}
    journeys = [{"stages": stages, "subJourneys": [{"rows": [row] * 1000}]}]
    with pytest.raises(DataError, match="100000"):
        lanescape.read(json.dumps({"journeys": journeys}).encode(), "x", Choices())


@pytest.mark.parametrize(
    ("text", "number"),
    [("1,5", 1.5), ("-2", -2), ("\u22121", -1), ("x", None), ("1e400", None), ("", None)],
)
def test_numbers_in_texts(text: str, number: float | None) -> None:
    assert number_in(text) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("+1 glad", 0.5), ("-2", -1), ("😡", -1), ("Frustriert", -1), ("Confused, annoyed", -0.5),
        ("The queue is long", None), ("7", None), ("", None), ("x" * 1000, None),
    ],
)  # fmt: skip
def test_words_and_numbers_for_feelings(text: str, value: float | None) -> None:
    found = felt(text)
    assert (found.value if found else None) == value
    assert of_word("neutral") == 0


def test_lanes_are_known_by_what_people_call_them() -> None:
    called = {
        "Pain Points": "pain", "Digital Touchpoints": "touchpoint", "Support": "support",
        "Kanäle": "channel", "Verbatims": "quote", "Ideas": "opportunity", "User actions": "text",
    }  # fmt: skip
    assert {name: lane_kind(name) for name in called} == called
    assert is_feeling("Emotional State")
