# SPDX-License-Identifier: Apache-2.0
"""How large texts print, and which paper would be enough."""

import pytest

from journey_studio.layout.fit import NATURAL
from journey_studio.layout.legibility import better_paper, larger_size, legibility, smallest_px
from journey_studio.layout.pages import Pages, plan
from journey_studio.layout.paper import Sheet, paper
from journey_studio.layout.text import TextStyle
from tests.boards import FURNITURE, SENTENCE, layer_out

POINT = 25.4 / 72


def planned(name: str, steps: int = 12, rows: int = 8) -> Pages:
    """A map on one page of this paper."""
    return plan(layer_out(steps, rows), FURNITURE, Sheet(paper(name)))


def test_a_size_in_px_prints_at_three_quarters_as_many_points() -> None:
    assert pytest.approx(8.25) == 11 * NATURAL / POINT


def test_the_smallest_text_of_the_map_is_found_and_named() -> None:
    pages = planned("A4")
    found = legibility(pages.pages, 8)
    assert found.smallest == pytest.approx(13 * pages.scale / POINT)
    assert found.lines > 12 * 8
    assert all(printed.points < 8 for printed in found.examples)
    assert any(word in found.examples[0].text for word in SENTENCE.split())


def test_a_poster_that_can_be_read_has_no_findings() -> None:
    found = legibility(planned("A0", 3, 3).pages, 8)
    assert found.smallest >= 8
    assert found.lines == 0
    assert found.examples == ()


def test_blank_lines_are_no_texts_to_read() -> None:
    assert legibility([], 8).smallest == 0


@pytest.mark.parametrize(("steps", "rows"), [(6, 4), (12, 8), (3, 20), (25, 6)])
def test_the_better_paper_is_large_enough_and_no_larger(steps: int, rows: int) -> None:
    lay_out = layer_out(steps, rows)
    sheet = Sheet(paper("A5"))
    found = better_paper([lay_out()], 13, FURNITURE, sheet, 8)
    assert found is not None
    printed = plan(lay_out, FURNITURE, Sheet(found))
    assert legibility(printed.pages, 8).smallest >= 8 - 0.01
    if found.name.startswith("A") and found.name != "A4":
        smaller = paper(f"A{int(found.name[1:]) + 1}")
        (usual,) = plan(lay_out, FURNITURE, Sheet(smaller)).pages
        # Columns a little narrower than usual may make the next smaller sheet just do.
        assert legibility([usual], 8).smallest < 8 * 1.2


def test_no_paper_is_large_enough_for_everything() -> None:
    lay_out = layer_out(300, 40)
    assert better_paper([lay_out()], 13, FURNITURE, Sheet(paper("A3")), 8) is None


def test_an_enlarged_poster_can_be_read() -> None:
    pages = planned("A4")
    smallest = legibility(pages.pages, 8).smallest
    size = larger_size(pages.pages[0], smallest, 8)
    assert size is not None
    sheet = Sheet(paper(f"{size[0]:g}x{size[1]:g}mm"))
    enlarged = plan(layer_out(12, 8), FURNITURE, sheet)
    assert legibility(enlarged.pages, 8).smallest >= 8 - 0.01
    assert larger_size(pages.pages[0], 0.01, 8) is None


def test_the_smallest_text_of_a_board() -> None:
    assert smallest_px(layer_out(2, 2)()) == 13
    assert smallest_px(layer_out(2, 2, TextStyle("regular", 9, 12))()) == 9
