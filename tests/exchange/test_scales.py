# SPDX-License-Identifier: Apache-2.0
"""Scores of other tools become experience values without moving worst, neutral or best."""

from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey_studio.exchange.scales import (
    MERMAID,
    OURS,
    SCALES,
    Scale,
    fitting,
    from_mermaid,
    in_mermaid_scale,
    scale_of,
)

scales = st.sampled_from(list(SCALES.values()))


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
    with pytest.raises(ValueError, match="NaN"):
        SCALES[OURS].value_of(nan)


@given(scales, st.floats(-101, 101), st.floats(-101, 101))
def test_a_better_score_is_never_a_worse_experience(scale: Scale, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert -1 <= scale.value_of(low) <= scale.value_of(high) <= 1


@given(scales)
def test_worst_neutral_and_best_stay_what_they_are(scale: Scale) -> None:
    fixed = (scale.worst, scale.neutral, scale.best)
    assert tuple(map(scale.value_of, fixed)) == (-1, 0, 1)
    assert tuple(map(scale.number_of, (-1, 0, 1))) == fixed


@given(scales, st.floats(0, 1))
def test_a_number_comes_back_as_it_was(scale: Scale, part: float) -> None:
    number = round(scale.worst + part * (scale.best - scale.worst), 3)
    assert scale.number_of(scale.value_of(number)) == pytest.approx(number, abs=1e-9)
    whole = float(round(number))
    if scale.holds(whole):
        assert scale.number_of(scale.value_of(whole)) == whole


@given(scales, st.floats(-1, 1))
def test_a_value_comes_back_as_near_as_numbers_allow(scale: Scale, value: float) -> None:
    again = scale.value_of(scale.number_of(value))
    assert again == pytest.approx(value, abs=1e-12)
    assert scale.number_of(again) == pytest.approx(scale.number_of(value), abs=1e-12)


@pytest.mark.parametrize(
    ("numbers", "first"),
    [
        ([-2, 0, 1], OURS),
        ([1, 4, 5], "1-5"),
        ([0, 3, 5], "0-5"),
        ([-4, 3], "-5..5"),
        ([0.25, 0.5], "0-1"),
        ([-0.25, 0.5], "-1..1"),
        ([7, 8], "0-10"),
        ([55], "0-100"),
        ([-55], "-100..100"),
    ],
)
def test_numbers_tell_which_scale_they_are_on(numbers: list[float], first: str) -> None:
    assert fitting(numbers)[0] == first


def test_numbers_beyond_every_scale_are_on_none() -> None:
    assert fitting([1e6]) == ()
    assert set(fitting([])) == set(SCALES)


def test_a_map_without_a_scale_is_in_ours() -> None:
    assert scale_of("").name == scale_of("nobody's").name == OURS
    assert scale_of(MERMAID).neutral == 3
