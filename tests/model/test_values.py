# SPDX-License-Identifier: Apache-2.0
"""What a map's rows may hold is what may be written: both readers of the rules agree."""

from typing import Any, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from journey_studio.model import records
from journey_studio.model.records import KINDS
from journey_studio.model.values import reader

HINTS = {
    f"{kind}.{name}": hint
    for kind, record in KINDS.items()
    for name, hint in get_type_hints(record, include_extras=True).items()
    if name not in ("id", "KIND")
}
TYPED = {name: TypeAdapter[Any](hint) for name, hint in HINTS.items()}

WORDS = st.sampled_from(
    ["", "a", "card-x", "step-1", "card-", "No id", "V", "V-", "2026-02-28", "2026-02-30", "text",
     "current", "assumed", "https://example.org/", "mailto:a@b.c", "https://a b", "pt-BR", "deu",
     "tag-a\n", "V\n", "ab" * 32, "ab" * 32 + "\n", "\x07", "Grüße\n\t", "x" * 20_001]
)  # fmt: skip
PLAIN = WORDS | st.none() | st.integers(-2, 5000) | st.floats(allow_nan=True) | st.text()
LISTS = st.lists(PLAIN, max_size=4) | st.lists(st.lists(PLAIN, max_size=3), max_size=3)
LONG = st.integers(190, 210).map(lambda count: ["tag-a"] * count)


def _with(read: Any, value: Any) -> Any:
    """What a reader makes of a value, the errors it is told of as one word."""
    try:
        return read(value)
    except ValueError:
        return "refused"


def _kinds(value: Any) -> Any:
    return [_kinds(part) for part in value] if isinstance(value, tuple) else type(value)


@given(name=st.sampled_from(sorted(HINTS)), value=PLAIN | LISTS | LONG)
def test_rows_may_hold_what_may_be_written_and_nothing_else(name: str, value: Any) -> None:
    read, check = reader(HINTS[name]), TYPED[name]
    ours, theirs = _with(read, value), _with(check.validate_python, value)
    if ours != "refused":
        assert ours == theirs
        assert _kinds(ours) == _kinds(theirs)
    if theirs != "refused":
        assert read(check.dump_python(theirs, mode="json")) == theirs


@pytest.mark.parametrize(
    ("hint", "value"),
    [
        (records.Id, "card-x\n"),
        (records.Id, "card-" + "x" * 100),
        (records.Rank, "V\n"),
        (records.Rank, ""),
        (records.Hash, "AB" * 32),
        (records.Day, "2026-02-30"),
        (records.Day, "2026-02-28\n"),
        (records.Url, "javascript:alert(1)"),
        (records.Url, "https://example.org/\x07"),
        (records.Prose, "x" * (records.LONG_TEXT + 1)),
        (records.Prose, "\ud800"),
        (records.Value, 1.0001),
        (records.Value, float("nan")),
        (records.Amount, float("inf")),
        (records.Amount, True),
        (records.Size, "4"),
        (records.Ids, ["tag-a"] * 201),
        (records.Ids, "tag-a"),
        (records.Link, ["only a title"]),
        (records.SomeIds, []),
    ],
)
def test_values_that_no_record_may_hold_are_refused(hint: Any, value: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        reader(hint)(value)


def test_yes_and_no_are_kept_as_numbers() -> None:
    read = reader(bool)
    assert [read(0), read(1)] == [False, True]
    with pytest.raises(ValueError, match="neither yes nor no"):
        read(2)
