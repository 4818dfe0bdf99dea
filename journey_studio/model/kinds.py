# SPDX-License-Identifier: Apache-2.0
"""Which kinds of lanes and cards there are, for those who need their names and no records."""

from typing import Literal

LaneKind = Literal[
    "text", "touchpoint", "channel", "curve", "arc", "picture", "metric", "pain", "opportunity",
    "quote", "backstage", "support", "divider",
]  # fmt: skip
CardKind = Literal[
    "text", "touchpoint", "channel", "picture", "metric", "pain", "opportunity", "quote",
    "backstage", "support",
]  # fmt: skip
