# SPDX-License-Identifier: Apache-2.0
"""What Qt paints: the right faces, no empty boxes, pictures decoded with care."""

import struct
import zlib

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from journey_studio.layout import fonts
from journey_studio.layout.display import Path, Picture, Rect, TextLine
from journey_studio.layout.geometry import Box
from journey_studio.paint import qt_text
from journey_studio.paint.qt import TextMode
from journey_studio.paint.qt_pictures import PictureCache, decode
from journey_studio.paint.qt_text import TextCache, qt_font
from tests.paint.samples import ALL, as_image, line, picture, placed

pytestmark = pytest.mark.usefixtures("qapp")

WHITE = QColor("white")


def pixel(image: QImage, x: int, y: int) -> tuple[int, int, int]:
    colour = image.pixelColor(x, y)
    return colour.red(), colour.green(), colour.blue()


def inked(image: QImage) -> int:
    """How many pixels are not white."""
    return sum(
        image.pixelColor(x, y) != WHITE for x in range(image.width()) for y in range(image.height())
    )


@pytest.mark.parametrize("name", ALL)
def test_every_sign_is_drawn_by_the_face_the_layout_chose(name: str) -> None:
    for run in line(ALL[name]).runs:
        layout = qt_text._layout(run.text, run.face, run.rtl)
        assert layout.lineCount() == 1
        for drawn in layout.glyphRuns():
            assert drawn.rawFont().familyName() == fonts.face(run.face).family
            assert 0 not in drawn.glyphIndexes()


def test_a_font_for_a_widget_is_the_same_face() -> None:
    for key in ("regular", "medium", "semibold", "italic", "arabic"):
        font, face = qt_font(key, 13), fonts.face(key)
        assert (font.family(), font.pixelSize(), font.italic()) == (face.family, 13, face.italic)
        assert font.exactMatch()


def test_shapes_have_their_colours_and_places() -> None:
    image = as_image(
        placed(
            Rect(Box(0, 0, 50, 50), fill="#ff0000"),
            Rect(Box(100, 0, 50, 50), fill="#00000080"),
            Rect(Box(200, 0, 50, 50), line="#0000ff", line_width=4),
            Path((("M", 300, 0), ("L", 350, 0), ("L", 350, 50), ("Z",)), fill="#00ff00"),
            dx=10,
            dy=20,
        )
    )
    assert pixel(image, 35, 45) == (255, 0, 0)
    assert pixel(image, 135, 45) == pytest.approx((127, 127, 127), abs=1)
    assert pixel(image, 235, 45) == (255, 255, 255)
    assert pixel(image, 211, 45) == (0, 0, 255)
    assert pixel(image, 355, 25) == (0, 255, 0)
    assert pixel(image, 311, 68) == (255, 255, 255)


def test_from_far_away_a_line_is_a_bar_of_its_length() -> None:
    shown = line("The customer waits")
    image = as_image(placed(shown), text=TextMode.BARS)
    end = 20 + shown.runs[-1].x + shown.runs[-1].width
    row = round(shown.y) - 3
    assert pixel(image, 21, row) != (255, 255, 255)
    assert pixel(image, int(end) - 1, row) == pixel(image, 22, row)
    assert pixel(image, int(end) + 2, row) == (255, 255, 255)
    assert inked(as_image(placed(shown), text=TextMode.NONE)) == 0


def as_text(texts: TextCache, shown: TextLine) -> QImage:
    """A line as it is drawn with what is kept of others."""
    image = QImage(900, 60, QImage.Format.Format_ARGB32)
    image.fill(WHITE)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    texts.draw(painter, [shown])
    painter.end()
    return image


def test_a_bounded_number_of_texts_is_kept() -> None:
    texts = TextCache(capacity=4)
    shown = [line(f"Card {number}") for number in range(6)]
    first = as_text(texts, shown[0])
    for each in shown:
        as_text(texts, each)
    assert len(texts) == 4
    assert as_text(texts, shown[0]) == first
    assert len(texts) == 4


@pytest.mark.parametrize("name", ALL)
def test_words_stand_where_qt_would_set_them_in_their_line(name: str) -> None:
    shown = line(ALL[name])
    alone = QImage(900, 60, QImage.Format.Format_ARGB32)
    alone.fill(WHITE)
    painter = QPainter(alone)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scale = shown.size / qt_text.EM
    painter.scale(scale, scale)
    painter.setPen(QColor(shown.colour))
    for run in shown.runs:
        layout = qt_text._layout(run.text, run.face, run.rtl)
        layout.draw(painter, QPointF((shown.x + run.x) / scale, 40 / scale))
    painter.end()
    assert as_text(TextCache(), shown._replace(y=40)) == alone


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_pictures_fill_their_box_and_keep_their_proportions(kind: str) -> None:
    shown = Picture(Box(50, 50, 100, 200), "photo")
    image = as_image(placed(shown), {"photo": picture(kind)}.get)
    assert pixel(image, 100, 150) == pytest.approx((255, 220, 80), abs=8)
    # 300 x 200 covers 100 x 200 as its middle third: the disc, 60 % wide, reaches both sides.
    assert pixel(image, 52, 150) == pytest.approx((255, 220, 80), abs=8)
    assert pixel(image, 52, 55) == pytest.approx((70, 120, 180), abs=8)
    assert pixel(image, 45, 150) == (255, 255, 255)
    assert pixel(image, 155, 150) == (255, 255, 255)


def test_a_crop_shows_its_part() -> None:
    shown = Picture(Box(0, 0, 60, 60), "photo", crop=Box(0.4, 0.4, 0.2, 0.2))
    image = as_image(placed(shown), {"photo": picture("PNG")}.get)
    corners = {pixel(image, x, y) for x in (1, 58) for y in (1, 58)}
    assert corners == {(255, 220, 80)}


def test_a_frame_stands_for_a_picture_that_is_not_there() -> None:
    image = as_image(placed(Picture(Box(20, 20, 200, 100), "lost", radius=6)))
    assert pixel(image, 60, 60) != (255, 255, 255)
    assert pixel(image, 10, 10) == (255, 255, 255)


def test_only_four_formats_are_decoded() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9"/></svg>'
    assert decode(svg) is None
    assert decode(b"BM" + bytes(60)) is None
    assert decode(b"") is None
    assert decode(picture("PNG")[:100]) is None
    assert decode(picture("PNG")) is not None


def test_a_picture_that_claims_to_be_huge_is_not_decoded() -> None:
    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", 8000, 8000, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(8001 * 8000), 1)
    bomb = (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )
    assert decode(bomb) is None


def test_pictures_are_decoded_as_large_as_they_are_drawn_and_let_go() -> None:
    asked = []

    def source(sha256: str) -> bytes | None:
        asked.append(sha256)
        return picture("JPEG", size=(1200, 800)) if sha256 != "late" or len(asked) > 4 else None

    cache = PictureCache(source, budget=200_000)
    small = cache.image(Picture(Box(0, 0, 90, 60), "a"), 1)
    assert small is not None
    assert (small.width(), small.height()) == (128, 85)
    assert cache.image(Picture(Box(500, 500, 80, 60), "a"), 1) is small
    large = cache.image(Picture(Box(0, 0, 90, 60), "b"), 8)
    assert large is not None
    assert large.width() == 1024
    assert asked == ["a", "b"]
    assert cache.image(Picture(Box(0, 0, 90, 60), "a"), 1) is not small  # let go for the large one
    assert cache.image(Picture(Box(0, 0, 90, 60), "late"), 1) is None
    cache.forget("late")
    assert cache.image(Picture(Box(0, 0, 90, 60), "late"), 1) is not None
