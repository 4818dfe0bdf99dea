# SPDX-License-Identifier: Apache-2.0
"""Makes the static font faces that the program measures, draws and prints with.

Sources are variable fonts from packages; results are TrueType files with family names of our own,
so that no font of the same name on a computer takes their place, and `fonts.json`, the list that
`journey_studio.layout.fonts` reads. Run it by hand or from the build hook:

    python packaging/build_fonts.py [TARGET]
"""

import hashlib
import importlib.util
import json
import shutil
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import fontTools
import uharfbuzz as hb
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.DefaultTable import DefaultTable

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the build runs before the package is installed

from journey_studio.layout import instances  # noqa: E402
from journey_studio.layout.instances import renamed, static_instance  # noqa: E402

INTER = "fontpkg_inter"
NOTO = "manimgx_fonts"
UPRIGHT = "files/Inter[opsz,wght].ttf"
ITALIC = "files/Inter-Italic[opsz,wght].ttf"


class Recipe(NamedTuple):
    """One face to make: its names, and the source it is an instance of."""

    key: str
    family: str
    style: str
    weight: int
    italic: bool
    package: str
    file: str


def _noto(key: str, file: str) -> Recipe:
    return Recipe(key, f"Journey {key.title()}", "Regular", 400, False, NOTO, f"{file}[wght].ttf")


# The order is the order in which a character looks for its face.
RECIPES = (
    Recipe("regular", "Journey Inter", "Regular", 400, False, INTER, UPRIGHT),
    Recipe("medium", "Journey Inter", "Medium", 500, False, INTER, UPRIGHT),
    Recipe("semibold", "Journey Inter", "SemiBold", 600, False, INTER, UPRIGHT),
    Recipe("italic", "Journey Inter", "Italic", 400, True, INTER, ITALIC),
    _noto("arabic", "NotoSansArabic"),
    _noto("hebrew", "NotoSansHebrew"),
    _noto("emoji", "NotoEmoji"),
    _noto("symbols", "NotoSansSymbols"),
    _noto("latin", "NotoSans"),
    *(
        _noto(script.lower(), f"NotoSans{script}")
        for script in (
            "Armenian Bengali Devanagari Ethiopic Georgian Gujarati Gurmukhi Kannada Khmer Lao "
            "Malayalam Myanmar Oriya Sinhala Tamil Telugu Thai"
        ).split()
    ),
)


def build_fonts(target: Path, cache: Path | None = None) -> None:
    """Write every face, the licences and fonts.json into the folder `target`.

    Nothing is done where `target` already holds the result for these sources and this script;
    `cache` is a folder in which results are kept by that hash, for builds that start from nothing.
    """
    wanted = _fingerprint()
    if _is_built(target, wanted):
        return
    kept = cache / wanted[:16] if cache else None
    if kept is None or not _is_built(kept, wanted):
        fresh = kept or target
        fresh.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=fresh.parent, prefix=".fonts-") as work:
            made = Path(work) / "fonts"
            made.mkdir()
            _make_all(made, wanted)
            _replace(fresh, made)
    if kept is not None:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".fonts-") as work:
            _replace(target, Path(shutil.copytree(kept, Path(work) / "fonts")))


def _replace(target: Path, made: Path) -> None:
    """Move the finished folder `made` to `target`."""
    if target.exists():
        shutil.rmtree(target)
    made.replace(target)


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(f"build_fonts: the package {name} is not installed")
    return Path(spec.origin).parent


def _source(recipe: Recipe) -> Path:
    return _package(recipe.package) / recipe.file


