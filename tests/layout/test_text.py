# SPDX-License-Identifier: Apache-2.0
"""Lines break where a reader expects, lose nothing, never overflow, and are as wide as drawn."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from bidi import get_display  # type: ignore[import-untyped]
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QTextLayout, QTextOption

from journey_studio.layout import bidi, fonts
from journey_studio.layout.breaking import widths_of
from journey_studio.layout.graphemes import graphemes
from journey_studio.layout.shaping import FEATURES, glyphs
from journey_studio.layout.text import (
    Run,
    TextStyle,
    count_lines,
    is_rtl,
    measure,
    runs,
    shape,
    wrap,
)

CARD = TextStyle("regular", 13, 18)
STYLES = [
    CARD,
    TextStyle("medium", 11, 14),
    TextStyle("semibold", 28, 34),
    TextStyle("italic", 13, 18),
]
SAMPLES = [
    "AVATAR To Wave, Yes. “We’re” 12.5 % — façade (To)",
    "Käufer wählen Öffnungszeiten für Türgriffe straßenweise, 1.000,00 €",
    "Ἑλλάς Γειά σου Κόσμε, τον Αύγουστο",
    "Привет, мир! Где поезд? Что тут",
    "Đặt vé trực tuyến ở đây A\u0301 x\u0323",
    "-> => != fi ffl www Ta. Te, AV. \"Why\" 'To' a b c d e f g h i j k l m n o p q r s t u",
    "שלום עולם (abc) 10:30 שָׁלוֹם",
    "مرحبا بالعالم، كيف الحال؟ لا إله مُحَمَّد",
    "👩‍💻 works ❤️ 1️⃣ 🇩🇪 👍🏽 👨‍👩‍👧‍👦",
    "客户在网上预订房间，然后收到确认邮件。",
    "お客様はオンラインで予約します。",
    "고객이 온라인으로 예약합니다",
    "नमस्ते दुनिया ข้อความภาษาไทย ქართული",
    "abc مرحبا def 123 שלום!",
]
SIGNS = st.lists(
    st.one_of(
        st.sampled_from("abcdefAVTow.,-/ '()ßéŽ 0123"),
        st.sampled_from("    \nΑβЖшאבم客かﾊ한😀"),
        st.sampled_from(["👩‍💻", "e\u0301", "\u00a0", "\u00ad", "\u200b", "\u202e", "\t", "🇩🇪"]),
        st.characters(exclude_categories=()),
    ),
    max_size=60,
).map("".join)


def _bare(text: str) -> str:
    """The text without what a break may take or put: blanks, steering signs, hyphens."""
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f\u00ad\u001c-\u001f-]", "", text)


def _line_texts(text: str, width: float, style: TextStyle = CARD) -> list[str]:
    return [line.text for line in wrap(text, style, width)]


# Breaking


def test_no_text_has_no_lines() -> None:
    assert wrap("", CARD, 100) == ()


def test_a_text_that_fits_is_one_line() -> None:
    (line,) = wrap("Waits at the counter", CARD, 300)
    assert line.text == "Waits at the counter"
    assert line.width == measure("Waits at the counter", CARD)


def test_newlines_and_empty_lines_are_kept() -> None:
    assert _line_texts("first\n\nthird\r\nfourth", 300) == ["first", "", "third", "fourth"]


def test_indentation_is_kept_and_blanks_at_a_break_are_not() -> None:
    assert _line_texts("  - one   two", 300) == ["  - one   two"]
    assert _line_texts("alpha   beta  ", measure("alpha", CARD) * 1.1) == ["alpha", "beta"]


def test_a_compound_word_breaks_after_its_hyphen() -> None:
    width = measure("waits for self-", CARD) * 1.02
    assert _line_texts("waits for self-service", width) == ["waits for self-", "service"]


@pytest.mark.parametrize("word", ["e-mail", "24/7", "-15", "3-4"])
def test_short_signs_with_a_hyphen_stay_together(word: str) -> None:
    assert _line_texts(f"about {word}", measure(f"about {word[:-1]}", CARD) * 1.02) == [
        "about",
        word,
    ]


def test_a_word_wider_than_the_column_is_broken_and_nothing_is_cut() -> None:
    word = "Donaudampfschifffahrtsgesellschaftskapitän"
    lines = wrap(word, CARD, 100)
    assert "".join(line.text for line in lines) == word
    assert len(lines) == 3
    assert all(line.width <= 100 for line in lines)


def test_a_soft_hyphen_shows_only_where_the_line_ends() -> None:
    width = measure("Donaudampf-", CARD) * 1.02
    assert _line_texts("Donau\u00addampf\u00adschiff", width) == ["Donau\u00addampf-", "schiff"]
    assert runs("Donau\u00addampf", CARD)[0].text == "Donaudampf"


def test_japanese_breaks_between_signs_but_not_before_a_full_stop() -> None:
    lines = _line_texts("予約を確認します。", 13 * 8 * 1.006)
    assert lines == ["予約を確認しま", "す。"]


def test_korean_breaks_at_its_blanks() -> None:
    assert _line_texts("고객이 온라인으로", measure("고객이 온라", CARD)) == [
        "고객이",
        "온라인으로",
    ]


def test_a_family_emoji_is_never_torn_apart() -> None:
    family = "👨‍👩‍👧‍👦"
    assert _line_texts(family * 3, 20) == [family] * 3


def test_a_no_break_space_holds_its_words_together() -> None:
    assert _line_texts("costs 10\u00a0€", measure("costs 10", CARD) * 1.02) == [
        "costs",
        "10\u00a0€",
    ]


@given(SIGNS, st.floats(1, 300), st.sampled_from(STYLES))
def test_wrapping_loses_only_blanks(text: str, width: float, style: TextStyle) -> None:
    joined = "".join(line.text for line in wrap(text, style, width))
    assert _bare(joined) == _bare(re.sub("[\ud800-\udfff]", "\ufffd", text))


@given(SIGNS, st.floats(1, 300), st.sampled_from(STYLES))
def test_no_line_is_wider_than_the_column_unless_one_sign_is(
    text: str, width: float, style: TextStyle
) -> None:
    for line in wrap(text, style, width):
        assert line.width <= width or len(graphemes(line.text.strip("\u00ad-"))) <= 1


@given(st.text("abcdefgh -/VAT", min_size=1, max_size=80), st.integers(30, 200))
def test_a_wider_column_never_needs_more_lines(text: str, width: int) -> None:
    assert len(wrap(text, CARD, width + 20)) <= len(wrap(text, CARD, width))


@given(SIGNS, st.floats(1, 300), st.sampled_from(STYLES))
def test_lines_are_counted_as_they_are_broken(text: str, width: float, style: TextStyle) -> None:
    assert count_lines(text, style, width) == len(wrap(text, style, width))


@example("م\xadم", 20, TextStyle("regular", 13, 18))  # letters that join over a soft hyphen
@example(" \ufe0f", 20, TextStyle("regular", 13, 18))  # a blank that would become an emoji
@example("\xad\t.אa", 20, TextStyle("regular", 13, 18))  # a line of nothing but a soft hyphen
@given(SIGNS, st.floats(20, 300), st.sampled_from(STYLES))
def test_the_runs_of_a_line_are_as_wide_as_the_line(
    text: str, width: float, style: TextStyle
) -> None:
    for paragraph in text.split("\n"):
        for line in wrap(paragraph, style, width):
            x = 0.0
            for run in runs(line.text, style, rtl=is_rtl(paragraph)):
                assert run.x == pytest.approx(x)
                x += run.width
            # A mirrored bracket may be a font unit wider than the one that was measured, and
            # letters an override turns around kern otherwise.
            turned = "\u202d" in paragraph or "\u202e" in paragraph
            assert x == pytest.approx(line.width, abs=1.0 if turned else 0.05)


# Measuring


@given(
    st.sampled_from(["AVTWYavwyofijlrtßéüŽŁđ", "ΑΤΥΓΔλοάώγς", "ЖГТУуадї"]).flatmap(
        lambda letters: st.text(letters + " .,-“”'()0123456789/", min_size=1, max_size=30)
    )
)
def test_the_sum_of_pairs_is_what_the_shaper_says(text: str) -> None:
    for style in STYLES:
        upem = fonts.face(style.weight).units_per_em
        shaped = sum(glyph.x_advance for glyph in glyphs(text, style.weight, False))
        assert measure(text, style) == pytest.approx(shaped * style.size / upem, abs=1e-6)


def test_numbers_are_tabular() -> None:
    for style in STYLES:
        assert measure("1111", style) == pytest.approx(measure("8888", style))


def test_kerning_is_on_and_ligatures_are_off() -> None:
    assert measure("AV", CARD) < measure("A", CARD) + measure("V", CARD) - 0.5
    assert len(shape(runs("-> ffi", CARD)[0])) == 6


def test_the_width_of_a_text_grows_with_its_size() -> None:
    twice = CARD._replace(size=26)
    assert measure("Waiting time", twice) == pytest.approx(2 * measure("Waiting time", CARD))


# Directions


def test_a_paragraph_runs_as_its_first_letter_does() -> None:
    assert is_rtl("123 שלום abc")
    assert is_rtl("(مرحبا)")
    assert not is_rtl("abc שלום")
    assert not is_rtl("12:30")


def test_runs_stand_from_left_to_right_and_keep_their_text_in_reading_order() -> None:
    shown = runs("Fahrt שלום 12", CARD)
    assert [(run.text, run.rtl) for run in shown] == [
        ("Fahrt", False),
        (" ", False),
        ("12", False),
        (" ", True),
        ("שלום", True),
    ]


def test_a_latin_line_in_a_hebrew_paragraph_ends_at_its_left() -> None:
    texts = [run.text for run in runs("Journey Studio.", CARD, rtl=True)]
    assert texts[0] == "."
    assert "".join(texts[1:]) == "Journey Studio"


@given(
    st.text("abאבد٣12 .,-+%$()[]\u3008\u3009\u0300\u200f\u2067\u2069\u202b\u202c", max_size=14),
    st.booleans(),
)
def test_the_order_is_that_of_the_unicode_algorithm(text: str, rtl: bool) -> None:
    text = text.rstrip()
    order = bidi.visual_order(bidi.levels(text, rtl=rtl))
    one_way = str.maketrans(")]\u3009", "([\u3008", "\u200f\u2067\u2069\u202b\u202c")
    ours = "".join(text[at] for at in order).translate(one_way)
    assert ours == get_display(text, base_dir="R" if rtl else "L").translate(one_way)


def test_arabic_letters_join() -> None:
    (run,) = runs("بيت", CARD)
    alone = [glyphs(letter, "arabic", True)[0].glyph for letter in "تيب"]
    assert run.rtl
    assert [glyph.glyph for glyph in shape(run)] != alone
    assert [glyph.cluster for glyph in shape(run)] in ([2, 1, 0], [2, 2, 1, 1, 0, 0])


# Qt draws what was measured


@pytest.fixture(scope="module")
def families(qapp: QGuiApplication) -> dict[str, str]:
    """The Qt family of each face used so far."""
    assert qapp is not None
    return {}


def _qt_width(run: Run, size: float, families: dict[str, str]) -> float:
    """The width of a run in Qt, laid out large, as the painter does, so that nothing is rounded."""
    em = 512
    face = fonts.face(run.face)
    if face.key not in families:
        number = QFontDatabase.addApplicationFont(str(face.path))
        families[face.key] = QFontDatabase.applicationFontFamilies(number)[0]
    font = QFont(families[face.key])
    font.setStyleName(face.style)
    font.setWeight(QFont.Weight(face.weight))
    font.setItalic(face.italic)
    font.setPixelSize(em)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
    for feature, on in FEATURES.items():
        font.setFeature(QFont.Tag(feature), int(on))
    layout = QTextLayout(run.text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    leftwards, rightwards = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
    option.setTextDirection(leftwards if run.rtl else rightwards)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(1e7)
    layout.endLayout()
    return line.horizontalAdvance() * size / em


@pytest.mark.parametrize("style", STYLES, ids=lambda style: f"{style.weight}-{style.size}")
@pytest.mark.parametrize("text", SAMPLES)
def test_qt_ends_each_line_where_it_was_measured(
    text: str, style: TextStyle, families: dict[str, str]
) -> None:
    (line,) = wrap(text, style, 10_000)
    drawn = sum(_qt_width(run, style.size, families) for run in runs(line.text, style))
    assert drawn == pytest.approx(line.width, abs=0.5 + 0.006 * max(0, len(text) - 80))


@given(st.text(" abcdefghilmnoprstuvwyAVTWYKÄöüßéΑλοЖук.,;:!?“”-–—/()%&0123456789", max_size=160))
def test_qt_agrees_on_any_line(families: dict[str, str], text: str) -> None:
    line = " ".join(text.split())
    drawn = sum(_qt_width(run, CARD.size, families) for run in runs(line, CARD))
    assert drawn == pytest.approx(measure(line, CARD) if line else 0, abs=0.5)


_WITH_ANOTHER_INTER = """
import sys
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QGuiApplication, QRawFont
app = QGuiApplication([])
assert "Inter" in QFontDatabase.families(), "the other Inter is not installed"
from journey_studio.layout import fonts
from journey_studio.layout.text import TextStyle, measure, runs
from journey_studio.paint.qt_text import qt_font, run_width
for key in fonts.WEIGHTS:
    style = TextStyle(key, 13, 18)
    (run,) = runs("Waits at the counter", style)
    drawn = QRawFont.fromFont(qt_font(key, 13))
    assert drawn.familyName() == "Journey Inter", drawn.familyName()
    assert bytes(drawn.fontTable("glyf").data()) == bytes(
        QRawFont(str(fonts.face(key).path), 13).fontTable("glyf").data())
    assert abs(run_width(run, 13) - measure(run.text, style)) < 0.5
