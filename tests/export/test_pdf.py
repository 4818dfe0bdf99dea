# SPDX-License-Identifier: Apache-2.0
"""A poster as PDF: the paper to the hundredth of a mm, words to select, links to follow."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from journey_studio.export.pdf import write_pdf
from journey_studio.export.watch import CancelledError, Watch
from journey_studio.layout.pages import Pages, plan
from journey_studio.layout.paper import ROLLS, SHEETS, Sheet, paper
from journey_studio.layout.tiles import with_bleed
from journey_studio.paint.pictures import no_pictures
from tests.boards import FURNITURE, layer_out

POINT = 25.4 / 72
TOLERANCE = 0.01  # mm


def written(pages: Pages) -> PdfReader:
    """The pages in a file, read by another program."""
    file = BytesIO()
    write_pdf(file, pages.pages, pages.title, "en-GB", no_pictures, Watch())
    return PdfReader(BytesIO(file.getvalue()))


def mm(box: Any) -> tuple[float, ...]:
    """Left, bottom, right and top of a box of a PDF page."""
    return tuple(float(value) * POINT for value in box)


@pytest.mark.parametrize("name", [*SHEETS, "900x600mm", "123.45x678.9mm"])
@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
def test_the_page_is_exactly_the_paper(name: str, orientation: str) -> None:
    sheet = Sheet(paper(name), orientation)  # type: ignore[arg-type]
    (page,) = written(plan(layer_out(2, 2), FURNITURE, sheet)).pages
    short, long = sorted((sheet.paper.width, sheet.paper.height))
    wanted = (0, 0, short, long) if orientation == "portrait" else (0, 0, long, short)
    for box in (page.mediabox, page.trimbox, page.bleedbox):
        assert mm(box) == pytest.approx(wanted, abs=TOLERANCE)


@pytest.mark.parametrize("name", list(ROLLS))
def test_a_roll_is_as_wide_as_the_roll(name: str) -> None:
    (page,) = written(plan(layer_out(5, 3), FURNITURE, Sheet(paper(name)))).pages
    assert min(mm(page.mediabox)[2:]) == pytest.approx(ROLLS[name].width, abs=TOLERANCE)


def test_words_can_be_found_and_links_followed() -> None:
    reader = written(plan(layer_out(3, 2), FURNITURE, Sheet(paper("A3"))))
    words = reader.pages[0].extract_text().split()
    assert words.count("colleague") == 6
    assert "Buying" in words
    links = {str(note.get_object()["/A"]["/URI"]) for note in reader.pages[0]["/Annots"]}  # type: ignore[attr-defined]
    assert links == {
        f"https://example.org/r{row}c{column}" for row in (0, 1) for column in range(3)
    }


def test_links_lie_on_their_cards() -> None:
    pages = plan(layer_out(3, 2), FURNITURE, Sheet(paper("A3")))
    (page,) = written(pages).pages
    placement = next(p for p in pages.pages[0].placements if len(p.groups) > 5)
    card = next(g for g in placement.groups if g.group.id == "r1c2").box
    left = placement.dx + card.x * placement.scale
    top = placement.dy + card.y * placement.scale
    note = next(
        note.get_object()
        for note in page["/Annots"]  # type: ignore[attr-defined]
        if str(note.get_object()["/A"]["/URI"]).endswith("r1c2")
    )
    x0, _, _, y1 = mm(note["/Rect"])
    assert x0 == pytest.approx(left, abs=0.1)
    assert 297 - y1 == pytest.approx(top, abs=0.1)


def test_the_document_says_its_title_and_its_language() -> None:
    reader = written(plan(layer_out(1, 1), FURNITURE, Sheet(paper("A4"))))
    assert reader.metadata is not None
    assert reader.metadata.title == "Buying a train ticket"
    assert str(reader.root_object["/Lang"]) == "en-GB"


def test_a_long_map_has_its_pages_in_one_document() -> None:
    pages = plan(layer_out(9, 2), FURNITURE, Sheet(paper("A5"), "portrait", "height"))
    reader = written(pages)
    assert len(reader.pages) == len(pages.pages) > 1
    for number, page in enumerate(reader.pages, 1):
        assert f"Page {number} of {len(pages.pages)}" in page.extract_text()


def test_bleed_is_beyond_the_page_and_marks_beyond_the_bleed() -> None:
    pages = plan(layer_out(2, 2), FURNITURE, Sheet(paper("A4"), "landscape"))
    bled = with_bleed(pages.pages[0], 3, "#1f2023", crop_marks=True)
    file = BytesIO()
    write_pdf(file, [bled], "", "", no_pictures, Watch())
    (page,) = PdfReader(BytesIO(file.getvalue())).pages
    trim, bleed = mm(page.trimbox), mm(page.bleedbox)
    assert (trim[2] - trim[0], trim[3] - trim[1]) == pytest.approx((297, 210), abs=TOLERANCE)
    assert (bleed[2] - bleed[0], bleed[3] - bleed[1]) == pytest.approx((303, 216), abs=TOLERANCE)
    assert mm(page.mediabox)[2] == pytest.approx(bled.width, abs=TOLERANCE)
    assert mm(page.mediabox)[2] > bleed[2]


def test_cancelling_stops_between_groups() -> None:
    pages = plan(layer_out(9, 9), FURNITURE, Sheet(paper("A3")))
    looks = iter([False, False, True])
    with pytest.raises(CancelledError):
        write_pdf(BytesIO(), pages.pages, "", "", no_pictures, Watch(cancelled=lambda: next(looks)))
