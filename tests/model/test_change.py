# SPDX-License-Identifier: Apache-2.0
"""Change sets: the same bytes, the same name; anything else is refused in words."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey_studio.model.change import (
    LATEST_TIME,
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
writes = st.builds(Write, values, heads.map(sorted).map(tuple))
keys = st.tuples(words, words)


@given(st.dictionaries(keys, writes, max_size=5), st.integers(0, 2**47), words)
def test_a_change_set_read_back_is_the_same(
    written: dict[tuple[str, str], Write], time: int, name: str
) -> None:
    change = make_change("project-x", Stamp(time, 1, "ab"), Author(name), Label("k"), written)
    assert read_change(change.data) == change


ODD = st.sampled_from(
    ["NaN", "-Infinity", "1e999", "-1e-999", "-0", "-0.0", "01", "1.", "1e5", "9007199254740991",
     "9007199254740992", "-9007199254740992", "12345678901234567890123", "0.1", "5e-324", "true",
     r'"\ud800"', r'"\udc00\ud800"', r'"\ud83d\ude00"', r'"\u0000"', '"\x01"', '"\x7f"', '" "',
     "1.7976931348623157e308", "2.2250738585072011e-308", "[1,]", "{}", '{"a":1,"a":2}', '{"a"}',
     r'{"\ud800":1}', "[" * 9 + "]" * 9, "[" * 10 + "]" * 10, "[" * 300 + "]" * 300, "", "1 2"]
)  # fmt: skip
TOKENS = ODD | st.floats(allow_nan=False, allow_infinity=False).map(repr) | st.integers().map(str)


@given(TOKENS, TOKENS, st.sampled_from(["1", "1.0", "true", "2", "1e0"]), st.booleans())
def test_how_bytes_are_read_makes_no_difference(
    value: str, other: str, version: str, more: bool
) -> None:
    """The quick reader may be asked only where it says what the strict one says."""
    text = (
        f'{{"author":["","",""],"label":["k",{{}}],"project":"p","stamp":[1,0,"a"],"v":{version},'
        f'"writes":{{"card-a":{{"text":[{value}],"x":[[{other}]]}}}}}}'
    )
    assert _said(text) == _said(text[:-1] + ',"w":0}')  # with a part more the strict one is asked
    if more:
        spoilt = text.replace('"author":[""', f'"author":[{other}')
        assert _said(spoilt) == _said(spoilt[:-1] + ',"w":0}')


def _said(text: str) -> object:
    try:
        change = read_change(text.encode(errors="surrogatepass"))
    except ChangeError:
        return "refused"
    return repr((change.version, change.author, dict(change.writes)))


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
        {"author": "abc"},
        {"author": {"a": 1, "b": 2, "c": 3}},
        {"writes": {"card-a": {"text": []}}},
        {"writes": {"card-a": {"text": ["x", ["not a hash"]]}}},
        {"writes": {"card-a": {"text": [[[[[[[[[[[[[["deep"]]]]]]]]]]]]]]}}},
        {"v": 0},
        {"v": "1"},
        {"label": "k"},
        {"label": ["k", {"name": "\ud800"}]},
        {"author": ["\ud800", "", ""]},
        {"author": ["x" * 501, "", ""]},
        {"project": "\ud800"},
        {"stamp": [1, 1, "\ud800"]},
        {"stamp": [1, 2**32, "a"]},
        {"stamp": [True, 1, "a"]},
        {"writes": {"card-a": {"text": "x"}}},
        {"writes": {"card-a": {"text": {"x": "y"}}}},
        {"writes": {"card-a": {"text": ["x", "ab" * 32]}}},
        {"writes": {"card-a": {"text": ["x", ["A" * 64]]}}},
        {"writes": {"card-a": {"text": ["x", [], []]}}},
        {"writes": [["card-a", "text"]]},
    ],
)
def test_a_malformed_part_is_refused(spoil: dict[str, object]) -> None:
    change = make_change("project-x", Stamp(1, 1, "ab"), Author(), Label("k"), {})
    content = json.loads(change.data) | spoil
    with pytest.raises(ChangeError):
        read_change(json.dumps(content).encode())


def test_numbers_that_are_none_are_refused() -> None:
    with pytest.raises(ChangeError):
        read_change(b'{"v":1,"project":"p","stamp":[NaN,0,"a"],"author":["","",""]}')


def test_a_newer_version_is_kept_whole_and_not_understood() -> None:
    change = make_change("project-x", Stamp(1, 1, "ab"), Author(), Label("k"), {})
    newer = read_change(change.data.replace(b'"v":1', b'"v":2'))
    assert newer.version == 2
    assert not newer.writes
    assert b'"v":2' in newer.data


def test_a_newer_version_whose_stamp_cannot_be_stored_is_refused() -> None:
    change = make_change("project-x", Stamp(1, 1, "ab"), Author(), Label("k"), {})
    spoilt = change.data.replace(b'"v":1', b'"v":2').replace(b'"ab"', b'"\\ud800"')
    with pytest.raises(ChangeError):
        read_change(spoilt)


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


@pytest.mark.parametrize("moment", [5, LATEST_TIME - 1])
def test_whoever_has_seen_the_last_stamp_of_all_can_still_write(moment: int) -> None:
    clock = Clock(lambda: 3)
    clock.observe(Stamp(moment, 2**32 - 1, "hostile"))
    for _ in range(3):
        change = make_change("project-x", clock.next(), Author(), Label("k"), {})
        assert read_change(change.data) == change


@given(st.text(max_size=600), st.text(max_size=600), st.text(max_size=30))
def test_whoever_writes_whatever_it_is_called_the_change_set_can_be_read_back(
    author: str, name: str, key: str
) -> None:
    label = Label("model.label.add", {key: name})
    change = make_change("project-x", Stamp(1, 1, "ab"), Author(author), label, {})
    assert read_change(change.data) == change
    assert change.label.text


def test_a_change_set_too_large_to_be_read_back_is_not_made() -> None:
    written = {(f"card-{number}", "text"): Write("x" * 20_000) for number in range(3_400)}
    with pytest.raises(ChangeError, match="Nothing was changed"):
        make_change("project-x", Stamp(1, 1, "ab"), Author(), Label("k"), written)
