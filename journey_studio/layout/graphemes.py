# SPDX-License-Identifier: Apache-2.0
"""Where one written sign ends and the next begins: the units nobody may tear apart.

Follows the extended grapheme clusters of Unicode (UAX #29) as far as they matter for drawing:
marks, joiners, emoji sequences, flags, Hangul letters, and consonants joined by a virama.
"""

from functools import lru_cache
from unicodedata import category, combining

ZWJ = "\u200d"
TEXT_STYLE = "\ufe0e"
EMOJI_STYLE = "\ufe0f"
KEYCAP = "\u20e3"
_VIRAMA = 9


def is_flag_letter(sign: str) -> bool:
    """Whether `sign` is a regional indicator; two of them are a flag."""
    return "\U0001f1e6" <= sign <= "\U0001f1ff"


def is_skin_tone(sign: str) -> bool:
    """Whether `sign` colours the emoji before it."""
    return "\U0001f3fb" <= sign <= "\U0001f3ff"


def is_ignorable(sign: str) -> bool:
    """Whether `sign` only steers others and is drawn as nothing where no font knows it."""
    return (
        sign < " "
        or "\x7f" <= sign <= "\x9f"
        or sign in "\u00ad\u034f\u061c\ufeff"
        or "\u200b" <= sign <= "\u200f"
        or "\u202a" <= sign <= "\u202e"
        or "\u2060" <= sign <= "\u206f"
        or "\ufe00" <= sign <= "\ufe0f"
        or "\U000e0000" <= sign <= "\U000e0fff"
    )


def _extends(sign: str) -> bool:
    return (
        category(sign) in ("Mn", "Me", "Mc")
        or sign in "\u200c\u200d\uff9e\uff9f"
        or is_skin_tone(sign)
        or "\U000e0020" <= sign <= "\U000e007f"
    )


def _hangul(sign: str) -> str:
    """L, V or T for the letters, S for a syllable, "" for anything else."""
    if "\u1100" <= sign <= "\u115f" or "\ua960" <= sign <= "\ua97f":
        return "L"
    if "\u1160" <= sign <= "\u11a7" or "\ud7b0" <= sign <= "\ud7c6":
        return "V"
    if "\u11a8" <= sign <= "\u11ff" or "\ud7cb" <= sign <= "\ud7fb":
        return "T"
    return "S" if "\uac00" <= sign <= "\ud7a3" else ""


def _joins(before: str, sign: str, flag_letters: int) -> bool:
    """Whether `sign` belongs to the cluster whose last sign is `before`."""
    if _extends(sign):
        return True
    if is_flag_letter(sign):
        return is_flag_letter(before) and flag_letters % 2 == 1
    if before == ZWJ:
        return category(sign) == "So" or category(sign) == "Cn"
    if combining(before) == _VIRAMA:
        return category(sign) == "Lo"
    after = _hangul(sign)
    return bool(after) and _hangul(before) + after in (
        "LL",
        "LV",
        "LS",
        "VV",
        "VT",
        "SV",
        "ST",
        "TT",
    )


@lru_cache(maxsize=4096)
def graphemes(text: str) -> tuple[str, ...]:
    """The clusters of `text` in order; joined together they are `text`."""
    if text.isascii():
        return tuple(text)
    clusters: list[str] = []
    before, flag_letters = "", 0
    for sign in text:
        if before and _joins(before, sign, flag_letters):
            clusters[-1] += sign
        else:
            clusters.append(sign)
            flag_letters = 0
        flag_letters += is_flag_letter(sign)
        before = sign
    return tuple(clusters)
