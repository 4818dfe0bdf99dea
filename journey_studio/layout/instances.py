# SPDX-License-Identifier: Apache-2.0
"""Static faces out of variable fonts, under names of our own.

Qt would draw any instance of a variable font, ReportLab draws only the default one (which may be
Thin), so all of them are given the same static file. HarfBuzz cuts it in a fraction of a second.
"""

from collections.abc import Iterable
from io import BytesIO

import uharfbuzz as hb

# What a face keeps of its features: kerning, marks, and the forms a script cannot be read without.
# Everything optional (ligatures, alternates) is left out of the file itself, so that no painter
# can turn it on.
FEATURES = (
    "kern mark mkmk curs dist abvm blwm ccmp locl rlig isol init medi fina fin2 fin3 med2 stch "
    "rclt nukt akhn rphf rkrf pref blwf half pstf vatu cjct cfar abvf abvs blws haln pres psts "
    "ljmo vjmo tjmo rvrn"
).split()

# Variation leftovers, vertical metrics and a signature that no longer fits.
_DROPPED_TABLES = ("STAT", "HVAR", "VVAR", "MVAR", "BASE", "vhea", "vmtx", "DSIG", "meta")

_KEPT_NAMES = {0, 7, 8, 9, 11, 13, 14}  # copyright, trademark, makers, licence


def _tags(names: Iterable[str]) -> list[int]:
    return [int.from_bytes(name.ljust(4).encode("ascii"), "big") for name in names]


def static_instance(
    face: hb.Face,
    weight: float,
    *,
    features: Iterable[str] = FEATURES,
    characters: Iterable[int] | None = None,
) -> bytes:
    """The face at `weight`, other axes at their default, with `features` and `characters` only.

    Hints go, since nothing draws with them; overlapping outlines, usual in variable fonts, are
    marked so that renderers smooth them properly.
    """
    wanted = hb.SubsetInput()
    wanted.keep_everything()
    wanted.pin_all_axes_to_default(face)
    if any(axis.tag == "wght" for axis in face.axis_infos):
        wanted.pin_axis_location(face, "wght", float(weight))
    wanted.flags = (
        hb.SubsetFlags.NO_HINTING
        | hb.SubsetFlags.NOTDEF_OUTLINE
        | hb.SubsetFlags.SET_OVERLAPS_FLAG
        | hb.SubsetFlags.NAME_LEGACY
    )
    wanted.drop_table_tag_set.update(_tags(_DROPPED_TABLES))
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.update(_tags(features))
    wanted.glyph_set.clear()
    wanted.unicode_set.clear()
    wanted.unicode_set.update(face.unicodes if characters is None else characters)
    return bytes(hb.subset(face, wanted).blob.data)


def renamed(data: bytes, family: str, style: str, weight: int) -> bytes:
    """The font file `data` under our own names; copyright and licence records stay as they were."""
    from fontTools.ttLib import TTFont  # rarely needed, and slow to import

    font = TTFont(BytesIO(data), recalcTimestamp=False)
    names = font["name"]
    names.names = [record for record in names.names if record.nameID in _KEPT_NAMES]
    postscript = f"{family.replace(' ', '')}-{style}"
    plain = style in ("Regular", "Italic")
    new = {
        1: family if plain else f"{family} {style}",
        2: style if plain else "Regular",
        3: f"Journey Studio:{postscript}",
        4: f"{family} {style}",
        5: f"Version {font['head'].fontRevision:.3f}",
        6: postscript,
        16: family,
        17: style,
    }
    for name_id, text in new.items():
        names.setName(text, name_id, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    out = BytesIO()
    font.save(out)
    return out.getvalue()
