# SPDX-License-Identifier: Apache-2.0
"""Where something that is pasted goes."""

from typing import NamedTuple


class Spot(NamedTuple):
    """Where a fragment goes.

    Cards go to the cell of `lane` and `step` and to those right and below; steps into `stage`;
    stages and lanes into the map. `at` is the index among what is there, None the end. What the map
    lacks for them is made.
    """

    map: str
    lane: str | None = None
    step: str | None = None
    stage: str | None = None
    at: int | None = None
