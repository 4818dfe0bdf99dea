# SPDX-License-Identifier: Apache-2.0
"""Parts of font files, cut by HarfBuzz in milliseconds."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import NamedTuple

import uharfbuzz as hb

from journey_studio.layout import fonts

# A PDF places every glyph itself; outlines and their measures are all it needs.
_DRAWN = {"glyf", "loca", "head", "hhea", "hmtx", "maxp"}


class Part(NamedTuple):
    """A glyph and its place within a shape, in font units."""

    glyph: int
    x: int = 0
    y: int = 0


Shape = tuple[Part, ...]


class Outlines(NamedTuple):
    """A font program and the number of each shape in it."""

    data: bytes
    numbers: list[int]


def _tag(name: str) -> int:
    return int.from_bytes(name.encode("ascii"), "big")


def outlines(face: str, shapes: Sequence[tuple[Shape, int]]) -> Outlines:
    """The bare outlines of `shapes`, each with its advance in font units.

    A shape of several parts (a letter and its marks) becomes one glyph of its own.
    """
    source = fonts.hb_font(face).face
    wanted = hb.SubsetInput()
    wanted.glyph_set.update({part.glyph for shape, _ in shapes for part in shape})
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    wanted.drop_table_tag_set.update(_tag(t) for t in source.table_tags if t not in _DRAWN)
    plan = hb.SubsetPlan(source, wanted)
    cut = plan.execute()
    new = dict(plan.old_to_new_glyph_mapping.items())
    numbers: list[int] = []
    composed: list[tuple[Shape, int]] = []
    for shape, advance in shapes:
        if len(shape) == 1 and shape[0] == Part(shape[0].glyph):
            numbers.append(new[shape[0].glyph])
        else:
            numbers.append(cut.glyph_count + len(composed))
            composed.append((tuple(p._replace(glyph=new[p.glyph]) for p in shape), advance))
    data = bytes(cut.blob.data)
    return Outlines(_compose(data, cut.glyph_count, composed) if composed else data, numbers)


def _compose(data: bytes, count: int, shapes: list[tuple[Shape, int]]) -> bytes:
    """The font with a composite glyph added for each of `shapes`."""
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

    font = TTFont(BytesIO(data))
    names = [f"g{number}" for number in range(count + len(shapes))]
    font.setGlyphOrder(names[:count])
    glyf, hmtx = font["glyf"], font["hmtx"]
    for name, (shape, advance) in zip(names[count:], shapes, strict=True):
        glyph = Glyph()
        glyph.numberOfContours = -1 if shape else 0
        glyph.components = []
        for part in shape:
            component = GlyphComponent()
            component.glyphName, component.x, component.y = names[part.glyph], part.x, part.y
            component.flags = 0x4  # whole font units
            glyph.components.append(component)
        glyf[name] = glyph
        glyph.recalcBounds(glyf)
        hmtx[name] = (max(advance, 0), glyph.xMin if shape else 0)
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def web_font(face: str, text: Iterable[str]) -> bytes:
    """A TrueType file that sets `text` as the whole face does, with joining, marks and kerning."""
    source = fonts.hb_font(face).face
    wanted = hb.SubsetInput()
    wanted.unicode_set.update({ord(sign) for piece in text for sign in piece})
    wanted.flags = hb.SubsetFlags.NO_HINTING
    return bytes(hb.subset(source, wanted).blob.data)
