# SPDX-License-Identifier: Apache-2.0
"""One board, three painters: lines break and end at the same places, shapes look the same."""

from ctypes import c_double
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat
from PySide6.QtGui import QImage

from journey_studio.layout.display import Path, Picture, Rect, TextLine
from journey_studio.layout.fonts import face
from journey_studio.layout.geometry import Box
from journey_studio.layout.text import TextStyle, shape, wrap
from journey_studio.paint.qt_text import run_width
from tests.paint.samples import (
    ALL,
    BODY,
    LEFTWARD,
    ONE_WAY,
    PAGE,
    SENTENCE,
    as_image,
    as_pdf,
    as_svg,
    line,
    picture,
    placed,
)

pytestmark = pytest.mark.usefixtures("qapp")

SVG = "{http://www.w3.org/2000/svg}"
STYLES = [
    BODY,
    TextStyle("medium", 11, 14),
    TextStyle("semibold", 28, 34),
    TextStyle("italic", 13, 18),
]
LONG = [SENTENCE[:40], SENTENCE, (SENTENCE * 9)[:500], "W" * 60, "AVATAR To Wave " * 30]


def tolerance(text: str) -> float:
    """How far the end of a line may be off, in px at 100 %."""
    return max(0.5, 0.006 * len(text))


def measured(text: TextLine) -> tuple[float, float]:
    """The left and right end of a line as the layout measured it."""
    ends = [(text.x + run.x, text.x + run.x + run.width) for run in text.runs]
    return min(left for left, _ in ends), max(right for _, right in ends)


def in_pdf(text: TextLine) -> tuple[float, float]:
    """The same in the PDF, by where PDFium sets the rightmost sign and how wide that sign is."""
    page = pypdfium2.PdfDocument(as_pdf(placed(text)))[0].get_textpage()
    origins = []
    for index in range(page.count_chars()):
        x, y = c_double(), c_double()
        pypdfium2.raw.FPDFText_GetCharOrigin(page, index, x, y)
        origins.append(x.value)
    glyphs = shape(text.runs[-1])
    last = sum(glyph.x_advance for glyph in glyphs if glyph.cluster == glyphs[-1].cluster)
    width = last * text.size / face(text.runs[-1].face).units_per_em
    return min(origins), max(origins) + width


def in_qt(text: TextLine) -> tuple[float, float]:
    """The same as Qt lays it out."""
    ends = [(text.x + r.x, text.x + r.x + run_width(r, text.size)) for r in text.runs]
    return min(left for left, _ in ends), max(right for _, right in ends)


def in_svg(text: TextLine) -> tuple[float, float]:
    """The same as the SVG says."""
    ends = []
    for element in ET.fromstring(as_svg(placed(text))).iter(f"{SVG}text"):
        x, length = float(element.attrib["x"]), float(element.attrib["textLength"])
        ends.append((x - length, x) if element.get("direction") == "rtl" else (x, x + length))
    return min(left for left, _ in ends), max(right for _, right in ends)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("text", LONG, ids=lambda text: f"{len(text)} signs")
def test_a_line_ends_at_the_same_place_in_all_three(text: str, style: TextStyle) -> None:
    shown = line(text, style=style)
    for ends in (in_qt(shown), in_pdf(shown), in_svg(shown)):
        assert ends == pytest.approx(measured(shown), abs=tolerance(text))


@pytest.mark.parametrize("name", ONE_WAY | LEFTWARD)
def test_every_script_ends_at_the_same_place_in_all_three(name: str) -> None:
    shown = line(ALL[name])
    for ends in (in_qt(shown), in_pdf(shown), in_svg(shown)):
        assert ends == pytest.approx(measured(shown), abs=tolerance(ALL[name]))


def test_the_lines_of_a_wrapped_text_are_the_same_in_all_three() -> None:
    broken = [each.text for each in wrap(SENTENCE * 3 + "Überraschungsbesuch", BODY, 156)]
    lines = [line(text, y=20 + 18 * number) for number, text in enumerate(broken)]
    groups = placed(*lines)
    assert len(broken) > 8

    page = pypdfium2.PdfDocument(as_pdf(groups))[0].get_textpage()
    assert page.get_text_range().split("\r\n") == broken
    drawn = ET.fromstring(as_svg(groups)).iter(f"{SVG}text")
    assert [element.text for element in drawn] == broken
    # Qt never breaks: each line shows ink in its own band, and none beside its measured width.
    image = as_image(groups)
    for text in lines:
        left, right = ink(image, round(text.y) - 13, round(text.y) + 5)
        assert text.x - 1 <= left
        assert right == pytest.approx(measured(text)[1], abs=2)


def ink(image: QImage, top: int, bottom: int) -> tuple[int, int]:
    """The leftmost and rightmost dark column between two rows."""
    columns = [
        x
        for x in range(image.width())
        if any(image.pixelColor(x, y).lightness() < 160 for y in range(top, bottom))
    ]
    return columns[0], columns[-1] + 1


def to_pillow(image: QImage) -> Image.Image:
    """A Qt picture for Pillow."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    size = (plain.width(), plain.height())
    return Image.frombytes(
        "RGB", size, bytes(plain.constBits()), "raw", "RGB", plain.bytesPerLine()
    )


def test_screen_and_paper_look_the_same() -> None:
    pictures = {"photo": picture("JPEG"), "clear": picture("PNG", clear=True)}
    texts = [line(text, y=30 + 22 * number) for number, text in enumerate(ALL.values())]
    groups = placed(
        Rect(PAGE, fill="#f6f6f3"),
        Rect(Box(400, 20, 80, 60), fill="#fcebe9", line="#b3261e", line_width=2, radius=6),
        Rect(Box(500, 20, 80, 60), line="#2459d6", line_width=1.5, dash=(4, 3)),
        Rect(Box(400, 100, 60, 60), fill="#1b7f4b80", radius=30),
        Path((("M", 480, 150), ("C", 500, 80, 540, 220, 580, 110)), line="#2459d6", line_width=3),
        Path((("M", 480, 160), ("L", 580, 160), ("L", 530, 190), ("Z",)), fill="#7a3eb1"),
        Picture(Box(400, 200, 90, 60), "photo", radius=6),
        Picture(Box(500, 200, 60, 90), "clear"),
        Picture(Box(400, 300, 60, 60), "photo", crop=Box(0.25, 0.25, 0.5, 0.5)),
        Picture(Box(480, 310, 90, 60), "lost", radius=6),
        *texts,
    )
    screen = to_pillow(as_image(groups, pictures.get, scale=2))
    document = pypdfium2.PdfDocument(as_pdf(groups, pictures.get))
    paper = document[0].render(scale=2).to_pil().convert("RGB")
    assert screen.size == paper.size
    # Edges are smoothed differently; what is somewhere else, or missing, stays different in small.
    small = [each.resize((300, 200), Image.Resampling.BOX) for each in (screen, paper)]
    difference = ImageChops.difference(*small).convert("L")
    statistics = ImageStat.Stat(difference)
    assert statistics.extrema[0][1] < 60
    assert statistics.mean[0] < 0.6
