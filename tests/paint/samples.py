# SPDX-License-Identifier: Apache-2.0
"""Texts and small boards that every painter is tried on, and what each painter makes of them."""

from collections.abc import Iterable
from io import BytesIO

from PIL import Image, ImageDraw
from PySide6.QtGui import QColor, QImage, QPainter

from journey_studio.layout.display import Group, Item, Placed, TextLine
from journey_studio.layout.geometry import Box
from journey_studio.layout.pages import Placement
from journey_studio.layout.text import TextStyle, runs
from journey_studio.paint.pdf import PdfPainter, pdf_canvas
from journey_studio.paint.pictures import PictureSource, no_pictures
from journey_studio.paint.qt import BoardPainter, TextMode
from journey_studio.paint.svg import svg_document

BODY = TextStyle("regular", 13, 18)
PAGE = Box(0, 0, 600, 400)

ONE_WAY = {
    "kerning": "AVATAR To Wave, Ty. We. “VA” 1.7 LT",
    "accents": "Déjà vu, Žluťoučký kůň, Ångström, ı İ ß ẞ, ő ű",
    "Greek": "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία",
    "Cyrillic": "Съешь ещё этих мягких французских булок",
    "emoji": "Emoji ☺ 😀 👩‍👩‍👧 🇩🇪 👍🏽 end",
    "marks": "combining a\u0301 e\u0302\u0323 n\u0303 q\u0308 x",
    "Japanese": "日本語の顧客体験",
    "Chinese": "中文旅程从这里开始",
    "Korean": "한국어 여정 지도",
    "Devanagari": "हिन्दी यात्रा",
    "Thai": "การเดินทางของลูกค้า",
    "hostile": "<b & \"quote\" ) ( \\ (unbalanced 'x' %s {0} </text>]]> endstream",
}
LEFTWARD = {
    "Arabic": "رحلة العميل لا تنتهي هنا",
    "Hebrew": "מסע הלקוח נמשך",
    "Arabic vowels": "مُحَمَّد",
    "Hebrew vowels": "שָׁלוֹם",
}
MIXED = {
    "Arabic with a colon": "العربية: رحلة العميل",
    "Hebrew with a number": "עברית: מסע הלקוח (שלב 3) נמשך",
    "three scripts": "Mixed עברית and العربية 123 in one (line)",
}
ALL = ONE_WAY | LEFTWARD | MIXED
SENTENCE = "The customer opens an account, waits for Twelve AVATARs and To Wave; "


def line(
    text: str, x: float = 20, y: float = 30, style: TextStyle = BODY, colour: str = "#1f2023"
) -> TextLine:
    """A text on one line, its baseline starting at (x, y)."""
    return TextLine(x, y, text, runs(text, style), style.size, colour)


def placed(*items: Item, dx: float = 0, dy: float = 0) -> list[Placed]:
    """One group with these items, on a board."""
    return [Placed(dx, dy, Group("", "card", PAGE, items, lambda: items))]


def as_pdf(
    groups: Iterable[Placed],
    pictures: PictureSource = no_pictures,
    *,
    title: str = "A map",
    scale: float = 1,
    clip: Box | None = None,
) -> bytes:
    """A one-page document, as wide and high as PAGE at that scale."""
    file = BytesIO()
    canvas = pdf_canvas(file, title=title, language="en-GB")
    canvas.setPageSize((PAGE.w * scale, PAGE.h * scale))
    PdfPainter(canvas, pictures).paint(groups, scale, clip=clip)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def as_svg(
    groups: Iterable[Placed], pictures: PictureSource = no_pictures, title: str = "A map"
) -> str:
    """An SVG document in which a px of the board is a mm."""
    placement = Placement(1, 0, 0, tuple(groups))
    return "".join(
        svg_document(PAGE.w, PAGE.h, [placement], pictures, title=title, language="en-GB")
    )


def as_image(
    groups: Iterable[Placed],
    pictures: PictureSource = no_pictures,
    *,
    scale: float = 1,
    text: TextMode = TextMode.FULL,
) -> QImage:
    """What Qt paints on white. Needs an application (the fixture `qapp`)."""
    width, height = round(PAGE.w * scale), round(PAGE.h * scale)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.scale(scale, scale)
    BoardPainter(pictures).paint_placed(painter, groups, text)
    painter.end()
    return image


def picture(kind: str, *, clear: bool = False, size: tuple[int, int] = (300, 200)) -> bytes:
    """A file in the format `kind` with a yellow disc on blue, or on nothing where `clear`."""
    mode, ground = ("RGBA", (0, 0, 0, 0)) if clear else ("RGB", (70, 120, 180, 255))
    image = Image.new(mode, size, ground[: len(mode)])
    width, height = size
    corners = (width * 0.2, height * 0.2, width * 0.8, height * 0.8)
    ImageDraw.Draw(image).ellipse(corners, fill=(255, 220, 80, 255))
    out = BytesIO()
    image.save(out, kind)
    return out.getvalue()
