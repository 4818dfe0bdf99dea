# SPDX-License-Identifier: Apache-2.0
"""Faces that do not come with the program: the package for Chinese, Japanese and Korean, and the
TrueType faces of the computer.

They are variable fonts, or collections, or both. A variable one (the default instance of the
package is Thin) is cut to a static Regular at first use, kept in the person's cache folder, since
Qt, ReportLab and HarfBuzz must all draw the same outlines.
"""

import hashlib
import importlib.util
import os
import sys
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from threading import RLock
from typing import NamedTuple

import platformdirs
import uharfbuzz as hb

from journey_studio.layout.instances import FEATURES, renamed, static_instance

_PACKAGE = "justmytype_intl_cjk"
_REGULAR = 400
_VERSION = "1"  # of the files in the cache; raise it when the way they are made changes
# Without kerning the width of a line is the sum of its signs, wherever it breaks.
_CJK_FEATURES = tuple(tag for tag in FEATURES if tag not in ("kern", "dist"))
_lock = RLock()


class Source(NamedTuple):
    """A font file as it was found."""

    path: Path
    member: int  # its number within a collection
    font: hb.Font
    family: str = ""


class Made(NamedTuple):
    """A static face, ready for every painter."""

    path: Path
    member: int
    font: hb.Font
    family: str
    style: str


def is_cjk(sign: str) -> bool:
    """Whether `sign` belongs to the Chinese, Japanese or Korean scripts."""
    return (
        "\u1100" <= sign <= "\u11ff"
        or "\u2e80" <= sign <= "\ua4cf"
        or "\ua960" <= sign <= "\ua97f"
        or "\uac00" <= sign <= "\ud7ff"
        or "\uf900" <= sign <= "\ufaff"
        or "\ufe30" <= sign <= "\ufe4f"
        or "\uff00" <= sign <= "\uffef"
        or "\U0001b000" <= sign <= "\U0001b16f"
        or "\U00020000" <= sign <= "\U0003ffff"
    )


def is_kana(sign: str) -> bool:
    """Whether `sign` is Japanese syllable writing."""
    return (
        "\u3041" <= sign <= "\u30ff" or "\u31f0" <= sign <= "\u31ff" or "\uff66" <= sign <= "\uff9f"
    )


def is_hangul(sign: str) -> bool:
    """Whether `sign` is Korean writing."""
    return (
        "\u1100" <= sign <= "\u11ff" or "\u3131" <= sign <= "\u318e" or "\uac00" <= sign <= "\ud7ff"
    )


def guess_language(text: str) -> str:
    """The language whose forms the Han signs in `text` want; "" where nothing tells."""
    if any(map(is_kana, text)):
        return "ja"
    return "ko" if any(map(is_hangul, text)) else ""


def cjk_is_missing() -> bool:
    """Whether the package with the Chinese, Japanese and Korean faces is not installed."""
    return not _cjk()


@cache
def _cjk() -> dict[str, Source]:
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        return {}
    folder = Path(spec.origin).parent / "fonts" / "ofl"
    found = {}
    for place in ("sc", "jp", "tc", "kr"):
        for path in sorted((folder / f"notosans{place}").glob("*.ttf")):
            font = hb.Font(hb.Face(hb.Blob.from_file_path(path)))
            found[f"cjk-{place}"] = Source(path, 0, font, f"Journey Sans {place.upper()}")
    return found


def _cjk_order(language: str, signs: Iterable[str]) -> tuple[str, ...]:
    tag = (language or guess_language("".join(signs))).lower()
    first = {"ja": "cjk-jp", "ko": "cjk-kr"}.get(tag[:2], "cjk-sc")
    if tag.startswith("zh") and any(part in tag for part in ("hant", "tw", "hk", "mo")):
        first = "cjk-tc"
    return (first, *(key for key in _cjk() if key != first))


