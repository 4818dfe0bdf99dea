# SPDX-License-Identifier: Apache-2.0
"""Score scales of other tools and the experience value -1 (worst) to +1 (best) used here."""

from math import isnan

MERMAID_WORST, MERMAID_NEUTRAL, MERMAID_BEST = 0.0, 3.0, 5.0


def in_mermaid_scale(score: float) -> bool:
    """Whether `score` lies in Mermaid's scale, 0 to 5. NaN does not."""
    return MERMAID_WORST <= score <= MERMAID_BEST


def from_mermaid(score: float) -> float | None:
    """The experience value of a Mermaid score; None where the score is not a number.

    Mermaid draws a flat mouth at 3 and knows no name for its ends, so two straight pieces keep all
    three fixed: 0 is -1, 3 is 0, 5 is +1. Scores outside the scale count as its nearer end.
    """
    if isnan(score):
        return None
    held = min(max(score, MERMAID_WORST), MERMAID_BEST)
    if held >= MERMAID_NEUTRAL:
        return (held - MERMAID_NEUTRAL) / (MERMAID_BEST - MERMAID_NEUTRAL)
    return (held - MERMAID_NEUTRAL) / (MERMAID_NEUTRAL - MERMAID_WORST)
