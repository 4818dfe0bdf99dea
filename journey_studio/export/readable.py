# SPDX-License-Identifier: Apache-2.0
"""Whether a poster can be read, and what to do where it cannot."""

from collections.abc import Sequence
from typing import NamedTuple

from journey_studio.export.options import NO_BETTER, READABLE, Better, PosterOptions, SmallText
from journey_studio.i18n import t
from journey_studio.layout.display import Board
from journey_studio.layout.fit import NARROWEST, NATURAL, LayOut
from journey_studio.layout.frame import Furniture
from journey_studio.layout.geometry import Box
from journey_studio.layout.legibility import better_paper, larger_size, legibility, smallest_px
from journey_studio.layout.pages import Pages
from journey_studio.layout.paper import SHEETS
from journey_studio.layout.tiles import grid

_TILE = "A3"
_LONGEST_EXAMPLE = 60


class Findings(NamedTuple):
    """What was found on one map's pages; `warning` is "" where every text can be read."""

    smallest: float
    lines: int
    examples: tuple[SmallText, ...]
    warning: str
    suggestion: str
    better: Better


def findings(
    pages: Pages, furniture: Furniture, lay_out: LayOut, options: PosterOptions
) -> Findings:
    """Look at every text of a planned map."""
    found = legibility(pages.pages, READABLE)
    examples = tuple(SmallText(_short(e.text), round(e.points, 2)) for e in found.examples)
    if not found.lines:
        return Findings(found.smallest, 0, (), "", "", NO_BETTER)
    warning = t(
        "export.small_text",
        count=found.lines,
        map=pages.title,
        limit=f"{READABLE:g}",
        smallest=f"{found.smallest:.1f}",
        examples=", ".join(
            t("export.example", text=example.text, points=f"{example.points:.1f}")
            for example in examples
        ),
    )
    boards: list[Board] = [lay_out()]
    if pages.scale < NATURAL:
        boards.append(lay_out(NARROWEST))
    better = _better(pages, boards, furniture, options, found.smallest)
    return Findings(found.smallest, found.lines, examples, warning, _suggestion(better), better)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_EXAMPLE else text[: _LONGEST_EXAMPLE - 1] + "…"


def _better(
    pages: Pages,
    boards: Sequence[Board],
    furniture: Furniture,
    options: PosterOptions,
    smallest: float,
) -> Better:
    """More paper, or a larger poster from sheets that every printer has."""
    paper = better_paper(boards, smallest_px(pages.board), furniture, options.sheet(), READABLE)
    size = larger_size(pages.pages[0], smallest, READABLE)
    name = paper.name if paper else ""
    if not size:
        return Better(name)
    margin = options.margin
    content = Box(0, 0, *size).inset(margin, margin)
    count = grid(content, SHEETS[_TILE.lower()]).sheets
    return Better(name, f"{size[0]:g}x{size[1]:g}mm", _TILE, count)


def _suggestion(better: Better) -> str:
    """The same in words, with what to say on the command line."""
    on_paper = from_tiles = ""
    if better.paper:
        on_paper = t("export.suggest_paper", paper=better.paper, limit=f"{READABLE:g}")
    if better.tile:
        command = f"--paper {better.size} --tile {better.tile}"
        from_tiles = t(
            "export.suggest_tiles", count=better.sheets, tile=better.tile, command=command
        )
    if on_paper and from_tiles:
        return t("export.suggest_both", paper=on_paper, tiles=from_tiles)
    if on_paper:
        return t("export.suggest_paper_only", paper=on_paper)
    if from_tiles:
        return t("export.suggest_tiles_only", tiles=from_tiles)
    return t("export.suggest_split")
