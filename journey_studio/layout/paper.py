# SPDX-License-Identifier: Apache-2.0
"""Sheets and rolls of paper, in mm.

ISO 216 gives the A sizes in whole mm, ANSI Y14.1 the letter and tabloid sizes in inches. A roll has
a width only: the length of the print follows what is drawn.
"""

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

Orientation = Literal["auto", "portrait", "landscape"]
Fit = Literal["page", "width", "height"]

INCH = 25.4
MARGIN = 15.0
# PDF readers stop at 14,400 pt, and few plotters print longer sheets.
LONGEST = 5080.0
SHORTEST = 50.0


class Paper(NamedTuple):
    """A sheet as it is usually written down, or a roll, whose `height` is 0.

    `free` sheets have no usual way round: they stay as the person wrote them.
    """

    name: str
    width: float
    height: float
    free: bool = False

    @property
    def is_roll(self) -> bool:
        """Whether only the width is given."""
        return self.height == 0

    def turned(self, orientation: Literal["portrait", "landscape"]) -> tuple[float, float]:
        """Width and height of the sheet held upright or lengthwise; not for rolls."""
        short, long = sorted((self.width, self.height))
        return (short, long) if orientation == "portrait" else (long, short)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper as asked for, and how a map is to lie on it."""

    paper: Paper
    orientation: Orientation = "auto"
    fit: Fit = "page"
    margin: float = MARGIN


SHEETS = {
    paper.name.lower(): paper
    for paper in (
        Paper("A0", 841, 1189),
        Paper("A1", 594, 841),
        Paper("A2", 420, 594),
        Paper("A3", 297, 420),
        Paper("A4", 210, 297),
        Paper("A5", 148, 210),
        Paper("A6", 105, 148),
        Paper("letter", 8.5 * INCH, 11 * INCH),
        Paper("tabloid", 11 * INCH, 17 * INCH),
    )
}
ROLLS = {"36in": Paper("36in", 36 * INCH, 0), "42in": Paper("42in", 42 * INCH, 0)}

_FREE = re.compile(r"(\d{1,5}(?:\.\d{1,3})?)\s*[x×]\s*(\d{1,5}(?:\.\d{1,3})?)\s*mm", re.IGNORECASE)


def paper(name: str) -> Paper:
    """The paper called `name`: A0 to A6, letter, tabloid, 36in, 42in, or WxHmm ("900x600mm").

    Raises ValueError for any other name and for sheets shorter than 50 mm or longer than 5,080 mm.
    """
    wanted = name.strip()
    known = SHEETS.get(wanted.lower()) or ROLLS.get(wanted.lower())
    if known:
        return known
    match = _FREE.fullmatch(wanted)
    if not match:
        raise ValueError(name)
    width, height = float(match[1]), float(match[2])
    if not (SHORTEST <= width <= LONGEST and SHORTEST <= height <= LONGEST):
        raise ValueError(name)
    return Paper(f"{width:g}x{height:g}mm", width, height, free=True)
