# SPDX-License-Identifier: Apache-2.0
"""Every sign finds a face, every face is ours, static and licensed, and what is missing is said."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import uharfbuzz as hb
from fontTools.ttLib import TTFont

from journey_studio.layout import fonts
from journey_studio.layout.faces import Face

FACES = fonts.faces()


def _run(project: Path, program: str, **environment: str) -> str:
    """What a fresh process prints that runs `program`."""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=project,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


# The faces that come with the program


def test_the_main_family_has_four_styles() -> None:
    main = [face for face in FACES if face.key in fonts.WEIGHTS]
    assert [(face.family, face.style, face.weight, face.italic) for face in main] == [
        ("Journey Inter", "Regular", 400, False),
        ("Journey Inter", "Medium", 500, False),
        ("Journey Inter", "SemiBold", 600, False),
        ("Journey Inter", "Italic", 400, True),
    ]


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.key)
def test_a_face_is_a_static_truetype_file_under_a_name_of_our_own(face: Face) -> None:
    font = TTFont(face.path)
    names = font["name"]
    assert "glyf" in font
    assert not {"fvar", "gvar", "STAT", "HVAR", "MVAR", "avar", "CFF "} & set(font.keys())
    assert (names.getDebugName(16), names.getDebugName(17)) == (face.family, face.style)
    assert {names.getDebugName(number).split()[0] for number in (1, 4, 16)} == {"Journey"}
    assert names.getDebugName(6).startswith("Journey")
    assert not [record for record in names.names if record.nameID > 17]
    assert font["OS/2"].usWeightClass == face.weight
    assert font["head"].unitsPerEm == face.units_per_em
    assert (font["hhea"].ascent, font["hhea"].descent) == (face.ascent, face.descent)


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.key)
def test_a_face_keeps_its_copyright_and_its_licence(face: Face) -> None:
    names = TTFont(face.path)["name"]
    assert "Copyright" in names.getDebugName(0)
    assert "SIL Open Font License" in names.getDebugName(13)


def test_the_licences_lie_beside_the_faces() -> None:
    folder = FACES[0].path.parent
    for name in ("OFL-Inter.txt", "OFL-Noto.txt"):
        assert "SIL OPEN FONT LICENSE" in (folder / name).read_text(encoding="utf-8")


def test_no_two_faces_share_a_name() -> None:
    assert len({(face.family, face.style) for face in FACES}) == len(FACES)


@pytest.mark.parametrize("weight", [400, 500, 600])
def test_a_static_face_has_the_widths_of_the_variable_font_it_is_cut_from(weight: int) -> None:
    import fontpkg_inter

    source = Path(fontpkg_inter.__file__).parent / "files" / "Inter[opsz,wght].ttf"
    variable = hb.Font(hb.Face(hb.Blob.from_file_path(source)))
    variable.set_variations({"wght": weight, "opsz": 14})
    key = {400: "regular", 500: "medium", 600: "semibold"}[weight]
    static = fonts.hb_font(key)
    for sign in "AaÄgß?—ΩЖ":
        widths = [
            font.get_glyph_h_advance(font.get_nominal_glyph(ord(sign)))
            for font in (variable, static)
        ]
        assert abs(widths[0] - widths[1]) <= 1


@pytest.mark.parametrize("key", fonts.WEIGHTS)
def test_nothing_kerns_with_a_blank(key: str) -> None:
    from journey_studio.layout.shaping import advance

    blank = advance(" ", key, False)
    for sign in ".,…TVAyf’“/()":
        alone = advance(sign, key, False)
        assert advance(f"{sign} ", key, False) == pytest.approx(alone + blank)
        assert advance(f" {sign}", key, False) == pytest.approx(alone + blank)


def test_a_build_that_has_nothing_to_do_does_nothing(
    tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(project / "packaging")
    from build_fonts import build_fonts

    target, cache = tmp_path / "fonts", tmp_path / "cache"
    build_fonts(target, cache)
    listed = json.loads((target / "fonts.json").read_text(encoding="utf-8"))
    assert [face["key"] for face in listed["faces"]] == [face.key for face in FACES]
    before = (target / "regular.ttf").stat().st_mtime_ns
    build_fonts(target, cache)
    assert (target / "regular.ttf").stat().st_mtime_ns == before
    (target / "regular.ttf").unlink()
    build_fonts(target, cache)
    assert (target / "regular.ttf").read_bytes() == FACES[0].path.read_bytes()


# The face of a sign


@pytest.mark.parametrize(
    ("sign", "key"),
    [
        ("A", "regular"),
        ("é", "regular"),
        ("e\u0301", "regular"),
        ("ș", "regular"),
        ("Ω", "regular"),
        ("ώ", "regular"),
        ("Ж", "regular"),
        ("→", "regular"),
        ("€", "regular"),
        ("ب", "arabic"),
        ("ש", "hebrew"),
        ("שָׁ", "hebrew"),
        ("😀", "emoji"),
        ("👩‍💻", "emoji"),
        ("👨‍👩‍👧‍👦", "emoji"),
        ("🇩🇪", "emoji"),
        ("👍🏽", "emoji"),
        ("❤️", "emoji"),
        ("1️⃣", "emoji"),
        ("❤\ufe0e", "regular"),
        ("1", "regular"),
        ("ש\u200d", "hebrew"),
        ("क्ष", "devanagari"),
        ("ก", "thai"),
        ("ქ", "georgian"),
    ],
)
def test_a_sign_finds_its_face(sign: str, key: str) -> None:
    assert fonts.face_for(sign) == key


def test_a_weight_is_kept_where_the_main_family_has_the_sign() -> None:
    assert fonts.face_for("Ω", "semibold") == "semibold"
    assert fonts.face_for("ש", "semibold") == "hebrew"


@pytest.mark.parametrize(
    "sequence",
    [
        "👩‍💻",
        "👨‍👩‍👧‍👦",
        "🇩🇪",
        "👍🏽",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    ],
)
def test_an_emoji_sequence_is_one_glyph(sequence: str) -> None:
    from journey_studio.layout.shaping import glyphs

    assert len(glyphs(sequence, "emoji", False)) == 1


@pytest.mark.parametrize(
    ("sign", "language", "key"),
    [
        ("客", "", "cjk-sc"),
        ("客", "ja", "cjk-jp"),
        ("客", "zh-Hant", "cjk-tc"),
        ("客", "ko", "cjk-kr"),
        ("の", "", "cjk-jp"),
        ("한", "", "cjk-kr"),
        ("。", "zh-Hans", "cjk-sc"),
    ],
)
def test_east_asian_signs_take_the_forms_of_their_language(
    sign: str, language: str, key: str
) -> None:
    pytest.importorskip("justmytype_intl_cjk")
    assert fonts.face_for(sign, "regular", language) == key


def test_an_east_asian_face_is_a_static_regular_kept_in_the_cache() -> None:
    pytest.importorskip("justmytype_intl_cjk")
    face = fonts.face("cjk-jp")
    font = TTFont(face.path)
    assert "fvar" not in font
    assert "glyf" in font
    assert font["OS/2"].usWeightClass == 400
    assert font["name"].getDebugName(16) == face.family == "Journey Sans JP"
    assert "SIL Open Font License" in font["name"].getDebugName(13)
    assert Path(os.environ["XDG_CACHE_HOME"]) in face.path.parents or sys.platform != "linux"


# What no face has


def test_a_sign_no_face_has_is_reported_and_keeps_its_place(project: Path, tmp_path: Path) -> None:
    program = """
