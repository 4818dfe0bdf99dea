# SPDX-License-Identifier: Apache-2.0
"""A map on paper: the size of the sheet, the size of the text, and nothing left out."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey_studio.layout.display import Placed
from journey_studio.layout.fit import LARGEST, NATURAL, Room, fit_page, whole_scale
from journey_studio.layout.geometry import Box
from journey_studio.layout.pages import OVERHANG, Page, Pages, Placement, plan
from journey_studio.layout.paper import LONGEST, ROLLS, SHEETS, Sheet, paper
from journey_studio.layout.text import TextStyle
from tests.boards import BARE, FURNITURE, layer_out

KINDS = st.tuples(st.integers(1, 9), st.integers(1, 7))
TOLERANCE = 0.01


def visible(page: Page) -> Iterator[tuple[Placement, Placed, Box]]:
    """Every group of the page with the part of its box that its clip shows."""
    for placement in page.placements:
        for placed in placement.groups:
            box = placement.box(placed).inset(
                OVERHANG * placement.scale, OVERHANG * placement.scale
            )
            if placement.clip:
                x, y = max(box.x, placement.clip.x), max(box.y, placement.clip.y)
                right = min(box.right, placement.clip.right)
                bottom = min(box.bottom, placement.clip.bottom)
                box = Box(x, y, max(right - x, 0), max(bottom - y, 0))
            yield placement, placed, box


def cards(pages: Pages) -> dict[str, float]:
    """How much of each card is seen on all pages together, in mm²."""
    seen: dict[str, float] = {}
    for page in pages.pages:
        for _, placed, box in visible(page):
            if placed.group.role == "card":
                seen[placed.group.id] = seen.get(placed.group.id, 0) + box.w * box.h
    return seen


def areas(pages: Pages) -> dict[str, float]:
    """How large each card of the board would print, in mm²."""
    return {
        placed.group.id: placed.box.w * placed.box.h * pages.scale**2
        for placed in pages.board.everything()
        if placed.group.role == "card"
    }


@pytest.mark.parametrize("name", sorted(SHEETS))
@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
@pytest.mark.parametrize("fit", ["page", "width", "height"])
def test_every_page_is_the_sheet_that_was_asked_for(name: str, orientation: str, fit: str) -> None:
    sheet = Sheet(paper(name), orientation, fit)  # type: ignore[arg-type]
    short, long = sorted((sheet.paper.width, sheet.paper.height))
    wanted = (short, long) if orientation == "portrait" else (long, short)
    for page in plan(layer_out(5, 4), FURNITURE, sheet).pages:
        assert (page.width, page.height) == wanted
        assert page.trim == page.bleed == Box(0, 0, *wanted)


def test_a_sheet_of_ones_own_stays_the_way_round_it_was_written() -> None:
    page = plan(layer_out(2, 9), FURNITURE, Sheet(paper("900x600mm"))).pages[0]
    assert (page.width, page.height) == (900, 600)
    turned = plan(layer_out(2, 9), FURNITURE, Sheet(paper("900x600mm"), "portrait")).pages[0]
    assert (turned.width, turned.height) == (600, 900)


@pytest.mark.parametrize("name", ["A7", "", "10x10mm", "6000x600mm", "900x600", "nanxnanmm", "mm"])
def test_paper_that_does_not_exist_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="^" + name + "$"):
        paper(name)


def test_a_wide_map_lies_and_a_tall_map_stands() -> None:
    wide = plan(layer_out(14, 3), FURNITURE, Sheet(paper("A3"))).pages[0]
    tall = plan(layer_out(2, 20), FURNITURE, Sheet(paper("A3"))).pages[0]
    assert (wide.width, wide.height) == (420, 297)
    assert (tall.width, tall.height) == (297, 420)


@given(KINDS, st.sampled_from(sorted(SHEETS)), st.sampled_from(["page", "width", "height"]))
def test_text_is_never_more_than_three_times_its_size(
    kind: tuple[int, int], name: str, fit: str
) -> None:
    pages = plan(layer_out(*kind), FURNITURE, Sheet(paper(name), fit=fit))  # type: ignore[arg-type]
    for page in pages.pages:
        for placement in page.placements:
            if any(placed.group.role != "ground" for placed in placement.groups):
                assert placement.scale <= LARGEST + 1e-9


@given(KINDS, st.sampled_from(sorted(SHEETS)))
def test_a_whole_map_lies_within_the_margins(kind: tuple[int, int], name: str) -> None:
    (page,) = plan(layer_out(*kind), FURNITURE, Sheet(paper(name))).pages
    margin = min(15, page.width / 6, page.height / 6)
    inner = page.trim.inset(margin - TOLERANCE, margin - TOLERANCE)
    for placement, placed, box in visible(page):
        if placed.group.role != "ground":
            assert inner.x <= box.x
            assert inner.y <= box.y
            assert box.right <= inner.right
            assert box.bottom <= inner.bottom
        assert placement.clip is None


@given(KINDS, st.floats(100, 1200), st.floats(100, 1200))
def test_a_fitted_map_fills_its_room(kind: tuple[int, int], width: float, height: float) -> None:
    room = Room(width, height)
    lay_out = layer_out(*kind)
    board, scale = fit_page(lay_out, room)
    assert board.width * scale <= width + TOLERANCE
    assert board.height * scale <= height + TOLERANCE
    # Never smaller than without the search, and no room left both ways.
    assert scale >= whole_scale(lay_out(), room) - 1e-9
    filled = max(board.width * scale / width, board.height * scale / height)
    assert filled > 0.98


def test_spare_width_goes_to_columns_and_makes_the_text_larger() -> None:
    lay_out = layer_out(3, 8)
    room = Room(800, 500)
    board, scale = fit_page(lay_out, room)
    assert board.columns[0].w > 208
    assert scale > whole_scale(lay_out(), room)


def test_text_at_its_largest_leaves_the_room_to_columns() -> None:
    board, scale = fit_page(layer_out(1, 1), Room(900, 700))
    assert scale == pytest.approx(LARGEST, rel=0.01)
    assert board.width * scale == pytest.approx(900, rel=0.01)


@given(KINDS, st.sampled_from(["A5", "A4", "A3"]), st.sampled_from(["width", "height"]))
def test_a_map_on_several_pages_shows_every_card_once(
    kind: tuple[int, int], name: str, fit: str
) -> None:
    pages = plan(layer_out(*kind), FURNITURE, Sheet(paper(name), "landscape", fit))  # type: ignore[arg-type]
    seen = cards(pages)
    for card, area in areas(pages).items():
        assert seen[card] == pytest.approx(area, rel=1e-3)


def test_pages_of_a_long_map_repeat_the_heads() -> None:
    pages = plan(layer_out(9, 3), FURNITURE, Sheet(paper("A4"), "portrait", "height"))
    assert len(pages.pages) > 1
    for page in pages.pages:
        shown = {p.group.id for _, p, box in visible(page) if box.w * box.h > 0}
        assert {"lane0", "lane1", "lane2"} <= shown
        # The corner says the title where no title block does.
        assert ("map" in shown) == (page is not pages.pages[0])


@pytest.mark.parametrize("name", sorted(ROLLS))
def test_a_roll_is_as_long_as_the_map(name: str) -> None:
    (page,) = plan(layer_out(14, 8), FURNITURE, Sheet(paper(name))).pages
    roll = ROLLS[name].width
    assert page.height == roll
    assert roll < page.width < LONGEST
    right = max(box.right for _, p, box in visible(page) if p.group.role == "card")
    assert page.width - right < 40
    (narrow,) = plan(layer_out(14, 8), FURNITURE, Sheet(paper(name), "portrait")).pages
    assert narrow.width == roll


def test_a_roll_is_never_longer_than_a_file_can_say() -> None:
    (page,) = plan(layer_out(60, 1), FURNITURE, Sheet(paper("36in"))).pages
    assert page.width <= LONGEST


def test_a_map_without_steps_has_a_page() -> None:
    pages = plan(layer_out(0, 0), BARE, Sheet(paper("A4")))
    assert [(page.width, page.height) for page in pages.pages] == [(297, 210)]


def test_larger_text_asks_for_smaller_scale() -> None:
    large = TextStyle("regular", 26, 36)
    room = Room(300, 200)
    assert fit_page(layer_out(4, 4, large), room).scale < fit_page(layer_out(4, 4), room).scale


def test_readable_text_keeps_columns_as_wide_as_people_made_them() -> None:
    board, scale = fit_page(layer_out(3, 2), Room(700, 200))
    assert scale >= NATURAL
    assert all(column.w >= 208 - TOLERANCE for column in board.columns)
