# SPDX-License-Identifier: Apache-2.0
"""The faces texts are measured, drawn and printed with, and which of them draws which sign.

The faces that come with the program are static files (fonts.json beside them lists them). Chinese,
Japanese and Korean come from an optional package; what no face of ours has, a TrueType face of the
computer may have. Every painter loads the file a `Face` names, so that all draw the same glyphs.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from unicodedata import normalize

import uharfbuzz as hb

from journey_studio.i18n import t
from journey_studio.layout import extra_faces
from journey_studio.layout.faces import Face, built_faces
from journey_studio.layout.graphemes import (
    EMOJI_STYLE,
    KEYCAP,
    TEXT_STYLE,
    ZWJ,
    graphemes,
    is_flag_letter,
    is_ignorable,
    is_skin_tone,
)

WEIGHTS = ("regular", "medium", "semibold", "italic")


def faces() -> tuple[Face, ...]:
    """The faces that come with the program, in the order in which a sign looks for its face."""
    return tuple(built_faces().values())


@cache
def face(key: str) -> Face:
    """The face with this key. KeyError for a key that `face_for` never gave."""
    if key in built_faces():
        return built_faces()[key]
    source = extra_faces.made(key)
    extents = source.font.get_font_extents("ltr")
    return Face(
        key=key,
        family=source.family,
        style=source.style,
        path=source.path,
        weight=400,
        italic=False,
        units_per_em=source.font.face.upem,
        ascent=extents.ascender,
        descent=extents.descender,
        member=source.member,
    )


@cache
def hb_font(key: str) -> hb.Font:
    """The HarfBuzz font of a face; its scale is the face's units per em."""
    if key in built_faces():
        return hb.Font(hb.Face(hb.Blob.from_file_path(built_faces()[key].path)))
    return extra_faces.made(key).font


def _covers(font: hb.Font, signs: Iterable[str]) -> bool:
    return all(font.get_nominal_glyph(ord(sign)) is not None for sign in signs)


def _wants_emoji(cluster: str) -> bool:
    """Whether a sequence asks for the emoji face, even where a text face has its first sign."""
    return TEXT_STYLE not in cluster and (
        EMOJI_STYLE in cluster
        or KEYCAP in cluster
        or (ZWJ in cluster and cluster[0] > "\u2000")
        or any(is_skin_tone(sign) or is_flag_letter(sign) for sign in cluster)
    )


def _chain(cluster: str, weight: str) -> Iterator[str]:
    """The keys of our faces in the order in which they are asked for `cluster`."""
    if _wants_emoji(cluster):
        yield "emoji"
    yield weight
    for key in built_faces():
        if key not in WEIGHTS:
            yield key


@lru_cache(maxsize=65536)
def face_for(cluster: str, weight: str = "regular", language: str = "") -> str | None:
    """The key of the face that draws the whole of `cluster`, one written sign; None: no face does.

    `weight` is one of WEIGHTS; other faces than the main family have one weight. `language`
    (BCP 47) decides between Chinese, Japanese and Korean forms of one sign.
    """
    signs = [sign for sign in cluster if not is_ignorable(sign)]
    composed = [sign for sign in normalize("NFC", cluster) if not is_ignorable(sign)]
    for key in _chain(cluster, weight):
        font = hb_font(key)
        if _covers(font, signs) or _covers(font, composed):
            return key
    return extra_faces.find(signs, language)


def drawing_face(cluster: str, weight: str = "regular", language: str = "") -> str:
    """The key of the face that draws `cluster`, with boxes for the signs it lacks."""
    return face_for(cluster, weight, language) or face_for(cluster[0], weight, language) or weight


@cache
def _rare_sign() -> re.Pattern[str]:
    """Finds a sign that is neither white nor in the main family, in a tenth of the time of a set:
    every text of a map is searched at every layout.
    """
    signs = sorted(map(chr, hb_font("regular").face.unicodes))
    return re.compile(f"[^\\s{re.escape(''.join(signs))}]")


def missing(text: str, language: str = "") -> set[str]:
    """The signs of `text` that no face has; they are drawn as boxes."""
    if not _rare_sign().search(text):
        return set()
    lost: set[str] = set()
    for cluster in graphemes(text):
        if not cluster.isspace() and face_for(cluster, "regular", language) is None:
            font = hb_font(drawing_face(cluster, "regular", language))
            lost |= {s for s in cluster if not is_ignorable(s) and not _covers(font, s)}
    return lost


def missing_report(signs: Iterable[str]) -> str:
    """What to tell a person about signs that no face has; "" where there are none."""
    lost = sorted(set(signs))
    if not lost:
        return ""
    shown = " ".join(f"{sign} (U+{ord(sign):04X})" for sign in lost[:8])
    text = t("layout.fonts.missing", count=len(lost), signs=shown)
    if extra_faces.cjk_is_missing() and any(extra_faces.is_cjk(sign) for sign in lost):
        text += " " + t("layout.fonts.install_cjk", command='pip install "journey-studio[cjk]"')
    return text