def find(signs: list[str], language: str) -> str | None:
    """The key of a face outside our own that has all of `signs`."""
    with _lock:
        for key in _cjk_order(language, signs):
            if key in _cjk() and _has(_cjk()[key].font, signs):
                return key
        for key, source in _system().items():
            if _has(source.font, signs):
                return key
    return None


def _has(font: hb.Font, signs: list[str]) -> bool:
    return bool(signs) and all(font.get_nominal_glyph(ord(sign)) is not None for sign in signs)


@cache
def _make(key: str) -> Made:
    source = _cjk().get(key) or _system()[key]
    face = source.font.face
    family = source.family or face.get_name(1) or key
    if not face.has_var_data:
        style = face.get_name(2) or "Regular"
        return Made(source.path, source.member, source.font, family, style)
    path = _static_file(key, source, family if source.family else f"Journey {family}")
    font = hb.Font(hb.Face(hb.Blob.from_file_path(path)))
    return Made(path, 0, font, family if source.family else f"Journey {family}", "Regular")


def made(key: str) -> Made:
    """The static face of a key that `find` gave; cut now where it is a variable one."""
    with _lock:
        return _make(key)


def _static_file(key: str, source: Source, family: str) -> Path:
    """The file of the static Regular, made where the cache folder does not hold it."""
    stat = source.path.stat()
    marks = (_VERSION, hb.version_string(), *source[:2], stat.st_size, stat.st_mtime_ns)
    digest = hashlib.sha256(repr(marks).encode()).hexdigest()
    name = f"{key.rpartition('/')[2]}-{digest[:16]}.ttf"
    for folder in (_cache_folder(), _run_folder()):
        path = folder / name
        if path.is_file():
            return path
        try:
            folder.mkdir(parents=True, exist_ok=True)
            data = static_instance(source.font.face, _REGULAR, features=_CJK_FEATURES)
            _write(path, renamed(data, family, "Regular", _REGULAR))
        except OSError:
            continue  # a read-only home: the next folder lives as long as this run
        return path
    raise OSError(str(source.path))


def _cache_folder() -> Path:
    return platformdirs.user_cache_path("journey-studio") / "fonts"


@cache
def _run_folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="journey-fonts-"))


def _write(path: Path, data: bytes) -> None:
    """Write beside and rename: another process may be making the same file."""
    handle, beside = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(beside).replace(path)


def system_folders() -> tuple[Path, ...]:
    """Where this computer keeps fonts."""
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
        return (
            Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts",
            local / "Microsoft" / "Windows" / "Fonts",
        )
    if sys.platform == "darwin":
        return (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts")
    data = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    own = os.environ.get("XDG_DATA_HOME") or str(home / ".local" / "share")
    shares = [Path(part) for part in (own, *data.split(":")) if part]
    return (*(share / "fonts" for share in shares), home / ".fonts")


@cache
def _system() -> dict[str, Source]:
    """The TrueType faces of the computer, plain upright ones first; outlines of other kinds
    cannot be printed and are left out.
    """
    files = {
        path
        for folder in system_folders()
        for ending in ("*.ttf", "*.ttc", "*.TTF", "*.TTC")
        for path in folder.rglob(ending)
    }
    found = {}
    for path in sorted(files, key=_plainness):
        for index, font in enumerate(_open(path)):
            found[f"system:{path}:{index}" if index else f"system:{path}"] = Source(
                path, index, font
            )
    return found


def _plainness(path: Path) -> tuple[bool, bool, str]:
    name = path.stem.lower()
    odd = any(
        word in name for word in ("bold", "italic", "oblique", "light", "thin", "black", "cond")
    )
    return (odd, "sans" not in name, str(path))


def _open(path: Path) -> list[hb.Font]:
    """The faces in a file that have TrueType outlines; none where it is damaged."""
    try:
        blob = hb.Blob.from_file_path(path)
        count = hb.Face(blob).count
        opened = [hb.Face(blob, index) for index in range(min(count, 16))]
    except (OSError, hb.HarfBuzzError):
        return []
    return [hb.Font(face) for face in opened if "glyf" in face.table_tags]
