# SPDX-License-Identifier: Apache-2.0
"""Posters from small sheets, bleed and the marks for cutting."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey_studio.layout.display import Path
from journey_studio.layout.frame import Block
from journey_studio.layout.geometry import Box
from journey_studio.layout.pages import Page, plan
from journey_studio.layout.paper import SHEETS, Sheet, paper
from journey_studio.layout.tiles import Grid, Note, grid, tiles, with_bleed
from tests.boards import BARE, FURNITURE, layer_out
from tests.layout.test_pages import areas, visible

INK = "#1f2023"


def poster(name: str = "A1") -> Page:
    """A page with cards from edge to edge."""
    return plan(layer_out(8, 5), FURNITURE, Sheet(paper(name))).pages[0]


def note(found: Note) -> Block:
    """An empty note."""
    del found
    return BARE.title(100)


@given(
    st.floats(100, 5000), st.floats(100, 5000), st.sampled_from(["A3", "A4", "letter"]),
    st.floats(0, 30),
)  # fmt: skip
def test_sheets_cover_the_poster_and_share_an_overlap(
    width: float, height: float, name: str, overlap: float
) -> None:
    area = Box(15, 20, width, height)
    found = grid(area, SHEETS[name.lower()], overlap)
    assert {found.width, found.height} == set(SHEETS[name.lower()][1:3])
    columns = [found.window(column, 0) for column in range(found.columns)]
    rows = [found.window(0, row) for row in range(found.rows)]
    assert (columns[0].x, rows[0].y) == (15, 20)
    assert columns[-1].right >= area.right - 0.02
    assert rows[-1].bottom >= area.bottom - 0.02
    for one, following in pairwise(columns):
        assert one.right - following.x == pytest.approx(overlap, abs=1e-6)
    for one, following in pairwise(rows):
        assert one.bottom - following.y == pytest.approx(overlap, abs=1e-6)
    # One sheet fewer would not do.
    assert found.columns == 1 or columns[-2].right < area.right
    assert found.rows == 1 or rows[-2].bottom < area.bottom


def test_the_sheets_together_show_all_of_every_card() -> None:
    pages = plan(layer_out(8, 5), FURNITURE, Sheet(paper("A1")))
    found = grid(pages.pages[0].content, paper("A4"), overlap=0)
    seen: dict[str, float] = {}
    for tile in tiles(pages.pages[0], found, INK, note):
        for _, placed, box in visible(tile):
            if placed.group.role == "card":
                seen[placed.group.id] = seen.get(placed.group.id, 0) + box.w * box.h
    for card, area in areas(pages).items():
        # A little more than once: each sheet shows 1 mm beyond its edges.
        assert area * 0.999 <= seen[card] <= area * 1.2


def test_a_sheet_prints_nothing_of_the_poster_where_a_printer_cannot() -> None:
    page = poster()
    found = grid(page.content, paper("A4"))
    for tile in tiles(page, found, INK, note):
        assert (tile.width, tile.height) == (found.width, found.height)
        for _, placed, box in visible(tile):
            if placed.group.role == "card" and box.w * box.h > 0:
                assert box.x >= 9 - 1e-6
                assert box.right <= tile.width - 9 + 1e-6
                assert box.y >= 9 - 1e-6
                assert box.bottom <= tile.height - 9 + 1e-6


def test_sheets_are_numbered_row_by_row() -> None:
    page = poster()
    found = grid(page.content, paper("A4"))
    notes: list[Note] = []

    def kept(said: Note) -> Block:
        notes.append(said)
        return BARE.title(100)

    sheets = list(tiles(page, found, INK, kept))
    assert len(sheets) == found.sheets == found.columns * found.rows
    assert [said.number for said in notes] == list(range(1, found.sheets + 1))
    assert (notes[0].column, notes[0].row) == (1, 1)
    assert (notes[-1].column, notes[-1].row) == (found.columns, found.rows)


def test_tiling_takes_the_way_round_with_fewer_sheets() -> None:
    upright, lengthwise = Box(0, 0, 190, 500), Box(0, 0, 500, 190)
    assert grid(upright, paper("A4")) == Grid(upright, 210, 297, 1, 2, 10)
    assert grid(lengthwise, paper("A4")) == Grid(lengthwise, 297, 210, 2, 1, 10)


def marks(page: Page) -> list[tuple[float, float, float, float]]:
    """The lines of the cut marks: from x, y to x, y."""
    return [
        (*item.segments[0][1:], *item.segments[1][1:])  # type: ignore[misc]
        for placement in page.placements
        for placed in placement.groups
        if placed.group.role == "marks"
        for item in placed.group.items
        if isinstance(item, Path)
    ]


def test_bleed_enlarges_the_sheet_around_the_page_that_is_kept() -> None:
    page = poster("A3")
    bled = with_bleed(page, 3, INK, crop_marks=False)
    assert (bled.width, bled.height) == (page.width + 6, page.height + 6)
    assert bled.trim == Box(3, 3, page.width, page.height)
    assert bled.bleed == Box(0, 0, bled.width, bled.height)
    assert bled.placements[0].groups[0].box == bled.bleed
    assert not marks(bled)


@pytest.mark.parametrize("bleed", [0.0, 3.0, 5.0])
def test_crop_marks_point_at_the_corners_and_keep_off_the_print(bleed: float) -> None:
    page = poster("A3")
    bled = with_bleed(page, bleed, INK, crop_marks=True)
    trim = bled.trim
    assert (trim.w, trim.h) == (page.width, page.height)
    found = marks(bled)
    assert len(found) == 8
    for x0, y0, x1, y1 in found:
        assert x0 == x1 or y0 == y1
        if x0 == x1:
            assert x0 in (trim.x, trim.right)
            assert max(y0, y1) <= bled.bleed.y or min(y0, y1) >= bled.bleed.bottom
        else:
            assert y0 in (trim.y, trim.bottom)
            assert max(x0, x1) <= bled.bleed.x or min(x0, x1) >= bled.bleed.right
        for x, y in ((x0, y0), (x1, y1)):
            assert 0 <= x <= bled.width
            assert 0 <= y <= bled.height


def test_every_tile_has_cut_marks_in_its_margin() -> None:
    page = poster()
    for tile in tiles(page, grid(page.content, paper("A3")), INK, note):
        found = marks(tile)
        assert len(found) >= 8
        for line in found:
            assert all(0 <= value <= max(tile.width, tile.height) for value in line)
