# SPDX-License-Identifier: Apache-2.0
"""Change sets: the same bytes, the same name; anything else is refused in words."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey_studio.model.change import (
    Author,
    ChangeError,
    Clock,
    Label,
    Stamp,
    Write,
    make_change,
    read_change,
)

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | words
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
heads = st.lists(st.from_regex(r"[0-9a-f]{64}", fullmatch=True), max_size=2, unique=True)
writes = st.builds(Write, words, words, values, heads.map(sorted).map(tuple))


@given(st.lists(writes, max_size=5), st.integers(0, 2**47), words)
def test_a_change_set_read_back_is_the_same(written: list[Write], time: int, name: str) -> None:
    change = make_change("project-x", Stamp(time, 1, "ab"), Author(name), Label("k"), written)
    assert read_change(change.data) == change


@given(st.binary(max_size=200))
def test_bytes_that_are_no_change_set_are_refused(data: bytes) -> None:
    with pytest.raises(ChangeError):
        read_change(data)


@pytest.mark.parametrize(
    "spoil",
    [
        {"stamp": [2**60, 0, "a"]},
        {"stamp": [1.5, 0, "a"]},
        {"author": ["only one"]},
        {"writes": {"card-a": {"text": []}}},
        {"writes": {"card-a": {"text": ["x", ["not a hash"]]}}},
        {"writes": {"card-a": {"text": [[[[[[[[[[[[[["deep"]]]]]]]]]]]]]]}}},
        {"v": 0},
        {"v": "1"},
        {"label": "k"},
    ],
)
def test_a_malformed_part_is_refused(spoil: dict[str, object]) -> None:
    change = make_change("project-x", Stamp(1, 1, "ab"), Author(), Label("k"), [])
    content = json.loads(change.data) | spoil
    with pytest.raises(ChangeError):
        read_change(json.dumps(content).encode())


def test_numbers_that_are_none_are_refused() -> None:
    with pytest.raises(ChangeError):
        read_change(b'{"v":1,"project":"p","stamp":[NaN,0,"a"],"author":["","",""]}')


def test_a_newer_version_is_kept_whole_and_not_understood() -> None:
    change = make_change("project-x", Stamp(1, 1, "ab"), Author(), Label("k"), [])
    newer = read_change(change.data.replace(b'"v":1', b'"v":2'))
    assert newer.version == 2
    assert not newer.writes
    assert b'"v":2' in newer.data


@given(st.lists(st.integers(0, 2**45), min_size=2, max_size=30))
def test_stamps_never_go_back_whatever_the_clock_does(times: list[int]) -> None:
    moments = iter(times)
    clock = Clock(lambda: next(moments))
    stamps = [clock.next() for _ in times]
    assert stamps == sorted(stamps)
    assert len(set(stamps)) == len(stamps)


def test_whoever_has_seen_a_stamp_from_2035_writes_later_ones() -> None:
    clock = Clock(lambda: 1_800_000_000_000)
    future = Stamp(2_050_000_000_000, 7, "future")
    clock.observe(future)
    assert clock.next() > future
    assert clock.ahead(future) == 250_000_000_000