from journey_studio.layout import fonts
from journey_studio.layout.text import TextStyle, runs
text = "lost: \\U000130B8 and \\u0378"
print(sorted(map(ascii, fonts.missing(text))))
shown = runs(text, TextStyle("regular", 13, 18))
print("".join(run.text for run in shown) == text, min(run.width for run in shown) > 3)
print(fonts.missing_report(fonts.missing(text)).encode("ascii", "replace").decode())
"""
    printed = _run(project, program, XDG_DATA_DIRS=str(tmp_path), HOME=str(tmp_path))
    lost, kept, report = printed.splitlines()
    assert lost == "[\"'\\\\U000130b8'\", \"'\\\\u0378'\"]"
    assert kept == "True True"
    assert "2 signs" in report
    assert "U+130B8" in report
    assert "journey-studio[cjk]" not in report


def test_nothing_is_missing_from_what_people_usually_write() -> None:
    text = "Wait…\n“Où est-ce?” — 12 € ✓ → ★ Ω Жук שלום مرحبا 😀 ☎ 👩‍💻 ❤️\t½ ²"
    assert fonts.missing(text) == set()
    assert fonts.missing_report(set()) == ""


_WITHOUT_CJK = """
import sys
sys.modules["justmytype_intl_cjk"] = None
from journey_studio.layout import fonts
print(fonts.face_for("\\u5ba2"))
print(fonts.missing_report(fonts.missing("\\u5ba2")).encode("ascii", "replace").decode())
"""


def test_without_the_east_asian_faces_the_way_to_get_them_is_told(
    project: Path, tmp_path: Path
) -> None:
    printed = _run(project, _WITHOUT_CJK, XDG_DATA_DIRS=str(tmp_path), HOME=str(tmp_path))
    found, report = printed.splitlines()
    assert found == "None"
    assert "U+5BA2" in report
    assert 'pip install "journey-studio[cjk]"' in report


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="fonts lie in other folders there")
def test_a_truetype_face_of_the_computer_serves_what_ours_lack(
    project: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "fonts"
    folder.mkdir()
    theirs = TTFont(fonts.face("thai").path)
    for table in theirs["cmap"].tables:
        table.cmap[0x5BA2] = theirs.getBestCmap()[0x0E01]
    for record in theirs["name"].names:
        if record.nameID in (1, 16):
            record.string = "Theirs"
    theirs.save(folder / "theirs.ttf")
    (folder / "damaged.ttf").write_bytes(b"not a font")
    program = (
        _WITHOUT_CJK
        + 'face = fonts.face(fonts.face_for("\\u5ba2"))\nprint(face.family, face.path.name)'
    )
    printed = _run(project, program, XDG_DATA_DIRS=str(tmp_path), HOME=str(tmp_path / "home"))
    assert printed.splitlines()[-1] == "Theirs theirs.ttf"
