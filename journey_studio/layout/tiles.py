# SPDX-License-Identifier: Apache-2.0
"""Large posters from small sheets, bleed, and the marks that say where to cut.

Lengths are mm from the top left corner of the page, y downwards.
"""

from collections.abc import Callable, Iterator
from math import ceil
from typing import NamedTuple

from journey_studio.layout.display import Colour, Group, Item, Path, Placed
from journey_studio.layout.frame import Block
from journey_studio.layout.geometry import Box
from journey_studio.layout.pages import Page, Placement, ground, loose
from journey_studio.layout.paper import Paper

OVERLAP = 10.0
_CLOSE = 0.01
_SPILL = 1.0  # what stands on an edge shows on both sides of it
_EDGE = 10.0  # of the sheet that no printer reaches
_MARK = 5.0
_MARK_OFF = 3.0  # marks keep clear of what is kept
_HAIR = 0.25 * 25.4 / 72  # quarter of a point
_NOTE_SCALE = 25.4 / 96


class Grid(NamedTuple):
    """How `area` of a poster is cut into sheets of `width` × `height`."""

    area: Box
    width: float
    height: float
    columns: int
    rows: int
    overlap: float

    @property
    def sheets(self) -> int:
        """How many sheets it takes."""
        return self.columns * self.rows

    def window(self, column: int, row: int) -> Box:
        """The part of the poster on a sheet; neighbours share `overlap`."""
        w, h = self.width - 2 * _EDGE, self.height - 2 * _EDGE
        x, y = column * (w - self.overlap), row * (h - self.overlap)
        # The last row and column print no further than the poster goes.
        return Box(
            self.area.x + x, self.area.y + y, min(w, self.area.w - x), min(h, self.area.h - y)
        )


class Note(NamedTuple):
    """What is written on the margin of the sheet in `row` and `column`, both from 1."""

    number: int
    sheets: int
    column: int
    row: int


def grid(area: Box, paper: Paper, overlap: float = OVERLAP) -> Grid:
    """Cover `area` with as few sheets of `paper` as can be, upright or lengthwise."""
    ways = (paper.turned("portrait"), paper.turned("landscape"))
    grids = [_covered(area, sheet, overlap) for sheet in ways]
    return min(grids, key=lambda found: found.sheets)


def _covered(area: Box, sheet: tuple[float, float], overlap: float) -> Grid:
    w, h = (side - 2 * _EDGE for side in sheet)
    columns = max(ceil((area.w - overlap - _CLOSE) / (w - overlap)), 1)
    rows = max(ceil((area.h - overlap - _CLOSE) / (h - overlap)), 1)
    return Grid(area, *sheet, columns, rows, overlap)


def tiles(page: Page, found: Grid, ink: Colour, note: Callable[[Note], Block]) -> Iterator[Page]:
    """Cut `page` into the sheets of `found`, row by row, with overlap, cut marks and a note."""
    for row in range(found.rows):
        for column in range(found.columns):
            number = row * found.columns + column + 1
            text = note(Note(number, found.sheets, column + 1, row + 1))
            yield _tile(page, found, (column, row), ink, text)


def _tile(page: Page, found: Grid, place: tuple[int, int], ink: Colour, note: Block) -> Page:
    window = found.window(*place)
    shown = Box(_EDGE, _EDGE, window.w, window.h)
    dx, dy = _EDGE - window.x, _EDGE - window.y
    sheet = Box(0, 0, found.width, found.height)
    placements = [ground(sheet, page.placements[0].groups[0].group.tint)]
    for placement in page.placements:
        placements.extend(_clipped(placement.moved(dx, dy), shown.inset(-_SPILL, -_SPILL)))
    seams = [shown.right - found.overlap] if place[0] < found.columns - 1 else []
    levels = [shown.bottom - found.overlap] if place[1] < found.rows - 1 else []
    placements.append(_marks(shown, _SPILL, (seams, levels), ink))
    note_y = found.height - _EDGE / 2 - note.height * _NOTE_SCALE / 2
    placements.append(Placement(_NOTE_SCALE, _EDGE + _MARK, note_y, loose(note.groups)))
    kept = tuple(placement for placement in placements if placement.groups)
    return Page(found.width, found.height, sheet, sheet, shown, kept)


def _clipped(placement: Placement, shown: Box) -> Iterator[Placement]:
    """The groups of a placement that meet `shown`, clipped to it."""
    clip = placement.clip
    if clip:
        x, y = max(clip.x, shown.x), max(clip.y, shown.y)
        right, bottom = min(clip.right, shown.right), min(clip.bottom, shown.bottom)
        if right <= x or bottom <= y:
            return
        clip = Box(x, y, right - x, bottom - y)
    else:
        clip = shown
    groups = tuple(placed for placed in placement.groups if placement.box(placed).meets(clip))
    yield placement._replace(groups=groups, clip=clip)


def with_bleed(page: Page, bleed: float, ink: Colour, *, crop_marks: bool) -> Page:
    """A larger sheet: the ground goes on for `bleed` around the page, marks show where to cut."""
    slug = bleed + (_MARK_OFF + _MARK + 1 if crop_marks else 0)
    trim = Box(slug, slug, page.width, page.height)
    bled = trim.inset(-bleed, -bleed)
    placements = [placement.moved(slug, slug) for placement in page.placements]
    placements[0] = ground(bled, page.placements[0].groups[0].group.tint)
    if crop_marks:
        placements.append(_marks(trim, max(bleed, _MARK_OFF), ([], []), ink))
    width, height = page.width + 2 * slug, page.height + 2 * slug
    return Page(width, height, trim, bled, Box(0, 0, width, height), tuple(placements))


def _marks(box: Box, off: float, seams: tuple[list[float], list[float]], ink: Colour) -> Placement:
    """Hairlines outside `box` in line with its edges; shorter ones where the next sheet begins."""
    lines: list[tuple[float, float, float, float]] = []
    for x, length in [(box.x, _MARK), (box.right, _MARK), *((x, _MARK / 2) for x in seams[0])]:
        lines.append((x, box.y - off, x, box.y - off - length))
        lines.append((x, box.bottom + off, x, box.bottom + off + length))
    for y, length in [(box.y, _MARK), (box.bottom, _MARK), *((y, _MARK / 2) for y in seams[1])]:
        lines.append((box.x - off, y, box.x - off - length, y))
        lines.append((box.right + off, y, box.right + off + length, y))

    def items() -> tuple[Item, ...]:
        return tuple(
            Path((("M", x0, y0), ("L", x1, y1)), line=ink, line_width=_HAIR)
            for x0, y0, x1, y1 in lines
        )

    reach = off + _MARK
    group = Group("", "marks", box.inset(-reach, -reach), (box, off, ink), items, ink)
    return Placement(1, 0, 0, (Placed(0, 0, group),))
