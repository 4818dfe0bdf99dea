# SPDX-License-Identifier: Apache-2.0
"""The PDF as a file: faces inside, pictures once, links live, nothing it should not say."""

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader

from journey_studio.layout.display import Hyperlink, Picture, Rect
from journey_studio.layout.geometry import Box
from journey_studio.paint.pdf import PdfPainter, pdf_canvas
from tests.paint.samples import ALL, PAGE, as_pdf, line, picture, placed


def read(document: bytes) -> PdfReader:
    return PdfReader(BytesIO(document))


def resources(document: bytes) -> Any:
    """The resources of the first page."""
    return read(document).pages[0]["/Resources"]


def rendered(document: bytes) -> Image.Image:
    """The first page, a pixel for each point."""
    image: Image.Image = pypdfium2.PdfDocument(document)[0].render(scale=1).to_pil().convert("RGB")
    return image


def addresses(document: bytes) -> list[str]:
    """Where the links of the first page lead."""
    notes = read(document).pages[0].get("/Annots") or []
    return [note.get_object()["/A"]["/URI"] for note in notes]


def test_every_face_is_a_part_of_its_file_and_inside() -> None:
    document = as_pdf(placed(*(line(text, y=20 + 20 * i) for i, text in enumerate(ALL.values()))))
    fonts = resources(document)["/Font"]
    assert len(fonts) > 5
    for font in fonts.values():
        made = font.get_object()["/DescendantFonts"][0].get_object()
        assert re.fullmatch(r"/[A-Z]{6}\+Journey\w+-Regular", made["/BaseFont"])
        program = made["/FontDescriptor"]["/FontFile2"].get_data()
        assert len(program) < 60_000
    assert b"Helvetica" not in document


def test_a_page_without_text_names_no_font() -> None:
    assert (
        "/Font" not in resources(as_pdf(placed(Rect(PAGE, fill="#ffffff"))))
        or not resources(as_pdf(placed(Rect(PAGE, fill="#ffffff"))))["/Font"]
    )