print("ours")
"""


def test_an_installed_inter_does_not_take_the_place_of_ours(tmp_path: Path, project: Path) -> None:
    from fontTools.ttLib import TTFont

    other = TTFont(fonts.face("latin").path)  # quite another design, under the name of Inter
    for record in other["name"].names:
        if record.nameID in (1, 4, 16):
            record.string = "Inter"
    other.save(tmp_path / "Inter-Regular.ttf")
    (tmp_path / "fonts.conf").write_text(
        f"<fontconfig><dir>{tmp_path}</dir><cachedir>{tmp_path}/cache</cachedir></fontconfig>",
        encoding="utf-8",
    )
    environment = {**os.environ, "FONTCONFIG_FILE": str(tmp_path / "fonts.conf")}
    done = subprocess.run(
        [sys.executable, "-c", _WITH_ANOTHER_INTER],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if sys.platform != "linux" and "not installed" in done.stderr:
        pytest.skip("only fontconfig reads its fonts from where it is told")
    assert done.stdout.strip() == "ours", done.stderr


def test_breaking_one_endless_word_does_not_keep_every_rest_of_it() -> None:
    word = "".join(f"{number:05x}" for number in range(4_000))
    style = TextStyle("regular", 12, 16, "")
    assert "".join(line.text for line in wrap(word, style, 200)) == word
    kept = [each for each in widths_of("regular", "") if each and each in word]
    assert sum(map(len, kept)) < 10 * len(word)
