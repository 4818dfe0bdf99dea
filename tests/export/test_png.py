# SPDX-License-Identifier: Apache-2.0
"""The PNG writer: exact size, honest dots per inch, and bands nobody can see."""

import random
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops
from PySide6.QtWidgets import QApplication

from journey_studio.errors import JourneyError
from journey_studio.export.png import pixel_size, write_png
from journey_studio.export.png_stream import PngStream
from journey_studio.export.watch import CancelledError, Watch
from journey_studio.layout.pages import Page, plan
from journey_studio.layout.paper import Sheet, paper
from journey_studio.layout.tiles import with_bleed
from journey_studio.paint.pictures import no_pictures
from tests.boards import FURNITURE, layer_out

Image.MAX_IMAGE_PIXELS = None


def poster(name: str = "A6") -> Page:
    """A page with a dozen cards."""
    return plan(layer_out(4, 3), FURNITURE, Sheet(paper(name))).pages[0]


def drawn(page: Page, dpi: int, band: int = 256) -> Image.Image:
    """The page as any other program reads it."""
    file = BytesIO()
    write_png(file, page, "Bahnhof → Büro", dpi, no_pictures, Watch(), band)
    image = Image.open(BytesIO(file.getvalue()))
    image.load()
    return image


@given(
    st.integers(1, 40), st.lists(st.integers(1, 7), min_size=1, max_size=5), st.integers(0, 3),
    st.randoms(use_true_random=False),
)  # fmt: skip
def test_any_rows_come_back_as_they_were_written(
    width: int, bands: list[int], padding: int, dice: random.Random
) -> None:
    stride = 3 * width + padding
    written = [dice.randbytes(stride * count) for count in bands]
    file = BytesIO()
    stream = PngStream(file, width, sum(bands), 300, "A title")
    for rows, count in zip(written, bands, strict=True):
        stream.write(rows, count, stride)
    stream.close()
    with Image.open(BytesIO(file.getvalue())) as image:
        image.load()
        assert image.mode == "RGB"
        assert image.size == (width, sum(bands))
        plain = b"".join(rows[n * stride : n * stride + 3 * width] for rows, count in
                         zip(written, bands, strict=True) for n in range(count))  # fmt: skip
        assert image.tobytes() == plain


def test_the_picture_knows_its_size_its_dots_and_its_title(qapp: QApplication) -> None:
    del qapp
    image = drawn(poster(), 150)
    assert image.size == (round(148 / 25.4 * 150), round(105 / 25.4 * 150))
    assert image.info["dpi"] == pytest.approx((150, 150), abs=0.02)
    assert image.info["Title"] == "Bahnhof → Büro"  # type: ignore[attr-defined, unused-ignore]


def test_a0_at_300_dots_is_what_every_printer_expects() -> None:
    page = plan(layer_out(2, 9), FURNITURE, Sheet(paper("A0"), "portrait")).pages[0]
    assert pixel_size(page, 300) == (9933, 14043)


@pytest.mark.parametrize("band", [32, 61, 256])
def test_bands_leave_no_trace(qapp: QApplication, band: int) -> None:
    del qapp
    page = with_bleed(poster("A5"), 3, "#1f2023", crop_marks=True)
    whole = drawn(page, 110, band=100_000)
    difference = ImageChops.difference(drawn(page, 110, band=band), whole)
    # A curve cut at the edge of a band covers some pixels by a few 1/256 more or less.
    assert max(most for _, most in difference.getextrema()) <= 4  # type: ignore[misc, unused-ignore]


def test_the_poster_is_not_empty(qapp: QApplication) -> None:
    del qapp
    colours = drawn(poster(), 72).getcolors(1 << 20)
    assert colours is not None
    assert {(252, 235, 233), (255, 255, 255)} <= {colour for _, colour in colours}  # type: ignore[arg-type, unused-ignore]


def test_more_dots_than_can_be_drawn_are_refused_before_any_work() -> None:
    page = plan(layer_out(2, 2), FURNITURE, Sheet(paper("5000x5000mm"))).pages[0]
    with pytest.raises(JourneyError, match="dots per inch"):
        pixel_size(page, 600)


def test_cancelling_stops_between_two_bands(qapp: QApplication) -> None:
    del qapp
    looks = iter([False, False, True])
    seen: list[float] = []
    watch = Watch(lambda done, _text: seen.append(done), lambda: next(looks))
    with pytest.raises(CancelledError):
        write_png(BytesIO(), poster("A4"), "", 300, no_pictures, watch)
    assert len(seen) == 2
    assert 0 <= seen[0] < seen[1] < 0.5
