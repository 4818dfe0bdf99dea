# SPDX-License-Identifier: Apache-2.0
"""What the documents of a CJM file share: the journey that others refer to."""

from dataclasses import dataclass, field

LANE_KIND = {"team": "backstage", "system": "support", "human": "text", "cjm": "text"}
LANE_WORD = {"backstage": "team", "support": "system"}  # every other lane is "human"
GAPS = "# no score: "  # before the actions whose 0 is none


@dataclass
class Journey:
    """A map: the step of each action, and the card of each task."""

    map: str
    steps: dict[str, str]
    cards: dict[str, str] = field(default_factory=dict)
