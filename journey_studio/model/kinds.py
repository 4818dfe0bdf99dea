# SPDX-License-Identifier: Apache-2.0
"""Which kinds of lanes and cards there are, for those who need their names and no records."""

from typing import Literal, get_args

LaneKind = Literal[
    "text", "touchpoint", "channel", "curve", "arc", "picture", "metric", "pain", "opportunity",
    "quote", "backstage", "support", "divider",
]  # fmt: skip
CardKind = Literal[
    "text", "touchpoint", "channel", "picture", "metric", "pain", "opportunity", "quote",
    "backstage", "support",
]  # fmt: skip

LANE_KINDS: tuple[LaneKind, ...] = get_args(LaneKind)
CARD_KINDS: tuple[CardKind, ...] = get_args(CardKind)
CURVE_KINDS = frozenset(("curve", "arc"))  # of lanes that hold points
CARDLESS = CURVE_KINDS | {"divider"}  # of lanes that hold no cards
