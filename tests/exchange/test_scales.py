# SPDX-License-Identifier: Apache-2.0
"""Scores of other tools become experience values without moving worst, neutral or best."""

from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey_studio.exchange.scales import from_mermaid, in_mermaid_scale


@pytest.mark.parametrize(
    ("score", "value"),
    [(0, -1), (1, -2 / 3), (1.5, -0.5), (2, -1 / 3), (3, 0), (3.5, 0.25), (4, 0.5), (5, 1)],
)
def test_the_ends_and_the_flat_mouth_keep_their_places(score: float, value: float) -> None:
    assert from_mermaid(score) == pytest.approx(value)


@pytest.mark.parametrize(("score", "value"), [(13, 1), (-1, -1), (inf, 1), (-inf, -1)])
def test_a_score_outside_the_scale_counts_as_its_nearer_end(score: float, value: float) -> None:
    assert from_mermaid(score) == value
    assert not in_mermaid_scale(score)


def test_what_is_no_number_has_no_value() -> None:
    assert from_mermaid(nan) is None
    assert not in_mermaid_scale(nan)


@given(st.floats(0, 5), st.floats(0, 5))
def test_a_better_score_is_never_a_worse_experience(one: float, other: float) -> None:
    low, high = sorted((one, other))
    first, second = from_mermaid(low), from_mermaid(high)
    assert first is not None
    assert second is not None
    assert -1 <= first <= second <= 1
