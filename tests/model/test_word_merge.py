# SPDX-License-Identifier: Apache-2.0
"""Texts edited by two people at once."""

import random
from itertools import combinations, pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from journey_studio.model.word_diff import MOST_STEPS, word_edits
from journey_studio.model.word_merge import merge_texts, merge_words

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


words = st.lists(st.sampled_from("abc"), max_size=12)


@given(words, words)
def test_the_edits_of_a_text_make_the_other_and_leave_words_between_them(
    before: list[str], after: list[str]
) -> None:
    edits = word_edits(before, after)
    assert edits is not None
    made = list(before)
    for start, end, new in reversed(edits):
        made[start:end] = new
    assert made == after
    assert all(one[1] < other[0] for one, other in pairwise(edits))
    changed = sum(end - start + len(new) for start, end, new in edits)
    assert changed <= len(before) + len(after)
    if sorted(before) == sorted(after) == before == after:
        assert edits == []


@given(texts, st.lists(texts, min_size=2, max_size=4), st.randoms())
def test_three_or_more_come_together_alike_in_every_order(
    base: str, edited: list[str], chance: random.Random
) -> None:
    merged = merge_texts(base, edited)
    for _ in range(3):
        chance.shuffle(edited)
        assert merge_texts(base, edited) == merged
    if any(merge_words(base, one, other) is None for one, other in combinations(edited, 2)):
        assert merged is None


@given(texts, st.lists(texts, min_size=2, max_size=4))
def test_what_all_texts_begin_with_makes_no_difference(base: str, edited: list[str]) -> None:
    assume(not any(text[:1].isspace() for text in (base, *edited)))  # which would be one space more
    merged = merge_texts(base, edited)
    whole = merge_texts(f"Late again. {base}", [f"Late again. {text}" for text in edited])
    assert whole == (None if merged is None else f"Late again. {merged}")


def test_a_text_rewritten_from_end_to_end_is_another_text() -> None:
    one, other = ([f"{side}{n} " for n in range(MOST_STEPS)] for side in "ab")
    base = "".join(f"c{n} " for n in range(MOST_STEPS))
    assert word_edits(one, other) is None
    assert merge_words(base, "".join(one), "".join(other)) is None
    assert merge_words(base, "".join(one), base) == "".join(one)


@pytest.mark.parametrize("unit", [".", "a ", "a b ", " \n"])
def test_the_longest_texts_of_the_fewest_words_are_compared_at_once(unit: str) -> None:
    base = unit * (20_000 // len(unit) - 10)
    assert merge_words(base, "x" + base, base + "y") == "x" + base + "y"
    merge_words(base, base[::-1], base[7:] + base[:7] + "!")
