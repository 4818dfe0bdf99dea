# SPDX-License-Identifier: Apache-2.0
"""Glyphs and widths of pieces of text, by HarfBuzz, in font units without hinting."""

from functools import cache, lru_cache
from typing import NamedTuple

import uharfbuzz as hb

from journey_studio.layout.fonts import hb_font

# Every painter that shapes by itself must set the same: kerning, but no optional forms. What a
# script cannot be read without (Arabic joining, marks, conjuncts) is always on.
FEATURES = {"kern": True, "liga": False, "clig": False, "dlig": False, "calt": False}


class Glyph(NamedTuple):
    """A glyph in font units of its face; `cluster` is the index in the text it stands for."""

    glyph: int
    cluster: int
    x_advance: int
    x_offset: int
    y_offset: int


@lru_cache(maxsize=65536)
def glyphs(text: str, face: str, rtl: bool) -> tuple[Glyph, ...]:
    """The glyphs of `text`, all in one face and direction, from left to right."""
    buffer = hb.Buffer()
    buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.language = "en"
    hb.shape(hb_font(face), buffer, FEATURES)
    return tuple(
        Glyph(info.codepoint, info.cluster, place.x_advance, place.x_offset, place.y_offset)
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    )


@cache
def units_per_em(face: str) -> int:
    """The font units of a face that make one em."""
    return int(hb_font(face).face.upem)


def advance(text: str, face: str, rtl: bool) -> float:
    """The width of `text`, all in one face and direction, in em."""
    units = sum(glyph.x_advance for glyph in glyphs(text, face, rtl))
    return units / units_per_em(face)
