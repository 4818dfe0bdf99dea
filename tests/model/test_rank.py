# SPDX-License-Identifier: Apache-2.0
"""There is always room between two neighbours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey_studio.model.rank import rank_between, ranks_between


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=200))
def test_inserting_anywhere_keeps_the_order(places: list[int]) -> None:
    ranks: list[str] = []
    for place in places:
        at = place % (len(ranks) + 1)
        low = ranks[at - 1] if at else ""
        high = ranks[at] if at < len(ranks) else ""
        ranks.insert(at, rank_between(low, high))
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == len(ranks)


def test_ten_thousand_records_added_at_one_end_keep_short_ranks() -> None:
    first = last = rank_between()
    for _ in range(10_000):
        before, after = rank_between("", first), rank_between(last, "")
        assert before < first
        assert last < after
        first, last = before, after
    assert max(len(first), len(last)) <= 6


@given(st.from_regex("[0-9A-Za-z]{0,8}[1-9A-Za-z]", fullmatch=True), st.integers(1, 30))
def test_there_is_room_beyond_every_rank(end: str, count: int) -> None:
    first = last = end
    for _ in range(count):
        before, after = rank_between("", first), rank_between(last, "")
        assert before < first <= last < after
        first, last = before, after


def test_always_inserting_into_the_same_gap_keeps_ranks_storable() -> None:
    low, high = "B", "C"
    for _ in range(500):
        high = rank_between(low, high)
    assert len(high) < 200


@given(st.integers(0, 100))
def test_many_at_once_come_in_order(count: int) -> None:
    low, high = "B", "C"
    ranks = ranks_between(low, high, count)
    assert len(ranks) == count
    assert [low, *ranks, high] == sorted([low, *ranks, high])


def test_two_people_who_insert_into_one_gap_choose_different_ranks() -> None:
    assert len({rank_between("B", "C") for _ in range(200)}) > 190


@pytest.mark.parametrize(
    ("low", "high"),
    [("C", "B"), ("B", "B"), ("", "0"), ("0", "00"), ("z" * 200, ""), ("1" * 200, "1" * 199 + "2")],
)
def test_no_room_is_said_clearly(low: str, high: str) -> None:
    with pytest.raises(ValueError, match="no rank"):
        rank_between(low, high)


@given(*[st.from_regex("[01Vz]{0,5}", fullmatch=True)] * 2)
def test_a_rank_lies_between_or_there_is_none(low: str, high: str) -> None:
    try:
        made = rank_between(low, high)
    except ValueError:
        return
    assert low < made
    assert not high or made < high