def test_another_program_finds_the_file_in_order(tmp_path: Path) -> None:
    tool = shutil.which("qpdf")
    if tool is None:
        pytest.skip("qpdf is not installed")
    pictures = {"photo": picture("JPEG"), "clear": picture("PNG", clear=True)}
    texts = (line(text, y=20 + 20 * i) for i, text in enumerate(ALL.values()))
    file = tmp_path / "board.pdf"
    file.write_bytes(
        as_pdf(
            placed(
                Rect(PAGE, fill="#2459d622", line="#00000080", dash=(4, 2), radius=8),
                Picture(Box(10, 10, 90, 60), "photo"),
                Picture(Box(10, 90, 90, 60), "clear", radius=4),
                *texts,
                Hyperlink(Box(0, 0, 50, 50), "https://example.org/(a)?b=1&c=\\"),
            ),
            pictures.get,
            title="A (map) \\ with ü",
        )
    )
    done = subprocess.run([tool, "--check", str(file)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stdout + done.stderr


def test_it_says_title_and_language_and_no_author() -> None:
    reader = read(as_pdf(placed(line("Hello")), title="Opening an account – Größe (1) \\"))
    assert reader.metadata is not None
    assert reader.metadata.title == "Opening an account – Größe (1) \\"
    assert reader.metadata.producer == "Journey Studio"
    assert reader.metadata.author is None
    root: Any = reader.root_object
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_links_lead_to_pages_and_mail_only() -> None:
    box = Box(100, 50, 40, 20)
    wanted = [
        "https://example.org/a(b)?c=1&d=%20",
        "http://example.org",
        "mailto:team@example.org",
    ]
    unwanted = [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://example.org",
        "https:",
        "//example.org",
        "data:text/html,x",
        "https://example.org/\x00",
        "",
    ]
    document = as_pdf(placed(*(Hyperlink(box, url) for url in wanted + unwanted)), scale=2)
    assert addresses(document) == wanted
    notes: Any = read(document).pages[0]["/Annots"]
    area = [float(edge) for edge in notes[0].get_object()["/Rect"]]
    assert area == [200, 800 - 140, 280, 800 - 100]


def test_an_address_with_other_letters_is_written_so_that_it_works() -> None:
    link = Hyperlink(Box(0, 0, 9, 9), "https://example.org/größe ä")
    assert addresses(as_pdf(placed(link))) == ["https://example.org/gr%C3%B6%C3%9Fe%20%C3%A4"]


def test_a_photo_goes_in_once_as_the_bytes_it_came_in() -> None:
    photo = picture("JPEG")
    boxes = [Picture(Box(10 + 100 * i, 10, 90, 60), "photo", radius=i) for i in range(5)]
    document = as_pdf(placed(*boxes), {"photo": photo}.get)
    (image,) = resources(document)["/XObject"].values()
    assert image.get_object()["/Filter"] == "/DCTDecode"
    assert image.get_object()._data == photo


def test_a_photo_too_sharp_for_the_paper_is_made_smaller() -> None:
    noise = Image.effect_noise((2400, 1600), 90).convert("RGB")
    out = BytesIO()
    noise.save(out, "JPEG", quality=95)
    shown = Picture(Box(10, 10, 90, 60), "photo")
    document = as_pdf(placed(shown), {"photo": out.getvalue()}.get)
    (image,) = resources(document)["/XObject"].values()
    assert 375 <= image.get_object()["/Width"] <= 1024  # 90 points at 300 dpi need 375
    assert len(document) < len(out.getvalue()) / 4


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_the_ground_shows_through_a_clear_picture(kind: str) -> None:
    document = as_pdf(
        placed(Rect(PAGE, fill="#ff0000"), Picture(Box(0, 0, 300, 200), "clear")),
        {"clear": picture(kind, clear=True)}.get,
    )
    shown = rendered(document)
    assert shown.getpixel((5, 5)) == (255, 0, 0)
    red, green, blue = shown.getpixel((150, 100))  # type: ignore[misc]  # an RGB pixel
    assert (red, green, blue) == pytest.approx((255, 220, 80), abs=6)


def test_what_a_crop_hides_is_not_in_the_file() -> None:
    shown = Picture(Box(0, 0, 60, 60), "photo", crop=Box(0.4, 0.4, 0.2, 0.2))
    document = as_pdf(placed(shown), {"photo": picture("PNG")}.get)
    (image,) = resources(document)["/XObject"].values()
    assert (image.get_object()["/Width"], image.get_object()["/Height"]) == (60, 40)
    assert set(
        Image.frombytes("RGB", (60, 40), image.get_object().get_data()).getcolors() or ()
    ) == {(2400, (255, 220, 80))}


@pytest.mark.parametrize(
    "data", [None, b"", b"<svg/>", b"\x89PNG\r\n\x1a\nbroken", b"RIFF1234WEBP"]
)
def test_a_frame_stands_for_a_picture_that_is_not_there(data: bytes | None) -> None:
    document = as_pdf(placed(Picture(Box(20, 20, 200, 100), "lost")), lambda _: data)
    assert "/XObject" not in resources(document)
    assert rendered(document).crop((20, 20, 220, 120)).getextrema() != ((255, 255),) * 3


def test_colours_may_be_faint_and_do_not_stay_so() -> None:
    shown = rendered(
        as_pdf(
            placed(
                Rect(Box(0, 0, 50, 50), fill="#00000080"),
                Rect(Box(60, 0, 50, 50), fill="#000000"),
                line("█████", 0, 100, colour="#00000040"),
                line("█████", 0, 150, colour="#000000"),
                Rect(Box(120, 0, 50, 50), fill="#000000"),
            )
        )
    )
    assert shown.getpixel((25, 25)) == pytest.approx((127,) * 3, abs=2)
    assert shown.getpixel((85, 25)) == (0, 0, 0)
    assert shown.getpixel((145, 25)) == (0, 0, 0)


def test_only_what_lies_in_the_clip_is_drawn() -> None:
    groups = [
        *placed(Rect(Box(0, 0, 600, 400), fill="#ff0000")),
        *placed(line("far away"), Hyperlink(PAGE, "https://example.org"), dx=1000),
    ]
    document = as_pdf(groups, clip=Box(100, 100, 200, 100))
    shown = rendered(document)
    assert shown.getpixel((150, 150)) == (255, 0, 0)
    assert {shown.getpixel(at) for at in ((50, 150), (350, 150), (150, 50), (150, 250))} == {
        (255, 255, 255)
    }
    assert "far" not in pypdfium2.PdfDocument(document)[0].get_textpage().get_text_range()
    assert addresses(document) == []


def test_pages_of_one_document_share_faces_and_pictures() -> None:
    file = BytesIO()
    canvas = pdf_canvas(file, title="Two pages", language="")
    painter = PdfPainter(canvas, {"photo": picture("JPEG")}.get)
    for _ in range(2):
        canvas.setPageSize((600, 400))
        painter.paint(placed(line("Hello"), Picture(Box(20, 60, 90, 60), "photo")), 1)
        painter.paint(placed(Rect(Box(0, 0, 10, 10), fill="#ff000080")), 1)
        canvas.showPage()
    canvas.save()
    first, second = (page["/Resources"] for page in read(file.getvalue()).pages)
    assert first["/Font"] == second["/Font"]  # type: ignore[index]  # indirect objects
    assert first["/XObject"] == second["/XObject"]  # type: ignore[index]
    assert "/Lang" not in read(file.getvalue()).root_object
