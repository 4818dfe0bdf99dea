# SPDX-License-Identifier: Apache-2.0
"""The numbers people read for the value of a point: feelings from -2 to +2, tension from 1 to 5."""

_STEPS = 2.0  # from the middle to either end


def middle_of(lane_kind: str) -> float:
    """The number that stands for 0 in a lane of this kind."""
    return 3.0 if lane_kind == "arc" else 0.0


def number_of(value: float, lane_kind: str) -> float:
    """What people read for a value of -1 to 1."""
    return _STEPS * value + middle_of(lane_kind)


def value_of(number: float, lane_kind: str) -> float:
    """The value that a number stands for; beyond -1 to 1 where the number is not on the scale."""
    return (number - middle_of(lane_kind)) / _STEPS
