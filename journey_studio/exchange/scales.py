# SPDX-License-Identifier: Apache-2.0
"""Score scales of other tools and the experience value -1 (worst) to +1 (best) used here.

A scale is worst, neutral and best; between them it is straight. Most have their neutral in the
middle; Mermaid's has not, and both pieces keep all three fixed. The name of the scale a map came
in stays in its register `scale`, and is what it goes out in again.
"""

from collections.abc import Iterable, Iterator, Mapping
from math import inf, isnan, nextafter
from typing import NamedTuple

MERMAID = "0-5 neutral 3"
OURS = "-2..2"  # what people read here; the meaning of an empty `map.scale`
PERCENT = "percent"  # 0 to 100, written with a percent sign where there is room for one


class Scale(NamedTuple):
    """A scale by its three fixed numbers."""

    name: str
    worst: float
    neutral: float
    best: float

    def holds(self, number: float) -> bool:
        """Whether `number` lies on the scale. NaN does not."""
        return self.worst <= number <= self.best

    def value_of(self, number: float) -> float:
        """The experience value, -1 to 1, of a number; beyond the scale that of the nearer end.

        ValueError for NaN, which is no number on any scale.
        """
        if isnan(number):
            raise ValueError("NaN")
        held = min(max(number, self.worst), self.best)
        if held >= self.neutral:
            return (held - self.neutral) / (self.best - self.neutral)
        return (held - self.neutral) / (self.neutral - self.worst)

    def number_of(self, value: float) -> float:
        """The number of an experience value: the shortest that reads back as that very value.

        Values that no number of the scale stands for exactly, of which there are few, give the
        nearest.
        """
        held = min(max(value, -1.0), 1.0)
        span = self.best - self.neutral if held >= 0 else self.neutral - self.worst
        number = held * span + self.neutral
        return next((near for near in _near(number) if self.value_of(near) == held), number)


def _near(number: float) -> Iterator[float]:
    """A number with ever more digits, then those right beside it."""
    for digits in (0, 1, 2, 3, 4, 6, 9, 12, 15):
        yield round(number, digits) + 0.0  # never -0
    yield number
    yield nextafter(number, -inf)
    yield nextafter(number, inf)


def _even(name: str, worst: float, best: float) -> Scale:
    return Scale(name, worst, (worst + best) / 2, best)


SCALES: Mapping[str, Scale] = {
    scale.name: scale
    for scale in (
        _even(OURS, -2, 2),
        Scale(MERMAID, 0, 3, 5),
        _even("1-5", 1, 5),
        _even("0-5", 0, 5),
        _even("-5..5", -5, 5),
        _even("0-10", 0, 10),
        _even("1-10", 1, 10),
        _even("1-3", 1, 3),
        _even("1-4", 1, 4),
        _even("1-7", 1, 7),
        _even("-1..1", -1, 1),
        _even("-3..3", -3, 3),
        _even("-10..10", -10, 10),
        _even("-100..100", -100, 100),
        _even("0-1", 0, 1),
        _even("0-100", 0, 100),
        _even(PERCENT, 0, 100),
    )
}

_LIKELY = ("-1..1", "0-1", OURS, "1-5", "0-5", "-5..5", "0-10", "0-100", "-100..100")


def scale_of(name: str) -> Scale:
    """The scale a map says it came in; ours where it says none, or one nobody knows."""
    return SCALES.get(name, SCALES[OURS])


def fitting(numbers: Iterable[float]) -> tuple[str, ...]:
    """The scales that hold all these numbers, the likeliest first.

    Whole numbers are rarely on a scale from 0 to 1, and nothing below 0 is likely where all are
    above it.
    """
    given = [number for number in numbers if not isnan(number)]
    whole = all(float(number).is_integer() for number in given)
    low = min(given, default=0.0)

    def order(name: str) -> tuple[bool, bool, int]:
        scale = SCALES[name]
        place = _LIKELY.index(name) if name in _LIKELY else len(_LIKELY)
        return (
            whole and scale.best <= 1 and scale.worst >= 0,
            (scale.worst < 0) != (low < 0),
            place,
        )

    return tuple(sorted((n for n, s in SCALES.items() if all(map(s.holds, given))), key=order))


def in_mermaid_scale(score: float) -> bool:
    """Whether `score` lies in Mermaid's scale, 0 to 5. NaN does not."""
    return SCALES[MERMAID].holds(score)


def from_mermaid(score: float) -> float | None:
    """The experience value of a Mermaid score; None where the score is not a number.

    Mermaid draws a flat mouth at 3 and knows no name for its ends, so two straight pieces keep all
    three fixed: 0 is -1, 3 is 0, 5 is +1. Scores outside the scale count as its nearer end.
    """
    return None if isnan(score) else SCALES[MERMAID].value_of(score)
