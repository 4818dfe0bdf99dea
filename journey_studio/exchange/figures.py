# SPDX-License-Identifier: Apache-2.0
"""Numbers as people of different countries write them.

Whether "1,234" is a thousand or a little more than one is decided for a whole column, by
`decimal_of`, or by the person who chose the sign.
"""

import re
from collections.abc import Iterable
from math import isfinite

_GROUPS = re.compile("[\u0020\u00a0\u2007\u2009\u202f'\u2019_]")
_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?")
_NUMBER = re.compile(r"[+-]?[\d.,]*\d[.,]?\d*%?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:[.,]\d{3})+")
_OF = re.compile(r"(.*\d)\s*(?:/|out of|of|sur|von)\s*(\d{1,3})")
_EXPONENT = re.compile(r"(?<=\d)[eE][+-]?\d{1,3}$")
_LONGEST = 60
_UNITS = "%\u2030\u20ac$\u00a3\u00a5"
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-", "\uff0d": "-", "\uff0b": "+", "\u066b": "."})


def number(text: str, decimal: str = "") -> float | None:
    """The number a text is, None where it is none.

    `decimal` is the sign before the fraction; "" takes the last of point and comma for it, unless
    it stands more than once. A sign of a currency, of a percentage, and "of 5" are left out.
    """
    if len(text) > _LONGEST:
        return None
    words = text.strip().translate(_MINUS)
    if decimal != "," and _PLAIN.fullmatch(words):
        return _finite(words)
    if decimal == "," and "." not in words and _PLAIN.fullmatch(words.replace(",", ".", 1)):
        return _finite(words.replace(",", "."))
    part = _OF.fullmatch(words)
    bare = _GROUPS.sub("", part[1] if part else words).strip(_UNITS)
    if not _NUMBER.fullmatch(bare):
        return None
    sign = decimal or _last_sign(bare)
    whole, _, fraction = bare.partition(sign) if sign else (bare, "", "")
    if not (whole.strip("+-").isdecimal() or _GROUPED.fullmatch(whole) or not whole.strip("+-")):
        return None  # "1.5" where a comma parts the fraction is no fifteen
    return _finite(whole.replace(",", "").replace(".", "") + "." + fraction)


def _finite(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) else None


def _last_sign(text: str) -> str:
    last = max(",.", key=text.rfind)
    return last if text.count(last) == 1 else ""


def decimal_of(texts: Iterable[str]) -> str:
    """The sign before the fraction that the numbers among these texts are written with.

    "" where they do not tell: a single point or comma is taken for it then.
    """
    grouping = False
    for text in texts:
        bare = _EXPONENT.sub("", _GROUPS.sub("", text[:_LONGEST]).strip(_UNITS))
        if not _NUMBER.fullmatch(bare):
            continue
        comma, point = bare.rfind(","), bare.rfind(".")
        if comma >= 0 and point >= 0:
            return "," if comma > point else "."
        if comma >= 0:
            if bare.count(",") == 1 and (len(bare) - comma != 4 or bare.lstrip("+-")[0] == "0"):
                return ","
            grouping = True
        elif point >= 0 and (bare.count(".") > 1):
            return ","
    return "." if grouping else ""


def percentages(texts: Iterable[str]) -> bool:
    """Whether all of these texts that say something end in a percent sign."""
    given = [text.strip() for text in texts if text.strip()]
    return bool(given) and all(text.endswith("%") for text in given)


def written(value: float, decimal: str = ".") -> str:
    """A number with as many digits as it takes to read that very number again."""
    text = str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
    return text.replace(".", decimal) if decimal == "," else text
