# SPDX-License-Identifier: Apache-2.0
"""The words Lanescape has for rows and lines, and how a point of a curve stands in a cell."""

import re
from typing import NamedTuple

from journey_studio.exchange.scales import OURS, SCALES
from journey_studio.model.kinds import LaneKind
from journey_studio.model.walk import number

EMOTION = "row-emotion"
DIVIDER = "row-divider"
# Several rows of theirs are one kind of ours; the first is what ours is written as.
KIND_OF: dict[str, LaneKind] = {
    "row-operator": "text",
    "row-parties": "text",
    EMOTION: "text",
    "row-fs-human": "touchpoint",
    "row-fs-system": "channel",
    DIVIDER: "divider",
    "row-bs-human": "backstage",
    "row-support": "support",
    "row-bs-system": "support",
    "row-pain": "pain",
    "row-verbatim": "quote",
    "row-suggest": "opportunity",
}
ROW_TYPE: dict[str, str] = {
    **{kind: word for word, kind in reversed(KIND_OF.items())},
    "curve": EMOTION,
    "arc": EMOTION,
    "picture": "row-operator",
    "metric": "row-operator",
}
BOXES = frozenset(("pain", "opportunity", "quote"))  # lanes whose cells show boxes


class Line(NamedTuple):
    """A line between lanes: our name for it, and what its row is called there."""

    name: str
    label: str


LINES = (
    Line("visibility", "Line of Visibility"),
    Line("internal", "Line of Internal Interaction"),
    Line("interaction", "Line of Interaction"),
)
_RULES = " \t━─—–-=_═"
_SIGNED = re.compile(
    r"(?:(?P<who>.+?): )?(?P<felt>[-+][0-9]+(?:\.[0-9]+)?(?:e[-+]?[0-9]+)?(?: .*)?)",
    re.DOTALL,
)


def line_called(label: str) -> Line | None:
    """The line that a row of this label is; None where nothing tells."""
    plain = label.casefold()
    return next(
        (line for line in LINES if line.label.casefold() in plain or line.name == plain), None
    )


def ruled(words: str) -> str:
    """The words on a line without what draws it."""
    return words.strip(_RULES) if words.startswith(("━", "─", "—", "–", "--", "==")) else words


def feeling(text: str) -> tuple[str, str]:
    """Whose feeling an entry tells, "" for everybody's, and the rest of it."""
    found = _SIGNED.fullmatch(text)
    return (found["who"] or "", found["felt"]) if found else ("", text)


def point_text(who: str, value: float, note: str) -> str:
    """A point of a curve as an entry of a cell: "Mia: +1 relieved"."""
    shown = number(SCALES[OURS].number_of(value))
    said = f"{shown:+} {note}" if note else f"{shown:+}"
    return f"{who}: {said}" if who else said
