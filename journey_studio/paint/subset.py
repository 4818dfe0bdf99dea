# SPDX-License-Identifier: Apache-2.0
"""Parts of font files, cut by HarfBuzz in milliseconds."""

from collections.abc import Iterable
from typing import NamedTuple

import uharfbuzz as hb

from journey_studio.layout import fonts

# A PDF places every glyph itself; outlines and their measures are all it needs.
_DRAWN = {"glyf", "loca", "head", "hhea", "hmtx", "maxp", "CFF "}


def _tag(name: str) -> int:
    return int.from_bytes(name.encode("ascii"), "big")


class Outlines(NamedTuple):
    """A font program with some glyphs only, and their new numbers by the old ones."""

    data: bytes
    numbers: dict[int, int]


def outlines(face: str, glyphs: Iterable[int]) -> Outlines:
    """The bare outlines of `glyphs`, numbered anew without gaps; 0 stays the missing glyph."""
    source = fonts.hb_font(face).face
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    wanted.drop_table_tag_set.update(_tag(t) for t in source.table_tags if t not in _DRAWN)
    plan = hb.SubsetPlan(source, wanted)
    made = plan.execute()
    return Outlines(bytes(made.blob.data), dict(plan.old_to_new_glyph_mapping.items()))


def web_font(face: str, text: Iterable[str]) -> bytes:
    """A TrueType file that sets `text` as the whole face does, with joining, marks and kerning."""
    source = fonts.hb_font(face).face
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(ord(sign) for piece in text for sign in piece)
    wanted.flags = hb.SubsetFlags.NO_HINTING
    return bytes(hb.subset(source, wanted).blob.data)
