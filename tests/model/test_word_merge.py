# SPDX-License-Identifier: Apache-2.0
"""Texts edited by two people at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey_studio.model.word_merge import merge_words

texts = st.lists(st.sampled_from("a b c d\n . é".split(" ")), max_size=8).map(" ".join)


@given(texts, texts, texts)
def test_it_does_not_matter_who_comes_first(base: str, mine: str, theirs: str) -> None:
    assert merge_words(base, mine, theirs) == merge_words(base, theirs, mine)


@given(texts, texts)
def test_one_sided_edits_are_taken_whole(base: str, mine: str) -> None:
    assert merge_words(base, mine, base) == mine
    assert merge_words(base, base, mine) == mine
    assert merge_words(base, mine, mine) == mine


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        ("wait at the desk", "queue at the desk", "wait at the counter", "queue at the counter"),
        ("wait", "wait long", "please wait", "please wait long"),
        ("a b c", "b c", "a b", "b"),
        ("a b", "a X b", "a Y b", None),
        ("the desk", "the new desk", "the old desk", None),
        ("the desk", "", "the old desk", None),
    ],
)
def test_words(base: str, mine: str, theirs: str, merged: str | None) -> None:
    assert merge_words(base, mine, theirs) == merged
