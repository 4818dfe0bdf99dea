# SPDX-License-Identifier: Apache-2.0
"""What is copied or found in a PDF is what was typed, in every script."""

import re
import struct
import unicodedata
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from journey_studio.paint import pdf_fonts
from tests.paint.samples import ALL, LEFTWARD, MIXED, ONE_WAY, as_pdf, line, placed

# What programs put around text that runs to the left, for whoever pastes it.
STEERING = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2069"))


def copied(document: bytes) -> str:
    """What PDFium, the reader inside Chromium, copies out of the first page."""
    text: str = pypdfium2.PdfDocument(document)[0].get_textpage().get_text_range()
    return unicodedata.normalize("NFC", text.translate(STEERING))


def also_copied(document: bytes) -> str:
    """The same by pypdf, which reads the same file on its own terms."""
    text = PdfReader(BytesIO(document)).pages[0].extract_text()
    return unicodedata.normalize("NFC", text.translate(STEERING).strip())


def typed_as(text: str) -> str:
    """A text in the one form in which equal texts are equal."""
    return unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("name", ONE_WAY | LEFTWARD)
def test_a_text_copies_as_typed(name: str) -> None:
    document = as_pdf(placed(line(ALL[name])))
    assert copied(document) == typed_as(ALL[name])
    # pypdf guesses blanks from gaps and finds one too many between words that run to the left.
    assert also_copied(document).replace(" ", "") == typed_as(ALL[name]).replace(" ", "")


@pytest.mark.parametrize("name", MIXED)
def test_words_of_a_line_that_runs_both_ways_copy_as_typed(name: str) -> None:
    # In which order such a line is pasted is up to the program that copies; no letter is lost,
    # doubled or turned around.
    words = re.findall(r"\w+", typed_as(ALL[name]))
    document = as_pdf(placed(line(ALL[name])))
    assert sorted(re.findall(r"\w+", copied(document))) == sorted(words)
    assert sorted(re.findall(r"\w+", also_copied(document))) == sorted(words)


def test_many_lines_copy_in_their_order() -> None:
    lines = [line(text, y=20 + 24 * i) for i, text in enumerate(ONE_WAY.values())]
    found = copied(as_pdf(placed(*lines))).split("\r\n")
    assert found == [typed_as(text) for text in ONE_WAY.values()]


class Set:
    """The texts and glyphs behind the codes a page shows, from the file alone."""

    def __init__(self, document: bytes) -> None:
        page = PdfReader(BytesIO(document)).pages[0]
        fonts: Any = page["/Resources"]["/Font"]  # type: ignore[index]  # an indirect object
        self.typed: list[str] = []
        self.glyphs: list[int] = []
        texts: dict[str, str] = {}
        numbers: tuple[int, ...] = ()
        content = page.get_contents()
        assert content is not None
        for font, shown in re.findall(r"/(J\d+) 1 Tf|\[(<.*?>)\]TJ", content.get_data().decode()):
            if font:
                made = fonts[f"/{font}"]
                texts = to_unicode(made["/ToUnicode"].get_data().decode())
                mapping = made["/DescendantFonts"][0]["/CIDToGIDMap"].get_data()
                numbers = struct.unpack(f">{len(mapping) // 2}H", mapping)
                continue
            for code in re.findall("[0-9a-f]{4}", "".join(re.findall("<([0-9a-f]*)>", shown))):
                self.typed.append(texts[code])
                self.glyphs.append(numbers[int(code, 16)])


def to_unicode(cmap: str) -> dict[str, str]:
    """The pairs of a ToUnicode map."""
    return {
        code: bytes.fromhex(text).decode("utf-16-be")
        for code, text in re.findall("<([0-9a-f]{4})> <([0-9a-f]*)>", cmap)
        if (code, text) != ("0000", "ffff")
    }


# Everything but what stands for nothing on paper: control signs, surrogates, unassigned places.
SIGNS = st.characters(exclude_categories=("C", "Z"), include_characters=" ")


@given(st.text(st.one_of(st.sampled_from("AVTo. ffiéЖΩ漢한😀"), SIGNS), min_size=1, max_size=30))
def test_every_code_leads_back_to_what_was_typed(text: str) -> None:
    shown = line(text)
    found = Set(as_pdf(placed(shown)))
    assert sorted("".join(found.typed)) == sorted("".join(run.text for run in shown.runs))
    if not any(run.rtl for run in shown.runs):
        assert "".join(found.typed) == "".join(run.text for run in shown.runs)


@pytest.mark.parametrize("name", ALL)
def test_no_sign_is_an_empty_box(name: str) -> None:
    found = Set(as_pdf(placed(line(ALL[name]))))
    assert found.glyphs
    assert 0 not in found.glyphs


def test_a_letter_with_its_marks_is_one_code() -> None:
    found = Set(as_pdf(placed(line("q\u0308 e\u0302\u0323"))))
    assert found.typed == ["q\u0308", " ", "e\u0302\u0323"]


def test_an_emoji_of_many_parts_is_one_code() -> None:
    assert Set(as_pdf(placed(line("👩‍👩‍👧🇩🇪")))).typed == ["👩‍👩‍👧", "🇩🇪"]


def test_one_glyph_for_two_signs_keeps_them_apart() -> None:
    # Latin A, Greek Alpha and Cyrillic A look alike; each is found as what it is.
    assert "".join(Set(as_pdf(placed(line("AΑА")))).typed) == "AΑА"


def test_a_face_with_too_many_signs_becomes_two_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_fonts, "_MOST_CODES", 5)
    groups = [*placed(line("abcdefgh")), *placed(line("ijkl", y=60)), *placed(line("mno", y=90))]
    document = as_pdf(groups)
    assert Set(document).typed == list("abcdefghijklmno")
    assert copied(document).split() == ["abcdefgh", "ijkl", "mno"]
