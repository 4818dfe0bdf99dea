# SPDX-License-Identifier: Apache-2.0
"""How a poster is asked for, and what there is to say about it afterwards."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.layout.paper import MARGIN, Fit, Orientation, Paper, Sheet, paper
from journey_studio.layout.scene import Compared
from journey_studio.model.compare import Counts

Format = Literal["pdf", "png", "svg"]

FORMATS: tuple[Format, ...] = ("pdf", "png", "svg")
ORIENTATIONS: tuple[Orientation, ...] = ("auto", "portrait", "landscape")
FITS: tuple[Fit, ...] = ("page", "width", "height")
READABLE = 8.0  # pt
_DPI = range(36, 1201)
_LONGEST_BLEED = 25.0
_SMALLEST_TILE = 90.0  # mm, so that margins and overlap leave something to print


class ComparedSides(NamedTuple):
    """What a poster compares: the signs on its map, what the two sides are called, how much
    differs, and the version for the footer.
    """

    shown: Compared
    before: str
    after: str
    counts: Counts
    version: str


@dataclass(frozen=True, slots=True)
class PosterOptions:
    """Everything that can be chosen about a poster.

    `map` counts from 1 in the order of the project, or is "all". `lanes` names the lanes to show
    by title or kind, none for every lane. `tile` is the paper of the sheets a poster is put
    together from, "" for none; lengths are mm. `date` and `version` stand in the footer; an empty
    date is today, an empty version is made from what the project holds. `faces` stand beside
    curves, `band` is the area where the answers of several personas spread. With `compared` the
    map is one of two that were laid over one another. With `source` the file carries its maps, so
    that they can be opened again.
    """

    map: int | Literal["all"] = 1
    paper: str = "A3"
    orientation: Orientation = "auto"
    fit: Fit = "page"
    dpi: int = 300
    theme: str = "print"
    lanes: tuple[str, ...] = ()
    strict: bool = False
    tile: str = ""
    overlap: float = 10.0
    bleed: float = 0.0
    crop_marks: bool = False
    faces: bool = True
    band: bool = False
    margin: float = MARGIN
    date: str = ""
    version: str = ""
    compared: ComparedSides | None = None
    source: bool = True

    def __post_init__(self) -> None:
        """Raise JourneyError for what no poster can be made of."""
        choices = (
            (self.orientation, ORIENTATIONS, "export.bad_orientation"),
            (self.fit, FITS, "export.bad_fit"),
        )
        for value, known, key in choices:
            if value not in known:
                raise JourneyError(t(key, value=value, known=", ".join(known)))
        if self.map != "all" and self.map < 1:
            raise JourneyError(t("export.bad_map", value=self.map))
        if self.dpi not in _DPI:
            raise JourneyError(t("export.bad_dpi", value=self.dpi, least=_DPI[0], most=_DPI[-1]))
        if not 0 <= self.bleed <= _LONGEST_BLEED:
            raise JourneyError(t("export.bad_bleed", most=f"{_LONGEST_BLEED:g}"))
        self._check_paper()

    def _check_paper(self) -> None:
        if not 0 <= self.margin <= 100:
            raise JourneyError(t("export.bad_margin"))
        named(self.paper)
        if self.tile:
            tile = named(self.tile)
            if tile.is_roll or min(tile.width, tile.height) < _SMALLEST_TILE:
                raise JourneyError(t("export.bad_tile", value=self.tile))
            if not 0 <= self.overlap <= 30:
                raise JourneyError(t("export.bad_overlap"))

    def sheet(self) -> Sheet:
        """The paper and how the map lies on it."""
        return Sheet(named(self.paper), self.orientation, self.fit, self.margin)


def named(name: str) -> Paper:
    """The paper of that name; JourneyError for a name that means none."""
    try:
        return paper(name)
    except ValueError as error:
        raise JourneyError(t("export.bad_paper", value=name)) from error


def format_of(out: Path) -> Format:
    """The format by the ending of the file's name."""
    ending = out.suffix.lower().removeprefix(".")
    for known in FORMATS:
        if ending == known:
            return known
    raise JourneyError(t("export.bad_ending", path=out))


class SmallText(NamedTuple):
    """A text that prints too small to read, and its size in pt."""

    text: str
    points: float


class Better(NamedTuple):
    """What would print every text large enough to read.

    One sheet of `paper`, or `sheets` sheets of `tile` put together to a poster of `size`; "" and 0
    where there is no such thing.
    """

    paper: str = ""
    size: str = ""
    tile: str = ""
    sheets: int = 0


NO_BETTER = Better()


@dataclass(frozen=True, slots=True)
class PosterReport:
    """What was written. Sizes are pt on paper; `small` holds examples, the smallest first.

    `warnings` are whole sentences for a person; `suggestion` is what to do about small text, ""
    where there is none; `better` is the same as values.
    `missing` is the sentence about signs no face draws, also among the warnings.
    """

    files: tuple[Path, ...] = ()
    pages: int = 0
    smallest: float = 0.0
    small_count: int = 0
    small: tuple[SmallText, ...] = ()
    suggestion: str = ""
    warnings: tuple[str, ...] = ()
    better: Better = NO_BETTER
    missing: str = ""