def _fingerprint() -> str:
    """The hash of all that decides the result: this script, its tools and the source files."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    digest.update(Path(instances.__file__).read_bytes())
    digest.update(f"{hb.version_string()} {fontTools.version}".encode())
    for path in sorted({_source(recipe) for recipe in RECIPES}):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _is_built(folder: Path, wanted: str) -> bool:
    try:
        listed = json.loads((folder / "fonts.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return listed["source"] == wanted and all(
        (folder / face["file"]).is_file() for face in listed["faces"]
    )


def _make_all(folder: Path, source_hash: str) -> None:
    prepared: dict[Path, bytes] = {}
    main: set[int] = set()
    listed: list[dict[str, object]] = []
    for recipe in RECIPES:
        source = _source(recipe)
        if source not in prepared:
            prepared[source] = _prepare(source, recipe)
        face = hb.Face(prepared[source])
        characters = set(face.unicodes)
        if recipe.package == INTER:
            main |= characters
        elif recipe.key == "latin":  # it only fills the gaps of the main family
            characters -= main
        data = static_instance(face, recipe.weight, characters=characters)
        data = renamed(data, recipe.family, recipe.style, recipe.weight)
        file = f"{recipe.key}.ttf"
        (folder / file).write_bytes(data)
        listed.append(_entry(recipe, file, data))
    _copy_licences(folder)
    text = json.dumps({"source": source_hash, "faces": listed}, indent=1)
    (folder / "fonts.json").write_text(text + "\n", encoding="utf-8")


def _entry(recipe: Recipe, file: str, data: bytes) -> dict[str, object]:
    """The face as fonts.json lists it; measures in font units, the descent negative."""
    face = hb.Face(data)
    extents = hb.Font(face).get_font_extents("ltr")
    return {
        "key": recipe.key,
        "family": recipe.family,
        "style": recipe.style,
        "file": file,
        "weight": recipe.weight,
        "italic": recipe.italic,
        "units_per_em": face.upem,
        "ascent": extents.ascender,
        "descent": extents.descender,
    }


def _prepare(source: Path, recipe: Recipe) -> bytes:
    """The variable source with the changes that all its instances share."""
    font = TTFont(source, recalcTimestamp=False)
    for tag in ("GPOS", "GSUB"):
        if tag in font:
            table = DefaultTable(tag)
            table.data = _level_scripts(font.getTableData(tag))
            font[tag] = table
    if recipe.package == INTER:
        _choose_glyphs(font, source)
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def _level_scripts(layout_table: bytes) -> bytes:
    """Give a text the same kerning and marks whatever neighbours and locale its painter sees.

    Inter lists fewer features for the default, Greek and Cyrillic scripts, so "1." alone and "1."
    after a word would differ: all its scripts point to the Latin one. Language systems would make
    glyphs depend on the locale: their number is set to 0. Both are a few bytes in the script list
    (OpenType, "Script List Table"); taking the whole table apart would take a second a font.
    """
    data = bytearray(layout_table)

    def number(at: int) -> int:
        return int.from_bytes(data[at : at + 2], "big")

    start = number(4)
    records = range(start + 2, start + 2 + 6 * number(start), 6)
    offsets = {bytes(data[at : at + 4]): number(at + 4) for at in records}
    for at in records:
        if b"latn" in offsets and b"cyrl" in offsets:
            data[at + 4 : at + 6] = offsets[b"latn"].to_bytes(2, "big")
        language_count = start + number(at + 4) + 2
        data[language_count : language_count + 2] = bytes(2)
    return bytes(data)


def _choose_glyphs(font: TTFont, source: Path) -> None:
    """Let digits be the tabular ones, so that numbers stand in columns without any feature, and
    the blank the glyph of the no-break space: it is as wide, but nothing kerns with it, so that a
    line is exactly as wide as its words and blanks.
    """
    buffer = hb.Buffer()
    buffer.add_str("0123456789\u00a0")
    buffer.guess_segment_properties()
    hb.shape(hb.Font(hb.Face(hb.Blob.from_file_path(source))), buffer, {"tnum": True})
    glyphs = [font.getGlyphName(info.codepoint) for info in buffer.glyph_infos]
    for table in font["cmap"].tables:
        for sign, glyph in zip("0123456789 ", glyphs, strict=True):
            if ord(sign) in table.cmap:
                table.cmap[ord(sign)] = glyph


def _copy_licences(folder: Path) -> None:
    shutil.copyfile(_package(INTER) / "LICENSE", folder / "OFL-Inter.txt")
    noto = _package(NOTO)
    licence = next(noto.parent.glob("manimgx_fonts-*.dist-info/licenses/LICENSE"))
    shutil.copyfile(licence, folder / "OFL-Noto.txt")


if __name__ == "__main__":
    build_fonts(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "resources" / "built" / "fonts")
