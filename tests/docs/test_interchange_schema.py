# SPDX-License-Identifier: Apache-2.0
"""docs/interchange.schema.json says what the reader of the format takes, and no more."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from journey_studio.exchange import interchange
from journey_studio.exchange.formats import Choices
from journey_studio.exchange.strict.foreign_data import DataError
from tests.docs.interchange_schema import schema, text
from tests.exchange.laws import PICTURES, MadeMap, maps
from tests.model.test_canonical import rich


@cache
def validator() -> Draft202012Validator:
    Draft202012Validator.check_schema(schema())
    return Draft202012Validator(schema())


def written(made: MadeMap) -> Any:
    ids = tuple(each.id for each in made.snapshot.maps())
    data = interchange.write(made.snapshot, ids, Choices(), PICTURES.get).data
    return json.loads(data)


def test_the_published_schema_is_that_of_the_code(project: Path) -> None:
    published = (project / "docs" / "interchange.schema.json").read_text(encoding="utf-8")
    assert published == text(), "python -m tests.docs.interchange_schema"


@settings(max_examples=40)
@given(maps(full=True))
def test_what_is_written_keeps_to_the_schema(made: MadeMap) -> None:
    errors = list(validator().iter_errors(written(made)))
    assert not errors, errors[0]


_ODD: st.SearchStrategy[Any] = st.sampled_from(
    (
        *(None, True, 0, 1, 2, -5, 0.5, 1e9, "", "x", "a\x00b", "card-1", "ab" * 32, "2026-01-01"),
        *([], ["card-1"], [["a", "https://a.b"]], {}),
    )
)


@settings(max_examples=150)
@given(st.data())
def test_the_reader_and_the_schema_refuse_the_same(data: st.DataObject) -> None:
    """Of one value that is changed. Of who is there twice or not at all schemas know nothing."""
    document = rich().snapshot
    ids = tuple(each.id for each in document.maps())
    top = json.loads(interchange.write(document, ids, Choices(), PICTURES.get).data)
    places = list(_objects(top))
    target = data.draw(st.sampled_from(places))
    keys = [key for key in target if key not in ("id", "step", "persona")]
    key = data.draw(st.sampled_from([*keys, "text", "title", "place", "deleted", "nobody", "span"]))
    target[key] = data.draw(_ODD)
    refused = ""
    try:
        interchange.read(json.dumps(top).encode(), "", Choices())
    except DataError as error:
        refused = str(error)
    assert validator().is_valid(top) is not bool(refused), refused or key


def _objects(value: Any) -> Any:
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value:
        if isinstance(each, dict | list):
            yield from _objects(each)


@pytest.mark.parametrize("missing", ["id", "step"])
def test_what_has_to_be_there_is_asked_for_by_both(missing: str) -> None:
    document = rich().snapshot
    top = json.loads(interchange.write(document, ("map-m",), Choices(), PICTURES.get).data)
    del top["maps"][0]["lanes"][0]["cards"][0][missing]
    assert not validator().is_valid(top)
    with pytest.raises(DataError):
        interchange.read(json.dumps(top).encode(), "", Choices())
