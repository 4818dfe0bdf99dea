# SPDX-License-Identifier: Apache-2.0
"""Registers that hold ids of other records, and of which kinds those are."""

_IDEAS = ("insight", "opportunity", "solution")
_GROUNDS = (*_IDEAS, "metric", "card", "persona")

# By kind and register; () stands for any kind. A test compares this with the classes.
REFERENCES: dict[str, dict[str, tuple[str, ...]]] = {
    "map": {"place": (), "personas": ("persona",), "parent_step": ("step",)},
    "stage": {"place": ("map",)},
    "step": {"place": ("stage",)},
    "lane": {"place": ("map",)},
    "card": {
        "place": ("lane", "step"),
        "channel": ("channel",),
        "personas": ("persona",),
        "tags": ("tag",),
        "metric": ("metric",),
        "refs": _IDEAS,
    },
    "point": {"lane": ("lane",), "step": ("step",), "persona": ("persona",)},
    "connection": {"source": ("card",), "target": ("card",)},
    "comment": {"on": (), "reply_to": ("comment",)},
    "reading": {"metric": ("metric",)},
    "insight": {"refs": _GROUNDS},
    "opportunity": {"refs": _GROUNDS},
    "solution": {"refs": _GROUNDS},
}
